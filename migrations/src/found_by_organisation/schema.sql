-- Proposals and projects keep the words of their organisation in the index of words.
INSERT INTO search_terms (kind, term, subject_id)
  SELECT 'proposal_organisation', words.term, proposals.id FROM proposals
  JOIN search_terms AS words ON words.kind = 'organisation' AND words.subject_id = proposals.organisation_id;
INSERT INTO search_terms (kind, term, subject_id)
  SELECT 'project_organisation', words.term, projects.id FROM projects
  JOIN search_terms AS words ON words.kind = 'organisation' AND words.subject_id = projects.organisation_id;
