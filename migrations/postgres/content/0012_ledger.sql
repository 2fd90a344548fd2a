-- What is recorded of a teller beside her words, for the jigsaw guard, and the figures of people that readers may know.
CREATE TABLE ledger (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    story_id UUID NOT NULL REFERENCES story (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX ledger_by_story ON ledger (story_id);
CREATE INDEX ledger_by_programme ON ledger (programme_id);
CREATE TABLE population (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX population_by_programme ON population (programme_id);
