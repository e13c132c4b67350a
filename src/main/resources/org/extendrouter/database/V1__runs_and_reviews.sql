-- H2 commits each of these statements by itself: a kill between two leaves those before, and all are run again.
CREATE TABLE IF NOT EXISTS extend_run (
    event_id           VARCHAR(500) NOT NULL PRIMARY KEY,
    run_id             VARCHAR(500),
    workflow_run_id    VARCHAR(500),
    file_id            VARCHAR(2000),
    ticket             VARCHAR(500),
    type               VARCHAR(2000),
    branch             VARCHAR(2000),
    classification_id  VARCHAR(2000),
    classifier_id      VARCHAR(2000),
    classifier_version VARCHAR(2000),
    base_processor     VARCHAR(2000),
    confidence         DOUBLE PRECISION,
    threshold          DOUBLE PRECISION,
    reviewed           BOOLEAN NOT NULL,
    decision           VARCHAR(100) NOT NULL,
    received_at        TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_at         TIMESTAMP WITH TIME ZONE NOT NULL,
    delivered_at       TIMESTAMP WITH TIME ZONE,
    delivered_by       VARCHAR(500)
);

CREATE INDEX IF NOT EXISTS extend_run_by_run ON extend_run (run_id);
CREATE INDEX IF NOT EXISTS extend_run_by_time ON extend_run (received_at);

CREATE TABLE IF NOT EXISTS extend_review (
    ticket           VARCHAR(500) NOT NULL PRIMARY KEY,
    run_id           VARCHAR(500),
    event_id         VARCHAR(500),
    decision         VARCHAR(20) NOT NULL,
    type             VARCHAR(2000),
    reviewer         VARCHAR(2000),
    remark           VARCHAR(8000),
    reviewed_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    model_type       VARCHAR(2000),
    model_confidence DOUBLE PRECISION,
    channel          VARCHAR(50) NOT NULL
);

CREATE INDEX IF NOT EXISTS extend_review_by_run ON extend_review (run_id);
CREATE INDEX IF NOT EXISTS extend_review_by_time ON extend_review (reviewed_at);
