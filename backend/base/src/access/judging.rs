//! Who judges, who draws the panel, and who looks after experts and conflicts.

use yichuang_domain::roles::Role::{ProgrammeOfficer, Reviewer};
use yichuang_domain::states::assignment_runs::{AssignmentRunEvent, AssignmentRunMachine};
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_domain::states::conflicts::{ConflictEvent, ConflictMachine};
use yichuang_domain::states::defence_turns::{DefenceTurnEvent, DefenceTurnMachine};
use yichuang_domain::states::defences::{DefenceEvent, DefenceMachine};
use yichuang_domain::states::draws::{DrawEvent, DrawMachine};
use yichuang_domain::states::experts::{ExpertEvent, ExpertMachine};
use yichuang_domain::states::jury_protocols::{JuryProtocolEvent, JuryProtocolMachine};
use yichuang_domain::states::lotteries::{LotteryEvent, LotteryMachine};
use yichuang_domain::states::result_runs::{ResultRunEvent, ResultRunMachine};
use yichuang_domain::states::review_corrections::{ReviewCorrectionEvent, ReviewCorrectionMachine};
use yichuang_domain::states::review_stages::{ReviewStageEvent, ReviewStageMachine};
use yichuang_domain::states::reviews::{ReviewEvent, ReviewMachine};

use super::{Access, PROGRAMME, STAFF};

