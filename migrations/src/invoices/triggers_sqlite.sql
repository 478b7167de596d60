CREATE TRIGGER invoices_stay BEFORE UPDATE ON invoices
WHEN OLD.state = 'cancelled' OR NEW.number <> OLD.number OR NEW.total_fen <> OLD.total_fen OR NEW.tranche_id <> OLD.tranche_id BEGIN
  SELECT RAISE(ABORT, 'an invoice stands as it was entered');
END
--;
CREATE TRIGGER invoices_no_delete BEFORE DELETE ON invoices BEGIN
  SELECT RAISE(ABORT, 'an invoice is never removed');
END
