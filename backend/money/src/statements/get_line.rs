//! One line of a bank statement.

use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::BankLineId;
use yichuang_store::record::BankLine;

use super::{BankLineView, reply};

/// Show a bank line
///
/// What the bank says, and what became of it.
#[utoipa::path(get, path = "/bank-lines/{id}", operation_id = "getBankLine", tag = "statements",
    params(("id" = Uuid, Path, description = "Bank line")),
    responses((status = 200, description = "The line", body = BankLineView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: BankLine = uow.find(BankLineId(id)).await?;
    uow.must_see(FINANCE, &Place::area(&row.area_path))?;
    reply(&uow, &row).await
}
