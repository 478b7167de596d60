-- `sign_by` is the last day on which the agreement of an award is signed; without one the award never lapses.
-- `extension_until` is a later day that was asked for, and `extension_granted_by` whoever granted it: once, by another person.
ALTER TABLE projects ADD COLUMN sign_by text;
ALTER TABLE projects ADD COLUMN sign_by_reminded integer;
ALTER TABLE projects ADD COLUMN extension_until text;
ALTER TABLE projects ADD COLUMN extension_reason text;
ALTER TABLE projects ADD COLUMN extension_asked_by {uuid};
ALTER TABLE projects ADD COLUMN extension_granted_by {uuid};
CREATE INDEX projects_sign_by ON projects (sign_by) WHERE state IN ('agreement_draft', 'signing');
