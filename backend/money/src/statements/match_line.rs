//! Accept what a line is.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, SignedMoney};
use yichuang_domain::statements::{Candidate, CandidateKind, MatchReason, suggest};
use yichuang_domain::states::bank_lines::{BankLineEvent, BankLineMachine};
use yichuang_store::ids::{BankLineId, JournalId, PaymentId};
use yichuang_store::record::{BankLine, Batch, Fund, Journal, PayeeAccount, Payment};
use yichuang_store::statements as rows;

use super::books::statement_line;
use super::{BankLineView, fund_of, open, reply, step};
use crate::payments::lines::{Line, lock_lines};
use crate::payments::settle;

/// What a line is: a movement of the books, or the money of a paid payment that came back. Exactly one of both.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BankMatchInput {
    /// A journal that moves the same amount on the same account.
    pub journal_id: Option<Uuid>,
    /// A paid payment of the same amount: accepting the line posts its return (E10), and its tranche is due again.
    pub payment_id: Option<Uuid>,
}

/// Match a bank line
///
/// The checker accepts what the line is; whoever made the batch of the payment does not. The amount must be the same, and
/// a movement is matched once.
#[utoipa::path(post, path = "/bank-lines/{id}/match", operation_id = "matchBankLine", tag = "statements",
    params(("id" = Uuid, Path, description = "Bank line")), request_body = BankMatchInput,
    responses((status = 200, description = "The line", body = BankLineView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<BankMatchInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, BankLineId(id), seen, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: BankLineId, seen: IfMatch, input: &BankMatchInput) -> Result<BankLine, Problem> {
    let known: BankLine = uow.find(id).await?;
    let fund = fund_of(uow, known.fund_id).await?;
    match (input.journal_id, input.payment_id) {
        (Some(journal), None) => with_movement(uow, id, seen, &fund, JournalId(journal)).await,
        (None, Some(payment)) => with_return(uow, id, seen, &fund, PaymentId(payment)).await,
        (None, None) => Err(Problem::fault("/journal_id", "missing", "Name a movement of the books or a payment")),
        (Some(_), Some(_)) => Err(Problem::fault("/payment_id", "unexpected", "A line is one thing only")),
    }
}

async fn with_movement(uow: &Uow, id: BankLineId, seen: IfMatch, fund: &Fund, journal: JournalId) -> Result<BankLine, Problem> {
    let line = open(uow, id, seen).await?;
    let to = uow.fire::<BankLineMachine>(&line.state, BankLineEvent::Match, &Place::area(&line.area_path))?;
    let Some((fen, payment)) = rows::movement(&uow.conn, &fund.code, journal).await? else {
        return Err(Problem::fault("/journal_id", "unknown", "There is no such movement of this account"));
    };
    same_amount("/journal_id", &line, fen)?;
    let row: Journal = uow.find(journal).await?;
    let payment = match payment {
        Some(payment) => Some(uow.find::<Payment>(payment).await?),
        None => None,
    };
    if let Some(payment) = &payment {
        not_batch_maker(uow, payment).await?;
    }
    let day = payment.as_ref().filter(|_| row.event == "E08").and_then(|payment| payment.paid_on.clone()).unwrap_or(row.biz_date);
    let reasons = reasons(uow, &line, CandidateKind::Movement, fen, &day, payment.as_ref()).await?;
    matched(uow, line, to.as_str(), journal, reasons, false).await
}

/// The line is money of a payment that came back: its return is posted here, once.
async fn with_return(uow: &Uow, id: BankLineId, seen: IfMatch, fund: &Fund, payment: PaymentId) -> Result<BankLine, Problem> {
    let unknown = || Problem::fault("/payment_id", "unknown", "There is no such payment of this account");
    // Project, tranche and payment are locked before the line, as everywhere.
    let locked: Line = lock_lines(uow, &[payment]).await?.pop().filter(|line| line.place.bank == fund.code).ok_or_else(unknown)?;
    let line = open(uow, id, seen).await?;
    let to = uow.fire::<BankLineMachine>(&line.state, BankLineEvent::Match, &Place::area(&line.area_path))?;
    same_amount("/payment_id", &line, locked.payment.amount_fen)?;
    let mut held = settle::StillPaid::of(uow, std::slice::from_ref(&locked)).await?;
    settle::may_come_back(&locked, &mut held, &line.booked_on).map_err(|(code, detail)| Problem::refused(code, detail))?;
    not_batch_maker(uow, &locked.payment).await?;
    let (payment, day) = (locked.payment.clone(), Date::read(&line.booked_on)?.0);
    let reasons = reasons(uow, &line, CandidateKind::LateReturn, payment.amount_fen, &line.booked_on, Some(&payment)).await?;
    let reason = if line.summary.is_empty() { "银行退汇" } else { &line.summary };
    let journal = settle::take_back(uow, locked, day, reason).await?;
    matched(uow, line, to.as_str(), journal, reasons, true).await
}

fn same_amount(pointer: &str, line: &BankLine, fen: i64) -> Result<(), Problem> {
    if line.amount_fen == fen {
        return Ok(());
    }
    let fault = yichuang_domain::fault::Fault::new(pointer, "amount_differs", "The amounts are not the same");
    let shown = |fen| SignedMoney::fen(fen).map(|money| money.0.to_string());
    Err(Problem::faults(vec![fault.with_limit(shown(line.amount_fen)?).with_actual(shown(fen)?)]))
}

/// Whoever sends money to the bank does not say that it arrived.
async fn not_batch_maker(uow: &Uow, payment: &Payment) -> Result<(), Problem> {
    let Some(batch) = payment.batch_id else { return Ok(()) };
    let batch: Batch = uow.find(batch).await?;
    if batch.created_by_person == uow.caller()?.person {
        return Err(Problem::refused("same_person", "Another person than the maker of the payment's batch must do this"));
    }
    Ok(())
}

/// Why line and candidate belong together; the amount alone when a person chose what nothing else speaks for.
async fn reasons(
    uow: &Uow,
    line: &BankLine,
    kind: CandidateKind,
    fen: i64,
    day: &str,
    payment: Option<&Payment>,
) -> Result<Vec<MatchReason>, Problem> {
    let account: Option<PayeeAccount> = match payment {
        Some(payment) => Some(uow.find(payment.payee_account_id).await?),
        None => None,
    };
    let number = account.as_ref().map(|account| uow.app.seal_key.open(&account.account_sealed)).transpose()?;
    let candidate = Candidate {
        kind,
        amount: SignedMoney::fen(fen)?.0,
        day: Date::read(day)?.0,
        number: payment.map(|payment| payment.number.clone()),
        account: number.map(String::from_utf8).transpose().map_err(Problem::internal)?,
        name: account.map(|account| account.account_name),
    };
    let found = suggest(&[statement_line(uow, line)?], &[candidate]).pop();
    Ok(found.map_or_else(|| vec![MatchReason::Amount], |suggestion| suggestion.reasons))
}

/// The line is what it was said to be, once for each movement.
async fn matched(
    uow: &Uow,
    line: BankLine,
    to: &str,
    journal: JournalId,
    reasons: Vec<MatchReason>,
    posted: bool,
) -> Result<BankLine, Problem> {
    let change = BankLine {
        journal_id: Some(journal),
        reasons: reasons.iter().map(|reason| reason.as_str()).collect::<Vec<_>>().join(","),
        posted,
        refusal: None,
        settled_by: Some(uow.caller()?.user),
        settled_at: Some(uow.micros()),
        ..line
    };
    match step(uow, change, to, BankLineEvent::Match, None).await {
        Err(problem) if problem.code == "duplicate" => Err(Problem::refused("already_matched", "Another line is matched with it already")),
        other => other,
    }
}
