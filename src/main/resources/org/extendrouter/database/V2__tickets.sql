CREATE TABLE IF NOT EXISTS extend_ticket (
    ticket       VARCHAR(500) NOT NULL PRIMARY KEY,
    run_id       VARCHAR(500),
    type         VARCHAR(2000),
    branch       VARCHAR(2000),
    opened_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    closed_at    TIMESTAMP WITH TIME ZONE,
    reminded_at  TIMESTAMP WITH TIME ZONE,
    escalated_at TIMESTAMP WITH TIME ZONE
);

CREATE INDEX IF NOT EXISTS extend_ticket_by_run ON extend_ticket (run_id);
CREATE INDEX IF NOT EXISTS extend_ticket_by_time ON extend_ticket (closed_at, opened_at);

-- Those of before: one for each event that went to review. A review in Extend closed all of its run.
INSERT INTO extend_ticket (ticket, run_id, type, branch, opened_at, closed_at)
SELECT asked.ticket, asked.run_id, asked.type, asked.branch, asked.opened_at,
       COALESCE(here.reviewed_at, in_extend.reviewed_at, asked.delivered_at)
FROM (SELECT ticket, MIN(run_id) AS run_id, MIN(type) AS type, MIN(branch) AS branch,
             MIN(received_at) AS opened_at, MIN(delivered_at) AS delivered_at
      FROM extend_run
      WHERE ticket IS NOT NULL AND decision NOT IN ('ACCEPTED', 'REVIEWED_LIKEWISE') GROUP BY ticket) asked
LEFT JOIN extend_review here ON here.ticket = asked.ticket
LEFT JOIN (SELECT run_id, MIN(reviewed_at) AS reviewed_at
           FROM extend_review WHERE channel = 'extend' GROUP BY run_id) in_extend
  ON in_extend.run_id = asked.run_id
WHERE NOT EXISTS (SELECT 1 FROM extend_ticket known WHERE known.ticket = asked.ticket);
