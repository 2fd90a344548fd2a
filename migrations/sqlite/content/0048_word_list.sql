-- Names of people and places that a programme adds to the program's own lists; one row a programme.
CREATE TABLE word_list (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX word_list_by_programme ON word_list (programme_id);
