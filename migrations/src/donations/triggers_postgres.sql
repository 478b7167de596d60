CREATE FUNCTION refuse_change_of_donation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('rejected', 'withdrawn') THEN
    RAISE EXCEPTION 'a donation that was refused or confirmed stands for ever';
  END IF;
  IF OLD.state = 'confirmed' AND (NEW.handed_out_fen < OLD.handed_out_fen OR NEW.state <> OLD.state
      OR NEW.amount_fen <> OLD.amount_fen OR NEW.fund_id <> OLD.fund_id OR NEW.kind <> OLD.kind
      OR NEW.donor_name <> OLD.donor_name OR NEW.purpose IS DISTINCT FROM OLD.purpose
      OR NEW.allotment_id IS DISTINCT FROM OLD.allotment_id OR NEW.confirmed_by <> OLD.confirmed_by) THEN
    RAISE EXCEPTION 'a donation that was refused or confirmed stands for ever';
  END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER donations_stay BEFORE UPDATE OR DELETE ON donations FOR EACH ROW EXECUTE FUNCTION refuse_change_of_donation()
--;
CREATE FUNCTION refuse_change_of_handout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was handed out stands for ever';
END $$
--;
CREATE TRIGGER donation_handouts_stay BEFORE UPDATE OR DELETE ON donation_handouts FOR EACH ROW EXECUTE FUNCTION refuse_change_of_handout()
