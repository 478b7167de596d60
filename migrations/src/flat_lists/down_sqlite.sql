DROP TRIGGER proposals_counted_in
--;
DROP TRIGGER proposals_counted_on
--;
DROP TRIGGER proposals_counted_out
--;
DROP TRIGGER donations_summed_in
--;
DROP TRIGGER donations_summed_confirmed
--;
DROP TRIGGER donations_summed_handed_out
--;
DROP INDEX balances_allotment
--;
DROP INDEX search_terms_subject
--;
CREATE INDEX search_terms_subject ON search_terms (subject_id, kind)
--;
DROP TABLE donation_sums
--;
DROP TABLE call_counts
--;
INSERT INTO search_terms (kind, term, subject_id)
  SELECT 'proposal_organisation', words.term, proposals.id FROM proposals
  JOIN search_terms AS words ON words.kind = 'organisation' AND words.subject_id = proposals.organisation_id
--;
INSERT INTO search_terms (kind, term, subject_id)
  SELECT 'project_organisation', words.term, projects.id FROM projects
  JOIN search_terms AS words ON words.kind = 'organisation' AND words.subject_id = projects.organisation_id
--;
DELETE FROM search_terms WHERE kind IN ('proposal_found', 'proposal_told', 'project_found')
