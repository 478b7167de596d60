-- The key of a second factor, sealed. `last_step` is the newest period of thirty seconds whose code was taken: a code works once.
CREATE TABLE second_factors (
  user_id {uuid} PRIMARY KEY REFERENCES users (id), key_sealed text NOT NULL, last_step bigint NOT NULL DEFAULT 0,
  started_at bigint NOT NULL, confirmed_at bigint
);
CREATE TABLE recovery_codes (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL REFERENCES users (id), digest text NOT NULL, used_at bigint,
  UNIQUE (user_id, digest)
);
ALTER TABLE sessions ADD COLUMN stepped_up_at bigint;
