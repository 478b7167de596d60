ALTER FUNCTION refuse_late_posting() SET enable_seqscan = off
--;
ALTER FUNCTION refuse_unbalanced_seal() SET enable_seqscan = off
--;
ALTER FUNCTION refuse_closed_year() SET enable_seqscan = off
--;
ALTER FUNCTION refuse_closed_month() SET enable_seqscan = off
