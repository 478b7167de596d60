//! Import a bank statement.

use axum::response::Response;
use serde_json::json;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::ids;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Instant;
use yichuang_domain::statements::StatementLine;
use yichuang_domain::states::bank_lines::{BankLineEvent, BankLineMachine, BankLineState};
use yichuang_store::ids::{BankLineId, BankStatementId, FundId};
use yichuang_store::record::{BankLine, BankStatement, Fund};
use yichuang_store::{StoreError, insert, insert_all};

use super::read::{BankStatementInput, check};
use super::{BankStatementView, fund_of, statement_view};

/// Import a bank statement
///
/// Each file once for each account: the same bytes again are refused with the first import. A line is recognised by the
/// bank's serial number, or else by day, amount, other account and summary, with its place among equal lines of the file:
/// statements may overlap, and a file that was saved again adds nothing. A statement must begin with what the account
/// held and end with what its lines come to. Nothing is posted and nothing is matched.
#[utoipa::path(post, path = "/bank-statements", operation_id = "importBankStatement", tag = "statements",
    request_body = BankStatementInput, responses((status = 201, description = "The statement", body = BankStatementView)))]
pub async fn handler(cx: Cx, Json(input): Json<BankStatementInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, input).await?;
        Reply::created(format!("/api/v1/bank-statements/{}", row.id), &statement_view(&uow, &row).await?)
    })
    .await
}

pub async fn run(uow: &Uow, input: &BankStatementInput) -> Result<BankStatement, Problem> {
    fund_of(uow, FundId(input.fund_id)).await?;
    // Statements of one account are imported one after the other.
    let fund: Fund = uow.lock(FundId(input.fund_id)).await?;
    uow.fire::<BankLineMachine>("open", BankLineEvent::Match, &Place::area(&fund.area_path))?;
    let checked = check(uow, &fund, input).await?;
    if let Some(first) = &checked.imported {
        return Err(imported_before(first)?);
    }
    if !checked.faults.is_empty() {
        return Err(Problem::faults(checked.faults));
    }
    let new: Vec<(&StatementLine, &String)> =
        checked.lines.iter().zip(&checked.keys).filter(|(_, key)| !checked.known.contains(key)).collect();
    let row = BankStatement {
        id: BankStatementId(uow.id()),
        fund_id: fund.id,
        file_name: checked.file_name.clone(),
        sha256: checked.sha256.clone(),
        starts_on: checked.span.starts_on.to_string(),
        ends_on: checked.span.ends_on.to_string(),
        opening_fen: checked.span.opening,
        closing_fen: checked.span.closing,
        line_count: count(checked.lines.len())?,
        new_count: count(new.len())?,
        area_path: fund.area_path.clone(),
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
    };
    match insert(&uow.conn, row.clone()).await {
        Err(StoreError::Duplicate(_)) => return Err(Problem::refused("already_imported", "This file was imported already")),
        other => other?,
    }
    let lines = new.iter().enumerate().map(|(at, (line, key))| stored(uow, &row, at, line, key)).collect::<Result<Vec<_>, _>>()?;
    for chunk in lines.chunks(200) {
        insert_all::<BankLine>(&uow.conn, chunk.to_vec()).await?;
    }
    let after = json!({ "file_name": row.file_name, "sha256": row.sha256, "lines": row.line_count, "new": row.new_count });
    uow.audit("bank_statement.import", Subject::new("bank_statement", row.id).after(after)).await?;
    Ok(row)
}

fn count(count: usize) -> Result<i32, Problem> {
    i32::try_from(count).map_err(Problem::internal)
}

fn imported_before(first: &BankStatement) -> Result<Problem, Problem> {
    let first_import = json!({ "id": first.id, "file_name": first.file_name, "created_at": Instant::micros(first.created_at)? });
    Ok(Problem::refused("already_imported", "This file was imported already").with("first_import", first_import))
}

fn stored(uow: &Uow, statement: &BankStatement, at: usize, line: &StatementLine, key: &str) -> Result<BankLine, Problem> {
    let account = &line.counter_account;
    let tail: Vec<char> = account.chars().collect();
    Ok(BankLine {
        id: BankLineId(uow.id()),
        statement_id: statement.id,
        fund_id: statement.fund_id,
        seq: count(at + 1)?,
        line_key: key.to_owned(),
        serial: line.serial.clone(),
        booked_on: line.booked_on.to_string(),
        amount_fen: line.amount.get(),
        balance_fen: line.balance.get(),
        counter_name: line.counter_name.clone(),
        counter_sealed: if account.is_empty() { String::new() } else { uow.app.seal_key.seal(account.as_bytes(), ids::random_bytes())? },
        counter_tail: tail[tail.len().saturating_sub(4)..].iter().collect(),
        summary: line.summary.clone(),
        journal_id: None,
        reasons: String::new(),
        posted: false,
        explanation: None,
        explained_by: None,
        explained_by_person: None,
        refusal: None,
        settled_by: None,
        settled_at: None,
        area_path: statement.area_path.clone(),
        state: BankLineState::Open.to_string(),
        version: 1,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}
