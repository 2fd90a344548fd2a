-- Services to which storytellers are sent on.
CREATE TABLE referral (
    id UUID PRIMARY KEY,
    programme_id UUID NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
CREATE INDEX referral_by_programme ON referral (programme_id);

-- The stories that a worker read or heard in a week, by marks that name none.
CREATE TABLE exposure (
    mark BYTEA PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    week TEXT NOT NULL
);
CREATE INDEX exposure_by_week ON exposure (week, account_id);
