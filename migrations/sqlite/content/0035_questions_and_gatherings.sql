-- The extra questions of a programme, one row each programme, and the groups in which stories are told.
CREATE TABLE questionnaire (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE UNIQUE INDEX questionnaire_by_programme ON questionnaire (programme_id);
CREATE TABLE gathering (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX gathering_by_programme ON gathering (programme_id);
