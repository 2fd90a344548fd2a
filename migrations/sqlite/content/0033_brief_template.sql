-- The texts with which a programme's briefs begin, where it has written its own.
CREATE TABLE brief_template (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX brief_template_by_programme ON brief_template (programme_id);
