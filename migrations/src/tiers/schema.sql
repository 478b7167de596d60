CREATE TABLE payment_tiers (
  version integer PRIMARY KEY CHECK (version > 0), document text NOT NULL, reason text NOT NULL,
  proposed_by {uuid} NOT NULL REFERENCES users (id), proposed_by_person {uuid} NOT NULL, proposed_at bigint NOT NULL,
  confirmed_by {uuid} REFERENCES users (id), confirmed_at bigint,
  CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)), CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by)
);
