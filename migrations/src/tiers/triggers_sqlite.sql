CREATE TRIGGER payment_tiers_stay BEFORE UPDATE ON payment_tiers
WHEN OLD.confirmed_at IS NOT NULL OR NEW.document <> OLD.document OR NEW.proposed_by <> OLD.proposed_by BEGIN
  SELECT RAISE(ABORT, 'tiers that were proposed stay as they are');
END
--;
CREATE TRIGGER payment_tiers_no_delete BEFORE DELETE ON payment_tiers BEGIN
  SELECT RAISE(ABORT, 'tiers are never removed');
END
