//! Close a month: the second of two persons.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::periods::{PeriodEvent, PeriodMachine};
use yichuang_store::ids::PeriodId;
use yichuang_store::record::{Fund, Period};

use super::{PeriodView, SECOND_PERSON, must_be_reconciled, reconciled, reply, step, with_figures};

/// Close a month
///
/// Another person than the one who proposed it, and only while everything is still reconciled at 0.00. From then on
/// nothing of this fund is posted into the month or an earlier one: the database refuses it.
#[utoipa::path(post, path = "/periods/{id}/close", operation_id = "closePeriod", tag = "statements",
    params(("id" = Uuid, Path, description = "Month")),
    responses((status = 200, description = "The month", body = PeriodView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, PeriodId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: PeriodId, seen: IfMatch) -> Result<Period, Problem> {
    let proposed: Period = uow.find(id).await?;
    uow.must_see(FINANCE, &Place::area(&proposed.area_path))?;
    // Whoever posts shares the fund; whoever closes has it alone. So no posting slips past the figures.
    let fund: Fund = uow.lock(proposed.fund_id).await?;
    let row: Period = uow.lock(id).await?;
    seen.check(row.version)?;
    let to = uow.fire::<PeriodMachine>(&row.state, PeriodEvent::Close, &Place::area(&row.area_path))?;
    if row.proposed_by_person == uow.caller()?.person {
        return Err(Problem::refused("same_person", SECOND_PERSON));
    }
    let figures = reconciled(uow, &fund, &row.month).await?.figures;
    must_be_reconciled(&figures)?;
    let change = Period { closed_by: Some(uow.caller()?.user), closed_at: Some(uow.micros()), ..with_figures(row, &figures) };
    step(uow, change, to.as_str(), PeriodEvent::Close, None).await
}
