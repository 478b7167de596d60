//! The caller's own record.

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::experts as rows;

use super::get::{ExpertDetail, detail};

/// The caller's own record, if there is one.
#[derive(Serialize, ToSchema)]
pub struct OwnExpert {
    pub expert: Option<ExpertDetail>,
}

/// Show one's own expert record
///
/// Nothing as long as the caller does not stand in the library.
#[utoipa::path(get, path = "/experts/mine", operation_id = "getOwnExpert", tag = "experts",
    responses((status = 200, description = "The record, if there is one", body = OwnExpert)))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row = rows::of_person(&uow.conn, uow.caller()?.person).await?;
    let expert = match &row {
        Some(row) => Some(detail(&uow, row).await?),
        None => None,
    };
    Reply::ok(&OwnExpert { expert })
}
