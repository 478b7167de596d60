//! The amount tiers of this installation: proposed by one administrator, confirmed by another, never changed afterwards.

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::parties::{people, person};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{CountBy, ExtraHand, Instant, Money, PersonView, document};
use yichuang_domain::rules::tiers::{Tier, Tiers};
use yichuang_store::tiers::{self as rows, TiersVersion};

pub mod confirm;
pub mod get;
pub mod propose;

/// From a sum on, further hands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TierView {
    /// The smallest sum of this tier.
    pub from: Money,
    /// What it needs beside the three hands.
    pub hands: Vec<ExtraHand>,
}

/// One version of the amount tiers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TiersVersionView {
    /// 0 is what the software comes with.
    #[schema(example = 1)]
    pub version: i32,
    /// How many days back other payments are added.
    #[schema(example = 90)]
    pub window_days: u16,
    /// With what a payment is added up.
    pub count_by: CountBy,
    /// Lowest first; below the first one three hands are enough.
    pub tiers: Vec<TierView>,
    pub reason: Option<String>,
    pub proposed_by: Option<PersonView>,
    pub proposed_at: Option<Instant>,
    pub confirmed_by: Option<PersonView>,
    pub confirmed_at: Option<Instant>,
}

/// The tiers in force, one that waits for its second person, and those before.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaymentTiersView {
    pub in_force: TiersVersionView,
    /// Newer than those in force, and not confirmed.
    pub proposed: Option<TiersVersionView>,
    /// Confirmed earlier, the newest first.
    pub earlier: Vec<TiersVersionView>,
    /// Whether the reader may confirm what is proposed: an administrator, and not the one who proposed it.
    pub may_confirm: bool,
}

/// The version in force and its tiers; version 0 is what the software comes with.
pub async fn in_force(uow: &Uow) -> Result<(i32, Tiers), Problem> {
    match rows::in_force(&uow.conn).await? {
        Some(row) => Ok((row.version, document(&row.document)?)),
        None => Ok((0, Tiers::default())),
    }
}

/// The tiers of the version that something was made under.
pub async fn of_version(uow: &Uow, version: Option<i32>) -> Result<Tiers, Problem> {
    let Some(version) = version.filter(|version| *version > 0) else { return Ok(Tiers::default()) };
    let row = rows::version(&uow.conn, version).await?;
    document(&row.ok_or_else(|| Problem::internal("tiers of a version that is not there"))?.document)
}

/// Everything about the tiers in one answer.
pub(super) async fn view(uow: &Uow) -> Result<PaymentTiersView, Problem> {
    let all = rows::all(&uow.conn).await?;
    let users = all.iter().flat_map(|row| [Some(row.proposed_by), row.confirmed_by]).flatten().collect();
    let names = people(uow, users).await?;
    let confirmed: Vec<&TiersVersion> = all.iter().filter(|row| row.confirmed_at.is_some()).collect();
    let current = confirmed.first().map_or(0, |row| row.version);
    let proposed = all.first().filter(|row| row.version > current);
    let mut earlier = confirmed.iter().skip(1).map(|row| version_view(row, &names)).collect::<Result<Vec<_>, _>>()?;
    if !confirmed.is_empty() {
        earlier.push(built_in());
    }
    let me = uow.caller()?.person;
    Ok(PaymentTiersView {
        in_force: confirmed.first().map_or_else(|| Ok(built_in()), |row| version_view(row, &names))?,
        may_confirm: proposed.is_some_and(|row| row.proposed_by_person != me) && confirm::may(uow)?,
        proposed: proposed.map(|row| version_view(row, &names)).transpose()?,
        earlier,
    })
}

fn built_in() -> TiersVersionView {
    shape(0, &Tiers::default())
}

fn shape(version: i32, of: &Tiers) -> TiersVersionView {
    let tier = |tier: &Tier| TierView { from: Money(tier.from), hands: tier.hands.iter().copied().map(ExtraHand).collect() };
    TiersVersionView {
        version,
        window_days: of.window_days,
        count_by: CountBy(of.count_by),
        tiers: of.tiers.iter().map(tier).collect(),
        reason: None,
        proposed_by: None,
        proposed_at: None,
        confirmed_by: None,
        confirmed_at: None,
    }
}

fn version_view(row: &TiersVersion, names: &[PersonView]) -> Result<TiersVersionView, Problem> {
    Ok(TiersVersionView {
        reason: Some(row.reason.clone()),
        proposed_by: Some(person(names, row.proposed_by)),
        proposed_at: Some(Instant::micros(row.proposed_at)?),
        confirmed_by: row.confirmed_by.map(|user| person(names, user)),
        confirmed_at: Instant::maybe(row.confirmed_at)?,
        ..shape(row.version, &document(&row.document)?)
    })
}
