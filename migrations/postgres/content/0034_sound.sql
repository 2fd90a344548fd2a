-- The sound of a story or of a draft (0040), in sealed pieces of at most five seconds.
CREATE TABLE sound (
    id UUID PRIMARY KEY,
    story_id UUID NOT NULL,
    take_id UUID NOT NULL,
    seq INTEGER NOT NULL,
    sealed BYTEA NOT NULL,
    UNIQUE (story_id, take_id, seq)
);
