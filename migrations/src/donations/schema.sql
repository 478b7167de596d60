ALTER TABLE allotments ADD COLUMN directed boolean NOT NULL DEFAULT FALSE;
CREATE TABLE donations (
  id {uuid} PRIMARY KEY, number text NOT NULL UNIQUE, fund_id {uuid} NOT NULL REFERENCES funds (id),
  kind text NOT NULL CHECK (kind IN ('cash', 'in_kind')),
  donor_name text NOT NULL, donor_kind text NOT NULL, donor_uscc text, anonymous boolean NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0 AND {whole amount_fen}), goods text, value_basis text,
  purpose text, naming text, naming_until text, receipt_no text UNIQUE, received_on text NOT NULL, remark text,
  allotment_id {uuid} REFERENCES allotments (id), handed_out_fen bigint NOT NULL DEFAULT 0,
  area_path text NOT NULL, refusal text, created_by {uuid} NOT NULL REFERENCES users (id),
  confirmed_by {uuid} REFERENCES users (id), confirmed_at bigint,
  state text NOT NULL, version integer NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK ((kind = 'in_kind') = (goods IS NOT NULL)), CHECK ((kind = 'in_kind') = (value_basis IS NOT NULL)),
  CHECK ((naming IS NULL) = (naming_until IS NULL)), CHECK (naming IS NULL OR NOT anonymous),
  CHECK ((state = 'confirmed') = (confirmed_by IS NOT NULL)), CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
  CHECK (confirmed_by IS NULL OR confirmed_by <> created_by),
  CHECK ((allotment_id IS NOT NULL) = (state = 'confirmed' AND kind = 'cash')),
  CHECK (handed_out_fen >= 0 AND handed_out_fen <= amount_fen), CHECK (handed_out_fen = 0 OR (kind = 'in_kind' AND state = 'confirmed'))
);
CREATE INDEX donations_area ON donations (area_path, id);
CREATE INDEX donations_fund ON donations (fund_id, state, id);
CREATE INDEX donations_state ON donations (state, id);
CREATE INDEX projects_allotment ON projects (allotment_id, id);
CREATE TABLE donation_handouts (
  id {uuid} PRIMARY KEY, donation_id {uuid} NOT NULL REFERENCES donations (id), recipient text NOT NULL,
  project_id {uuid} REFERENCES projects (id), goods text NOT NULL, value_fen bigint NOT NULL CHECK (value_fen > 0),
  handed_out_on text NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL
);
CREATE INDEX donation_handouts_donation ON donation_handouts (donation_id, id);
