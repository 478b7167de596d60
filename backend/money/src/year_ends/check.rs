//! Check the end of a year: the second of three hands.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::roles::Role;
use yichuang_domain::states::year_ends::{YearEndEvent, YearEndMachine};
use yichuang_store::ids::YearEndId;
use yichuang_store::record::{Fund, YearEnd};

use super::reckon::reckon;
use super::view::{YearEndView, reply};
use super::{place, step, take_hand, tell};

/// Check a year end
///
/// The second of three hands: another person than the maker. Refused when the figures are not those that were proposed.
#[utoipa::path(post, path = "/year-ends/{id}/check", operation_id = "checkYearEnd", tag = "funds",
    params(("id" = Uuid, Path, description = "Year end")),
    responses((status = 200, description = "The year end", body = YearEndView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, YearEndId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: YearEndId, seen: IfMatch) -> Result<YearEnd, Problem> {
    let row: YearEnd = uow.lock(id).await?;
    uow.must_see(FINANCE, &place(&row))?;
    seen.check(row.version)?;
    let to = uow.fire::<YearEndMachine>(&row.state, YearEndEvent::Check, &place(&row))?;
    let fund: Fund = uow.find(row.fund_id).await?;
    let text = format!("{} {} 年度的年末结转已复核，待审批。", fund.name, row.fiscal_year);
    let reckoned = reckon(uow, fund, row.fiscal_year).await?;
    take_hand(uow, &row, &reckoned, "checker").await?;
    let row = step(uow, row, to.as_str(), YearEndEvent::Check, None).await?;
    tell(uow, Role::FinanceApprover, &row, "年末结转待审批", &text).await?;
    Ok(row)
}
