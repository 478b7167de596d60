//! Ends of fiscal years (年末结转): proposed, checked and closed by three persons; the third one carries the year over.

use serde_json::json;
use yichuang_base::caller::Place;
use yichuang_base::parties;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::states::year_ends::YearEndEvent;
use yichuang_store::record::{Approval, YearEnd};
use yichuang_store::{insert, payments as hands_of, update};

use crate::payments::{hand_faults, lapsed};
use reckon::{Reckoned, changes};

pub mod check;
pub mod close;
pub mod get;
pub mod list;
pub mod preview;
pub mod propose;
pub mod reckon;
pub mod send_back;
pub mod view;

/// The kind of things that approvals, audit rows and journals of year ends are about.
pub const KIND: &str = "year_end";

fn place(row: &YearEnd) -> Place<'_> {
    Place::area(&row.area_path)
}

/// The hands that count: those of the newest proposal.
async fn approvals(uow: &Uow, row: &YearEnd) -> Result<Vec<Approval>, Problem> {
    let mut found = hands_of::approvals(&uow.conn, KIND, row.id.0).await?;
    found.retain(|approval| approval.round == row.round);
    Ok(found)
}

/// Why a year cannot go on as it was proposed: something blocks it, a hand is too old, or the figures are others now.
fn faults(uow: &Uow, row: &YearEnd, now: &Reckoned, approvals: &[Approval]) -> Result<Vec<Fault>, Problem> {
    let mut found = changes(row, now)?;
    found.extend(now.blockers());
    found.extend(lapsed(uow, approvals));
    if approvals.iter().any(|approval| approval.digest != row.digest) {
        found.push(Fault::new("/digest", "digest_changed", "The year end is not what was approved"));
    }
    Ok(found)
}

/// The caller is the next hand: another person than every hand before, on the figures of this moment. Records the approval.
async fn take_hand(uow: &Uow, row: &YearEnd, now: &Reckoned, step: &str) -> Result<(), Problem> {
    let before = approvals(uow, row).await?;
    let hands = hand_faults(uow, step, None, &[], &before)?;
    if !hands.is_empty() {
        return Err(Problem::blocked("hands_not_separate", "Three different persons close a year", hands));
    }
    let found = faults(uow, row, now, &before)?;
    if found.iter().any(|fault| fault.code == "figures_changed") {
        let detail = "The figures are not those that were proposed; it is sent back and proposed anew";
        return Err(Problem::blocked("figures_changed", detail, found));
    }
    if !found.is_empty() {
        return Err(Problem::blocked("not_closable", "The year cannot be closed as it is", found));
    }
    add_approval(uow, row, step).await
}

async fn add_approval(uow: &Uow, row: &YearEnd, step: &str) -> Result<(), Problem> {
    let who = uow.caller()?;
    let approval = Approval {
        id: uow.id(),
        subject_kind: KIND.to_owned(),
        subject_id: row.id.0,
        round: row.round,
        step: step.to_owned(),
        person_id: who.person,
        user_id: who.user,
        digest: row.digest.clone(),
        note: None,
        asked: None,
        created_at: uow.micros(),
    };
    Ok(insert(&uow.conn, approval).await?)
}

/// Writes a year end in its next state, with its audit row. A reason is why it was sent back.
async fn step(uow: &Uow, before: YearEnd, to: &str, event: YearEndEvent, reason: Option<&str>) -> Result<YearEnd, Problem> {
    let from = before.state.clone();
    let after = update(&uow.conn, YearEnd { state: to.to_owned(), updated_at: uow.micros(), ..before }).await?;
    let mut subject = Subject::new(KIND, after.id).moved(&from, to);
    subject.after = Some(json!({
        "state": to, "fiscal_year": after.fiscal_year, "lapsed_fen": after.lapsed_fen, "carried_fen": after.carried_fen, "digest": after.digest,
    }));
    subject.reason = reason;
    uow.audit(&format!("{KIND}.{}", event.as_str()), subject).await?;
    Ok(after)
}

/// Tells everybody of the area's finance who holds a role that a year waits for them.
async fn tell(uow: &Uow, role: Role, row: &YearEnd, subject: &str, text: &str) -> Result<(), Problem> {
    parties::tell_area(uow, role, &row.area_path, subject, text).await
}
