CREATE TRIGGER seals_open_month BEFORE INSERT ON journal_seals
WHEN EXISTS (
  SELECT 1 FROM postings p JOIN allotments a ON a.id = p.allotment_id JOIN periods m ON m.fund_id = a.fund_id
  JOIN journals j ON j.id = p.journal_id
  WHERE p.journal_id = NEW.journal_id AND m.state = 'closed' AND m.month >= substr(j.biz_date, 1, 7)
) BEGIN
  SELECT RAISE(ABORT, 'the month is closed');
END
--;
CREATE TRIGGER periods_closed_stays BEFORE UPDATE ON periods WHEN OLD.state = 'closed' BEGIN
  SELECT RAISE(ABORT, 'a closed month stands for ever');
END
--;
CREATE TRIGGER periods_no_delete BEFORE DELETE ON periods BEGIN
  SELECT RAISE(ABORT, 'a closed month stands for ever');
END
--;
CREATE TRIGGER bank_statements_no_update BEFORE UPDATE ON bank_statements BEGIN
  SELECT RAISE(ABORT, 'what the bank wrote is not changed');
END
--;
CREATE TRIGGER bank_statements_no_delete BEFORE DELETE ON bank_statements BEGIN
  SELECT RAISE(ABORT, 'what the bank wrote is not changed');
END
--;
CREATE TRIGGER bank_lines_no_delete BEFORE DELETE ON bank_lines BEGIN
  SELECT RAISE(ABORT, 'what the bank wrote is not changed');
END
--;
CREATE TRIGGER bank_lines_content_stays BEFORE UPDATE ON bank_lines
WHEN OLD.amount_fen <> NEW.amount_fen OR OLD.booked_on <> NEW.booked_on OR OLD.line_key <> NEW.line_key OR OLD.fund_id <> NEW.fund_id
  OR OLD.summary <> NEW.summary BEGIN
  SELECT RAISE(ABORT, 'what the bank wrote is not changed');
END
