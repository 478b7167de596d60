//! The ledger as plain text, for a check by another program.

use yichuang_base::http::{Cx, Reply};
use yichuang_base::ledger;
use yichuang_base::problem::Problem;
use yichuang_domain::ledger::beancount;
use yichuang_store::ids::AllotmentId;

use super::trial_balance::visible;

/// Export the ledger for Beancount
///
/// Every journal that touches an allotment of the caller's area, as a Beancount file that ends with the balance of
/// every account; a change of one fen anywhere makes its check fail.
#[utoipa::path(get, path = "/ledger/beancount", operation_id = "exportBeancount", tag = "funds",
    responses((status = 200, description = "A Beancount file", body = String, content_type = "text/plain")))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    let uow = cx.read();
    let allotments: Vec<AllotmentId> = visible(&uow).await?.iter().map(|allotment| allotment.id).collect();
    let journals = ledger::journals(&uow.conn, Some(&allotments)).await?;
    Ok(Reply::text("text/plain; charset=utf-8", beancount(&journals)))
}
