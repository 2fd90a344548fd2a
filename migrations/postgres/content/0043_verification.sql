-- What was found of the claims of a story, under the story's own key; one a story.
CREATE TABLE verification (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    story_id UUID NOT NULL UNIQUE REFERENCES story (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX verification_by_programme ON verification (programme_id);
