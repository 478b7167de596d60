CREATE TRIGGER audit_events_linked AFTER INSERT ON audit_events BEGIN
  INSERT INTO audit_links (event_id) VALUES (NEW.id);
END
--;
CREATE TRIGGER audit_links_sealed_once BEFORE UPDATE ON audit_links WHEN OLD.seal IS NOT NULL OR NEW.event_id <> OLD.event_id BEGIN
  SELECT RAISE(ABORT, 'a sealed event stays sealed');
END
--;
CREATE TRIGGER audit_links_no_delete BEFORE DELETE ON audit_links BEGIN
  SELECT RAISE(ABORT, 'audit_links is append-only');
END
--;
CREATE TRIGGER audit_seals_no_update BEFORE UPDATE ON audit_seals BEGIN
  SELECT RAISE(ABORT, 'audit_seals is append-only');
END
--;
CREATE TRIGGER audit_seals_no_delete BEFORE DELETE ON audit_seals BEGIN
  SELECT RAISE(ABORT, 'audit_seals is append-only');
END
--;
CREATE TRIGGER review_stages_rules_stay BEFORE UPDATE ON review_stages
WHEN NEW.rubric <> OLD.rubric OR NEW.policy <> OLD.policy OR NEW.call_id <> OLD.call_id OR NEW.kind <> OLD.kind BEGIN
  SELECT RAISE(ABORT, 'the rules of a review do not change');
END
