-- Everything that a person said is sealed; what stands plain is named with its reason in archive/src/contracts.rs.
CREATE TABLE programme (
    id UUID PRIMARY KEY,
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE TABLE site (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE TABLE domain (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE TABLE level (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE TABLE round (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE TABLE account (
    id UUID PRIMARY KEY,
    login BYTEA NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE TABLE membership (
    account_id UUID NOT NULL REFERENCES account (id),
    programme_id UUID NOT NULL REFERENCES programme (id),
    role TEXT NOT NULL,
    site_id UUID REFERENCES site (id)
);
CREATE INDEX membership_by_account ON membership (account_id);
CREATE INDEX membership_by_programme ON membership (programme_id);
CREATE TABLE session (
    token BYTEA PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    created_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_by_account ON session (account_id);
CREATE TABLE attempt (
    login BYTEA PRIMARY KEY,
    failures INTEGER NOT NULL,
    locked_until TIMESTAMPTZ NOT NULL
);
CREATE TABLE story (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    site_id UUID NOT NULL REFERENCES site (id),
    round_id UUID NOT NULL REFERENCES round (id),
    recorder_id UUID NOT NULL REFERENCES account (id),
    week TEXT NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX story_by_programme ON story (programme_id, site_id);
CREATE TABLE layer (
    id UUID PRIMARY KEY,
    story_id UUID NOT NULL REFERENCES story (id),
    seq INTEGER NOT NULL,
    sealed BYTEA NOT NULL,
    UNIQUE (story_id, seq)
);
CREATE TABLE decision (
    id UUID PRIMARY KEY,
    story_id UUID NOT NULL REFERENCES story (id),
    seq INTEGER NOT NULL,
    sealed BYTEA NOT NULL,
    UNIQUE (story_id, seq)
);
CREATE TABLE read_back (
    id UUID PRIMARY KEY,
    story_id UUID NOT NULL REFERENCES story (id),
    seq INTEGER NOT NULL,
    sealed BYTEA NOT NULL,
    UNIQUE (story_id, seq)
);
CREATE TABLE audit (
    seq BIGINT PRIMARY KEY,
    id UUID NOT NULL,
    hash BYTEA NOT NULL,
    sealed BYTEA NOT NULL
);
