-- A change of a story's codes or memos alone is told apart: no word of it is read again for that. One row a story and kind.
ALTER TABLE change_log ADD COLUMN of_codes BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE change_log DROP CONSTRAINT change_log_story_id_key;
ALTER TABLE change_log ADD CONSTRAINT change_log_story_id_of_codes_key UNIQUE (story_id, of_codes);
