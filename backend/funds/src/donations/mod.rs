//! Donations to community funds: entered by one person, confirmed by another, shown to everybody.

use yichuang_base::access::STAFF;
use yichuang_base::caller::Place;
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::states::donations::DonationEvent;
use yichuang_store::ids::DonationId;
use yichuang_store::record::Donation;
use yichuang_store::update;

pub mod confirm;
pub mod create;
pub mod get;
pub mod get_fund;
pub mod hand_out;
pub mod list;
pub mod list_funds;
pub mod list_public;
pub mod public;
pub mod reject;
pub mod view;
pub mod withdraw;

/// The kind of things that audit rows and journals of donations are about.
pub const KIND: &str = "donation";

const SECOND_PERSON: &str = "Another person than its maker must confirm it";

/// 404 for strangers, 412 when it changed since it was read; locked for a change.
async fn open(uow: &Uow, id: DonationId, seen: IfMatch) -> Result<Donation, Problem> {
    let row: Donation = uow.lock(id).await?;
    uow.must_see(STAFF, &Place::area(&row.area_path))?;
    seen.check(row.version)?;
    Ok(row)
}

/// Writes a donation in its next state, with its audit row.
async fn step(uow: &Uow, before: Donation, to: &str, event: DonationEvent, reason: Option<&str>) -> Result<Donation, Problem> {
    let from = before.state.clone();
    let change = Donation {
        state: to.to_owned(),
        refusal: reason.map(str::to_owned).or(before.refusal.clone()),
        updated_at: uow.micros(),
        ..before
    };
    let after = update(&uow.conn, change).await?;
    let mut subject = Subject::new(KIND, after.id).moved(&from, to);
    subject.reason = reason;
    uow.audit(&format!("{KIND}.{}", event.as_str()), subject).await?;
    Ok(after)
}
