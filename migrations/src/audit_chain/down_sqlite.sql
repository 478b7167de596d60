DROP TRIGGER review_stages_rules_stay
--;
DROP TRIGGER audit_events_linked
--;
DROP TABLE audit_links
--;
DROP TABLE audit_seals
