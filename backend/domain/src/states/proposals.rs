//! Proposals (申报): from draft to award.

use super::{APPLICANTS, DIRECTOR, OFFICER, OWNER, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One proposal of one organisation in one call.
    ProposalMachine "proposal"
    states ProposalState from Draft {
        Draft "draft" "草稿" "Being written by the organisation";
        Submitted "submitted" "已提交" "Handed in; waits for the eligibility check";
        CorrectionRequested "correction_requested" "待补正" "Sent back once to be corrected";
        Eligible "eligible" "资格合格" "Has passed the eligibility check";
        Ineligible "ineligible" "资格不合格" "Has failed the eligibility check";
        UnderReview "under_review" "评审中" "With the panel";
        Ranked "ranked" "已排名" "Has its place in the ranking";
        Recommended "recommended" "拟立项" "Above the funding line";
        Reserve "reserve" "候补" "Below the line, but next if one falls out";
        NotSelected "not_selected" "未入选" "Not funded";
        OnNotice "on_notice" "公示中" "On public notice as a proposed award";
        Awarded "awarded" "已立项" "Funded";
        Revoked "revoked" "撤销立项" "Lost its proposed or standing award";
        Withdrawn "withdrawn" "已撤回" "Taken back by the organisation";
    }
    events ProposalEvent {
        Submit "submit" "提交" "The organisation hands in the proposal";
        AskSignature "ask_signature" "请求签署" "A writer asks the owner to sign the proposal";
        Sign "sign" "签署" "The owner signs the proposal inside the organisation";
        ReturnToWriters "return_to_writers" "退回修改" "The owner does not sign, and says why";
        RequestCorrection "request_correction" "要求补正" "An officer asks for a correction";
        LapseCorrection "lapse_correction" "补正逾期" "The last day of the correction is over; what was handed in stands";
        DeclareEligible "declare_eligible" "判定合格" "An officer finds it eligible";
        DeclareIneligible "declare_ineligible" "判定不合格" "An officer finds it ineligible, with the reason";
        StartReview "start_review" "进入评审" "The review of the call starts";
        Rank "rank" "排名" "The results are computed";
        ReviewAgain "review_again" "重新计分" "A review was corrected; the results it was placed by are superseded";
        Recommend "recommend" "拟立项" "The decision funds it";
        Reserve "reserve" "列为候补" "The decision keeps it in reserve";
        NotSelect "not_select" "不予立项" "The decision does not fund it, or it has no quorum of reviews";
        OpenNotice "open_notice" "公示" "The decision goes on public notice";
        Award "award" "立项" "The notice is over";
        Revoke "revoke" "撤销" "The director takes the award away";
        LapseAward "lapse_award" "立项失效" "No agreement was signed in time";
        Withdraw "withdraw" "撤回" "The owner takes the proposal back";
    }
    table {
        Draft, Submit -> Submitted, APPLICANTS, ["call_open", "eligible", "budget_valid"];
        Submitted, RequestCorrection -> CorrectionRequested, OFFICER, ["correction_unused"];
        CorrectionRequested, Submit -> Submitted, APPLICANTS,
            ["correction_window", "eligible", "budget_valid"];
        CorrectionRequested, LapseCorrection -> Submitted, SYSTEM, ["correction_window_over"];
        Draft, AskSignature -> Draft, APPLICANTS, ["budget_valid"];
        Draft, Sign -> Draft, OWNER, ["signature_asked", "another_person"];
        Draft, ReturnToWriters -> Draft, OWNER, ["signature_asked"];
        CorrectionRequested, AskSignature -> CorrectionRequested, APPLICANTS, ["budget_valid"];
        CorrectionRequested, Sign -> CorrectionRequested, OWNER, ["signature_asked", "another_person"];
        CorrectionRequested, ReturnToWriters -> CorrectionRequested, OWNER, ["signature_asked"];
        Submitted, DeclareEligible -> Eligible, OFFICER, [];
        Submitted, DeclareIneligible -> Ineligible, OFFICER, [];
        Eligible, StartReview -> UnderReview, SYSTEM, [];
        UnderReview, Rank -> Ranked, SYSTEM, [];
        Ranked, Recommend -> Recommended, SYSTEM, [];
        Ranked, Reserve -> Reserve, SYSTEM, [];
        Ranked, NotSelect -> NotSelected, SYSTEM, [];
        Reserve, Recommend -> Recommended, SYSTEM, [];
        Recommended, OpenNotice -> OnNotice, SYSTEM, [];
        OnNotice, Award -> Awarded, SYSTEM, [];
        OnNotice | Awarded, Revoke -> Revoked, DIRECTOR, [];
        Awarded, LapseAward -> Revoked, SYSTEM, ["signing_overdue"];
        Draft | Submitted | CorrectionRequested | Eligible | UnderReview, Withdraw -> Withdrawn, OWNER,
            [];
        UnderReview, NotSelect -> NotSelected, SYSTEM, [];
        Ranked | NotSelected, ReviewAgain -> UnderReview, SYSTEM, ["nothing_decided"];
    }
}
