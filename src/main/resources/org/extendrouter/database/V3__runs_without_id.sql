-- Those whose run could not be read have no run in common.
UPDATE extend_run SET run_id = NULL WHERE run_id = '-';
UPDATE extend_review SET run_id = NULL WHERE run_id = '-';
UPDATE extend_ticket SET run_id = NULL WHERE run_id = '-';
