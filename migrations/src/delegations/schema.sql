-- `delegated_from` is the grant that is lent; a grant is lent to one person at a time.
ALTER TABLE grants ADD COLUMN delegated_from {uuid};
ALTER TABLE grants ADD COLUMN expires_at bigint;
CREATE UNIQUE INDEX grants_delegated ON grants (delegated_from) WHERE revoked_at IS NULL;
