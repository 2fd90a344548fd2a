-- Letters that call a brief back: which issue, when it was sent, by whom, which quotations it named by their place.
CREATE TABLE recall_letter (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX recall_letter_by_programme ON recall_letter (programme_id);
