//! Donations to community funds, what was handed out of them, and what a fund shows to everybody.

use std::collections::HashMap;

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::conn::Conn;
use crate::entities::donations::{Column, Entity};
use crate::entities::{allotments, donation_handouts, funds};
use crate::error::StoreError;
use crate::ids::FundId;
use crate::ledger::placeholders;
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{Allotment, Donation, DonationHandout, Fund, Project, User};
use crate::several::Several;

/// What a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub fund: Option<FundId>,
    pub state: Option<String>,
    pub kind: Option<String>,
}

/// Newest first.
pub async fn list(conn: &Conn, reach: &Reach, filter: &Filter, at: Page) -> Result<PageOf<Donation>, StoreError> {
    let mut select = Entity::find().filter(reach.condition(Some(Column::AreaPath), None, None));
    if let Some(fund) = filter.fund {
        select = select.filter(Column::FundId.eq(fund.0));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if let Some(kind) = &filter.kind {
        select = select.filter(Column::Kind.eq(kind));
    }
    page(conn, select, at).await
}

/// What stands around some donations.
#[derive(Debug, Default)]
pub struct Around {
    pub funds: Vec<Fund>,
    pub handouts: Vec<DonationHandout>,
    /// The projects that goods were handed out to.
    pub projects: Vec<Project>,
    pub people: Vec<User>,
}

/// One statement for all of them.
pub async fn around(conn: &Conn, rows: &[Donation]) -> Result<Around, StoreError> {
    use donation_handouts::Column;
    let ids: Vec<Uuid> = rows.iter().filter(|row| row.handed_out_fen > 0).map(|row| row.id.0).collect();
    let of = Condition::all().add(Column::DonationId.is_in(ids.clone()));
    let of = (!ids.is_empty()).then_some(of);
    let mut several = Several::default();
    let funds = several.records::<Fund>(rows.iter().map(|row| row.fund_id));
    let people = several.records::<User>(rows.iter().flat_map(|row| std::iter::once(row.created_by).chain(row.confirmed_by)));
    let handouts = several.matching::<donation_handouts::Entity>(of.clone());
    let helped = of.map(|of| {
        let ids = donation_handouts::Entity::find().select_only().column(Column::ProjectId).filter(of).into_query();
        Condition::all().add(crate::entities::projects::Column::Id.in_subquery(ids))
    });
    let projects = several.matching::<crate::entities::projects::Entity>(helped);
    let found = several.read(conn).await?;
    let mut handouts: Vec<DonationHandout> = found.take(&handouts)?;
    handouts.sort_by_key(|row| row.id);
    Ok(Around { funds: found.take(&funds)?, handouts, projects: found.take(&projects)?, people: found.take(&people)? })
}

/// The line of a fund and year that was not carried over from an earlier one.
pub async fn line(conn: &Conn, fund: FundId, year: i32, budget_line: &str) -> Result<Option<Allotment>, StoreError> {
    use allotments::Column;
    Ok(allotments::Entity::find()
        .filter(Column::FundId.eq(fund.0))
        .filter(Column::FiscalYear.eq(year))
        .filter(Column::BudgetLine.eq(budget_line))
        .filter(Column::OriginId.is_null())
        .one(conn)
        .await?)
}

/// The confirmed donation whose name the fund carries on this day, if it is this name.
pub async fn named(conn: &Conn, fund: FundId, naming: &str, day: &str) -> Result<Option<Donation>, StoreError> {
    let carried = Entity::find().filter(Column::FundId.eq(fund.0)).filter(Column::State.eq("confirmed")).filter(Column::Naming.eq(naming));
    Ok(carried.filter(Column::NamingUntil.gte(day)).one(conn).await?)
}

/// The names that a fund carries on a day, by the donation first received.
pub async fn names(conn: &Conn, fund: FundId, day: &str) -> Result<Vec<Donation>, StoreError> {
    let carried = Entity::find().filter(Column::FundId.eq(fund.0)).filter(Column::State.eq("confirmed"));
    let carried = carried.filter(Column::Naming.is_not_null()).filter(Column::NamingUntil.gte(day));
    Ok(carried.order_by_asc(Column::ReceivedOn).order_by_asc(Column::Id).all(conn).await?)
}

/// The funds of these sources, newest first.
pub async fn funds(conn: &Conn, sources: &[&str], at: Page) -> Result<PageOf<Fund>, StoreError> {
    let select = funds::Entity::find().filter(funds::Column::Source.is_in(sources.iter().copied()));
    page(conn, select, at).await
}

/// What came into a fund and what became of it, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many donations were confirmed.
    pub donations: i64,
    pub cash: i64,
    pub goods: i64,
    pub handed_out: i64,
    /// B20: may still be promised.
    pub available: i64,
    /// B30 to B60: promised to projects and not paid yet.
    pub promised: i64,
    /// B70.
    pub paid: i64,
}

/// The sums of some funds; one statement. Those of the donations are kept by triggers.
pub async fn sums(conn: &Conn, ids: &[FundId]) -> Result<HashMap<FundId, Sums>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let these = placeholders(1, ids.len());
    let sum = |what: &str| format!("CAST(COALESCE(SUM({what}), 0) AS BIGINT)");
    let lying = |accounts: &str| sum(&format!("CASE WHEN b.account IN ({accounts}) THEN b.amount_fen ELSE 0 END"));
    let booked = format!(
        "SELECT a.fund_id, {} AS available, {} AS promised, {} AS paid \
         FROM balances b JOIN allotments a ON a.id = b.allotment_id WHERE a.fund_id IN ({these}) GROUP BY a.fund_id",
        lying("'B20'"),
        lying("'B30', 'B40', 'B50', 'B55', 'B60'"),
        lying("'B70'"),
    );
    let sql = format!(
        "SELECT f.id, d.n, d.cash_fen, d.goods_fen, d.handed_out_fen, l.available, l.promised, l.paid FROM funds f \
         LEFT JOIN donation_sums d ON d.fund_id = f.id LEFT JOIN ({booked}) l ON l.fund_id = f.id WHERE f.id IN ({these})"
    );
    let rows = conn.rows(&sql, ids.iter().map(|id| id.0.into())).await?;
    rows.iter()
        .map(|row| {
            let figure = |at: usize| row.try_get_by_index::<Option<i64>>(at).map(Option::unwrap_or_default);
            let sums = Sums {
                donations: figure(1)?,
                cash: figure(2)?,
                goods: figure(3)?,
                handed_out: figure(4)?,
                available: figure(5)?,
                promised: figure(6)?,
                paid: figure(7)?,
            };
            Ok((FundId(row.try_get_by_index(0)?), sums))
        })
        .collect()
}

/// The projects that a fund pays for.
pub(crate) fn paid_by(fund: FundId) -> sea_orm::sea_query::SelectStatement {
    use allotments::Column;
    Query::select().column(Column::Id).from(allotments::Entity).and_where(Column::FundId.eq(fund.0)).to_owned()
}
