CREATE FUNCTION refuse_change_of_executed_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('executed', 'rejected', 'withdrawn') THEN
    RAISE EXCEPTION 'an order that has ended stands for ever';
  END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER fund_orders_executed_stays BEFORE UPDATE OR DELETE ON fund_orders FOR EACH ROW EXECUTE FUNCTION refuse_change_of_executed_order()
