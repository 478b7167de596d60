//! Funds and their allotments.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::conn::Conn;
use crate::entities::{allotments, bank_lines, funds};
use crate::error::StoreError;
use crate::ids::FundId;
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{Allotment, Fund};

pub async fn list(conn: &Conn, reach: &Reach, at: Page) -> Result<PageOf<Fund>, StoreError> {
    let select = funds::Entity::find().filter(reach.condition(Some(funds::Column::AreaPath), None, None));
    page(conn, select, at).await
}

/// The funds of these codes, in the order of the codes.
pub async fn by_codes(conn: &Conn, codes: &[String]) -> Result<Vec<Fund>, StoreError> {
    use funds::Column;
    Ok(funds::Entity::find().filter(Column::Code.is_in(codes)).order_by_asc(Column::Code).all(conn).await?)
}

#[derive(Clone, Debug, Default)]
pub struct AllotmentFilter {
    pub fund_id: Option<FundId>,
    pub fiscal_year: Option<i32>,
    pub state: Option<String>,
}

pub async fn list_allotments(conn: &Conn, reach: &Reach, filter: &AllotmentFilter, at: Page) -> Result<PageOf<Allotment>, StoreError> {
    use allotments::Column;
    let mut select = allotments::Entity::find().filter(reach.condition(Some(Column::AreaPath), None, None));
    if let Some(fund) = filter.fund_id {
        select = select.filter(Column::FundId.eq(fund));
    }
    if let Some(year) = filter.fiscal_year {
        select = select.filter(Column::FiscalYear.eq(year));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    page(conn, select, at).await
}

/// Every allotment, for reports over the whole ledger.
pub async fn all_allotments(conn: &Conn) -> Result<Vec<Allotment>, StoreError> {
    Ok(allotments::Entity::find().all(conn).await?)
}

/// The funds with these codes whose statements show money that went out and is neither matched nor confirmed.
pub async fn with_open_debits(conn: &Conn, codes: &[&str]) -> Result<Vec<Fund>, StoreError> {
    use crate::entities::bank_lines::Column;
    let open = bank_lines::Entity::find()
        .select_only()
        .column(Column::FundId)
        .filter(Column::AmountFen.lt(0))
        .filter(Column::State.is_in(["open", "explained"]))
        .into_query();
    let select = funds::Entity::find().filter(funds::Column::Code.is_in(codes.iter().copied())).filter(funds::Column::Id.in_subquery(open));
    Ok(select.order_by_asc(funds::Column::Id).all(conn).await?)
}
