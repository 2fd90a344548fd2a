-- Pictures for briefs: what is said of each, and its dots, which never change.
CREATE TABLE brief_image (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX brief_image_by_programme ON brief_image (programme_id);
CREATE TABLE brief_image_file (
    id BLOB PRIMARY KEY REFERENCES brief_image (id),
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX brief_image_file_by_programme ON brief_image_file (programme_id);
