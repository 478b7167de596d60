ALTER TABLE funds ADD COLUMN year_end_policy text NOT NULL DEFAULT 'carry' CHECK (year_end_policy IN ('carry', 'lapse'));
UPDATE funds SET year_end_policy = 'lapse' WHERE source = 'fiscal';
CREATE TABLE year_ends (
  id {uuid} PRIMARY KEY, fund_id {uuid} NOT NULL REFERENCES funds (id), fiscal_year integer NOT NULL, policy text NOT NULL,
  lapsed_fen bigint NOT NULL CHECK (lapsed_fen >= 0), carried_fen bigint NOT NULL CHECK (carried_fen >= 0),
  allotment_count integer NOT NULL, figures text NOT NULL, digest text NOT NULL, round integer NOT NULL,
  area_path text NOT NULL, refusal text, proposed_by {uuid} NOT NULL REFERENCES users (id),
  closed_by {uuid} REFERENCES users (id), closed_at bigint,
  state text NOT NULL, version integer NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (fund_id, fiscal_year), CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((closed_by IS NULL) = (closed_at IS NULL)), CHECK (closed_by IS NULL OR closed_by <> proposed_by)
);
CREATE INDEX year_ends_area ON year_ends (area_path, id);
CREATE INDEX balances_detail ON balances (detail, account);
