-- Slips with which a storyteller comes back. Numbers and signs stand as keyed hashes alone; the story is gone from the row once
-- it was withdrawn, so that she can still be told that it was.
CREATE TABLE receipt (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    story_id BLOB REFERENCES story (id),
    slip BLOB NOT NULL UNIQUE,
    alone BLOB UNIQUE
);
CREATE INDEX receipt_by_story ON receipt (story_id);
