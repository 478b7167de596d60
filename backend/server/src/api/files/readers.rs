//! Who may read the files of a thing: one line for each kind of thing, and what is not listed nobody reads.

use uuid::Uuid;
use yichuang_store::ids::{CallId, NeedId, OrganisationId, ProposalId};
use yichuang_store::record::{Call, File, Need, Organisation, Proposal};
use yichuang_store::{Record, find, reviews};

use crate::access::{APPLICANTS, STAFF};
use crate::api::{calls, conflicts, needs, organisations, proposals};
use crate::caller::Place;
use crate::problem::Problem;
use crate::uow::Uow;

/// Whether the caller may read what is attached to the thing.
pub(super) async fn may_read(uow: &Uow, file: &File) -> Result<bool, Problem> {
    let Some((kind, id)) = subject(file).filter(|_| uow.who.is_some()) else { return is_public(uow, file).await };
    match kind {
        "call" => Ok(is_public(uow, file).await? || call(uow, CallId(id)).await?),
        "need" => need(uow, NeedId(id)).await,
        "organisation" => organisation(uow, OrganisationId(id)).await,
        "proposal" => proposal(uow, ProposalId(id)).await,
        _ => Ok(false),
    }
}

/// Whether everybody may read what is attached to the thing.
pub(super) async fn is_public(uow: &Uow, file: &File) -> Result<bool, Problem> {
    let Some((kind, id)) = subject(file) else { return Ok(false) };
    match kind {
        "call" => Ok(one::<Call>(uow, CallId(id)).await?.is_some_and(|call| call.published_at.is_some())),
        _ => Ok(false),
    }
}

fn subject(file: &File) -> Option<(&str, Uuid)> {
    Some((file.subject_kind.as_deref()?, file.subject_id?))
}

async fn one<R: Record>(uow: &Uow, id: R::Id) -> Result<Option<R>, Problem> {
    Ok(find::<R>(&uow.conn, id).await?)
}

async fn call(uow: &Uow, id: CallId) -> Result<bool, Problem> {
    let Some(row) = one::<Call>(uow, id).await? else { return Ok(false) };
    Ok(uow.caller()?.holds(STAFF, &calls::place(&row)))
}

/// Photographs of a need show homes and people: only the staff of its area see them.
async fn need(uow: &Uow, id: NeedId) -> Result<bool, Problem> {
    let Some(row) = one::<Need>(uow, id).await? else { return Ok(false) };
    Ok(uow.caller()?.holds(STAFF, &needs::place(&row)))
}

async fn organisation(uow: &Uow, id: OrganisationId) -> Result<bool, Problem> {
    let Some(row) = one::<Organisation>(uow, id).await? else { return Ok(false) };
    let who = uow.caller()?;
    Ok(who.holds(APPLICANTS, &organisations::place(&row)) || who.holds(STAFF, &organisations::place(&row)))
}

/// Its organisation; from the deadline on the staff of its area and the reviewers who declared no conflict.
async fn proposal(uow: &Uow, id: ProposalId) -> Result<bool, Problem> {
    let Some(row) = one::<Proposal>(uow, id).await? else { return Ok(false) };
    let Some(call) = one::<Call>(uow, row.call_id).await? else { return Ok(false) };
    let who = uow.caller()?;
    if who.holds(APPLICANTS, &Place::default().of_organisation(row.organisation_id)) {
        return Ok(true);
    }
    if row.submitted_at.is_none() || !calls::is_over(&call, uow.now) {
        return Ok(false);
    }
    if conflicts::is_hidden(uow, id).await? {
        return Ok(false);
    }
    Ok(who.holds(STAFF, &proposals::place(&call, &row)) || reviews::may_read_proposal(&uow.conn, who.user, id).await?)
}
