CREATE TRIGGER reviews_in_envelope_insert BEFORE INSERT ON reviews
WHEN NEW.state IN ('draft', 'submitted', 'abstained') AND (NEW.scores <> '{}' OR NEW.comments <> '{}' OR NEW.confidential_comments <> '{}'
  OR NEW.comment_to_applicant <> '' OR NEW.confidential_comment <> '' OR NEW.abstain_reason IS NOT NULL) BEGIN
  SELECT RAISE(ABORT, 'what a reviewer wrote lies in an envelope until the stage is sealed');
END
--;
CREATE TRIGGER reviews_in_envelope_update BEFORE UPDATE ON reviews
WHEN NEW.state IN ('draft', 'submitted', 'abstained') AND (NEW.scores <> '{}' OR NEW.comments <> '{}' OR NEW.confidential_comments <> '{}'
  OR NEW.comment_to_applicant <> '' OR NEW.confidential_comment <> '' OR NEW.abstain_reason IS NOT NULL) BEGIN
  SELECT RAISE(ABORT, 'what a reviewer wrote lies in an envelope until the stage is sealed');
END
