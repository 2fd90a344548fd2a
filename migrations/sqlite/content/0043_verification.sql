-- What was found of the claims of a story, under the story's own key; one a story.
CREATE TABLE verification (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    story_id BLOB NOT NULL UNIQUE REFERENCES story (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX verification_by_programme ON verification (programme_id);
