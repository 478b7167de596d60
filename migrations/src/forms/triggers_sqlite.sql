CREATE TRIGGER forms_published_stays BEFORE UPDATE ON forms WHEN OLD.state = 'published' BEGIN
  SELECT RAISE(ABORT, 'a published form does not change');
END
--;
CREATE TRIGGER forms_published_remains BEFORE DELETE ON forms WHEN OLD.state = 'published' BEGIN
  SELECT RAISE(ABORT, 'a published form does not change');
END
