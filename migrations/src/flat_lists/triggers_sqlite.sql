CREATE TRIGGER proposals_counted_in AFTER INSERT ON proposals BEGIN
  INSERT INTO call_counts (call_id, state, n) VALUES (NEW.call_id, NEW.state, 1) ON CONFLICT (call_id, state) DO UPDATE SET n = n + 1;
END
--;
CREATE TRIGGER proposals_counted_on AFTER UPDATE ON proposals WHEN NEW.state <> OLD.state OR NEW.call_id <> OLD.call_id BEGIN
  UPDATE call_counts SET n = n - 1 WHERE call_id = OLD.call_id AND state = OLD.state;
  INSERT INTO call_counts (call_id, state, n) VALUES (NEW.call_id, NEW.state, 1) ON CONFLICT (call_id, state) DO UPDATE SET n = n + 1;
END
--;
CREATE TRIGGER proposals_counted_out AFTER DELETE ON proposals BEGIN
  UPDATE call_counts SET n = n - 1 WHERE call_id = OLD.call_id AND state = OLD.state;
END
--;
CREATE TRIGGER donations_summed_in AFTER INSERT ON donations WHEN NEW.state = 'confirmed' BEGIN
  INSERT INTO donation_sums (fund_id, n, cash_fen, goods_fen, handed_out_fen) VALUES (NEW.fund_id, 1,
    CASE WHEN NEW.kind = 'cash' THEN NEW.amount_fen ELSE 0 END, CASE WHEN NEW.kind = 'in_kind' THEN NEW.amount_fen ELSE 0 END,
    NEW.handed_out_fen)
  ON CONFLICT (fund_id) DO UPDATE SET n = n + 1, cash_fen = cash_fen + excluded.cash_fen,
    goods_fen = goods_fen + excluded.goods_fen, handed_out_fen = handed_out_fen + excluded.handed_out_fen;
END
--;
-- A confirmed donation stands for ever, so it is confirmed once, and then only more of it is handed out.
CREATE TRIGGER donations_summed_confirmed AFTER UPDATE ON donations WHEN NEW.state = 'confirmed' AND OLD.state <> 'confirmed' BEGIN
  INSERT INTO donation_sums (fund_id, n, cash_fen, goods_fen, handed_out_fen) VALUES (NEW.fund_id, 1,
    CASE WHEN NEW.kind = 'cash' THEN NEW.amount_fen ELSE 0 END, CASE WHEN NEW.kind = 'in_kind' THEN NEW.amount_fen ELSE 0 END,
    NEW.handed_out_fen)
  ON CONFLICT (fund_id) DO UPDATE SET n = n + 1, cash_fen = cash_fen + excluded.cash_fen,
    goods_fen = goods_fen + excluded.goods_fen, handed_out_fen = handed_out_fen + excluded.handed_out_fen;
END
--;
CREATE TRIGGER donations_summed_handed_out AFTER UPDATE ON donations WHEN NEW.state = 'confirmed' AND OLD.state = 'confirmed' BEGIN
  UPDATE donation_sums SET handed_out_fen = handed_out_fen + NEW.handed_out_fen - OLD.handed_out_fen WHERE fund_id = NEW.fund_id;
END