#[expect(clippy::match_same_arms, reason = "one arm for each thing that is done")]
impl Access {
    pub(super) fn of_review(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "listReviewers" | "getPanel" | "getResults" | "getScoreSheetPdf" | "getResultBundle" | "getDiagnostics" | "listLotteries" => {
                Self::roles(&[PROGRAMME])
            }
            "getOwnDiagnostics" => Self::roles(&[&[Reviewer]]),
            "getPublicReviewBundle" | "listPublicLotteries" => Self::Public,
            "announceLottery" => Self::roles(&[&[ProgrammeOfficer]]),
            "drawLottery" => Self::event::<LotteryMachine>(LotteryEvent::Draw),
            "listAssignmentRuns" => Self::roles(&[PROGRAMME]),
            "previewAssignmentRun" | "applyAssignmentRun" => Self::roles(&[&[ProgrammeOfficer]]),
            "undoAssignmentRun" => Self::event::<AssignmentRunMachine>(AssignmentRunEvent::Undo),
            "appointPanel" | "setReviewLastDay" => Self::roles(&[&[ProgrammeOfficer]]),
            "listAssignments" | "getAssignment" => Self::roles(&[&[Reviewer], PROGRAMME]),
            "attestAssignment" => Self::event::<AssignmentMachine>(AssignmentEvent::Attest),
            "recuseAssignment" => Self::event::<AssignmentMachine>(AssignmentEvent::Recuse),
            "saveReview" => Self::event::<ReviewMachine>(ReviewEvent::Save),
            "submitReview" => Self::event::<ReviewMachine>(ReviewEvent::Submit),
            "abstainReview" => Self::event::<ReviewMachine>(ReviewEvent::Abstain),
            "withdrawReview" => Self::event::<ReviewMachine>(ReviewEvent::Withdraw),
            "requestReviewReopening" => Self::event::<ReviewStageMachine>(ReviewStageEvent::AskReopening),
            "approveReviewReopening" => Self::event::<ReviewStageMachine>(ReviewStageEvent::Reopen),
            "rejectReviewReopening" => Self::event::<ReviewStageMachine>(ReviewStageEvent::RefuseReopening),
            "sealReviews" => Self::event::<ReviewStageMachine>(ReviewStageEvent::Seal),
            "listReviewCorrections" => Self::roles(&[PROGRAMME]),
            "requestReviewCorrection" => Self::roles(&[&[ProgrammeOfficer]]),
            "approveReviewCorrection" => Self::event::<ReviewCorrectionMachine>(ReviewCorrectionEvent::Approve),
            "rejectReviewCorrection" => Self::event::<ReviewCorrectionMachine>(ReviewCorrectionEvent::Reject),
            "getDefence" | "watchDefence" => Self::roles(&[&[Reviewer], PROGRAMME]),
            "announceDefence" => Self::roles(&[&[ProgrammeOfficer]]),
            "drawDefence" => Self::event::<DefenceMachine>(DefenceEvent::Draw),
            "openDefenceTurn" => Self::event::<DefenceTurnMachine>(DefenceTurnEvent::Open),
            "beginDefenceScoring" => Self::event::<DefenceTurnMachine>(DefenceTurnEvent::BeginScoring),
            "closeDefenceTurn" => Self::event::<DefenceTurnMachine>(DefenceTurnEvent::Close),
            "reopenDefenceTurn" => Self::event::<DefenceTurnMachine>(DefenceTurnEvent::Reopen),
            "missDefenceTurn" => Self::event::<DefenceTurnMachine>(DefenceTurnEvent::Miss),
            "recallDefenceTurn" => Self::event::<DefenceTurnMachine>(DefenceTurnEvent::Recall),
            "sealDefence" => Self::event::<ReviewStageMachine>(ReviewStageEvent::Seal),
            "getJury" => Self::roles(&[PROGRAMME]),
            "enterJuryProtocol" => Self::roles(&[&[ProgrammeOfficer]]),
            "confirmJuryProtocol" => Self::event::<JuryProtocolMachine>(JuryProtocolEvent::Confirm),
            "rejectJuryProtocol" => Self::event::<JuryProtocolMachine>(JuryProtocolEvent::Reject),
            "verifyResults" => Self::event::<ResultRunMachine>(ResultRunEvent::Verify),
            _ => return None,
        })
    }

    pub(super) fn of_conflict(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "listConflicts" | "getConflict" | "declareConflict" => Self::roles(&[&[Reviewer], STAFF]),
            "recordConflict" | "detectConflicts" => Self::roles(&[&[ProgrammeOfficer]]),
            "confirmConflict" => Self::event::<ConflictMachine>(ConflictEvent::Confirm),
            "dismissConflict" => Self::event::<ConflictMachine>(ConflictEvent::Dismiss),
            _ => return None,
        })
    }

    pub(super) fn of_expert(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "listExperts" => Self::roles(&[PROGRAMME]),
            "getOwnExpert" => Self::roles(&[&[Reviewer]]),
            "getExpert" => Self::roles(&[&[Reviewer], PROGRAMME]),
            "registerExpert" | "updateExpert" => Self::roles(&[&[Reviewer, ProgrammeOfficer]]),
            "importExperts" | "downloadExpertTemplate" => Self::roles(&[&[ProgrammeOfficer]]),
            "submitExpert" => Self::event::<ExpertMachine>(ExpertEvent::Submit),
            "approveExpert" | "bulkApproveExperts" => Self::event::<ExpertMachine>(ExpertEvent::Approve),
            "returnExpert" => Self::event::<ExpertMachine>(ExpertEvent::Return),
            "askExpertRenewal" => Self::event::<ExpertMachine>(ExpertEvent::AskRenewal),
            "suspendExpert" => Self::event::<ExpertMachine>(ExpertEvent::Suspend),
            "listDraws" | "listDrawCandidates" => Self::roles(&[PROGRAMME]),
            "listPublicDraws" | "getPublicDrawFile" => Self::Public,
            "announceDraw" => Self::roles(&[&[ProgrammeOfficer]]),
            "drawPanel" => Self::event::<DrawMachine>(DrawEvent::Draw),
            "confirmDraw" => Self::event::<DrawMachine>(DrawEvent::Confirm),
            "replacePanelMember" => Self::event::<DrawMachine>(DrawEvent::Replace),
            "voidDraw" => Self::event::<DrawMachine>(DrawEvent::Void),
            "reinstateExpert" => Self::event::<ExpertMachine>(ExpertEvent::Reinstate),
            _ => return None,
        })
    }
}
