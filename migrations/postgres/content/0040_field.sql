-- Tablets of the field. Their public keys stand plain: a server whose vault is closed tells their letters from forgeries.
CREATE TABLE device (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    site_id UUID NOT NULL REFERENCES site (id),
    account_id UUID NOT NULL REFERENCES account (id),
    name BYTEA NOT NULL,
    cut_off INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
-- What each site's letters are sealed to.
CREATE TABLE letterbox (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    site_id UUID NOT NULL UNIQUE REFERENCES site (id),
    address BYTEA NOT NULL,
    sealed BYTEA NOT NULL
);
-- Letters that wait to be opened: while the vault is closed, or because they do not open. No backup holds them.
CREATE TABLE letter (
    id UUID PRIMARY KEY,
    device_id UUID NOT NULL REFERENCES device (id),
    recording_id UUID NOT NULL,
    part_id UUID NOT NULL,
    number INTEGER NOT NULL,
    body BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    UNIQUE (recording_id, part_id, number)
);
-- Recordings on their way to being stories, under the key that the story will have.
CREATE TABLE draft (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    site_id UUID NOT NULL REFERENCES site (id),
    recorder_id UUID NOT NULL REFERENCES account (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX draft_by_programme ON draft (programme_id);
