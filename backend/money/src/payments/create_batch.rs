//! Put approved payments into a batch.

use std::collections::HashSet;

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Money;
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::roles::Role;
use yichuang_domain::states::payments::{PaymentEvent, PaymentMachine};
use yichuang_store::ids::{BatchId, PaymentId};
use yichuang_store::record::{Batch, Payment};
use yichuang_store::{insert, numbers};

use super::batch_view::view;
use super::lines::{Line, line_faults, lock_lines};
use super::{Step, payers, step_payments, tranche_place};
use crate::bank_file;

/// The payments of a new batch; all of them approved, and all in one area.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchInput {
    #[schema(min_items = 1, max_items = 10_000)]
    pub payment_ids: Vec<Uuid>,
    /// The form of the file for the bank, `default` if absent.
    #[serde(default)]
    #[schema(max_length = 40, example = "corporate")]
    pub profile: Option<String>,
}

/// Create a batch
///
/// Of approved payments. Nothing goes to the bank before another person has approved the batch.
#[utoipa::path(post, path = "/batches", operation_id = "createBatch", tag = "payments", request_body = BatchInput,
    responses((status = 201, description = "The batch", body = super::batch_view::BatchView)))]
pub async fn handler(cx: Cx, Json(input): Json<BatchInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let ids: Vec<PaymentId> = input.payment_ids.iter().copied().map(PaymentId).collect();
        let row = run(&uow, &ids, input.profile.as_deref().unwrap_or("default")).await?;
        Ok(Reply::created(format!("/api/v1/batches/{}", row.id), &view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, payment_ids: &[PaymentId], profile: &str) -> Result<Batch, Problem> {
    let profile = bank_file::profile(profile).map_err(|fault| Problem::faults(vec![fault.below("/profile")]))?;
    let mut ids = payment_ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() || ids.len() > profile.max_lines {
        let fault = Fault::new("/payment_ids", "out_of_range", "A batch has at least one payment and no more than its bank takes");
        return Err(Problem::faults(vec![fault.with_limit(profile.max_lines.to_string()).with_actual(ids.len().to_string())]));
    }
    let lines = lock_lines(uow, &ids).await?;
    known(uow, payment_ids, &lines)?;
    let area_path = common_area(&lines);
    if !uow.caller()?.holds(&[Role::FinanceMaker], &Place::area(&area_path)) {
        return Err(Problem::forbidden("Only the maker of the finance of all these payments' area may do this"));
    }
    let mut faults: Vec<Fault> = Vec::new();
    for line in lines.iter().filter(|line| line.payment.state != "approved") {
        let fault = Fault::new(format!("/{}", line.payment.number), "not_approved", "The payment does not stand approved");
        faults.push(fault.with_actual(&line.payment.state));
    }
    faults.extend(line_faults(uow, &lines).await?);
    if !faults.is_empty() {
        return Err(Problem::blocked("not_payable", "Not every payment can go to the bank", faults));
    }
    let payers_sealed = payers::frozen(uow, &profile, &lines).await?;
    let batch = Batch { payers_sealed, ..made(uow, &lines, area_path, profile.code).await? };
    insert(&uow.conn, batch.clone()).await?;
    take_in(uow, lines, batch.id).await?;
    let after = json!({ "number": batch.number, "line_count": batch.line_count, "total": Money::fen(batch.total_fen)? });
    uow.audit("batch.create", Subject::new("batch", batch.id).after(after)).await?;
    Ok(batch)
}

/// 422 that names every payment which does not exist, or not for the caller.
fn known(uow: &Uow, ids: &[PaymentId], lines: &[Line]) -> Result<(), Problem> {
    let who = uow.caller()?;
    let theirs = lines.iter().filter(|line| who.holds(yichuang_base::access::FINANCE, &tranche_place(&line.tranche)));
    let seen: HashSet<PaymentId> = theirs.map(|line| line.payment.id).collect();
    let unknown = ids.iter().enumerate().filter(|(_, id)| !seen.contains(id));
    let faults: Vec<Fault> =
        unknown.map(|(index, _)| Fault::new(format!("/payment_ids/{index}"), "unknown", "There is no such payment")).collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

async fn made(uow: &Uow, lines: &[Line], area_path: String, profile: String) -> Result<Batch, Problem> {
    let who = uow.caller()?;
    let amounts = lines.iter().map(|line| Money::fen(line.payment.amount_fen).map(|money| money.0)).collect::<Result<Vec<_>, _>>()?;
    let total = Fen::sum(amounts).map_err(|error| Problem::refused(error.code(), error.to_string()))?;
    let year = uow.today().year();
    let n = numbers::next(&uow.conn, &format!("PB-{year}")).await?;
    Ok(Batch {
        id: BatchId(uow.id()),
        number: format!("PB-{year}-{n:03}"),
        profile,
        line_count: i32::try_from(lines.len()).map_err(Problem::internal)?,
        total_fen: total.get(),
        area_path,
        payers_sealed: None,
        file_name: None,
        file_sealed: None,
        file_sha256: None,
        template_version: None,
        generated_at: None,
        state: "draft".to_owned(),
        version: 1,
        created_by: who.user,
        created_by_person: who.person,
        approved_by: None,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}

/// The step of its payments into a batch.
async fn take_in(uow: &Uow, lines: Vec<Line>, batch: BatchId) -> Result<(), Problem> {
    let mut steps = Vec::with_capacity(lines.len());
    for Line { payment, .. } in lines {
        let to = uow.follow::<PaymentMachine>(&payment.state, PaymentEvent::Batch)?.as_str();
        steps.push(Step { before: Payment { batch_id: Some(batch), ..payment }, to, reason: None });
    }
    step_payments(uow, steps, PaymentEvent::Batch).await.map(drop)
}

/// The smallest area that holds all of them.
fn common_area(lines: &[Line]) -> String {
    let mut paths = lines.iter().map(|line| line.payment.area_path.as_str());
    let mut common = paths.next().unwrap_or("/").to_owned();
    for path in paths {
        while !path.starts_with(&common) {
            let parent = common.trim_end_matches('/').rfind('/').map_or(1, |at| at + 1);
            common.truncate(parent);
        }
    }
    common
}
