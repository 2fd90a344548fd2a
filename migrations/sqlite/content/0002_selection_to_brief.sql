-- What grows out of stories: panels, codes, excerpts, briefs. A document of the programme is an id, a version and what is
-- sealed under the programme's key; what grows on one story is sealed under that story's key and dies with it.
CREATE TABLE panel (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX panel_by_programme ON panel (programme_id);
CREATE TABLE codebook (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX codebook_by_programme ON codebook (programme_id);
CREATE TABLE brief (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX brief_by_programme ON brief (programme_id);
CREATE TABLE indicator (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX indicator_by_programme ON indicator (programme_id);
CREATE TABLE join_code (
    code BLOB PRIMARY KEY,
    panel_id BLOB NOT NULL REFERENCES panel (id)
);
CREATE INDEX join_code_by_panel ON join_code (panel_id);
CREATE TABLE coding (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    story_id BLOB NOT NULL REFERENCES story (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX coding_by_story ON coding (story_id);
CREATE INDEX coding_by_programme ON coding (programme_id);
CREATE TABLE register (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    story_id BLOB NOT NULL REFERENCES story (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX register_by_story ON register (story_id);
CREATE INDEX register_by_programme ON register (programme_id);
CREATE TABLE excerpt (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    story_id BLOB NOT NULL REFERENCES story (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX excerpt_by_story ON excerpt (story_id);
CREATE INDEX excerpt_by_programme ON excerpt (programme_id);
-- Briefs that went out. They stay when a story is withdrawn, and so do the ids of what they quoted: they are to be recalled.
CREATE TABLE issue (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    brief_id BLOB NOT NULL REFERENCES brief (id),
    sealed BLOB NOT NULL
);
CREATE INDEX issue_by_brief ON issue (brief_id);
CREATE TABLE issued_excerpt (
    issue_id BLOB NOT NULL REFERENCES issue (id),
    excerpt_id BLOB NOT NULL,
    story_id BLOB NOT NULL,
    PRIMARY KEY (issue_id, excerpt_id)
);
CREATE INDEX issued_excerpt_by_story ON issued_excerpt (story_id);
