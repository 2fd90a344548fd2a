-- Versions of stories read aloud by somebody of the team; the id is that of the layer.
CREATE TABLE narration (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    story_id BLOB NOT NULL REFERENCES story (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX narration_by_story ON narration (story_id);
CREATE INDEX narration_by_programme ON narration (programme_id);
