//! A red invoice: it cancels its blue one, and an open payment falls with it.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::INVOICE_CANCELLERS;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Date;
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::invoices::number_faults;
use yichuang_domain::states::tranches::{TrancheEvent, TrancheMachine};
use yichuang_store::ids::InvoiceId;
use yichuang_store::record::{Invoice, Organisation, Payment, Project, Tranche};
use yichuang_store::{insert, invoices as rows, payments, update};

use super::view::{InvoiceView, invoice_view};
use super::{counts, issued_on};
use crate::payments::withdraw_approval::fall;
use crate::payments::{payment_readers, step_tranche, tell, tranche_place};

/// The red invoice that cancels a blue one.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RedInvoiceInput {
    /// 20 digits.
    #[schema(min_length = 20, max_length = 20, pattern = "^[0-9]{20}$", example = "26322000000000000009")]
    pub number: String,
    /// Not before the blue one, not after today.
    pub issued_on: Date,
    #[schema(min_length = 2, max_length = 1000, pattern = r"\S", example = "开票有误，已开具红字发票")]
    pub reason: String,
}

/// Cancel an invoice by a red one
///
/// Entered by the organisation, or by finance when it learns of it. The blue invoice no longer supports anything and its
/// number stays used; a payment that has not left for the bank falls, and its tranche is due again. What is at the bank
/// already, or paid, stays; finance is told and claims it back.
#[utoipa::path(post, path = "/invoices/{id}/cancel", operation_id = "cancelInvoice", tag = "payments",
    params(("id" = Uuid, Path, description = "Blue invoice")), request_body = RedInvoiceInput,
    responses((status = 200, description = "The blue invoice", body = InvoiceView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<RedInvoiceInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, InvoiceId(id), seen, input).await?;
        Ok(Reply::ok(&invoice_view(&row)?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: InvoiceId, seen: IfMatch, input: &RedInvoiceInput) -> Result<Invoice, Problem> {
    let found: Invoice = uow.find(id).await?;
    let tranche: Tranche = uow.find(found.tranche_id).await?;
    uow.must_see(&payment_readers(), &tranche_place(&tranche))?;
    let organisation: Organisation = uow.lock(tranche.organisation_id).await?;
    let project: Project = uow.lock(tranche.project_id).await?;
    let tranche: Tranche = uow.lock(tranche.id).await?;
    let blue: Invoice = uow.lock(id).await?;
    seen.check(blue.version)?;
    if !uow.caller()?.holds(INVOICE_CANCELLERS, &tranche_place(&tranche)) {
        return Err(Problem::forbidden("Only the organisation or the finance of its area enters a red invoice"));
    }
    if !counts(&blue) {
        return Err(Problem::refused("illegal_event", "Only a blue invoice that counts is cancelled, and once").with("state", blue.state));
    }
    let faults = faults(uow, &blue, input).await?;
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    insert(&uow.conn, red(uow, &blue, input)?).await?;
    let change = Invoice { state: "cancelled".to_owned(), reason: Some(input.reason.trim().to_owned()), updated_at: uow.micros(), ..blue };
    let blue = update(&uow.conn, change).await?;
    let subject = Subject::new("invoice", blue.id).moved("used", "cancelled").because(input.reason.trim());
    uow.audit("invoice.cancel", subject.after(json!({ "state": "cancelled", "red": input.number }))).await?;
    stop(uow, tranche, &project, &organisation, &blue).await?;
    Ok(blue)
}

async fn faults(uow: &Uow, blue: &Invoice, input: &RedInvoiceInput) -> Result<Vec<Fault>, Problem> {
    let mut faults = number_faults(&input.number, input.issued_on.0);
    if !rows::used(&uow.conn, std::slice::from_ref(&input.number), None).await?.is_empty() {
        faults.push(Fault::new("/number", "invoice_used", "This invoice was used already").with_actual(&input.number));
    }
    let (first, day) = (issued_on(blue)?, input.issued_on.0);
    if day < first || day > uow.today() {
        let fault = Fault::new("/issued_on", "out_of_range", "A red invoice is dated from the day of the blue one to today");
        faults.push(fault.with_limit(first.to_string()).with_actual(day.to_string()));
    }
    Ok(faults)
}

fn red(uow: &Uow, blue: &Invoice, input: &RedInvoiceInput) -> Result<Invoice, Problem> {
    Ok(Invoice {
        id: InvoiceId(uow.id()),
        number: input.number.clone(),
        kind: "red".to_owned(),
        original_id: Some(blue.id),
        issued_on: input.issued_on.0.to_string(),
        amount_fen: -blue.amount_fen,
        tax_fen: -blue.tax_fen,
        total_fen: -blue.total_fen,
        file_sealed: None,
        file_sha256: None,
        reason: Some(input.reason.trim().to_owned()),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
        ..blue.clone()
    })
}

/// What rests on the invoice stops where it stands.
async fn stop(uow: &Uow, tranche: Tranche, project: &Project, organisation: &Organisation, blue: &Invoice) -> Result<(), Problem> {
    let reason = format!("发票 {} 已被红冲", blue.number);
    let live = payments::live_of_tranche(&uow.conn, tranche.id).await?;
    let text = format!("{}（{}）：{reason}，请核对。", project.number, organisation.name);
    tell(uow, Role::FinanceMaker, &tranche, "发票已红冲", &text).await?;
    match live {
        Some(payment) if matches!(payment.state.as_str(), "draft" | "checked" | "approved") => {
            let payment: Payment = uow.lock(payment.id).await?;
            fall(uow, payment, tranche, organisation, &reason).await?;
        }
        None if tranche.state == "requested" => {
            let to = uow.follow::<TrancheMachine>(&tranche.state, TrancheEvent::Reject)?;
            step_tranche(uow, tranche, to.as_str(), TrancheEvent::Reject, Some(&reason)).await?;
        }
        _ => {}
    }
    Ok(())
}
