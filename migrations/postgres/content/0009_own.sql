-- What somebody keeps for herself alone, sealed under the programme's key: searches under names of her choice,
-- what she coded in one go, without a word of a story and without its id, and the codes that she used of late.
CREATE TABLE saved_search (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    account_id UUID NOT NULL REFERENCES account (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX saved_search_by_account ON saved_search (account_id, programme_id);
CREATE TABLE batch (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    account_id UUID NOT NULL REFERENCES account (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX batch_by_account ON batch (account_id, programme_id);
CREATE TABLE recent_codes (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    account_id UUID NOT NULL REFERENCES account (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX recent_codes_by_account ON recent_codes (account_id, programme_id);
