CREATE TRIGGER conflicts_append_only BEFORE UPDATE OR DELETE ON conflicts FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER conflicts_no_truncate BEFORE TRUNCATE ON conflicts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE FUNCTION refuse_conflicting_assignment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state NOT IN ('recused', 'replaced') AND EXISTS (SELECT 1 FROM conflicts c JOIN users conflicted ON conflicted.id = c.user_id
      JOIN users reviewer ON reviewer.id = NEW.reviewer_id AND reviewer.person_id = conflicted.person_id
      JOIN proposals p ON p.id = NEW.proposal_id AND p.organisation_id = c.organisation_id
    WHERE c.severity = 'hard' AND c.state <> 'dismissed'
      AND (c.valid_until_at IS NULL OR c.valid_until_at > NEW.created_at) AND (c.proposal_id IS NULL OR c.proposal_id = NEW.proposal_id)
      AND NOT EXISTS (SELECT 1 FROM conflicts later WHERE later.root_id = c.root_id AND later.n > c.n)) THEN
    RAISE EXCEPTION 'the reviewer has a conflict of interest';
  END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER assignments_no_conflict BEFORE INSERT ON assignments FOR EACH ROW EXECUTE FUNCTION refuse_conflicting_assignment()
--;
CREATE FUNCTION refuse_conflict_of_assigned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.severity = 'hard' AND NEW.state <> 'dismissed' AND EXISTS (SELECT 1 FROM assignments a JOIN review_stages s ON s.id = a.stage_id AND s.state IN ('open', 'closed')
      JOIN proposals p ON p.id = a.proposal_id AND p.organisation_id = NEW.organisation_id
      JOIN users reviewer ON reviewer.id = a.reviewer_id
      JOIN users conflicted ON conflicted.id = NEW.user_id AND conflicted.person_id = reviewer.person_id
    WHERE a.state IN ('offered', 'accepted', 'completed') AND (NEW.proposal_id IS NULL OR NEW.proposal_id = a.proposal_id)) THEN
    RAISE EXCEPTION 'whoever has a conflict is recused first';
  END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER conflicts_of_nobody_assigned BEFORE INSERT ON conflicts FOR EACH ROW EXECUTE FUNCTION refuse_conflict_of_assigned()
--;
CREATE FUNCTION refuse_unattested_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'submit' AND NOT EXISTS (SELECT 1 FROM reviews r JOIN assignments a ON a.id = r.assignment_id
    WHERE r.id = NEW.review_id AND a.attested_at IS NOT NULL) THEN
    RAISE EXCEPTION 'nobody submits a review without a declaration';
  END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER review_versions_after_declaration BEFORE INSERT ON review_versions FOR EACH ROW EXECUTE FUNCTION refuse_unattested_review()
