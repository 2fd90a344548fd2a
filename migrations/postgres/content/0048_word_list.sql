-- Names of people and places that a programme adds to the program's own lists; one row a programme.
CREATE TABLE word_list (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX word_list_by_programme ON word_list (programme_id);
