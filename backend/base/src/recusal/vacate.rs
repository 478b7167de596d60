//! What a conflict does to an assignment: the reviewer is taken off, and what they have written is void.

use yichuang_domain::conflicts::ConflictSource;
use yichuang_domain::roles::Role;
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_domain::states::reviews::{ReviewEvent, ReviewMachine};
use yichuang_store::ids::AssignmentId;
use yichuang_store::record::{Assignment, Call, Review, ReviewStage};
use yichuang_store::{reviews as rows, update};

use crate::parties::tell;
use crate::problem::Problem;
use crate::uow::{Subject, Uow};

/// Whether nobody has counted anything yet: scores are sealed from everybody but their author.
#[must_use]
pub fn before_seal(stage: &ReviewStage) -> bool {
    matches!(stage.state.as_str(), "open" | "closed")
}

/// Why somebody is taken off a proposal.
pub struct Because<'a> {
    pub kind: &'a str,
    pub reason: &'a str,
    /// Code of the source of the conflict.
    pub source: &'a str,
}

/// Takes a reviewer off a proposal, with whatever they have written about it. The caller holds the stage and has locked
/// the assignment.
pub async fn stay_away(uow: &Uow, assignment: Assignment, because: &Because<'_>) -> Result<Assignment, Problem> {
    let from = assignment.state.clone();
    let to = uow.follow::<AssignmentMachine>(&from, AssignmentEvent::Recuse)?;
    let recused = Assignment {
        recusal_kind: Some(because.kind.to_owned()),
        recusal_reason: Some(because.reason.to_owned()),
        recusal_source: Some(because.source.to_owned()),
        recused_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..assignment
    };
    let after = update(&uow.conn, recused).await?;
    void(uow, after.id).await?;
    let subject = Subject::new("assignment", after.id).moved(&from, &after.state).because(because.reason);
    uow.audit("assignment.recuse", subject).await?;
    if because.source != ConflictSource::Staff.as_str() {
        let call: Call = uow.find(after.call_id).await?;
        let text = format!("「{}」的{}已回避一份申报的评审，请核对该申报的有效评委人数。", call.title, after.alias);
        tell(uow, Role::ProgrammeOfficer, &call, "评审回避", &text).await?;
    }
    Ok(after)
}

/// Takes the review, if one was begun, out of everything.
async fn void(uow: &Uow, id: AssignmentId) -> Result<(), Problem> {
    let Some(review) = rows::lock_review_of(&uow.conn, id).await? else { return Ok(()) };
    let from = review.state.clone();
    // From `submitted` as well as from a draft: the table lets an officer void, and a recusal does it for them.
    let to = uow.follow::<ReviewMachine>(&review.state, ReviewEvent::Void)?;
    let voided = Review { state: to.to_string(), void_reason: Some("recused".to_owned()), updated_at: uow.micros(), ..review };
    let after = update(&uow.conn, voided).await?;
    uow.audit("review.void", Subject::new("review", after.id).moved(&from, &after.state).because("recused")).await
}
