-- How many proposals of a call stand in a state; written by triggers of proposals and by nothing else.
CREATE TABLE call_counts (
  call_id {uuid} NOT NULL REFERENCES calls (id), state text NOT NULL, n bigint NOT NULL,
  PRIMARY KEY (call_id, state)
);
INSERT INTO call_counts (call_id, state, n) SELECT call_id, state, COUNT(*) FROM proposals GROUP BY call_id, state;
-- What confirmed donations brought to a fund; written by triggers of donations and by nothing else.
CREATE TABLE donation_sums (
  fund_id {uuid} PRIMARY KEY REFERENCES funds (id), n bigint NOT NULL,
  cash_fen bigint NOT NULL, goods_fen bigint NOT NULL, handed_out_fen bigint NOT NULL
);
INSERT INTO donation_sums (fund_id, n, cash_fen, goods_fen, handed_out_fen)
  SELECT fund_id, COUNT(*), SUM(CASE WHEN kind = 'cash' THEN amount_fen ELSE 0 END),
    SUM(CASE WHEN kind = 'in_kind' THEN amount_fen ELSE 0 END), SUM(handed_out_fen)
  FROM donations WHERE state = 'confirmed' GROUP BY fund_id;
-- All words by which a proposal or a project is found, its organisation's among them, under one kind.
INSERT INTO search_terms (kind, term, subject_id)
  SELECT DISTINCT 'proposal_found', term, subject_id FROM search_terms
  WHERE kind IN ('proposal', 'proposal_number', 'proposal_organisation');
INSERT INTO search_terms (kind, term, subject_id)
  SELECT DISTINCT 'proposal_told', term, subject_id FROM search_terms WHERE kind IN ('proposal_number', 'proposal_organisation');
INSERT INTO search_terms (kind, term, subject_id)
  SELECT DISTINCT 'project_found', term, subject_id FROM search_terms WHERE kind IN ('project', 'project_organisation');
DELETE FROM search_terms WHERE kind IN ('proposal_organisation', 'project_organisation');
-- The words of a thing by the order of the things: the beginning of a word is looked for in the newest first.
DROP INDEX search_terms_subject;
CREATE INDEX search_terms_subject ON search_terms (kind, subject_id, term);
-- What stands in an allotment, without a look at all others.
CREATE INDEX balances_allotment ON balances (allotment_id, account);
