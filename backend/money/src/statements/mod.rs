//! Bank statements: what the bank says about an account, line by line, and what of it the books know. No line posts
//! anything by itself; a person accepts what it is matched with, and what the books do not know is explained by two.

use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::Place;
use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::parties::{masked, named};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow, state_of};
use yichuang_base::wire::{ActionView, BankLineState, Date, Instant, MatchReason, PersonView, SignedMoney};
use yichuang_domain::statements::MatchReason as Reason;
use yichuang_domain::states::bank_lines::{BankLineEvent as Event, BankLineMachine};
use yichuang_store::ids::{BankLineId, FundId, UserId};
use yichuang_store::record::{BankLine, BankStatement, Fund, User};
use yichuang_store::{statements as rows, update};

use yichuang_records::funds::AllotmentFundView;

pub mod books;
pub mod camt;
pub mod confirm;
pub mod explain;
pub mod get;
pub mod get_line;
pub mod import;
pub mod list;
pub mod list_lines;
pub mod match_line;
pub mod match_lines;
pub mod matches;
pub mod preview;
pub mod read;
pub mod reject;
pub mod release;

/// The kind of things that audit rows of lines are about.
const KIND: &str = "bank_line";
const SECOND_PERSON: &str = "Another person than the one who explained it must do this";

/// One import of a statement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BankStatementView {
    pub id: Uuid,
    /// The fund whose bank account it is about.
    pub fund: AllotmentFundView,
    #[schema(example = "对账单-2026-07.csv")]
    pub file_name: String,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    pub starts_on: Date,
    pub ends_on: Date,
    /// What the account held before the first line.
    pub opening: SignedMoney,
    /// What the account held after the last line.
    pub closing: SignedMoney,
    pub line_count: i32,
    /// Lines that no earlier statement had.
    pub new_count: i32,
    pub created_by: PersonView,
    pub created_at: Instant,
}

/// One line of a statement, and what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BankLineView {
    pub id: Uuid,
    pub statement_id: Uuid,
    pub fund: AllotmentFundView,
    /// The bank's serial number, if it gives one.
    pub serial: Option<String>,
    pub booked_on: Date,
    /// Above zero when money came in, below when it went out.
    pub amount: SignedMoney,
    /// What the account held after it.
    pub balance: SignedMoney,
    #[schema(example = "示例社会工作服务中心（测试）")]
    pub counter_name: String,
    /// Masked; empty when the bank does not say.
    #[schema(example = "**** **** 0097")]
    pub counter_account: String,
    #[schema(example = "PAY-2026-000001 公益创投首期款")]
    pub summary: String,
    /// The movement of the books it is matched with.
    pub journal_id: Option<Uuid>,
    /// Why it was matched.
    pub reasons: Vec<MatchReason>,
    /// Accepting it posted something: the return of a payment.
    pub posted: bool,
    /// Why the books do not know it.
    pub explanation: Option<String>,
    pub explained_by: Option<PersonView>,
    /// Why the last explanation or match was not accepted.
    pub refusal: Option<String>,
    /// Whoever matched it or confirmed its explanation.
    pub settled_by: Option<PersonView>,
    pub settled_at: Option<Instant>,
    pub state: BankLineState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// The fund of a statement or month; 404 for strangers.
pub async fn fund_of(uow: &Uow, id: FundId) -> Result<Fund, Problem> {
    let fund: Fund = uow.find(id).await?;
    uow.must_see(FINANCE, &Place::area(&fund.area_path))?;
    Ok(fund)
}

/// A fund as other things name it.
pub fn fund_view(funds: &[Fund], id: FundId) -> Result<AllotmentFundView, Problem> {
    let fund = funds.iter().find(|fund| fund.id == id).ok_or_else(|| Problem::internal("a statement without its fund"))?;
    Ok(AllotmentFundView { id: fund.id.0, code: fund.code.clone(), name: fund.name.clone(), source: fund.source.clone() })
}

/// A page of statements, with one query for everything around them.
async fn statement_views(uow: &Uow, found: &[BankStatement]) -> Result<Vec<BankStatementView>, Problem> {
    let (funds, people): (Vec<FundId>, Vec<UserId>) = found.iter().map(|row| (row.fund_id, row.created_by)).unzip();
    let (funds, people) = rows::around(&uow.conn, &funds, &people).await?;
    let view = |row: &BankStatement| {
        Ok(BankStatementView {
            id: row.id.0,
            fund: fund_view(&funds, row.fund_id)?,
            file_name: row.file_name.clone(),
            sha256: row.sha256.clone(),
            starts_on: Date::read(&row.starts_on)?,
            ends_on: Date::read(&row.ends_on)?,
            opening: SignedMoney::fen(row.opening_fen)?,
            closing: SignedMoney::fen(row.closing_fen)?,
            line_count: row.line_count,
            new_count: row.new_count,
            created_by: named(&people, row.created_by),
            created_at: Instant::micros(row.created_at)?,
        })
    };
    found.iter().map(view).collect()
}

