CREATE TRIGGER proposal_attachments_handed_in BEFORE DELETE ON proposal_attachments WHEN OLD.last_snapshot IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'what was handed in stays');
END
--;
CREATE TRIGGER proposal_attachments_same BEFORE UPDATE ON proposal_attachments
WHEN NEW.id <> OLD.id OR NEW.proposal_id <> OLD.proposal_id OR NEW.kind <> OLD.kind OR NEW.code <> OLD.code
  OR NEW.added_by <> OLD.added_by OR NEW.added_at <> OLD.added_at OR (OLD.last_snapshot IS NOT NULL AND NEW.last_snapshot IS NULL) BEGIN
  SELECT RAISE(ABORT, 'an attachment stays what it is');
END
