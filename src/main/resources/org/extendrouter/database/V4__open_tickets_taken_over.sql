-- When a new ledger has taken the open tickets from the broker. One that knew of tickets before this was noted had no need to.
CREATE TABLE extend_filled (filled_at TIMESTAMP WITH TIME ZONE NOT NULL);

INSERT INTO extend_filled (filled_at) SELECT MAX(opened_at) FROM extend_ticket HAVING COUNT(*) > 0;
