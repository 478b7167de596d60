-- A mailbox is told apart by its digest; its address is sealed, and gone once the subscription has ended. Of a link
-- only the digest is kept; the link that ends a subscription follows from the installation's secret.
CREATE TABLE subscriptions (
  id {uuid} PRIMARY KEY, mailbox_digest text NOT NULL, address_sealed text NOT NULL,
  language text NOT NULL CHECK (language IN ('zh-CN', 'en')),
  area_code text NOT NULL REFERENCES areas (code), area_path text {bytewise} NOT NULL,
  calls boolean NOT NULL, notices boolean NOT NULL, needs boolean NOT NULL,
  ended_at bigint, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK (calls OR notices OR needs)
);
CREATE UNIQUE INDEX subscriptions_once ON subscriptions (mailbox_digest, area_code) WHERE ended_at IS NULL;
CREATE INDEX subscriptions_area ON subscriptions (area_path) WHERE ended_at IS NULL;
CREATE TABLE subscription_requests (
  id {uuid} PRIMARY KEY, mailbox_digest text NOT NULL, address_sealed text NOT NULL,
  language text NOT NULL CHECK (language IN ('zh-CN', 'en')), area_code text NOT NULL REFERENCES areas (code),
  calls boolean NOT NULL, notices boolean NOT NULL, needs boolean NOT NULL,
  token_sha256 text NOT NULL UNIQUE, expires_at bigint NOT NULL, created_at bigint NOT NULL,
  CHECK (calls OR notices OR needs)
);
CREATE INDEX subscription_requests_expiry ON subscription_requests (expires_at);
CREATE TABLE subscription_mails (
  subscription_id {uuid} NOT NULL REFERENCES subscriptions (id), subject_kind text NOT NULL, subject_id {uuid} NOT NULL,
  created_at bigint NOT NULL, PRIMARY KEY (subscription_id, subject_kind, subject_id)
);
