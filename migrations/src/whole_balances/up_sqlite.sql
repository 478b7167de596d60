CREATE TRIGGER balances_whole BEFORE UPDATE OF amount_fen ON balances WHEN typeof(NEW.amount_fen) <> 'integer' BEGIN
  SELECT RAISE(ABORT, 'a balance is a whole number of 64 bits');
END
--;
CREATE TRIGGER balances_whole_from_the_start BEFORE INSERT ON balances WHEN typeof(NEW.amount_fen) <> 'integer' BEGIN
  SELECT RAISE(ABORT, 'a balance is a whole number of 64 bits');
END
