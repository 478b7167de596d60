//! What does not exist for whoever has a conflict of interest, in every office.

use yichuang_store::conflicts as rows;
use yichuang_store::ids::{CallId, ProposalId};

use crate::problem::Problem;
use crate::uow::Uow;

pub mod keep;
pub mod screen;
pub mod vacate;

/// The proposals of which the caller learns nothing in any office; nobody's when nobody is logged in.
pub async fn hidden(uow: &Uow) -> Result<Vec<ProposalId>, Problem> {
    let Some(who) = &uow.who else { return Ok(Vec::new()) };
    Ok(rows::hidden_proposals(&uow.conn, who.person, uow.micros()).await?)
}

/// Whether a proposal does not exist for the caller because of a conflict.
pub async fn is_hidden(uow: &Uow, proposal: ProposalId) -> Result<bool, Problem> {
    let Some(who) = &uow.who else { return Ok(false) };
    Ok(rows::hides(&uow.conn, who.person, proposal, uow.micros()).await?)
}

/// 404 for whoever has a conflict about the proposal, whatever their office.
pub async fn must_be_free(uow: &Uow, proposal: ProposalId) -> Result<(), Problem> {
    if is_hidden(uow, proposal).await? { Err(Problem::not_found()) } else { Ok(()) }
}

/// 404 for whoever has a conflict about some proposal of the call: for what cannot be shown without it.
pub async fn must_be_free_in(uow: &Uow, call: CallId) -> Result<(), Problem> {
    let Some(who) = &uow.who else { return Ok(()) };
    if rows::hides_some(&uow.conn, who.person, call, uow.micros()).await? { Err(Problem::not_found()) } else { Ok(()) }
}
