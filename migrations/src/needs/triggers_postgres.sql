CREATE TRIGGER needs_words_stay BEFORE UPDATE ON needs FOR EACH ROW
  WHEN (NEW.words <> OLD.words OR NEW.place <> OLD.place) EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER needs_no_delete BEFORE DELETE ON needs FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER need_statements_append_only BEFORE UPDATE OR DELETE ON need_statements FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER need_statements_no_truncate BEFORE TRUNCATE ON need_statements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
