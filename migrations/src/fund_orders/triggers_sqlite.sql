CREATE TRIGGER fund_orders_executed_stays BEFORE UPDATE ON fund_orders WHEN OLD.state IN ('executed', 'rejected', 'withdrawn') BEGIN
  SELECT RAISE(ABORT, 'an order that has ended stands for ever');
END
--;
CREATE TRIGGER fund_orders_no_delete BEFORE DELETE ON fund_orders BEGIN
  SELECT RAISE(ABORT, 'an order is never removed');
END
