-- What came of telling a group, or a teller, what a panel chose and why. That it is owed follows from the panel's record.
CREATE TABLE group_feedback (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX group_feedback_by_programme ON group_feedback (programme_id);
CREATE TABLE teller_feedback (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    story_id BLOB NOT NULL REFERENCES story (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX teller_feedback_by_story ON teller_feedback (story_id);
CREATE INDEX teller_feedback_by_programme ON teller_feedback (programme_id);
