-- The invoices that support payments. A number is used once on the whole platform, and for ever; a red one cancels its blue one.
CREATE TABLE invoices (
  id {uuid} PRIMARY KEY, number text NOT NULL UNIQUE CHECK (length(number) = 20),
  kind text NOT NULL CHECK (kind IN ('blue', 'red')), original_id {uuid} UNIQUE REFERENCES invoices (id),
  tranche_id {uuid} NOT NULL REFERENCES tranches (id), project_id {uuid} NOT NULL REFERENCES projects (id),
  organisation_id {uuid} NOT NULL REFERENCES organisations (id), call_id {uuid} NOT NULL REFERENCES calls (id),
  area_path text NOT NULL, seq integer NOT NULL,
  issued_on text NOT NULL, seller_name text NOT NULL, seller_uscc text NOT NULL, buyer_name text NOT NULL, buyer_uscc text,
  amount_fen bigint NOT NULL CHECK ({whole amount_fen}), tax_fen bigint NOT NULL, total_fen bigint NOT NULL,
  file_sealed text, file_sha256 text, reason text,
  state text NOT NULL CHECK (state IN ('used', 'cancelled')), version integer NOT NULL,
  created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK ((kind = 'red') = (original_id IS NOT NULL)), CHECK ((file_sealed IS NULL) = (file_sha256 IS NULL)),
  CHECK (amount_fen + tax_fen = total_fen)
);
CREATE INDEX invoices_tranche ON invoices (tranche_id, id);
CREATE INDEX invoices_area ON invoices (area_path, id);
CREATE INDEX invoices_organisation ON invoices (organisation_id, id);
CREATE INDEX invoices_project ON invoices (project_id, id);
