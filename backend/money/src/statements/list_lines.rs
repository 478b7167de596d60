//! Lines of bank statements.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{BankLineState, PageQuery, next_cursor};
use yichuang_store::ids::{BankStatementId, FundId};
use yichuang_store::statements::{self as rows, LineFilter};

use super::{BankLineView, line_views};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BankLinesQuery {
    /// Only of the account of this fund.
    fund_id: Option<Uuid>,
    /// Only those that this statement brought.
    statement_id: Option<Uuid>,
    /// Only this state.
    #[param(inline)]
    state: Option<BankLineState>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of lines.
#[derive(Serialize, ToSchema)]
pub struct BankLineList {
    pub items: Vec<BankLineView>,
    pub next: Option<String>,
}

/// List bank lines
///
/// Newest import first, each line once however many statements have it. `open` and `explained` are the exceptions that
/// wait for somebody.
#[utoipa::path(get, path = "/bank-lines", operation_id = "listBankLines", tag = "statements", params(BankLinesQuery),
    responses((status = 200, description = "One page", body = BankLineList)))]
pub async fn handler(cx: Cx, Query(query): Query<BankLinesQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = LineFilter {
        fund: query.fund_id.map(FundId),
        statement: query.statement_id.map(BankStatementId),
        state: query.state.map(|state| state.0.to_string()),
    };
    let page = rows::list_lines(&uow.conn, &uow.caller()?.reach(FINANCE), &filter, at).await?;
    let items = line_views(&uow, &page.items).await?;
    Reply::ok(&BankLineList { items, next: next_cursor(&page) })
}
