CREATE FUNCTION refuse_change_of_tiers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.confirmed_at IS NOT NULL OR NEW.document <> OLD.document OR NEW.proposed_by <> OLD.proposed_by THEN
    RAISE EXCEPTION 'tiers that were proposed stay as they are';
  END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER payment_tiers_stay BEFORE UPDATE OR DELETE ON payment_tiers FOR EACH ROW EXECUTE FUNCTION refuse_change_of_tiers()
