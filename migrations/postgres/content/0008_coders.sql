-- What coders write down beside their codes. A memo on a story or a coding dies with the story; one on a code is the programme's.
CREATE TABLE memo (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    story_id UUID NOT NULL REFERENCES story (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX memo_by_story ON memo (story_id);
CREATE INDEX memo_by_programme ON memo (programme_id);
CREATE TABLE code_memo (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX code_memo_by_programme ON code_memo (programme_id);
-- Codes that are called by words of a story, by the code's id: when the story is withdrawn, its words leave their names too.
CREATE TABLE in_vivo (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    story_id UUID NOT NULL REFERENCES story (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX in_vivo_by_story ON in_vivo (story_id);
CREATE INDEX in_vivo_by_programme ON in_vivo (programme_id);
