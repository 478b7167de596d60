//! Look what the import of a statement would do.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Date, FaultView, SignedMoney};
use yichuang_domain::states::bank_lines::{BankLineEvent, BankLineMachine};
use yichuang_store::ids::FundId;

use super::fund_of;
use super::read::{BankStatementInput, check};

/// Lines and faults that one answer names.
const SHOWN: usize = 500;

/// One line as it would be taken.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatementPreviewLine {
    pub booked_on: Date,
    pub serial: Option<String>,
    pub amount: SignedMoney,
    pub balance: SignedMoney,
    #[schema(example = "示例社会工作服务中心（测试）")]
    pub counter_name: String,
    #[schema(example = "PAY-2026-000001 公益创投首期款")]
    pub summary: String,
    /// An earlier statement has it.
    pub known: bool,
}

/// What an import would do, or why it cannot.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatementPreview {
    #[schema(example = "对账单-2026-07.csv")]
    pub file_name: String,
    /// Nothing is wrong; the import would take every line.
    pub ready: bool,
    pub line_count: usize,
    pub new_count: usize,
    pub opening: SignedMoney,
    pub closing: SignedMoney,
    /// The first five hundred lines.
    pub lines: Vec<StatementPreviewLine>,
    /// What must be put right; the first five hundred.
    pub faults: Vec<FaultView>,
    pub fault_count: usize,
    /// Exactly this file was imported already.
    pub imported: Option<Uuid>,
}

/// Preview a bank statement
///
/// Reads the file and says of each line whether an earlier statement has it, and of the file what keeps it from being
/// imported. Changes nothing.
#[utoipa::path(post, path = "/bank-statements/preview", operation_id = "previewBankStatement", tag = "statements",
    request_body = BankStatementInput, responses((status = 200, description = "What was found", body = StatementPreview)))]
pub async fn handler(cx: Cx, Json(input): Json<BankStatementInput>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let fund = fund_of(&uow, FundId(input.fund_id)).await?;
    uow.fire::<BankLineMachine>("open", BankLineEvent::Match, &Place::area(&fund.area_path))?;
    let checked = check(&uow, &fund, &input).await?;
    let line = |(line, key): (&yichuang_domain::statements::StatementLine, &String)| StatementPreviewLine {
        booked_on: Date(line.booked_on),
        serial: line.serial.clone(),
        amount: SignedMoney(line.amount),
        balance: SignedMoney(line.balance),
        counter_name: line.counter_name.clone(),
        summary: line.summary.clone(),
        known: checked.known.contains(key),
    };
    Reply::ok(&StatementPreview {
        file_name: checked.file_name.clone(),
        ready: checked.faults.is_empty() && checked.imported.is_none(),
        line_count: checked.lines.len(),
        new_count: checked.lines.len() - checked.known.len(),
        opening: SignedMoney::fen(checked.span.opening)?,
        closing: SignedMoney::fen(checked.span.closing)?,
        lines: checked.lines.iter().zip(&checked.keys).take(SHOWN).map(line).collect(),
        fault_count: checked.faults.len(),
        faults: checked.faults.iter().take(SHOWN).cloned().map(Into::into).collect(),
        imported: checked.imported.as_ref().map(|row| row.id.0),
    })
}
