//! Who opened which proposal: written when staff or reviewers read what it says, after the deadline.

use yichuang_base::access::APPLICANTS;
use yichuang_base::caller::Place;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_store::record::{Call, Proposal, ProposalOpening};
use yichuang_store::{Conn, insert, screening};

/// Looking at the same proposal again within this time is the same opening.
const SAME_OPENING_MICROS: i64 = 10 * 60 * 1_000_000;

/// Writes down that the caller reads the proposal now, unless it is of their own organisation: with the change that
/// answers with it, or in a transaction of its own. A reading that cannot be recorded does not take place.
pub async fn record(uow: &Uow, call: &Call, row: &Proposal) -> Result<(), Problem> {
    let who = uow.caller()?;
    if who.holds(APPLICANTS, &Place::default().of_organisation(row.organisation_id)) {
        return Ok(());
    }
    let last = screening::last_opened(&uow.conn, row.id, who.user).await?;
    if last.is_some_and(|at| uow.micros() - at < SAME_OPENING_MICROS) {
        return Ok(());
    }
    let opening = ProposalOpening {
        id: uow.id(),
        proposal_id: row.id,
        call_id: call.id,
        area_path: call.area_path.clone(),
        user_id: who.user,
        opened_at: uow.micros(),
        request_id: uow.request_id.clone(),
    };
    if matches!(*uow.conn, Conn::Txn(_)) {
        return Ok(insert(&uow.conn, opening).await?);
    }
    let conn = uow.app.store.begin().await?;
    insert(&conn, opening).await?;
    Ok(conn.commit().await?)
}
