-- The people of a story and what stands for each, where that is settled; sealed under the story's key.
CREATE TABLE person (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    story_id BLOB NOT NULL REFERENCES story (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX person_by_story ON person (story_id);
CREATE INDEX person_by_programme ON person (programme_id);
