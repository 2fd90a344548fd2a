-- Everything that a person said is sealed; what stands plain is named with its reason in archive/src/contracts.rs.
CREATE TABLE programme (
    id BLOB PRIMARY KEY,
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE TABLE site (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE TABLE domain (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE TABLE level (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE TABLE round (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE TABLE account (
    id BLOB PRIMARY KEY,
    login BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE TABLE membership (
    account_id BLOB NOT NULL REFERENCES account (id),
    programme_id BLOB NOT NULL REFERENCES programme (id),
    role TEXT NOT NULL,
    site_id BLOB REFERENCES site (id)
);
CREATE INDEX membership_by_account ON membership (account_id);
CREATE INDEX membership_by_programme ON membership (programme_id);
CREATE TABLE session (
    token BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL
);
CREATE INDEX session_by_account ON session (account_id);
CREATE TABLE attempt (
    login BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    locked_until TEXT NOT NULL
);
CREATE TABLE story (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    site_id BLOB NOT NULL REFERENCES site (id),
    round_id BLOB NOT NULL REFERENCES round (id),
    recorder_id BLOB NOT NULL REFERENCES account (id),
    week TEXT NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX story_by_programme ON story (programme_id, site_id);
CREATE TABLE layer (
    id BLOB PRIMARY KEY,
    story_id BLOB NOT NULL REFERENCES story (id),
    seq INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    UNIQUE (story_id, seq)
);
CREATE TABLE decision (
    id BLOB PRIMARY KEY,
    story_id BLOB NOT NULL REFERENCES story (id),
    seq INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    UNIQUE (story_id, seq)
);
CREATE TABLE read_back (
    id BLOB PRIMARY KEY,
    story_id BLOB NOT NULL REFERENCES story (id),
    seq INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    UNIQUE (story_id, seq)
);
CREATE TABLE audit (
    seq BIGINT PRIMARY KEY,
    id BLOB NOT NULL,
    hash BLOB NOT NULL,
    sealed BLOB NOT NULL
);
