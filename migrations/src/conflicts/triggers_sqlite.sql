CREATE TRIGGER conflicts_no_update BEFORE UPDATE ON conflicts BEGIN
  SELECT RAISE(ABORT, 'conflicts is append-only');
END
--;
CREATE TRIGGER conflicts_no_delete BEFORE DELETE ON conflicts BEGIN
  SELECT RAISE(ABORT, 'conflicts is append-only');
END
--;
CREATE TRIGGER assignments_no_conflict BEFORE INSERT ON assignments
  WHEN NEW.state NOT IN ('recused', 'replaced') AND EXISTS (SELECT 1 FROM conflicts c JOIN users conflicted ON conflicted.id = c.user_id
      JOIN users reviewer ON reviewer.id = NEW.reviewer_id AND reviewer.person_id = conflicted.person_id
      JOIN proposals p ON p.id = NEW.proposal_id AND p.organisation_id = c.organisation_id
    WHERE c.severity = 'hard' AND c.state <> 'dismissed'
      AND (c.valid_until_at IS NULL OR c.valid_until_at > NEW.created_at) AND (c.proposal_id IS NULL OR c.proposal_id = NEW.proposal_id)
      AND NOT EXISTS (SELECT 1 FROM conflicts later WHERE later.root_id = c.root_id AND later.n > c.n))
BEGIN
  SELECT RAISE(ABORT, 'the reviewer has a conflict of interest');
END
--;
CREATE TRIGGER conflicts_of_nobody_assigned BEFORE INSERT ON conflicts
  WHEN NEW.severity = 'hard' AND NEW.state <> 'dismissed' AND EXISTS (SELECT 1 FROM assignments a JOIN review_stages s ON s.id = a.stage_id AND s.state IN ('open', 'closed')
      JOIN proposals p ON p.id = a.proposal_id AND p.organisation_id = NEW.organisation_id
      JOIN users reviewer ON reviewer.id = a.reviewer_id
      JOIN users conflicted ON conflicted.id = NEW.user_id AND conflicted.person_id = reviewer.person_id
    WHERE a.state IN ('offered', 'accepted', 'completed') AND (NEW.proposal_id IS NULL OR NEW.proposal_id = a.proposal_id))
BEGIN
  SELECT RAISE(ABORT, 'whoever has a conflict is recused first');
END
--;
CREATE TRIGGER review_versions_after_declaration BEFORE INSERT ON review_versions
  WHEN NEW.kind = 'submit' AND NOT EXISTS (SELECT 1 FROM reviews r JOIN assignments a ON a.id = r.assignment_id
    WHERE r.id = NEW.review_id AND a.attested_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'nobody submits a review without a declaration');
END
