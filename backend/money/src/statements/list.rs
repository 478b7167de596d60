//! Bank statements of the caller's area.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, next_cursor};
use yichuang_store::ids::FundId;
use yichuang_store::statements as rows;

use super::{BankStatementView, statement_views};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BankStatementsQuery {
    /// Only of the account of this fund.
    fund_id: Option<Uuid>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of statements.
#[derive(Serialize, ToSchema)]
pub struct BankStatementList {
    pub items: Vec<BankStatementView>,
    pub next: Option<String>,
}

/// List bank statements
///
/// Newest import first, those of the caller's area.
#[utoipa::path(get, path = "/bank-statements", operation_id = "listBankStatements", tag = "statements", params(BankStatementsQuery),
    responses((status = 200, description = "One page", body = BankStatementList)))]
pub async fn handler(cx: Cx, Query(query): Query<BankStatementsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let page = rows::list(&uow.conn, &uow.caller()?.reach(FINANCE), query.fund_id.map(FundId), at).await?;
    let items = statement_views(&uow, &page.items).await?;
    Reply::ok(&BankStatementList { items, next: next_cursor(&page) })
}
