//! Reviews: panel, conflicts, scoring, sealed results.

use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::recusal::vacate::before_seal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Date;
use yichuang_domain::roles::Role;
use yichuang_domain::time::end_of_day_shanghai;
use yichuang_records::calls;
use yichuang_store::record::{Assignment, Call, ReviewStage};
use yichuang_store::reviews as rows;

pub mod abstain;
pub mod appoint_panel;
pub mod approve_reopening;
pub mod assignment;
pub mod attest;
pub mod bundle;
pub mod compute;
mod conduct;
mod envelope;
pub mod feedback;
pub mod get_answers;
pub mod get_assignment;
pub mod get_diagnostics;
pub mod get_own_diagnostics;
pub mod get_panel;
pub mod get_public_bundle;
pub mod get_results;
pub mod list_assignments;
pub mod list_reviewers;
pub mod recuse;
pub mod reject_reopening;
pub mod remind;
pub mod reopening;
pub mod request_reopening;
pub mod rubric;
pub mod save;
mod score_sheet;
pub mod score_sheet_pdf;
pub mod seal;
pub mod seal_defence;
pub mod set_last_day;
pub mod submit;
pub mod verify;
pub mod withdraw;

/// The name under which the reviewer in seat `n` (from 0) appears wherever names are not shown.
#[must_use]
pub fn alias(n: usize) -> String {
    const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    STEMS.get(n).map_or_else(|| format!("评委{}", n + 1), |stem| format!("评委{stem}"))
}

/// 404 unless the caller may know of the assignment: its reviewer as long as there is no conflict; officer and
/// auditor always; the director once the stage is sealed. A conflict hides the proposal whatever the role.
async fn must_know(uow: &Uow, assignment: &Assignment, call: &Call, stage: &ReviewStage) -> Result<(), Problem> {
    let me = uow.caller()?.user;
    recusal::must_be_free(uow, assignment.proposal_id).await?;
    if assignment.reviewer_id == me {
        // What was assigned ahead of the review is nobody's yet: it may still be undone.
        let gone = assignment.state == "replaced" || call.state == "screening";
        return if gone { Err(Problem::not_found()) } else { Ok(()) };
    }
    let early: &[Role] = &[Role::ProgrammeOfficer, Role::Auditor];
    let late: &[Role] = &[Role::ProgrammeOfficer, Role::Auditor, Role::ProgrammeDirector];
    uow.must_see(if before_seal(stage) { early } else { late }, &calls::place(call))
}

/// Whether the last day of scoring was over when the request arrived.
fn is_over(uow: &Uow, stage: &ReviewStage) -> Result<bool, Problem> {
    let last = Date::maybe(stage.scores_until.as_deref())?;
    Ok(last.is_some_and(|day| uow.now >= end_of_day_shanghai(day.0)))
}

/// The stage of a call; 404 when no panel was appointed.
async fn stage_of(uow: &Uow, call: &Call) -> Result<ReviewStage, Problem> {
    rows::stage_of(&uow.conn, call.id).await?.ok_or_else(Problem::not_found)
}

/// The stage whose results were computed last: the defence once it is sealed, else the written one.
pub async fn judged_stage(uow: &Uow, call: &Call) -> Result<ReviewStage, Problem> {
    match rows::defence_stage_of(&uow.conn, call.id).await? {
        Some(defence) if !before_seal(&defence) => Ok(defence),
        _ => stage_of(uow, call).await,
    }
}

#[cfg(test)]
mod tests {
    use super::alias;

    #[test]
    fn ten_seats_have_stems_and_the_rest_numbers() {
        assert_eq!([alias(0), alias(9), alias(10)], ["评委甲", "评委癸", "评委11"]);
    }
}
