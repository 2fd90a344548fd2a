-- Small, overwritten, with a life of its own: what is deleted here is unreadable in every copy of the content.
CREATE TABLE slot (
    id BLOB PRIMARY KEY,
    body TEXT NOT NULL
);
CREATE TABLE wrapped_key (
    id BLOB PRIMARY KEY,
    parent_id BLOB,
    purpose TEXT NOT NULL,
    owner_id BLOB NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (purpose, owner_id)
);
CREATE TABLE tombstone (
    mark BLOB PRIMARY KEY
);
