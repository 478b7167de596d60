DROP TRIGGER review_stages_rules_stay ON review_stages
--;
DROP TRIGGER audit_events_linked ON audit_events
--;
DROP TABLE audit_links
--;
DROP TABLE audit_seals
--;
DROP FUNCTION link_audit_events()
