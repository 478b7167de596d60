CREATE FUNCTION refuse_form_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a published form does not change'; END $$
--;
CREATE TRIGGER forms_published_stays BEFORE UPDATE OR DELETE ON forms FOR EACH ROW WHEN (OLD.state = 'published')
EXECUTE FUNCTION refuse_form_change()
