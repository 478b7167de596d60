CREATE TABLE fund_orders (
  id {uuid} PRIMARY KEY, number text NOT NULL UNIQUE, kind text NOT NULL,
  allotment_id {uuid} NOT NULL REFERENCES allotments (id), to_allotment_id {uuid} REFERENCES allotments (id),
  project_id {uuid} REFERENCES projects (id), clawback_id {uuid} REFERENCES fund_orders (id),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0 AND {whole amount_fen}), reason text NOT NULL, evidence text NOT NULL,
  digest text NOT NULL, area_path text NOT NULL, refusal text, executed_at bigint,
  state text NOT NULL, version integer NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK ((kind = 'adjustment') = (to_allotment_id IS NOT NULL)), CHECK ((kind = 'adjustment') = (project_id IS NULL)),
  CHECK ((kind IN ('clawback_receipt', 'write_off')) = (clawback_id IS NOT NULL)),
  CHECK ((state = 'executed') = (executed_at IS NOT NULL)), CHECK (to_allotment_id IS NULL OR to_allotment_id <> allotment_id)
);
CREATE INDEX fund_orders_area ON fund_orders (area_path, id);
CREATE INDEX fund_orders_state ON fund_orders (state, id);
CREATE INDEX fund_orders_project ON fund_orders (project_id, id);
