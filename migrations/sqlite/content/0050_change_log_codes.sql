-- A change of a story's codes or memos alone is told apart: no word of it is read again for that. One row a story and kind.
CREATE TABLE change_log_0050 (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id BLOB NOT NULL,
    of_codes BOOLEAN NOT NULL,
    UNIQUE (story_id, of_codes)
);
INSERT INTO change_log_0050 (seq, story_id, of_codes) SELECT seq, story_id, FALSE FROM change_log;
DROP TABLE change_log;
ALTER TABLE change_log_0050 RENAME TO change_log;
