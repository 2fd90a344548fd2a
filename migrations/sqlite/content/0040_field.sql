-- Tablets of the field. Their public keys stand plain: a server whose vault is closed tells their letters from forgeries.
CREATE TABLE device (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    site_id BLOB NOT NULL REFERENCES site (id),
    account_id BLOB NOT NULL REFERENCES account (id),
    name BLOB NOT NULL,
    cut_off INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
-- What each site's letters are sealed to.
CREATE TABLE letterbox (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    site_id BLOB NOT NULL UNIQUE REFERENCES site (id),
    address BLOB NOT NULL,
    sealed BLOB NOT NULL
);
-- Letters that wait to be opened: while the vault is closed, or because they do not open. No backup holds them.
CREATE TABLE letter (
    id BLOB PRIMARY KEY,
    device_id BLOB NOT NULL REFERENCES device (id),
    recording_id BLOB NOT NULL,
    part_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    body BLOB NOT NULL,
    signature BLOB NOT NULL,
    UNIQUE (recording_id, part_id, number)
);
-- Recordings on their way to being stories, under the key that the story will have.
CREATE TABLE draft (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    site_id BLOB NOT NULL REFERENCES site (id),
    recorder_id BLOB NOT NULL REFERENCES account (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX draft_by_programme ON draft (programme_id);
