-- Which stories changed, in the order of change: the index in memory follows it. One row a story, its newest change. It names
-- no table, so that a withdrawn story is followed too.
CREATE TABLE change_log (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    story_id UUID NOT NULL UNIQUE
);
