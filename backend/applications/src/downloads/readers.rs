//! Who may read the files of a thing: one line for each kind of thing, and what is not listed nobody reads.

use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, PROGRAMME, STAFF};
use yichuang_base::caller::Place;
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_records::{needs, organisations};
use yichuang_store::ids::{CallId, JuryProtocolId, NeedId, ObjectionId, OrganisationId, ProposalId};
use yichuang_store::record::{Call, File, JuryProtocol, Need, Objection, Organisation, Proposal, ProposalAttachment};
use yichuang_store::{Record, find, reviews};

use crate::{calls, proposals};

/// Whether the caller may read what is attached to the thing.
pub(super) async fn may_read(uow: &Uow, file: &File) -> Result<bool, Problem> {
    let Some((kind, id)) = subject(file).filter(|_| uow.who.is_some()) else { return is_public(uow, file).await };
    match kind {
        "call" => Ok(is_public(uow, file).await? || call(uow, CallId(id)).await?),
        "jury_protocol" => jury_protocol(uow, JuryProtocolId(id)).await,
        "need" => need(uow, NeedId(id)).await,
        "objection" => objection(uow, ObjectionId(id)).await,
        "organisation" => organisation(uow, OrganisationId(id)).await,
        "proposal" => proposal(uow, ProposalId(id), file).await,
        _ => Ok(false),
    }
}

/// Whether everybody may read what is attached to the thing.
pub(super) async fn is_public(uow: &Uow, file: &File) -> Result<bool, Problem> {
    let Some((kind, id)) = subject(file) else { return Ok(false) };
    match kind {
        "call" => match one::<Call>(uow, CallId(id)).await? {
            Some(call) => calls::announced::hands_out(uow, &call, file.id).await,
            None => Ok(false),
        },
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

/// The protocol of a jury names every proposal: the programme's staff of the call without a conflict about any of them.
async fn jury_protocol(uow: &Uow, id: JuryProtocolId) -> Result<bool, Problem> {
    let Some(row) = one::<JuryProtocol>(uow, id).await? else { return Ok(false) };
    let Some(call) = one::<Call>(uow, row.call_id).await? else { return Ok(false) };
    Ok(uow.caller()?.holds(PROGRAMME, &calls::place(&call)) && recusal::must_be_free_in(uow, call.id).await.is_ok())
}

/// Photographs of a need show homes and people: only the staff of its area see them.
async fn need(uow: &Uow, id: NeedId) -> Result<bool, Problem> {
    let Some(row) = one::<Need>(uow, id).await? else { return Ok(false) };
    Ok(uow.caller()?.holds(STAFF, &needs::place(&row)))
}

/// Evidence names people: the programme's staff of the call and the organisation that filed it.
async fn objection(uow: &Uow, id: ObjectionId) -> Result<bool, Problem> {
    let Some(row) = one::<Objection>(uow, id).await? else { return Ok(false) };
    let Some(call) = one::<Call>(uow, row.call_id).await? else { return Ok(false) };
    let who = uow.caller()?;
    let filed = row.organisation_id.is_some_and(|organisation| who.holds(APPLICANTS, &Place::default().of_organisation(organisation)));
    Ok(filed || who.holds(PROGRAMME, &calls::place(&call)))
}

async fn organisation(uow: &Uow, id: OrganisationId) -> Result<bool, Problem> {
    let Some(row) = one::<Organisation>(uow, id).await? else { return Ok(false) };
    let who = uow.caller()?;
    Ok(who.holds(APPLICANTS, &organisations::place(&row)) || who.holds(STAFF, &organisations::place(&row)))
}

/// Its organisation; from the deadline on, once it was handed in, the staff of its area and the reviewers who declared no
/// conflict.
async fn proposal(uow: &Uow, id: ProposalId, file: &File) -> Result<bool, Problem> {
    let Some(row) = one::<Proposal>(uow, id).await? else { return Ok(false) };
    let Some(call) = one::<Call>(uow, row.call_id).await? else { return Ok(false) };
    let who = uow.caller()?;
    if who.holds(APPLICANTS, &Place::default().of_organisation(row.organisation_id)) {
        return Ok(true);
    }
    let handed_in = one::<ProposalAttachment>(uow, file.id).await?.is_some_and(|found| found.last_snapshot.is_some());
    if row.submitted_at.is_none() || !handed_in || !calls::is_over(&call, uow.now) {
        return Ok(false);
    }
    if recusal::is_hidden(uow, id).await? {
        return Ok(false);
    }
    Ok(who.holds(STAFF, &proposals::place(&call, &row)) || reviews::may_read_proposal(&uow.conn, who.user, id).await?)
}
