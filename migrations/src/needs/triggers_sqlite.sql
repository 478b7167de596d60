CREATE TRIGGER needs_words_stay BEFORE UPDATE ON needs WHEN NEW.words <> OLD.words OR NEW.place <> OLD.place BEGIN
  SELECT RAISE(ABORT, 'the words of a need are append-only');
END
--;
CREATE TRIGGER needs_no_delete BEFORE DELETE ON needs BEGIN
  SELECT RAISE(ABORT, 'needs is append-only');
END
--;
CREATE TRIGGER need_statements_no_update BEFORE UPDATE ON need_statements BEGIN
  SELECT RAISE(ABORT, 'need_statements is append-only');
END
--;
CREATE TRIGGER need_statements_no_delete BEFORE DELETE ON need_statements BEGIN
  SELECT RAISE(ABORT, 'need_statements is append-only');
END
