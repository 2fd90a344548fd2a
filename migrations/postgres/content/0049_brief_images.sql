-- Pictures for briefs: what is said of each, and its dots, which never change.
CREATE TABLE brief_image (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX brief_image_by_programme ON brief_image (programme_id);
CREATE TABLE brief_image_file (
    id UUID PRIMARY KEY REFERENCES brief_image (id),
    programme_id UUID NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX brief_image_file_by_programme ON brief_image_file (programme_id);
