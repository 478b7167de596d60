ALTER FUNCTION refuse_late_posting() RESET enable_seqscan
--;
ALTER FUNCTION refuse_unbalanced_seal() RESET enable_seqscan
--;
ALTER FUNCTION refuse_closed_year() RESET enable_seqscan
--;
ALTER FUNCTION refuse_closed_month() RESET enable_seqscan
