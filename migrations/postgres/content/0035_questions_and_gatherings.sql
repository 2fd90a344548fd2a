-- The extra questions of a programme, one row each programme, and the groups in which stories are told.
CREATE TABLE questionnaire (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE UNIQUE INDEX questionnaire_by_programme ON questionnaire (programme_id);
CREATE TABLE gathering (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX gathering_by_programme ON gathering (programme_id);
