CREATE FUNCTION proposal_attachments_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.last_snapshot IS NOT NULL THEN
      RAISE EXCEPTION 'what was handed in stays';
    END IF;
    RETURN OLD;
  END IF;
  IF NEW.id <> OLD.id OR NEW.proposal_id <> OLD.proposal_id OR NEW.kind <> OLD.kind OR NEW.code <> OLD.code
    OR NEW.added_by <> OLD.added_by OR NEW.added_at <> OLD.added_at OR (OLD.last_snapshot IS NOT NULL AND NEW.last_snapshot IS NULL) THEN
    RAISE EXCEPTION 'an attachment stays what it is';
  END IF;
  RETURN NEW;
END
$$
--;
CREATE TRIGGER proposal_attachments_stay BEFORE UPDATE OR DELETE ON proposal_attachments FOR EACH ROW EXECUTE FUNCTION proposal_attachments_stay()
--;
CREATE TRIGGER proposal_attachments_no_truncate BEFORE TRUNCATE ON proposal_attachments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
