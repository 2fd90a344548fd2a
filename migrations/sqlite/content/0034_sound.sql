-- The sound of a story or of a draft (0040), in sealed pieces of at most five seconds.
CREATE TABLE sound (
    id BLOB PRIMARY KEY,
    story_id BLOB NOT NULL,
    take_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    UNIQUE (story_id, take_id, seq)
);
