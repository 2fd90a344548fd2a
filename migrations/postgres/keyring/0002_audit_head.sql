-- The newest entry of the audit log that this installation remembers, sealed, apart from the log: whoever cuts the log's end
-- off would have to cut here, too. It is no part of a backup: a restored log is shorter for a good reason.
CREATE TABLE audit_head (
    id UUID PRIMARY KEY,
    sealed BYTEA NOT NULL
);
