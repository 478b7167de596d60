-- What a statement changed is added up first, and counted in the order of the key: two that count in one call never wait for
-- each other crosswise.
CREATE FUNCTION count_proposals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO call_counts (call_id, state, n)
      SELECT call_id, state, COUNT(*) FROM added GROUP BY call_id, state ORDER BY call_id, state
    ON CONFLICT (call_id, state) DO UPDATE SET n = call_counts.n + excluded.n;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO call_counts (call_id, state, n)
      SELECT call_id, state, SUM(one) FROM (
        SELECT call_id, state, 1 AS one FROM added UNION ALL SELECT call_id, state, -1 FROM removed
      ) AS changed GROUP BY call_id, state HAVING SUM(one) <> 0 ORDER BY call_id, state
    ON CONFLICT (call_id, state) DO UPDATE SET n = call_counts.n + excluded.n;
  ELSE
    INSERT INTO call_counts (call_id, state, n)
      SELECT call_id, state, -COUNT(*) FROM removed GROUP BY call_id, state ORDER BY call_id, state
    ON CONFLICT (call_id, state) DO UPDATE SET n = call_counts.n + excluded.n;
  END IF;
  RETURN NULL;
END $$
--;
CREATE TRIGGER proposals_counted_in AFTER INSERT ON proposals REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION count_proposals()
--;
CREATE TRIGGER proposals_counted_on AFTER UPDATE ON proposals REFERENCING OLD TABLE AS removed NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION count_proposals()
--;
CREATE TRIGGER proposals_counted_out AFTER DELETE ON proposals REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION count_proposals()
--;
CREATE FUNCTION sum_new_donations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO donation_sums (fund_id, n, cash_fen, goods_fen, handed_out_fen)
    SELECT fund_id, COUNT(*), SUM(CASE WHEN kind = 'cash' THEN amount_fen ELSE 0 END),
      SUM(CASE WHEN kind = 'in_kind' THEN amount_fen ELSE 0 END), SUM(handed_out_fen)
    FROM added WHERE state = 'confirmed' GROUP BY fund_id ORDER BY fund_id
  ON CONFLICT (fund_id) DO UPDATE SET n = donation_sums.n + excluded.n, cash_fen = donation_sums.cash_fen + excluded.cash_fen,
    goods_fen = donation_sums.goods_fen + excluded.goods_fen, handed_out_fen = donation_sums.handed_out_fen + excluded.handed_out_fen;
  RETURN NULL;
END $$
--;
CREATE FUNCTION sum_changed_donations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO donation_sums (fund_id, n, cash_fen, goods_fen, handed_out_fen)
    SELECT fund_id, SUM(one), SUM(CASE WHEN kind = 'cash' THEN one * amount_fen ELSE 0 END),
      SUM(CASE WHEN kind = 'in_kind' THEN one * amount_fen ELSE 0 END), SUM(one * handed_out_fen)
    FROM (
      SELECT 1 AS one, fund_id, kind, amount_fen, handed_out_fen FROM added WHERE state = 'confirmed'
      UNION ALL SELECT -1, fund_id, kind, amount_fen, handed_out_fen FROM removed WHERE state = 'confirmed'
    ) AS changed GROUP BY fund_id ORDER BY fund_id
  ON CONFLICT (fund_id) DO UPDATE SET n = donation_sums.n + excluded.n, cash_fen = donation_sums.cash_fen + excluded.cash_fen,
    goods_fen = donation_sums.goods_fen + excluded.goods_fen, handed_out_fen = donation_sums.handed_out_fen + excluded.handed_out_fen;
  RETURN NULL;
END $$
--;
CREATE TRIGGER donations_summed_in AFTER INSERT ON donations REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION sum_new_donations()
--;
CREATE TRIGGER donations_summed_on AFTER UPDATE ON donations REFERENCING OLD TABLE AS removed NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION sum_changed_donations()
