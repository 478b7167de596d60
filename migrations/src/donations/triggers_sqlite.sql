CREATE TRIGGER donations_stay BEFORE UPDATE ON donations WHEN OLD.state IN ('rejected', 'withdrawn') OR (OLD.state = 'confirmed' AND (
  NEW.handed_out_fen < OLD.handed_out_fen OR NEW.state <> OLD.state OR NEW.amount_fen <> OLD.amount_fen OR NEW.fund_id <> OLD.fund_id
  OR NEW.kind <> OLD.kind OR NEW.donor_name <> OLD.donor_name OR NEW.purpose IS NOT OLD.purpose
  OR NEW.allotment_id IS NOT OLD.allotment_id OR NEW.confirmed_by <> OLD.confirmed_by)) BEGIN
  SELECT RAISE(ABORT, 'a donation that was refused or confirmed stands for ever');
END
--;
CREATE TRIGGER donations_no_delete BEFORE DELETE ON donations BEGIN
  SELECT RAISE(ABORT, 'a donation that was refused or confirmed stands for ever');
END
--;
CREATE TRIGGER donation_handouts_stay BEFORE UPDATE ON donation_handouts BEGIN
  SELECT RAISE(ABORT, 'what was handed out stands for ever');
END
--;
CREATE TRIGGER donation_handouts_no_delete BEFORE DELETE ON donation_handouts BEGIN
  SELECT RAISE(ABORT, 'what was handed out stands for ever');
END
