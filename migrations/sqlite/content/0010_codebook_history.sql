-- What changed in a codebook at each save, and the codes given to the reasons of panels: a row for each panel, whose id is the
-- panel's.
CREATE TABLE code_change (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX code_change_by_programme ON code_change (programme_id);
CREATE TABLE reason_codes (
    id BLOB PRIMARY KEY REFERENCES panel (id),
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX reason_codes_by_programme ON reason_codes (programme_id);
