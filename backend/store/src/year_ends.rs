//! Ends of fiscal years: lists, and everything that the end of a year reads and moves.

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::year_ends::{Column, Entity};
use crate::entities::{allotments, calls, fund_orders, projects};
use crate::error::StoreError;
use crate::ids::{AllotmentId, CallId, FundId, ProjectId};
use crate::ledger::{Key, balances, placeholders};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{Allotment, FundOrder, YearEnd};

/// What a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub fund: Option<FundId>,
    pub fiscal_year: Option<i32>,
    pub state: Option<String>,
}

/// Newest first.
pub async fn list(conn: &Conn, reach: &Reach, filter: &Filter, at: Page) -> Result<PageOf<YearEnd>, StoreError> {
    let mut select = Entity::find().filter(reach.condition(Some(Column::AreaPath), None, None));
    if let Some(fund) = filter.fund {
        select = select.filter(Column::FundId.eq(fund.0));
    }
    if let Some(year) = filter.fiscal_year {
        select = select.filter(Column::FiscalYear.eq(year));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    page(conn, select, at).await
}

/// The end of a year of a fund, if somebody proposed it.
pub async fn of_year(conn: &Conn, fund: FundId, year: i32) -> Result<Option<YearEnd>, StoreError> {
    Ok(Entity::find().filter(Column::FundId.eq(fund.0)).filter(Column::FiscalYear.eq(year)).one(conn).await?)
}

/// Whether a year of a fund is closed.
pub async fn is_closed(conn: &Conn, fund: FundId, year: i32) -> Result<bool, StoreError> {
    Ok(of_year(conn, fund, year).await?.is_some_and(|row| row.state == "closed"))
}

/// The effective allotments of a year, in the order of their ids.
pub async fn effective(conn: &Conn, fund: FundId, year: i32) -> Result<Vec<Allotment>, StoreError> {
    use allotments::Column;
    Ok(allotments::Entity::find()
        .filter(Column::FundId.eq(fund.0))
        .filter(Column::FiscalYear.eq(year))
        .filter(Column::State.eq("approved"))
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// The first year before this one with effective allotments.
pub async fn earlier_open(conn: &Conn, fund: FundId, year: i32) -> Result<Option<i32>, StoreError> {
    use allotments::Column;
    let first = allotments::Entity::find()
        .filter(Column::FundId.eq(fund.0))
        .filter(Column::FiscalYear.lt(year))
        .filter(Column::State.eq("approved"))
        .order_by_asc(Column::FiscalYear)
        .one(conn)
        .await?;
    Ok(first.map(|row| row.fiscal_year))
}

/// The allotment with which the money of a closed one goes on; itself while its year is open.
pub async fn successor(conn: &Conn, of: &Allotment) -> Result<Option<Allotment>, StoreError> {
    use allotments::Column;
    if of.state != "closed" {
        return Ok(Some(of.clone()));
    }
    Ok(allotments::Entity::find()
        .filter(Column::OriginId.eq(of.origin_id.unwrap_or(of.id).0))
        .filter(Column::State.eq("approved"))
        .one(conn)
        .await?)
}

/// The calls that are paid from these allotments.
pub async fn calls_of(conn: &Conn, ids: &[AllotmentId]) -> Result<Vec<CallId>, StoreError> {
    let found = calls::Entity::find().filter(calls::Column::AllotmentId.is_in(ids.iter().map(|id| id.0))).all(conn).await?;
    Ok(found.into_iter().map(|row| row.id).collect())
}

/// The projects that are paid from these allotments.
pub async fn projects_of(conn: &Conn, ids: &[AllotmentId]) -> Result<Vec<ProjectId>, StoreError> {
    let found = projects::Entity::find().filter(projects::Column::AllotmentId.is_in(ids.iter().map(|id| id.0))).all(conn).await?;
    Ok(found.into_iter().map(|row| row.id).collect())
}

/// The adjustments of these allotments that wait for a hand.
pub async fn open_adjustments(conn: &Conn, ids: &[AllotmentId]) -> Result<Vec<FundOrder>, StoreError> {
    use fund_orders::Column;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    Ok(fund_orders::Entity::find()
        .filter(Column::Kind.eq("adjustment"))
        .filter(Column::State.is_in(["proposed", "checked"]))
        .filter(Column::AllotmentId.is_in(ids.clone()).or(Column::ToAllotmentId.is_in(ids)))
        .order_by_asc(Column::Number)
        .all(conn)
        .await?)
}

/// Every balance of the budget layer of these allotments that is not zero, sorted.
pub async fn positions(conn: &Conn, ids: &[AllotmentId]) -> Result<Vec<(Key, i64)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT account, allotment_id, detail, amount_fen FROM balances \
         WHERE account LIKE 'B%' AND amount_fen <> 0 AND allotment_id IN ({}) ORDER BY allotment_id, account, detail",
        placeholders(1, ids.len())
    );
    balances(conn, &sql, ids.iter().map(|id| id.0.into())).await
}
