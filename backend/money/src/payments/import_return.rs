//! Import the bank's answer.

use std::collections::{HashMap, HashSet};

use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::parties::people;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Instant, Money, canonical};
use yichuang_domain::money::Fen;
use yichuang_domain::schemes::sha256_hex;
use yichuang_domain::states::batches::{BatchEvent, BatchMachine, BatchState};
use yichuang_domain::time::Day;
use yichuang_store::ids::BatchId;
use yichuang_store::record::{BankReturn, Batch};
use yichuang_store::{StoreError, insert, payments as rows};

use super::batch_view::{BankReturnView, BatchView, NOT_MAKER, ReturnLineView, open_batch, place, return_view, step_batch, view};
use super::generate_batch::lines_of;
use super::lines::Line;
use super::settle::{self, Exception, StillPaid, may_come_back};
use crate::bank_file::{Outcome, ReturnLine, read_return};

/// The bank's answer as a file.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BankReturnInput {
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "回盘-2026-04-14.csv")]
    pub file_name: String,
    /// CSV with the columns `支付编号,结果,金额,日期,原因`; 结果 is `paid` or `成功`, `rejected` or `失败` (never debited),
    /// `returned` or `退汇` (debited, and come back). It may close with a line `合计,number of lines,sum,,`; both must then be right.
    #[schema(
        min_length = 1,
        max_length = 1_500_000,
        example = "支付编号,结果,金额,日期,原因\nPAY-2026-000001,paid,150000.00,2026-04-14,\n"
    )]
    pub content: String,
}

/// What an import did, line by line. What it could not match was not posted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BankReturnResult {
    #[serde(rename = "return")]
    pub bank_return: BankReturnView,
    pub paid_count: usize,
    pub paid_total: Money,
    pub rejected_count: usize,
    pub rejected_total: Money,
    /// Payments whose money came back after it had been paid.
    pub returned_count: usize,
    pub returned_total: Money,
    pub exception_count: usize,
    /// Payments of the batch that still wait for an answer.
    #[schema(example = json!(["PAY-2026-000008"]))]
    pub unanswered: Vec<String>,
    pub batch: BatchView,
}

