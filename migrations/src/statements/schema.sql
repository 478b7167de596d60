CREATE TABLE bank_statements (
  id {uuid} PRIMARY KEY, fund_id {uuid} NOT NULL REFERENCES funds (id), file_name text NOT NULL, sha256 text NOT NULL,
  starts_on text NOT NULL, ends_on text NOT NULL, opening_fen bigint NOT NULL, closing_fen bigint NOT NULL,
  line_count integer NOT NULL, new_count integer NOT NULL, area_path text NOT NULL,
  created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL,
  UNIQUE (fund_id, sha256), CHECK (ends_on >= starts_on)
);
CREATE INDEX bank_statements_area ON bank_statements (area_path, id);
CREATE TABLE bank_lines (
  id {uuid} PRIMARY KEY, statement_id {uuid} NOT NULL REFERENCES bank_statements (id), fund_id {uuid} NOT NULL REFERENCES funds (id),
  seq integer NOT NULL, line_key text NOT NULL, serial text, booked_on text NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen <> 0 AND {whole amount_fen}), balance_fen bigint NOT NULL,
  counter_name text NOT NULL, counter_sealed text NOT NULL, counter_tail text NOT NULL, summary text NOT NULL,
  journal_id {uuid} UNIQUE REFERENCES journals (id), reasons text NOT NULL, posted boolean NOT NULL,
  explanation text, explained_by {uuid} REFERENCES users (id), explained_by_person {uuid}, refusal text,
  settled_by {uuid} REFERENCES users (id), settled_at bigint, area_path text NOT NULL,
  state text NOT NULL, version integer NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (fund_id, line_key), UNIQUE (statement_id, seq),
  CHECK ((state = 'matched') = (journal_id IS NOT NULL)),
  CHECK (state NOT IN ('explained', 'confirmed') OR explained_by_person IS NOT NULL)
);
CREATE INDEX bank_lines_state ON bank_lines (fund_id, state, id);
CREATE INDEX bank_lines_day ON bank_lines (fund_id, booked_on);
CREATE TABLE periods (
  id {uuid} PRIMARY KEY, fund_id {uuid} NOT NULL REFERENCES funds (id), month text NOT NULL,
  opening_fen bigint NOT NULL, closing_fen bigint NOT NULL, ledger_fen bigint NOT NULL, difference_fen bigint NOT NULL,
  area_path text NOT NULL, refusal text, proposed_by {uuid} NOT NULL REFERENCES users (id), proposed_by_person {uuid} NOT NULL,
  closed_by {uuid} REFERENCES users (id), closed_at bigint,
  state text NOT NULL, version integer NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (fund_id, month), CHECK (state <> 'closed' OR (difference_fen = 0 AND closed_by IS NOT NULL AND closed_by <> proposed_by))
);
CREATE UNIQUE INDEX IF NOT EXISTS journals_bank_once ON journals (subject_id, event) WHERE event IN ('E08', 'E10');
