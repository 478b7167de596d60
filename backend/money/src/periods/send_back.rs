//! Send a proposed month back.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::periods::{PeriodEvent, PeriodMachine};
use yichuang_store::ids::PeriodId;
use yichuang_store::record::Period;

use super::{PeriodView, reply, step};

/// Return a month
///
/// The second person does not close it; the reason says what is to be looked at again.
#[utoipa::path(post, path = "/periods/{id}/return", operation_id = "returnPeriod", tag = "statements",
    params(("id" = Uuid, Path, description = "Month")), request_body = Reason,
    responses((status = 200, description = "The month", body = PeriodView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, PeriodId(id), seen, input.reason.trim()).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: PeriodId, seen: IfMatch, reason: &str) -> Result<Period, Problem> {
    let row: Period = uow.lock(id).await?;
    uow.must_see(FINANCE, &Place::area(&row.area_path))?;
    seen.check(row.version)?;
    let to = uow.fire::<PeriodMachine>(&row.state, PeriodEvent::Return, &Place::area(&row.area_path))?;
    step(uow, Period { refusal: Some(reason.to_owned()), ..row }, to.as_str(), PeriodEvent::Return, Some(reason)).await
}