async fn statement_view(uow: &Uow, row: &BankStatement) -> Result<BankStatementView, Problem> {
    let found = statement_views(uow, std::slice::from_ref(row)).await?.pop();
    found.ok_or_else(|| Problem::internal("a view without its statement"))
}

/// A page of lines, with one query for everything around them.
pub async fn line_views(uow: &Uow, found: &[BankLine]) -> Result<Vec<BankLineView>, Problem> {
    let funds: Vec<FundId> = found.iter().map(|row| row.fund_id).collect();
    let people: Vec<UserId> = found.iter().flat_map(|row| row.explained_by.into_iter().chain(row.settled_by)).collect();
    let (funds, people) = rows::around(&uow.conn, &funds, &people).await?;
    found.iter().map(|row| line_view(uow, row, &funds, &people)).collect()
}

async fn one_view(uow: &Uow, row: &BankLine) -> Result<BankLineView, Problem> {
    let found = line_views(uow, std::slice::from_ref(row)).await?.pop();
    found.ok_or_else(|| Problem::internal("a view without its line"))
}

async fn reply(uow: &Uow, row: &BankLine) -> Result<Reply, Problem> {
    Ok(Reply::ok(&one_view(uow, row).await?)?.version(row.version))
}

fn line_view(uow: &Uow, row: &BankLine, funds: &[Fund], people: &[User]) -> Result<BankLineView, Problem> {
    let reasons = row.reasons.split(',').filter(|code| !code.is_empty());
    let counter_account = if row.counter_tail.is_empty() { String::new() } else { masked(&row.counter_tail) };
    Ok(BankLineView {
        id: row.id.0,
        statement_id: row.statement_id.0,
        fund: fund_view(funds, row.fund_id)?,
        serial: row.serial.clone(),
        booked_on: Date::read(&row.booked_on)?,
        amount: SignedMoney::fen(row.amount_fen)?,
        balance: SignedMoney::fen(row.balance_fen)?,
        counter_name: row.counter_name.clone(),
        counter_account,
        summary: row.summary.clone(),
        journal_id: row.journal_id.map(|id| id.0),
        reasons: reasons.map(|code| state_of::<Reason>(code).map(MatchReason)).collect::<Result<_, _>>()?,
        posted: row.posted,
        explanation: row.explanation.clone(),
        explained_by: row.explained_by.map(|id| named(people, id)),
        refusal: row.refusal.clone(),
        settled_by: row.settled_by.map(|id| named(people, id)),
        settled_at: Instant::maybe(row.settled_at)?,
        state: BankLineState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
        available_actions: actions(uow, row)?,
    })
}

fn actions(uow: &Uow, row: &BankLine) -> Result<Vec<ActionView>, Problem> {
    let other = row.explained_by_person.is_none_or(|person| uow.who.as_ref().is_none_or(|who| who.person != person));
    let offers = vec![
        Offer::new(Event::Match, "matchBankLine"),
        Offer::new(Event::Explain, "explainBankLine"),
        Offer::new(Event::Confirm, "confirmBankLine").needs(other, "same_person", SECOND_PERSON),
        Offer::new(Event::Reject, "rejectBankLine").needs(other, "same_person", SECOND_PERSON),
        Offer::new(Event::Release, "releaseBankLine").needs(!row.posted, "posted_by_line", POSTED),
    ];
    available::<BankLineMachine>(uow, &row.state, &Place::area(&row.area_path), offers)
}

const POSTED: &str = "Accepting the line posted the return of a payment, and that stands";

/// A line, locked for a change: 404 for strangers, 412 when it changed since it was read.
async fn open(uow: &Uow, id: BankLineId, seen: IfMatch) -> Result<BankLine, Problem> {
    let row: BankLine = uow.lock(id).await?;
    uow.must_see(FINANCE, &Place::area(&row.area_path))?;
    seen.check(row.version)?;
    Ok(row)
}

/// 409 unless another person than the one who explained the line acts.
fn second_person(uow: &Uow, row: &BankLine) -> Result<(), Problem> {
    if row.explained_by_person == Some(uow.caller()?.person) {
        return Err(Problem::refused("same_person", SECOND_PERSON));
    }
    Ok(())
}

/// Writes a line in its next state, with its audit row.
async fn step(uow: &Uow, before: BankLine, to: &str, event: Event, reason: Option<&str>) -> Result<BankLine, Problem> {
    let from = before.state.clone();
    let after = update(&uow.conn, BankLine { state: to.to_owned(), updated_at: uow.micros(), ..before }).await?;
    let mut subject = Subject::new(KIND, after.id).moved(&from, to);
    subject.after = Some(json!({ "state": to, "journal_id": after.journal_id, "reasons": after.reasons }));
    subject.reason = reason;
    uow.audit(&format!("{KIND}.{}", event.as_str()), subject).await?;
    Ok(after)
}
