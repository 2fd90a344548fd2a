-- The versions of a brief, and what colleagues said of them before it went out. Rows are added alone.
CREATE TABLE brief_version (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    brief_id UUID NOT NULL REFERENCES brief (id),
    sealed BYTEA NOT NULL
);
CREATE INDEX brief_version_by_brief ON brief_version (brief_id);
CREATE TABLE brief_remark (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    brief_id UUID NOT NULL REFERENCES brief (id),
    sealed BYTEA NOT NULL
);
CREATE INDEX brief_remark_by_brief ON brief_remark (brief_id);
