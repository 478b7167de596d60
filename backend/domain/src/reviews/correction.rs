//! For which reasons a review is corrected after the seal (INV-21).

use crate::string_enum;

string_enum! {
    /// The closed list of reasons to change a sealed review.
    pub enum CorrectionReason {
        CalcError "calc_error" "计算错误" "The author added up wrongly";
        OutOfRange "out_of_range" "超出评分标准" "A score does not follow the rubric";
        ObjectiveItemMismatch "objective_item_mismatch" "客观分不一致" "A score of a fact differs from the fact";
        FlaggedExtremeConfirmed "flagged_extreme_confirmed" "畸高畸低经核实" "A flagged extreme was looked into and found unfounded";
        WrongProposal "wrong_proposal" "评错项目" "The scores are those of another proposal";
        LateCoi "late_coi" "事后发现利害关系" "A conflict of interest was found after the seal";
        Misconduct "misconduct" "违反评审纪律" "The author broke the rules of the review";
    }
}

string_enum! {
    /// What becomes of the review.
    pub enum CorrectionKind {
        Amend "amend" "更正分值" "Its scores are replaced";
        Void "void" "作废" "It counts for nothing";
    }
}

impl CorrectionReason {
    /// Whether this may be done to a review for this reason: what says that a score is wrong replaces it, what says that
    /// the author should not have judged voids the review, and a confirmed extreme may do either.
    #[must_use]
    pub const fn allows(self, kind: CorrectionKind) -> bool {
        let amends = matches!(self, Self::CalcError | Self::OutOfRange | Self::ObjectiveItemMismatch | Self::FlaggedExtremeConfirmed);
        let voids = matches!(self, Self::FlaggedExtremeConfirmed | Self::WrongProposal | Self::LateCoi | Self::Misconduct);
        match kind {
            CorrectionKind::Amend => amends,
            CorrectionKind::Void => voids,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CorrectionKind, CorrectionReason};
    use crate::machine::StringEnum as _;

    #[test]
    fn every_reason_allows_something_and_a_conflict_never_keeps_the_review() {
        for reason in CorrectionReason::ALL {
            assert!(reason.allows(CorrectionKind::Amend) || reason.allows(CorrectionKind::Void), "{}", reason.as_str());
        }
        for reason in [CorrectionReason::LateCoi, CorrectionReason::Misconduct, CorrectionReason::WrongProposal] {
            assert!(!reason.allows(CorrectionKind::Amend));
        }
    }
}
