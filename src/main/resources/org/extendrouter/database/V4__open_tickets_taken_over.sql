-- When a new ledger has taken the open tickets from the broker. One that knew of tickets before this was noted had no need to.
CREATE TABLE IF NOT EXISTS extend_filled (filled_at TIMESTAMP WITH TIME ZONE NOT NULL);

INSERT INTO extend_filled (filled_at) SELECT MAX(opened_at) FROM extend_ticket
WHERE NOT EXISTS (SELECT 1 FROM extend_filled) HAVING COUNT(*) > 0;
