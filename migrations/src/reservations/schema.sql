-- `sign_within` is how many working days an award has for its agreement, and `sign_by` the last of them: not there yet while the
-- working-day calendar does not reach so far. Without `sign_within` an award never lapses.
-- `extension_until` is a later day that was asked for, and `extension_granted_by` whoever granted it: once, by another person.
ALTER TABLE projects ADD COLUMN sign_within integer;
ALTER TABLE projects ADD COLUMN sign_by text;
ALTER TABLE projects ADD COLUMN sign_by_reminded integer;
ALTER TABLE projects ADD COLUMN extension_until text;
ALTER TABLE projects ADD COLUMN extension_reason text;
ALTER TABLE projects ADD COLUMN extension_asked_by {uuid};
ALTER TABLE projects ADD COLUMN extension_granted_by {uuid};
CREATE INDEX projects_sign_by ON projects (sign_by) WHERE state IN ('agreement_draft', 'signing');
