//! Conflicts of interest (利益冲突): what kinds there are, what shuts a person out, and what the platform's own records
//! say about two parties.
//!
//! Every source has a row of its own. A hard conflict shuts the person out of every proposal it is about, in whatever
//! role, from the moment it is suspected until somebody else dismisses it. A soft one asks for a look.

use crate::string_enum;

string_enum! {
    /// What ties a person to an organisation.
    pub enum ConflictKind {
        Employment "employment" "任职" "Works there, sits on its board or represents it, now or within three years";
        Shareholding "shareholding" "持股或投资" "Holds shares of it or has invested in it";
        Kinship "kinship" "亲属" "Spouse, direct kin, collateral kin within three generations or close in-law of its people";
        Consulting "consulting" "有偿咨询或代写" "Was paid by it for advice or for writing its proposal";
        Litigation "litigation" "诉讼" "Is or was in a lawsuit with it";
        Partner "partner" "项目合作方" "Works with it in a project, as a partner or subcontractor";
        Supervision "supervision" "师生或指导" "Teaches, supervises or was taught by its people";
        ApplicantRequest "applicant_request" "申报单位申请回避" "The organisation asks for it, with a reason";
        Other "other" "其他" "Anything else that could make people doubt the judgement";
    }
}

string_enum! {
    /// Who says so.
    pub enum ConflictSource {
        Own "self" "本人申报" "The person themselves";
        Applicant "applicant" "申报单位" "The organisation, in writing to the officer";
        Staff "staff" "工作人员" "An officer";
        Detected "detected" "系统发现" "The platform's own records";
    }
}

string_enum! {
    /// How much follows from it.
    pub enum ConflictSeverity {
        Hard "hard" "须回避" "Shuts the person out";
        Soft "soft" "需核实" "Asks an officer for a look and shuts nobody out";
    }
}

string_enum! {
    /// What the platform's records of a person and an organisation have in common.
    pub enum ConflictTrace {
        Member "member" "在该单位有账号权限" "Belongs to the organisation on the platform, or did within three years";
        Email "email" "电子邮箱相同" "One of the person's verified addresses is that of the organisation's contact";
        Representative "representative" "与法定代表人同名" "Has the name of its legal representative";
        Staff "staff" "与登记人员同名" "Has the name of somebody on its staff list or of its contact";
        SameAccount "same_account" "所在单位与其银行账号相同" "An organisation of the person has the same bank account";
        SamePhone "same_phone" "所在单位与其电话相同" "An organisation of the person has the same phone number";
        SameRepresentative "same_representative" "所在单位与其法定代表人相同" "An organisation of the person has the same legal representative";
        SameCode "same_code" "所在单位与其信用代码相同" "An organisation of the person is registered under the same credit code";
        Affiliation "affiliation" "专家任职单位" "The expert record names the organisation, by its credit code, as a place where the person works or worked";
        AffiliationName "affiliation_name" "与专家任职单位同名" "Has the name of a place where the person works or worked, by the expert record";
        Phone "phone" "与联系电话相同" "The expert's phone is that of the organisation's contact";
        Sponsor "sponsor" "所在单位与其有挂靠关系" "An organisation of the person stands behind it, or it behind theirs";
    }
}

impl ConflictTrace {
    /// What kind of conflict the trace points to.
    #[must_use]
    pub const fn kind(self) -> ConflictKind {
        match self {
            Self::Member
            | Self::Email
            | Self::Representative
            | Self::Staff
            | Self::SameCode
            | Self::Affiliation
            | Self::AffiliationName
            | Self::Phone => ConflictKind::Employment,
            Self::SameAccount | Self::SamePhone | Self::SameRepresentative => ConflictKind::Other,
            Self::Sponsor => ConflictKind::Partner,
        }
    }

    /// A name that is only the same, or the phone of a house with many organisations, is chance too often to shut somebody
    /// out of half a call: it asks for a look.
    #[must_use]
    pub const fn severity(self) -> ConflictSeverity {
        match self {
            Self::Representative | Self::Staff | Self::SamePhone | Self::Phone => ConflictSeverity::Soft,
            _ => ConflictSeverity::Hard,
        }
    }

    /// Whether the record itself is the proof; otherwise somebody decides.
    #[must_use]
    pub const fn is_proof(self) -> bool {
        matches!(self, Self::Member | Self::Affiliation)
    }
}

/// Seconds for which somebody who left an organisation still has a conflict with it: three years, leap days included.
pub const AFTER_LEAVING_SECONDS: i64 = 3 * 366 * 24 * 3600;

/// Whether a row in this state with this severity shuts the person out.
#[must_use]
pub fn shuts(severity: ConflictSeverity, state: crate::states::conflicts::ConflictState) -> bool {
    severity == ConflictSeverity::Hard && state != crate::states::conflicts::ConflictState::Dismissed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::states::conflicts::ConflictState;

    #[test]
    fn only_a_hard_one_that_nobody_dismissed_shuts_out() {
        for severity in ConflictSeverity::ALL {
            for state in ConflictState::ALL {
                let expected = *severity == ConflictSeverity::Hard && matches!(state, ConflictState::Suspected | ConflictState::Confirmed);
                assert_eq!(shuts(*severity, *state), expected, "{severity} {state}");
            }
        }
    }

    #[test]
    fn a_proof_is_always_hard() {
        assert!(ConflictTrace::ALL.iter().filter(|trace| trace.is_proof()).all(|trace| trace.severity() == ConflictSeverity::Hard));
    }
}
