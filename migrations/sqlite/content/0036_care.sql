-- Services to which storytellers are sent on.
CREATE TABLE referral (
    id BLOB PRIMARY KEY,
    programme_id BLOB NOT NULL REFERENCES programme (id),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL
);
CREATE INDEX referral_by_programme ON referral (programme_id);

-- The stories that a worker read or heard in a week, by marks that name none.
CREATE TABLE exposure (
    mark BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    week TEXT NOT NULL
);
CREATE INDEX exposure_by_week ON exposure (week, account_id);
