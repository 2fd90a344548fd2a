-- The versions of a brief, and what colleagues said of them before it went out. Rows are added alone.
CREATE TABLE brief_version (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    brief_id BLOB NOT NULL REFERENCES brief (id),
    sealed BLOB NOT NULL
);
CREATE INDEX brief_version_by_brief ON brief_version (brief_id);
CREATE TABLE brief_remark (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    brief_id BLOB NOT NULL REFERENCES brief (id),
    sealed BLOB NOT NULL
);
CREATE INDEX brief_remark_by_brief ON brief_remark (brief_id);
