CREATE TRIGGER organisation_list_entries_no_update BEFORE UPDATE ON organisation_list_entries BEGIN
  SELECT RAISE(ABORT, 'organisation_list_entries is append-only');
END
--;
CREATE TRIGGER organisation_list_entries_no_delete BEFORE DELETE ON organisation_list_entries BEGIN
  SELECT RAISE(ABORT, 'organisation_list_entries is append-only');
END
