-- Conventions: ids are UUIDv7 made by the application; *_at are microseconds since 1970 UTC; *_on are
-- dates YYYY-MM-DD in Asia/Shanghai; *_fen are whole fen; document columns hold canonical JSON text.
CREATE TABLE areas (
  code text PRIMARY KEY, name text NOT NULL, level text NOT NULL,
  parent_code text REFERENCES areas (code), path text NOT NULL UNIQUE
);
CREATE TABLE counters (
  name text PRIMARY KEY, value bigint NOT NULL
);
CREATE TABLE settings (
  name text PRIMARY KEY, value text NOT NULL
);
CREATE TABLE users (
  id {uuid} PRIMARY KEY, person_id {uuid} NOT NULL, email text NOT NULL UNIQUE, name text NOT NULL,
  password_hash text NOT NULL, language text NOT NULL, state text NOT NULL, demonstration boolean NOT NULL,
  failed_logins integer NOT NULL, locked_until_at bigint, version integer NOT NULL,
  created_at bigint NOT NULL, updated_at bigint NOT NULL
);
CREATE TABLE sessions (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL REFERENCES users (id), token_sha256 text NOT NULL UNIQUE,
  created_at bigint NOT NULL, last_seen_at bigint NOT NULL, expires_at bigint NOT NULL, revoked_at bigint
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE TABLE organisations (
  id {uuid} PRIMARY KEY, name text NOT NULL, uscc text NOT NULL, kind text NOT NULL,
  area_code text NOT NULL REFERENCES areas (code), area_path text NOT NULL, registry text NOT NULL,
  registered_on text, charter_scope text NOT NULL, legal_representative text NOT NULL,
  contact_name text NOT NULL, contact_phone text NOT NULL, contact_email text NOT NULL,
  assessment_grade text, inspections_passed integer NOT NULL, return_reasons text NOT NULL,
  demonstration boolean NOT NULL, state text NOT NULL, version integer NOT NULL,
  created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL, updated_at bigint NOT NULL
);
CREATE UNIQUE INDEX organisations_uscc_once ON organisations (uscc) WHERE state NOT IN ('rejected', 'deregistered');
CREATE INDEX organisations_area ON organisations (area_path, id);
CREATE INDEX organisations_state ON organisations (state, id);
CREATE TABLE grants (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL REFERENCES users (id), role text NOT NULL,
  scope_kind text NOT NULL CHECK (scope_kind IN ('platform', 'area', 'call', 'organisation')),
  scope_id {uuid}, area_path text, created_by {uuid}, created_at bigint NOT NULL, revoked_at bigint,
  CHECK ((scope_kind = 'area') = (area_path IS NOT NULL)),
  CHECK ((scope_kind IN ('call', 'organisation')) = (scope_id IS NOT NULL))
);
CREATE INDEX grants_user ON grants (user_id);
CREATE INDEX grants_scope ON grants (scope_id);
CREATE TABLE payee_accounts (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL REFERENCES organisations (id), number integer NOT NULL,
  account_name text NOT NULL, account_sealed text NOT NULL, account_tail text NOT NULL, bank_name text NOT NULL,
  cnaps text NOT NULL, active boolean NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL,
  UNIQUE (organisation_id, number)
);
CREATE UNIQUE INDEX payee_accounts_one_active ON payee_accounts (organisation_id) WHERE active;
CREATE TABLE funds (
  id {uuid} PRIMARY KEY, code text NOT NULL UNIQUE, name text NOT NULL, source text NOT NULL,
  area_code text NOT NULL REFERENCES areas (code), area_path text NOT NULL, demonstration boolean NOT NULL,
  version integer NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL, updated_at bigint NOT NULL
);
CREATE TABLE allotments (
  id {uuid} PRIMARY KEY, fund_id {uuid} NOT NULL REFERENCES funds (id), fiscal_year integer NOT NULL,
  budget_line text NOT NULL, document_no text NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  area_path text NOT NULL, state text NOT NULL, version integer NOT NULL,
  created_by {uuid} NOT NULL REFERENCES users (id), approved_by {uuid} REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (fund_id, fiscal_year, budget_line), UNIQUE (document_no),
  CHECK (approved_by IS NULL OR approved_by <> created_by)
);
CREATE TABLE calls (
  id {uuid} PRIMARY KEY, number text NOT NULL UNIQUE, title text NOT NULL, year integer NOT NULL,
  area_code text NOT NULL REFERENCES areas (code), area_path text NOT NULL, host_name text NOT NULL,
  scheme_preset text NOT NULL, scheme text NOT NULL, budget_fen bigint NOT NULL CHECK (budget_fen > 0),
  allotment_id {uuid} REFERENCES allotments (id), opens_at bigint NOT NULL, closes_at bigint NOT NULL,
  announcement text NOT NULL, demonstration boolean NOT NULL, state text NOT NULL, version integer NOT NULL,
  created_by {uuid} NOT NULL REFERENCES users (id), approved_by {uuid} REFERENCES users (id),
  published_at bigint, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK (closes_at > opens_at), CHECK (approved_by IS NULL OR approved_by <> created_by)
);
CREATE INDEX calls_area ON calls (area_path, id);
CREATE INDEX calls_state ON calls (state, id);
CREATE TABLE proposals (
  id {uuid} PRIMARY KEY, number text NOT NULL UNIQUE, call_id {uuid} NOT NULL REFERENCES calls (id),
  organisation_id {uuid} NOT NULL REFERENCES organisations (id), title text NOT NULL, category text,
  document text NOT NULL, requested_fen bigint NOT NULL CHECK (requested_fen >= 0),
  matching_fen bigint NOT NULL CHECK (matching_fen >= 0), recommended_fen bigint, approved_fen bigint,
  snapshot text, snapshot_sha256 text, submitted_at bigint, screening text NOT NULL,
  corrections integer NOT NULL, demonstration boolean NOT NULL, state text NOT NULL, version integer NOT NULL,
  created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK ((snapshot IS NULL) = (snapshot_sha256 IS NULL))
);
CREATE INDEX proposals_call ON proposals (call_id, state, id);
CREATE INDEX proposals_organisation ON proposals (organisation_id, id);
CREATE TABLE review_stages (
  id {uuid} PRIMARY KEY, call_id {uuid} NOT NULL REFERENCES calls (id), kind text NOT NULL,
  rubric text NOT NULL, policy text NOT NULL, input_sha256 text, sealed_at bigint,
  state text NOT NULL, version integer NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL, UNIQUE (call_id, kind)
);
CREATE TABLE panel_seats (
  id {uuid} PRIMARY KEY, stage_id {uuid} NOT NULL REFERENCES review_stages (id),
  reviewer_id {uuid} NOT NULL REFERENCES users (id), alias text NOT NULL, created_at bigint NOT NULL,
  UNIQUE (stage_id, reviewer_id), UNIQUE (stage_id, alias)
);
CREATE TABLE assignments (
  id {uuid} PRIMARY KEY, stage_id {uuid} NOT NULL REFERENCES review_stages (id),
  call_id {uuid} NOT NULL REFERENCES calls (id), proposal_id {uuid} NOT NULL REFERENCES proposals (id),
  reviewer_id {uuid} NOT NULL REFERENCES users (id), alias text NOT NULL, attested_at bigint, statement_sha256 text,
  recusal_kind text, recusal_reason text, recusal_source text, recused_at bigint,
  state text NOT NULL, version integer NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (stage_id, proposal_id, reviewer_id)
);
CREATE INDEX assignments_reviewer ON assignments (reviewer_id, id);
CREATE INDEX assignments_call ON assignments (call_id, id);
CREATE TABLE reviews (
  id {uuid} PRIMARY KEY, assignment_id {uuid} NOT NULL UNIQUE REFERENCES assignments (id),
  scores text NOT NULL, comments text NOT NULL, comment_to_applicant text NOT NULL,
  confidential_comment text NOT NULL, submitted_at bigint, void_reason text,
  state text NOT NULL, version integer NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL
);
CREATE TABLE review_versions (
  id {uuid} PRIMARY KEY, review_id {uuid} NOT NULL REFERENCES reviews (id), n integer NOT NULL, kind text NOT NULL,
  document text NOT NULL, sha256 text NOT NULL, prev_sha256 text, created_by {uuid} NOT NULL REFERENCES users (id),
  created_at bigint NOT NULL, UNIQUE (review_id, n)
);
CREATE TABLE result_runs (
  id {uuid} PRIMARY KEY, call_id {uuid} NOT NULL REFERENCES calls (id), seq integer NOT NULL,
  input text NOT NULL, input_sha256 text NOT NULL, policy_sha256 text NOT NULL, output text NOT NULL, output_sha256 text NOT NULL,
  engine_version text NOT NULL, computed_by {uuid} NOT NULL REFERENCES users (id), verified_by {uuid} REFERENCES users (id),
  verified_at bigint, state text NOT NULL, version integer NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (call_id, seq), CHECK (verified_by IS NULL OR verified_by <> computed_by)
);
CREATE TABLE result_rows (
  id {uuid} PRIMARY KEY, run_id {uuid} NOT NULL REFERENCES result_runs (id), proposal_id {uuid} NOT NULL REFERENCES proposals (id),
  place integer, exact text, shown text, agg_state text NOT NULL, n_valid integer NOT NULL, reason text NOT NULL,
  tie_group integer, detail text NOT NULL, UNIQUE (run_id, proposal_id)
);
CREATE TABLE decisions (
  id {uuid} PRIMARY KEY, call_id {uuid} NOT NULL REFERENCES calls (id), run_id {uuid} REFERENCES result_runs (id),
  method text NOT NULL, budget_fen bigint NOT NULL, total_fen bigint NOT NULL, reason text NOT NULL, return_reason text,
  state text NOT NULL, version integer NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id),
  approved_by {uuid} REFERENCES users (id), approved_at bigint, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK (total_fen <= budget_fen), CHECK (approved_by IS NULL OR approved_by <> created_by)
);
CREATE UNIQUE INDEX decisions_one_live ON decisions (call_id) WHERE state <> 'returned';
CREATE TABLE decision_lines (
  id {uuid} PRIMARY KEY, decision_id {uuid} NOT NULL REFERENCES decisions (id), proposal_id {uuid} NOT NULL REFERENCES proposals (id),
  place integer, shown text, requested_fen bigint NOT NULL, recommended_fen bigint NOT NULL, outcome text NOT NULL,
  UNIQUE (decision_id, proposal_id)
);
CREATE TABLE notices (
  id {uuid} PRIMARY KEY, number text NOT NULL UNIQUE, call_id {uuid} NOT NULL REFERENCES calls (id),
  decision_id {uuid} NOT NULL REFERENCES decisions (id), title text NOT NULL, body text NOT NULL,
  starts_on text NOT NULL, ends_on text NOT NULL, working_days integer NOT NULL, area_path text NOT NULL,
  published_at bigint, published_by {uuid} REFERENCES users (id), closed_at bigint, demonstration boolean NOT NULL,
  state text NOT NULL, version integer NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK (ends_on >= starts_on), CHECK (published_by IS NULL OR published_by <> created_by)
);
CREATE UNIQUE INDEX notices_one_live ON notices (call_id) WHERE state NOT IN ('discarded', 'withdrawn');
CREATE TABLE projects (
  id {uuid} PRIMARY KEY, number text NOT NULL UNIQUE, proposal_id {uuid} NOT NULL UNIQUE REFERENCES proposals (id),
  notice_id {uuid} NOT NULL REFERENCES notices (id), call_id {uuid} NOT NULL REFERENCES calls (id),
  organisation_id {uuid} NOT NULL REFERENCES organisations (id), allotment_id {uuid} NOT NULL REFERENCES allotments (id),
  title text NOT NULL, approved_fen bigint NOT NULL CHECK (approved_fen > 0), area_path text NOT NULL,
  starts_on text, ends_on text, demonstration boolean NOT NULL, state text NOT NULL, version integer NOT NULL,
  created_at bigint NOT NULL, updated_at bigint NOT NULL
);
CREATE INDEX projects_call ON projects (call_id, id);
CREATE INDEX projects_organisation ON projects (organisation_id, id);
CREATE TABLE agreements (
  id {uuid} PRIMARY KEY, number text NOT NULL UNIQUE, project_id {uuid} NOT NULL REFERENCES projects (id),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0), tranche_plan text NOT NULL, document text NOT NULL,
  document_sha256 text NOT NULL, starts_on text NOT NULL, ends_on text NOT NULL, signed_at bigint,
  state text NOT NULL, version integer NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL
);
CREATE UNIQUE INDEX agreements_one_live ON agreements (project_id) WHERE state <> 'cancelled';
CREATE TABLE agreement_signatures (
  id {uuid} PRIMARY KEY, agreement_id {uuid} NOT NULL REFERENCES agreements (id), party text NOT NULL,
  user_id {uuid} NOT NULL REFERENCES users (id), person_id {uuid} NOT NULL, signed_name text NOT NULL,
  document_sha256 text NOT NULL, signed_at bigint NOT NULL, UNIQUE (agreement_id, party), UNIQUE (agreement_id, person_id)
);
CREATE TABLE tranches (
  id {uuid} PRIMARY KEY, project_id {uuid} NOT NULL REFERENCES projects (id), agreement_id {uuid} NOT NULL REFERENCES agreements (id),
  call_id {uuid} NOT NULL REFERENCES calls (id), organisation_id {uuid} NOT NULL REFERENCES organisations (id),
  seq integer NOT NULL, share_bp integer NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen > 0), gate text NOT NULL,
  due_on text, evidence text, request_note text, invoice_number text, return_reason text, area_path text NOT NULL,
  state text NOT NULL, version integer NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (agreement_id, seq)
);
CREATE INDEX tranches_state ON tranches (state, id);
CREATE INDEX tranches_call ON tranches (call_id, id);
CREATE UNIQUE INDEX tranches_invoice_once ON tranches (invoice_number) WHERE invoice_number IS NOT NULL AND state <> 'cancelled';
CREATE TABLE batches (
  id {uuid} PRIMARY KEY, number text NOT NULL UNIQUE, profile text NOT NULL, line_count integer NOT NULL, total_fen bigint NOT NULL,
  area_path text NOT NULL, file_name text, file_sealed text, file_sha256 text, template_version text, generated_at bigint,
  state text NOT NULL, version integer NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id),
  created_by_person {uuid} NOT NULL, approved_by {uuid} REFERENCES users (id), created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK (approved_by IS NULL OR approved_by <> created_by)
);
CREATE TABLE payments (
  id {uuid} PRIMARY KEY, number text NOT NULL UNIQUE, tranche_id {uuid} NOT NULL REFERENCES tranches (id),
  project_id {uuid} NOT NULL REFERENCES projects (id), payee_account_id {uuid} NOT NULL REFERENCES payee_accounts (id),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0), memo text NOT NULL, digest text NOT NULL, round integer NOT NULL,
  batch_id {uuid} REFERENCES batches (id), area_path text NOT NULL, reason text, paid_on text,
  state text NOT NULL, version integer NOT NULL, created_by {uuid} NOT NULL REFERENCES users (id),
  created_at bigint NOT NULL, updated_at bigint NOT NULL
);
CREATE UNIQUE INDEX payments_one_live ON payments (tranche_id) WHERE state NOT IN ('void', 'rejected', 'returned');
CREATE INDEX payments_state ON payments (state, id);
CREATE INDEX payments_batch ON payments (batch_id);
CREATE TABLE approvals (
  id {uuid} PRIMARY KEY, subject_kind text NOT NULL, subject_id {uuid} NOT NULL, round integer NOT NULL, step text NOT NULL,
  person_id {uuid} NOT NULL, user_id {uuid} NOT NULL REFERENCES users (id), digest text NOT NULL, created_at bigint NOT NULL,
  UNIQUE (subject_kind, subject_id, round, person_id), UNIQUE (subject_kind, subject_id, round, step)
);
CREATE TABLE batch_lines (
  id {uuid} PRIMARY KEY, batch_id {uuid} NOT NULL REFERENCES batches (id), seq integer NOT NULL,
  payment_id {uuid} NOT NULL REFERENCES payments (id), account_name text NOT NULL, account_sealed text NOT NULL, account_tail text NOT NULL,
  bank_name text NOT NULL, cnaps text NOT NULL, amount_fen bigint NOT NULL, memo text NOT NULL,
  UNIQUE (batch_id, seq), UNIQUE (payment_id)
);
CREATE TABLE bank_returns (
  id {uuid} PRIMARY KEY, batch_id {uuid} NOT NULL REFERENCES batches (id), file_name text NOT NULL, sha256 text NOT NULL UNIQUE,
  lines text NOT NULL, imported_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL
);
CREATE TABLE journals (
  id {uuid} PRIMARY KEY, event text NOT NULL, biz_date text NOT NULL, memo text NOT NULL,
  subject_kind text NOT NULL, subject_id {uuid} NOT NULL, reverses_id {uuid} UNIQUE REFERENCES journals (id),
  created_by {uuid} NOT NULL REFERENCES users (id), created_at bigint NOT NULL
);
CREATE TABLE postings (
  journal_id {uuid} NOT NULL REFERENCES journals (id), line_no integer NOT NULL, layer text NOT NULL CHECK (layer IN ('B', 'F')),
  account text NOT NULL, allotment_id {uuid} NOT NULL REFERENCES allotments (id), detail text NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen <> 0 AND amount_fen BETWEEN -99999999999999 AND 99999999999999 AND {whole amount_fen}),
  PRIMARY KEY (journal_id, line_no)
);
CREATE INDEX postings_account ON postings (account, allotment_id, detail);
CREATE TABLE journal_seals (
  journal_id {uuid} PRIMARY KEY REFERENCES journals (id), postings integer NOT NULL, sha256 text NOT NULL
);
CREATE TABLE balances (
  account text NOT NULL, allotment_id {uuid} NOT NULL REFERENCES allotments (id), detail text NOT NULL,
  amount_fen bigint NOT NULL, PRIMARY KEY (account, allotment_id, detail),
  CHECK (CASE WHEN account IN ('B10', 'F1201', 'F2202', 'F3001') THEN amount_fen <= 0 ELSE amount_fen >= 0 END)
);
CREATE TABLE idempotency_keys (
  caller text NOT NULL, operation text NOT NULL, key text NOT NULL, fingerprint text NOT NULL,
  status integer, headers text, body text, created_at bigint NOT NULL, PRIMARY KEY (caller, operation, key)
);
CREATE TABLE outbox (
  id {uuid} PRIMARY KEY, kind text NOT NULL, payload text NOT NULL, run_at bigint NOT NULL, attempts integer NOT NULL,
  done_at bigint, dead_at bigint, last_error text, created_at bigint NOT NULL
);
CREATE INDEX outbox_waiting ON outbox (run_at) WHERE done_at IS NULL AND dead_at IS NULL;
CREATE TABLE audit_events (
  id {uuid} PRIMARY KEY, at bigint NOT NULL, actor_id {uuid}, action text NOT NULL, subject_kind text NOT NULL, subject_id {uuid},
  before text, after text, reason text, request_id text
);
CREATE INDEX audit_events_subject ON audit_events (subject_kind, subject_id, id);
CREATE TABLE import_rounds (
  id {uuid} PRIMARY KEY, sha256 text NOT NULL UNIQUE, call_id {uuid} NOT NULL REFERENCES calls (id), summary text NOT NULL, created_at bigint NOT NULL
);
