DROP TRIGGER jury_protocols_stage_fixed
--;
DROP INDEX jury_protocols_one_waits
--;
DROP INDEX jury_protocols_one_stands
--;
CREATE UNIQUE INDEX jury_protocols_one_waits ON jury_protocols (call_id) WHERE state = 'entered'
--;
CREATE UNIQUE INDEX jury_protocols_one_stands ON jury_protocols (call_id) WHERE state IN ('confirmed', 'sealed')
--;
ALTER TABLE jury_counts DROP COLUMN findings
--;
ALTER TABLE jury_protocols DROP COLUMN visitors
--;
ALTER TABLE jury_protocols DROP COLUMN stage
