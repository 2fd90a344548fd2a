-- The open box of a panel's secret vote: one row a panel, written anew as a whole, of one size, under a key that is destroyed when
-- the box is released. No row, time or id of one ballot; kept in no backup.
CREATE TABLE ballot_box (
    id UUID PRIMARY KEY,
    panel_id UUID NOT NULL UNIQUE REFERENCES panel (id),
    version INTEGER NOT NULL,
    sealed BYTEA NOT NULL
);
