-- Slips with which a storyteller comes back. Numbers and signs stand as keyed hashes alone; the story is gone from the row once
-- it was withdrawn, so that she can still be told that it was.
CREATE TABLE receipt (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    story_id UUID REFERENCES story (id),
    slip BYTEA NOT NULL UNIQUE,
    alone BYTEA UNIQUE
);
CREATE INDEX receipt_by_story ON receipt (story_id);
