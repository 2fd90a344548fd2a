-- Two programmes of invented stories in every installation, and for every account one row that says which passwords open them: for
-- whoever has set one and for whoever has not.
CREATE TABLE training (
    depth INTEGER PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id)
);
CREATE TABLE second_password (
    account_id UUID PRIMARY KEY REFERENCES account (id),
    sealed BYTEA NOT NULL
);
-- A session's token says from now on what it opens; the tokens of before do not.
DELETE FROM session;
