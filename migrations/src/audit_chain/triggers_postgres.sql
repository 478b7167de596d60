CREATE FUNCTION link_audit_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_links (event_id) SELECT id FROM added;
  RETURN NULL;
END $$
--;
CREATE TRIGGER audit_events_linked AFTER INSERT ON audit_events REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION link_audit_events()
--;
CREATE TRIGGER audit_links_sealed_once BEFORE UPDATE ON audit_links FOR EACH ROW
WHEN (OLD.seal IS NOT NULL OR NEW.event_id <> OLD.event_id) EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER audit_links_no_delete BEFORE DELETE ON audit_links FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER audit_links_no_truncate BEFORE TRUNCATE ON audit_links FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE ON audit_seals FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER audit_seals_no_truncate BEFORE TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER review_stages_rules_stay BEFORE UPDATE ON review_stages FOR EACH ROW
WHEN (NEW.rubric <> OLD.rubric OR NEW.policy <> OLD.policy OR NEW.call_id <> OLD.call_id OR NEW.kind <> OLD.kind)
EXECUTE FUNCTION refuse_change()
