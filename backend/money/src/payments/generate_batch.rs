//! Write the file for the bank.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::ids;
use yichuang_base::ledger::{self, Entry};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Money;
use yichuang_domain::ledger::LedgerEvent;
use yichuang_domain::schemes::sha256_hex;
use yichuang_domain::states::batches::{BatchEvent, BatchMachine};
use yichuang_domain::states::payments::{PaymentEvent, PaymentMachine};
use yichuang_domain::states::tranches::{TrancheEvent, TrancheMachine};
use yichuang_store::ids::{BatchId, PaymentId};
use yichuang_store::record::{Batch, BatchLine};
use yichuang_store::{StoreError, insert_all, payments as rows};

use super::approve_batch::totals_hold;
use super::batch_view::{NOT_APPROVER, approver, open_batch, place, reply, step_batch};
use super::lines::{Line, line_faults, lock_lines};
use super::payers::{self, Payers};
use super::{Step, step_payments, step_tranches, tranche_place};
use crate::bank_file;
use crate::statements::books::must_know_every_payment;

/// Generate the bank file of a batch
///
/// Refused while a statement shows payments from the same account that the books do not know. In one transaction: every
/// payment is checked once more, the lines are frozen, the ledger posts them as under way, and the file is stored with its
/// SHA-256. The file is a pure function of the frozen lines and never changes.
#[utoipa::path(post, path = "/batches/{id}/generate", operation_id = "generateBatch", tag = "payments",
    params(("id" = Uuid, Path, description = "Batch")),
    responses((status = 200, description = "The batch", body = super::batch_view::BatchView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, BatchId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: BatchId, seen: IfMatch) -> Result<Batch, Problem> {
    let lines = lines_of(uow, id).await?;
    let batch = open_batch(uow, id, seen).await?;
    let to = uow.fire::<BatchMachine>(&batch.state, BatchEvent::Generate, &place(&batch))?;
    if approver(uow, &batch).await? == Some(uow.caller()?.person) {
        return Err(Problem::refused("same_person", NOT_APPROVER));
    }
    totals_hold(&batch, lines.iter().map(|line| line.payment.amount_fen))?;
    let faults = line_faults(uow, &lines).await?;
    if !faults.is_empty() {
        return Err(Problem::blocked("not_payable", "Not every payment can go to the bank", faults));
    }
    must_know_every_payment(uow, &banks(&lines)).await?;
    let payers = payers::of(uow, &batch)?;
    let cells = lines.iter().map(|line| cells(uow, line, &payers)).collect::<Result<Vec<_>, _>>()?;
    let profile = bank_file::profile(&batch.profile).map_err(|fault| Problem::internal(fault.detail))?;
    let file = bank_file::write(&profile, &head(uow, &batch), &cells, |line| format!("/{}", cells[line].number))
        .map_err(|faults| Problem::blocked("file_refused", "A cell of the file would not be safe", faults))?;
    insert_all::<BatchLine>(&uow.conn, frozen(uow, batch.id, &lines)?).await?;
    let sha256 = sha256_hex(&file);
    let change = Batch {
        file_name: Some(format!("{}.{}", batch.number, profile.format.extension())),
        file_sealed: Some(uow.app.seal_key.seal(&file, ids::random_bytes())?),
        file_sha256: Some(sha256.clone()),
        template_version: Some(profile.template_version()),
        generated_at: Some(uow.micros()),
        ..batch
    };
    let batch = step_batch(uow, change, to.as_str(), BatchEvent::Generate, None).await?;
    uow.audit("batch.file", Subject::new("batch", batch.id).after(json!({ "sha256": sha256, "lines": lines.len() }))).await?;
    let entries = lines.iter().map(|line| export(line, &batch.number)).collect::<Result<Vec<_>, _>>()?;
    step(uow, lines).await?;
    ledger::post_all(uow, &entries).await?;
    Ok(batch)
}

/// The payments of a batch, locked before the batch itself.
pub async fn lines_of(uow: &Uow, id: BatchId) -> Result<Vec<Line>, Problem> {
    let ids: Vec<PaymentId> = rows::of_batch(&uow.conn, id).await?.iter().map(|payment| payment.id).collect();
    lock_lines(uow, &ids).await
}

/// The bank accounts that pay these lines, each once.
fn banks(lines: &[Line]) -> Vec<&str> {
    let mut codes: Vec<&str> = lines.iter().map(|line| line.place.bank.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// What a message says of itself; other forms do not ask.
fn head(uow: &Uow, batch: &Batch) -> bank_file::Head {
    bank_file::Head {
        reference: batch.number.clone(),
        made_at: format!("{}+08:00", uow.now.shanghai_second().replace(' ', "T")),
        day: uow.today().to_string(),
    }
}

fn cells(uow: &Uow, line: &Line, payers: &Payers) -> Result<bank_file::Line, Problem> {
    let number = String::from_utf8(uow.app.seal_key.open(&line.account.account_sealed)?);
    Ok(bank_file::Line {
        number: line.payment.number.clone(),
        account_name: line.account.account_name.clone(),
        account_number: number.map_err(|_| Problem::from(StoreError::Broken("an account number".to_owned())))?,
        bank_name: line.account.bank_name.clone(),
        cnaps: line.account.cnaps.clone(),
        amount: Money::fen(line.payment.amount_fen)?.0,
        memo: line.payment.memo.clone(),
        payer: payers.get(&line.place.bank).cloned(),
    })
}

fn frozen(uow: &Uow, batch: BatchId, lines: &[Line]) -> Result<Vec<BatchLine>, Problem> {
    let line = |(index, line): (usize, &Line)| {
        Ok(BatchLine {
            id: uow.id(),
            batch_id: batch,
            seq: i32::try_from(index + 1).map_err(Problem::internal)?,
            payment_id: line.payment.id,
            account_name: line.account.account_name.clone(),
            account_sealed: line.account.account_sealed.clone(),
            account_tail: line.account.account_tail.clone(),
            bank_name: line.account.bank_name.clone(),
            cnaps: line.account.cnaps.clone(),
            amount_fen: line.payment.amount_fen,
            memo: line.payment.memo.clone(),
        })
    };
    lines.iter().enumerate().map(line).collect()
}

/// Every payment is exported and its tranche batched.
async fn step(uow: &Uow, lines: Vec<Line>) -> Result<(), Problem> {
    let (mut payments, mut tranches) = (Vec::with_capacity(lines.len()), Vec::with_capacity(lines.len()));
    for Line { payment, tranche, .. } in lines {
        let to = uow.follow::<PaymentMachine>(&payment.state, PaymentEvent::Export)?.as_str();
        payments.push(Step { before: payment, to, reason: None });
        let to = uow.fire::<TrancheMachine>(&tranche.state, TrancheEvent::Batch, &tranche_place(&tranche))?.as_str();
        tranches.push(Step { before: tranche, to, reason: None });
    }
    step_payments(uow, payments, PaymentEvent::Export).await?;
    step_tranches(uow, tranches, TrancheEvent::Batch).await.map(drop)
}

/// E07 for one payment.
fn export(line: &Line, batch_number: &str) -> Result<Entry<'static>, Problem> {
    let event = LedgerEvent::Export {
        place: line.place.clone(),
        tranche: line.tranche.id.to_string(),
        payment: line.payment.id.to_string(),
        amount: Money::fen(line.payment.amount_fen)?.0,
    };
    Ok(Entry { event, about: ("payment", line.payment.id.0), memo: format!("{batch_number} {}", line.payment.number) })
}