/// Import a bank return
///
/// Each file once: the same bytes again are refused with the first import. A line is matched by number and amount;
/// everything else is listed as an exception and not posted. Payments that the file does not name stay under way. Money
/// that comes back late (退汇) is taken from a file about a closed batch as well: its payment is returned, once, and its
/// tranche is due again.
#[utoipa::path(post, path = "/batches/{id}/bank-return", operation_id = "importBankReturn", tag = "payments",
    params(("id" = Uuid, Path, description = "Batch")), request_body = BankReturnInput,
    responses((status = 200, description = "What became of every line", body = BankReturnResult)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<BankReturnInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (batch, row) = run(&uow, BatchId(id), seen, input).await?;
        Ok(Reply::ok(&result(&uow, &batch, &row).await?)?.version(batch.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: BatchId, seen: IfMatch, input: &BankReturnInput) -> Result<(Batch, BankReturn), Problem> {
    let found: Batch = uow.find(id).await?;
    uow.must_see(FINANCE, &place(&found))?;
    let lines = lines_of(uow, id).await?;
    let batch = open_batch(uow, id, seen).await?;
    let sha256 = sha256_hex(input.content.as_bytes());
    if let Some(first) = rows::return_by_sha256(&uow.conn, &sha256).await? {
        return Err(imported_before(&first)?);
    }
    let to = uow.fire::<BatchMachine>(&batch.state, BatchEvent::ImportReturn, &place(&batch))?;
    if batch.created_by_person == uow.caller()?.person {
        return Err(Problem::refused("same_person", NOT_MAKER));
    }
    let answers = read_return(&input.content).map_err(Problem::faults)?;
    let still_paid = StillPaid::of(uow, &lines).await?;
    let judged = judge(&answers, &lines, still_paid, uow.today());
    let shown: Vec<ReturnLineView> = judged.iter().map(|judged| judged.view.clone()).collect();
    let row = BankReturn {
        id: uow.id(),
        batch_id: batch.id,
        file_name: input.file_name.trim().to_owned(),
        sha256,
        lines: canonical(&shown)?,
        imported_by: uow.caller()?.user,
        created_at: uow.micros(),
    };
    match insert(&uow.conn, row.clone()).await {
        Err(StoreError::Duplicate(_)) => return Err(Problem::refused("already_imported", "This file was imported already")),
        other => other?,
    }
    let after = json!({ "file_name": row.file_name, "sha256": row.sha256, "lines": shown.len() });
    uow.audit("batch.import_file", Subject::new("batch", batch.id).after(after)).await?;
    let mut batch = step_batch(uow, batch, to.as_str(), BatchEvent::ImportReturn, None).await?;
    post(uow, judged, lines).await?;
    let open = rows::of_batch(&uow.conn, batch.id).await?.iter().any(|payment| matches!(payment.state.as_str(), "exported" | "unknown"));
    if !open && batch.state != BatchState::Closed.as_str() {
        let to = uow.follow::<BatchMachine>(&batch.state, BatchEvent::Close)?;
        batch = step_batch(uow, batch, to.as_str(), BatchEvent::Close, None).await?;
    }
    Ok((batch, row))
}

fn imported_before(first: &BankReturn) -> Result<Problem, Problem> {
    let first_import = json!({ "id": first.id, "batch_id": first.batch_id, "file_name": first.file_name, "created_at": Instant::micros(first.created_at)? });
    Ok(Problem::refused("already_imported", "This file was imported already").with("first_import", first_import))
}

/// What to do with one line.
enum Verdict {
    Pay(Day),
    Reject(String),
    TakeBack(Day, String),
    Nothing,
}

struct Judged {
    view: ReturnLineView,
    verdict: Verdict,
}

/// Matches every line with a payment of the batch, by number and amount. Nothing is guessed.
fn judge(answers: &[ReturnLine], lines: &[Line], mut still_paid: StillPaid, today: Day) -> Vec<Judged> {
    let payments: HashMap<&str, &Line> = lines.iter().map(|line| (line.payment.number.as_str(), line)).collect();
    let mut named = HashSet::new();
    answers
        .iter()
        .map(|answer| {
            let first = named.insert(answer.number.as_str());
            let verdict = if first {
                verdict(answer, payments.get(answer.number.as_str()).copied(), &mut still_paid, today)
            } else {
                Err(("repeated", "The file names this payment twice"))
            };
            let (outcome, exception) = match &verdict {
                Ok(Verdict::Pay(_)) => ("paid", None),
                Ok(Verdict::TakeBack(..)) => ("returned", None),
                Ok(_) => ("rejected", None),
                Err(exception) => ("exception", Some(*exception)),
            };
            let view = ReturnLineView {
                line: answer.line,
                payment_number: answer.number.clone(),
                result: answer.result.clone(),
                amount: answer.amount.clone(),
                date: answer.date.clone(),
                reason: answer.reason.clone(),
                outcome: outcome.to_owned(),
                exception: exception.map(|(code, _)| code.to_owned()),
                detail: exception.map(|(_, detail)| detail.to_owned()),
            };
            Judged { view, verdict: verdict.unwrap_or(Verdict::Nothing) }
        })
        .collect()
}

fn verdict(answer: &ReturnLine, line: Option<&Line>, still_paid: &mut StillPaid, today: Day) -> Result<Verdict, Exception> {
    let Some(line) = line else { return Err(("unknown_number", "No payment of this batch has this number")) };
    let Some(outcome) = answer.outcome() else { return Err(("unknown_result", "The result is none of the known words")) };
    match Fen::parse(&answer.amount) {
        Ok(amount) if amount.get() == line.payment.amount_fen => {}
        _ => return Err(("amount_differs", "The amount is not that of the payment")),
    }
    if outcome == Outcome::Returned {
        return come_back(answer, line, still_paid, today);
    }
    if !matches!(line.payment.state.as_str(), "exported" | "unknown") {
        return Err(("already_settled", "The payment has its outcome already"));
    }
    match outcome {
        Outcome::Paid => Ok(Verdict::Pay(day(answer, today)?)),
        _ if answer.reason.is_empty() => Ok(Verdict::Reject("银行退票，未说明原因".to_owned())),
        _ => Ok(Verdict::Reject(answer.reason.clone())),
    }
}

/// Money that came back: only of a payment that is paid, and only while the ledger holds it as paid.
fn come_back(answer: &ReturnLine, line: &Line, still_paid: &mut StillPaid, today: Day) -> Result<Verdict, Exception> {
    let on = day(answer, today)?;
    may_come_back(line, still_paid, &on.to_string())?;
    let reason = if answer.reason.is_empty() { "银行退汇，未说明原因" } else { &answer.reason };
    Ok(Verdict::TakeBack(on, reason.to_owned()))
}

fn day(answer: &ReturnLine, today: Day) -> Result<Day, Exception> {
    match Day::parse(&answer.date) {
        Ok(day) if day > today => Err(("date_in_future", "The date has not come yet")),
        Ok(day) => Ok(day),
        Err(_) => Err(("wrong_date", "The date is not written like 2026-12-31")),
    }
}

async fn post(uow: &Uow, judged: Vec<Judged>, lines: Vec<Line>) -> Result<(), Problem> {
    let mut lines: HashMap<String, Line> = lines.into_iter().map(|line| (line.payment.number.clone(), line)).collect();
    let (mut paid, mut rejected, mut returned) = (Vec::new(), Vec::new(), Vec::new());
    for Judged { view, verdict } in judged {
        if matches!(verdict, Verdict::Nothing) {
            continue;
        }
        let line = lines.remove(&view.payment_number).ok_or_else(|| Problem::internal("a matched line without its payment"))?;
        match verdict {
            Verdict::Pay(day) => paid.push((line, day)),
            Verdict::Reject(reason) => rejected.push((line, reason)),
            Verdict::TakeBack(day, reason) => returned.push((line, day, reason)),
            Verdict::Nothing => {}
        }
    }
    settle::pay(uow, &paid).await?;
    settle::reject(uow, &rejected).await?;
    for (line, day, reason) in returned {
        settle::take_back(uow, line, day, &reason).await?;
    }
    Ok(())
}

async fn result(uow: &Uow, batch: &Batch, row: &BankReturn) -> Result<BankReturnResult, Problem> {
    let names = people(uow, vec![row.imported_by]).await?;
    let bank_return = return_view(row, &names)?;
    let view = view(uow, batch).await?;
    let of = |outcome: &str| bank_return.lines.iter().filter(|line| line.outcome == outcome).collect::<Vec<_>>();
    let sum = |lines: &[&ReturnLineView]| -> Result<Money, Problem> {
        let amounts = lines.iter().map(|line| Fen::parse(&line.amount)).collect::<Result<Vec<_>, _>>();
        amounts.and_then(Fen::sum).map(Money).map_err(Problem::internal)
    };
    let (paid, rejected, returned) = (of("paid"), of("rejected"), of("returned"));
    let waits = view.lines.iter().filter(|line| matches!(line.payment_state.0.as_str(), "exported" | "unknown"));
    Ok(BankReturnResult {
        paid_count: paid.len(),
        paid_total: sum(&paid)?,
        rejected_count: rejected.len(),
        rejected_total: sum(&rejected)?,
        returned_count: returned.len(),
        returned_total: sum(&returned)?,
        exception_count: of("exception").len(),
        unanswered: waits.map(|line| line.payment_number.clone()).collect(),
        batch: view,
        bank_return,
    })
}
