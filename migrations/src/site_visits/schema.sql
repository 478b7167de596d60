-- A site visit is counted like a jury: a protocol of its own, with who went and what they found at each place.
ALTER TABLE jury_protocols ADD COLUMN stage text NOT NULL DEFAULT 'public_jury' CHECK (stage IN ('public_jury', 'site_visit'));
ALTER TABLE jury_protocols ADD COLUMN visitors text CHECK ((visitors IS NOT NULL) = (stage = 'site_visit'));
ALTER TABLE jury_counts ADD COLUMN findings text;
DROP INDEX jury_protocols_one_waits;
DROP INDEX jury_protocols_one_stands;
CREATE UNIQUE INDEX jury_protocols_one_waits ON jury_protocols (call_id, stage) WHERE state = 'entered';
CREATE UNIQUE INDEX jury_protocols_one_stands ON jury_protocols (call_id, stage) WHERE state IN ('confirmed', 'sealed');
