//! Send the end of a year back to its maker.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::year_ends::{YearEndEvent, YearEndMachine};
use yichuang_store::ids::YearEndId;
use yichuang_store::record::{User, YearEnd};

use super::view::{YearEndView, reply};
use super::{place, step};

/// Return a year end
///
/// With the reason, which its maker gets by mail. It is proposed once more, with the figures of that moment and new hands.
#[utoipa::path(post, path = "/year-ends/{id}/return", operation_id = "returnYearEnd", tag = "funds",
    params(("id" = Uuid, Path, description = "Year end")), request_body = Reason,
    responses((status = 200, description = "The year end", body = YearEndView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, YearEndId(id), seen, input.reason.trim()).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: YearEndId, seen: IfMatch, reason: &str) -> Result<YearEnd, Problem> {
    let row: YearEnd = uow.lock(id).await?;
    uow.must_see(FINANCE, &place(&row))?;
    seen.check(row.version)?;
    let to = uow.fire::<YearEndMachine>(&row.state, YearEndEvent::Return, &place(&row))?;
    let maker: User = uow.find(row.proposed_by).await?;
    let text = format!("{} 年度的年末结转已被退回：{reason}", row.fiscal_year);
    let change = YearEnd { refusal: Some(reason.to_owned()), ..row };
    let row = step(uow, change, to.as_str(), YearEndEvent::Return, Some(reason)).await?;
    uow.mail(&maker.email, "年末结转被退回", &text).await?;
    Ok(row)
}
