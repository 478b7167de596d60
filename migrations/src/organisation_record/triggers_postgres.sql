CREATE TRIGGER organisation_list_entries_append_only BEFORE UPDATE OR DELETE ON organisation_list_entries FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER organisation_list_entries_no_truncate BEFORE TRUNCATE ON organisation_list_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
