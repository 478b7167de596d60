//! Runs of the assignment: a plan that says who reviews what, looked at first, then carried out, and undone as long as
//! nobody has begun.
//!
//! Whoever has a conflict of interest about a proposal of the call learns nothing here: a plan shows all of it.

use yichuang_base::access::PROGRAMME;
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_domain::roles::Role;
use yichuang_records::calls;
use yichuang_store::ids::CallId;
use yichuang_store::record::{Call, ReviewStage};
use yichuang_store::reviews as rows;

pub mod apply;
mod facts;
pub mod list;
pub mod preview;
pub mod undo;

/// The call, locked if it is to be changed; 404 for strangers and for whoever has a conflict about one of its proposals.
async fn call_of(uow: &Uow, id: CallId, lock: bool) -> Result<Call, Problem> {
    let call: Call = if lock { uow.lock(id).await? } else { uow.find(id).await? };
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(uow, call.id).await?;
    Ok(call)
}

/// The stage of the call, if an officer may assign now: a panel is there, and nothing is sealed.
async fn stage_of(uow: &Uow, call: &Call, lock: bool) -> Result<ReviewStage, Problem> {
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &calls::place(call)) {
        return Err(Problem::forbidden("Only an officer of the call assigns its proposals"));
    }
    if !matches!(call.state.as_str(), "screening" | "reviewing") {
        let detail = "Proposals are assigned between the screening and the seal";
        return Err(Problem::refused("not_assignable", detail).with("state", call.state.clone()));
    }
    let found = rows::stage_of(&uow.conn, call.id).await?;
    let stage = found.ok_or_else(|| Problem::refused("panel_missing", "No panel is appointed yet"))?;
    let stage: ReviewStage = if lock { uow.lock(stage.id).await? } else { stage };
    if stage.state != "open" {
        return Err(Problem::refused("stage_not_open", "The scoring has ended").with("state", stage.state));
    }
    Ok(stage)
}
