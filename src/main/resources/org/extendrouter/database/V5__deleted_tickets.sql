-- Open tickets whose run was deleted from the ledger: the broker has them still, and a start must not take them from it.
CREATE TABLE IF NOT EXISTS extend_deleted (
    ticket    VARCHAR(500) NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL
);
