-- The words of the consent talk read aloud for a programme; the id belongs to a language, a passage and its exact words.
CREATE TABLE consent_reading (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX consent_reading_by_programme ON consent_reading (programme_id);
