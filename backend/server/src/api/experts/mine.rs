//! The caller's own record.

use yichuang_store::experts as rows;

use super::reply;
use crate::http::{Cx, Reply};
use crate::problem::Problem;

/// Show one's own expert record
///
/// 404 as long as there is none.
#[utoipa::path(get, path = "/experts/mine", operation_id = "getOwnExpert", tag = "experts",
    responses((status = 200, description = "The record", body = super::get::ExpertDetail),
        (status = 404, description = "The caller is not in the library yet", body = crate::wire::ProblemView, content_type = "application/problem+json")))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row = rows::of_person(&uow.conn, uow.caller()?.person).await?.ok_or_else(Problem::not_found)?;
    reply(&uow, &row).await
}
