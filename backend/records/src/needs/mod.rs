//! Needs: where they stand, how they move, who answers them and who is told.

use yichuang_base::access::STAFF;
use yichuang_base::caller::Place;
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::states::needs::{NeedEvent as Event, NeedMachine, NeedState};
use yichuang_store::ids::NeedId;
use yichuang_store::record::{Need, NeedStatement};
use yichuang_store::{insert, update};

pub mod clock;
pub mod links;
pub mod persons;
pub mod tell;

/// Where a need stands.
#[must_use]
pub fn place(need: &Need) -> Place<'_> {
    Place::area(&need.area_path)
}

/// The need, locked for a change; 404 for strangers, 412 when it changed since it was read.
pub async fn open(uow: &Uow, id: NeedId, seen: IfMatch) -> Result<Need, Problem> {
    let need: Need = uow.lock(id).await?;
    uow.must_see(STAFF, &place(&need))?;
    seen.check(need.version)?;
    Ok(need)
}

/// Moves the need along one edge of its table, which the caller's roles must allow; `said` is the answer to the
/// reporter.
pub async fn advance(uow: &Uow, need: Need, event: Event, said: Option<&str>) -> Result<Need, Problem> {
    let to = uow.fire::<NeedMachine>(&need.state, event, &place(&need))?;
    moved(uow, need, event, to, said).await
}

/// Moves the need along one edge as the consequence of something else.
pub async fn follow(uow: &Uow, need: Need, event: Event) -> Result<Need, Problem> {
    let to = uow.follow::<NeedMachine>(&need.state, event)?;
    moved(uow, need, event, to, None).await
}

/// The one way a need changes its state.
pub async fn moved(uow: &Uow, before: Need, event: Event, to: NeedState, said: Option<&str>) -> Result<Need, Problem> {
    let from = before.state.clone();
    let answered = before.responded_at.or((from == NeedState::Reported.as_str()).then_some(uow.micros()));
    let changed = Need { state: to.to_string(), responded_at: answered, updated_at: uow.micros(), ..before };
    let after = update(&uow.conn, changed).await?;
    let mut subject = Subject::new("need", after.id).moved(&from, &after.state);
    subject.reason = said;
    uow.audit(&format!("need.{}", event.as_str()), subject).await?;
    if let Some(said) = said {
        state(uow, after.id, "answer", said).await?;
    }
    tell::changed(uow, &after, event, said).await?;
    Ok(after)
}

/// Adds what somebody said to the need, for good.
pub async fn state(uow: &Uow, need_id: NeedId, kind: &str, text: &str) -> Result<(), Problem> {
    let statement = NeedStatement {
        id: uow.id(),
        need_id,
        kind: kind.to_owned(),
        text: text.trim().to_owned(),
        created_by: uow.who.as_ref().map(|who| who.user),
        created_at: uow.micros(),
    };
    Ok(insert(&uow.conn, statement).await?)
}
