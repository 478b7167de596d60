//! Request the payment of a tranche.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::roles::Role;
use yichuang_domain::states::tranches::{TrancheEvent, TrancheMachine};
use yichuang_store::ids::TrancheId;
use yichuang_store::record::{Organisation, Project, Tranche};
use yichuang_store::{invoices as numbers, organisations};

use super::tranche_view::tranche_view;
use super::{payable, step_tranche, tell, tranche_number, tranche_place};
use crate::invoices::{self, InvoiceInput};
use crate::projects::readers;

/// What the organisation says with its request.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentRequestInput {
    #[schema(max_length = 1000, example = "申请拨付首期款")]
    pub note: Option<String>,
    /// Number of the invoice or receipt; each can be used once on the whole platform.
    #[schema(min_length = 8, max_length = 30, pattern = "^[0-9A-Za-z]+$", example = "26322000000000000001")]
    pub invoice_number: Option<String>,
    /// Fully digital invoices (数电票); together their totals are the amount of the tranche.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub invoices: Vec<InvoiceInput>,
}

/// Request a payment
///
/// Of a tranche that is due, by the owner or the finance officer of the organisation. The invoices it names must be made out
/// by the payee to the funder of the agreement, dated in the project, and used for nothing else; every fault is named.
#[utoipa::path(post, path = "/tranches/{id}/request", operation_id = "requestPayment", tag = "payments",
    params(("id" = Uuid, Path, description = "Tranche")), request_body = PaymentRequestInput,
    responses((status = 200, description = "The tranche", body = super::tranche_view::TrancheView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<PaymentRequestInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, TrancheId(id), seen, input).await?;
        Ok(Reply::ok(&tranche_view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: TrancheId, seen: IfMatch, input: &PaymentRequestInput) -> Result<Tranche, Problem> {
    let found: Tranche = uow.find(id).await?;
    let organisation: Organisation = uow.lock(found.organisation_id).await?;
    let project: Project = uow.lock(found.project_id).await?;
    let before: Tranche = uow.lock(id).await?;
    uow.must_see(&readers(), &tranche_place(&before))?;
    seen.check(before.version)?;
    let to = uow.fire::<TrancheMachine>(&before.state, TrancheEvent::Request, &tranche_place(&before))?;
    let account = organisations::active_account(&uow.conn, organisation.id).await?;
    let faults = payable(&project, &organisation, account.as_ref())?;
    if !faults.is_empty() {
        return Err(Problem::blocked("not_payable", "The payment cannot be requested now", faults));
    }
    if let Some(invoice) = &input.invoice_number
        && !numbers::used(&uow.conn, std::slice::from_ref(invoice), Some(before.id)).await?.is_empty()
    {
        return Err(
            Problem::refused("invoice_used", "This invoice was used for another payment already").with("invoice_number", invoice.as_str())
        );
    }
    invoices::take(uow, &before, &organisation, &input.invoices).await?;
    let gone = invoices::faults(uow, &before).await?;
    if !gone.is_empty() {
        return Err(Problem::blocked("not_payable", "The payment cannot be requested now", gone));
    }
    let change = Tranche {
        request_note: input.note.as_deref().map(|note| note.trim().to_owned()).or(before.request_note.clone()),
        invoice_number: input.invoice_number.clone().or(before.invoice_number.clone()),
        ..before
    };
    let after = step_tranche(uow, change, to.as_str(), TrancheEvent::Request, None).await?;
    let text = format!("{}（{}）申请拨付，请制单。", tranche_number(&project, after.seq), organisation.name);
    tell(uow, Role::FinanceMaker, &after, "拨付申请待制单", &text).await?;
    Ok(after)
}
