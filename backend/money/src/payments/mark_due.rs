//! Confirm that the gate of a tranche is met.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::ledger;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Money, document};
use yichuang_domain::fault::Fault;
use yichuang_domain::ledger::LedgerEvent;
use yichuang_domain::states::tranches::{TrancheEvent, TrancheMachine};
use yichuang_store::ids::TrancheId;
use yichuang_store::record::{Agreement, Organisation, Project, Tranche};

use super::tranche_view::tranche_view;
use super::{step_tranche, tranche_number, tranche_place};
use crate::agreements::PlannedTranche;
use crate::projects::{money_flows, readers};

/// What shows that the gate is met.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DueInput {
    #[schema(min_length = 2, max_length = 1000, pattern = r"\S", example = "协议 XY2026-0001 已于 2026-04-01 由双方签署")]
    pub evidence: String,
}

/// Mark a tranche as due
///
/// With the evidence that its gate is met. From then on the grant is owed, and the organisation can request it.
#[utoipa::path(post, path = "/tranches/{id}/mark-due", operation_id = "markTrancheDue", tag = "payments",
    params(("id" = Uuid, Path, description = "Tranche")), request_body = DueInput,
    responses((status = 200, description = "The tranche", body = super::tranche_view::TrancheView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<DueInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, TrancheId(id), seen, &input.evidence).await?;
        Ok(Reply::ok(&tranche_view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: TrancheId, seen: IfMatch, evidence: &str) -> Result<Tranche, Problem> {
    let found: Tranche = uow.find(id).await?;
    let project: Project = uow.lock(found.project_id).await?;
    let before: Tranche = uow.lock(id).await?;
    uow.must_see(&readers(), &tranche_place(&before))?;
    seen.check(before.version)?;
    let to = uow.fire::<TrancheMachine>(&before.state, TrancheEvent::MarkDue, &tranche_place(&before))?;
    if !money_flows(&project)? {
        let fault = Fault::new("/project", "project_stopped", "The project is stopped, ended or not agreed; no money flows");
        return Err(Problem::blocked("not_payable", "The tranche cannot fall due now", vec![fault.with_actual(&project.state)]));
    }
    let due_on = match before.due_on.clone() {
        Some(day) => Some(day),
        None => due_on(uow, &before).await?,
    };
    let change = Tranche { evidence: Some(evidence.trim().to_owned()), due_on, ..before };
    let after = step_tranche(uow, change, to.as_str(), TrancheEvent::MarkDue, None).await?;
    let number = tranche_number(&project, after.seq);
    let organisation: Organisation = uow.find(after.organisation_id).await?;
    let amount = Money::fen(after.amount_fen)?.0;
    let text = format!("{number}（{}）{amount} 元拨付条件已成就，可以申请拨付。", project.title);
    uow.mail(&organisation.contact_email, "拨付条件已成就", &text).await?;
    let event = LedgerEvent::FallDue {
        place: ledger::place_of(uow, project.allotment_id).await?,
        contract: after.agreement_id.to_string(),
        tranche: after.id.to_string(),
        amount,
    };
    ledger::post(uow, &event, ("tranche", after.id.0), &number).await?;
    Ok(after)
}

/// The last day for the payment, counted in working days from today; none outside the calendar.
async fn due_on(uow: &Uow, tranche: &Tranche) -> Result<Option<String>, Problem> {
    let agreement: Agreement = uow.find(tranche.agreement_id).await?;
    let plan: Vec<PlannedTranche> = document(&agreement.tranche_plan)?;
    let days = plan.iter().find(|planned| planned.seq == tranche.seq).map(|planned| planned.due_working_days);
    let day = days.and_then(|days| uow.app.calendar.add_working_days(uow.today(), days).ok());
    Ok(day.map(|day| day.to_string()))
}
