//! Take one's own report back.

use axum::response::Response;
use yichuang_base::http::{Cx, IfMatch, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::needs::NeedEvent;
use yichuang_store::record::Need;

use super::follow;

/// Withdraw a report
///
/// By its code, as long as nobody has answered.
#[utoipa::path(post, path = "/public/need-reports/{code}/withdraw", operation_id = "withdrawNeedReport", tag = "needs",
    params(("code" = String, Path, description = "The code of the receipt")),
    responses((status = 200, description = "The report", body = follow::NeedReportView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(code): Path<String>, seen: IfMatch) -> Response {
    let code = &code;
    cx.write(|uow| async move {
        let need = run(&uow, code, seen).await?;
        Ok(Reply::ok(&follow::view(&uow, &need).await?)?.version(need.version))
    })
    .await
}

pub async fn run(uow: &Uow, code: &str, seen: IfMatch) -> Result<Need, Problem> {
    let need = follow::locked(uow, code).await?;
    seen.check(need.version)?;
    super::follow(uow, need, NeedEvent::Withdraw).await
}
