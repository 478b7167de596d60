CREATE TABLE organisation_documents (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL REFERENCES organisations (id),
  kind text NOT NULL CHECK (kind IN ('registration_certificate', 'charter', 'inspection_report', 'grade_certificate', 'audit_report', 'account_permit', 'other')),
  number text NOT NULL, issued_on text, valid_until text, file_id {uuid}, note text NOT NULL, removed_at bigint,
  version integer NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK (valid_until IS NULL OR issued_on IS NULL OR valid_until >= issued_on)
);
CREATE INDEX organisation_documents_organisation ON organisation_documents (organisation_id, id);
CREATE INDEX organisation_documents_expiry ON organisation_documents (valid_until) WHERE removed_at IS NULL AND valid_until IS NOT NULL;
CREATE TABLE organisation_document_reminders (
  document_id {uuid} NOT NULL REFERENCES organisation_documents (id), days_before integer NOT NULL, valid_until text NOT NULL,
  sent_at bigint NOT NULL, PRIMARY KEY (document_id, days_before, valid_until)
);
