-- Two programmes of invented stories in every installation, and for every account one row that says which passwords open them: for
-- whoever has set one and for whoever has not.
CREATE TABLE training (
    depth INTEGER PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id)
);
CREATE TABLE second_password (
    account_id BLOB PRIMARY KEY REFERENCES account (id),
    sealed BLOB NOT NULL
);
-- A session's token says from now on what it opens; the tokens of before do not.
DELETE FROM session;
