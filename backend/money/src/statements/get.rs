//! One bank statement.

use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::BankStatementId;
use yichuang_store::record::BankStatement;

use super::{BankStatementView, statement_view};

/// Show a bank statement
///
/// Its days, its balances and how many of its lines were new. The lines are a list of their own.
#[utoipa::path(get, path = "/bank-statements/{id}", operation_id = "getBankStatement", tag = "statements",
    params(("id" = Uuid, Path, description = "Bank statement")),
    responses((status = 200, description = "The statement", body = BankStatementView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: BankStatement = uow.find(BankStatementId(id)).await?;
    uow.must_see(FINANCE, &Place::area(&row.area_path))?;
    Reply::ok(&statement_view(&uow, &row).await?)
}
