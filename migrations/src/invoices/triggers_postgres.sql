CREATE FUNCTION refuse_change_of_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'cancelled' OR NEW.number <> OLD.number OR NEW.total_fen <> OLD.total_fen
     OR NEW.tranche_id <> OLD.tranche_id THEN
    RAISE EXCEPTION 'an invoice stands as it was entered';
  END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER invoices_stay BEFORE UPDATE OR DELETE ON invoices FOR EACH ROW EXECUTE FUNCTION refuse_change_of_invoice()
