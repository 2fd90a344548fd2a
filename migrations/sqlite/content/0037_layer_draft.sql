-- When the sound of a story was destroyed; transcripts and translations that are being written.
CREATE TABLE sound_end (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    story_id BLOB NOT NULL REFERENCES story (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX sound_end_by_story ON sound_end (story_id);
CREATE INDEX sound_end_by_programme ON sound_end (programme_id);
CREATE TABLE layer_draft (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    story_id BLOB NOT NULL REFERENCES story (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX layer_draft_by_story ON layer_draft (story_id);
CREATE INDEX layer_draft_by_programme ON layer_draft (programme_id);
