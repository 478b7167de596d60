CREATE TRIGGER reviews_in_envelope BEFORE INSERT OR UPDATE ON reviews FOR EACH ROW
WHEN (NEW.state IN ('draft', 'submitted', 'abstained') AND (NEW.scores <> '{}' OR NEW.comments <> '{}' OR NEW.confidential_comments <> '{}'
  OR NEW.comment_to_applicant <> '' OR NEW.confidential_comment <> '' OR NEW.abstain_reason IS NOT NULL))
EXECUTE FUNCTION refuse_change()
