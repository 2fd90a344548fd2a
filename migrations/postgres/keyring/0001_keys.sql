-- Small, overwritten, with a life of its own: what is deleted here is unreadable in every copy of the content.
CREATE TABLE slot (
    id UUID PRIMARY KEY,
    body TEXT NOT NULL
);
CREATE TABLE wrapped_key (
    id UUID PRIMARY KEY,
    parent_id UUID,
    purpose TEXT NOT NULL,
    owner_id UUID NOT NULL,
    bytes BYTEA NOT NULL,
    UNIQUE (purpose, owner_id)
);
CREATE TABLE tombstone (
    mark BYTEA PRIMARY KEY
);
