//! What the books know about an account that a line of a statement may be.

use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::{Date, Money};
use yichuang_domain::fault::Fault;
use yichuang_domain::ledger::EventCode;
use yichuang_domain::money::Fen;
use yichuang_domain::statements::{Candidate, CandidateKind, StatementLine, Suggestion, suggest};
use yichuang_domain::time::Day;
use yichuang_store::funds;
use yichuang_store::ids::{JournalId, PaymentId};
use yichuang_store::record::{BankLine, Fund};
use yichuang_store::statements::{self as rows, Movement, OPEN_LINES, PaymentOf};

/// A candidate, and what accepting it would match.
#[derive(Clone, Debug)]
pub struct Known {
    pub candidate: Candidate,
    /// The movement of the books, if it is one already.
    pub journal: Option<JournalId>,
    pub payment: Option<PaymentId>,
    /// What it is, in words.
    pub text: String,
}

/// The open lines of an account, what the books know, and which of both may belong together.
pub struct Comparison {
    pub lines: Vec<BankLine>,
    pub known: Vec<Known>,
    pub suggestions: Vec<Suggestion>,
}

impl Comparison {
    /// The suggestion of a line, by its place.
    #[must_use]
    pub fn of(&self, line: usize) -> Option<(&Suggestion, &Known)> {
        let found = self.suggestions.iter().find(|suggestion| suggestion.line == line)?;
        self.known.get(found.candidate).map(|known| (found, known))
    }

    /// Money that left the account and that the books cannot explain by any payment or other movement.
    pub fn unknown_payments(&self) -> impl Iterator<Item = &BankLine> {
        let out = self.lines.iter().enumerate().filter(|(_, line)| line.amount_fen < 0);
        out.filter(|(at, _)| self.of(*at).is_none()).map(|(_, line)| line)
    }
}

pub async fn compare(uow: &Uow, fund: &Fund) -> Result<Comparison, Problem> {
    let lines = rows::open_lines(&uow.conn, fund.id).await?;
    let mut known = Vec::new();
    for movement in rows::open_movements(&uow.conn, &fund.code, None).await? {
        known.push(of_movement(uow, &movement)?);
    }
    let mut amounts: Vec<i64> = lines.iter().map(|line| line.amount_fen.abs()).collect();
    amounts.sort_unstable();
    amounts.dedup();
    for payment in rows::payments_with(&uow.conn, fund.id, &amounts).await? {
        known.push(of_payment(uow, &payment)?);
    }
    let read = lines.iter().map(|line| statement_line(uow, line)).collect::<Result<Vec<_>, _>>()?;
    let candidates: Vec<Candidate> = known.iter().map(|known| known.candidate.clone()).collect();
    Ok(Comparison { suggestions: suggest(&read, &candidates), lines, known })
}

fn of_movement(uow: &Uow, movement: &Movement) -> Result<Known, Problem> {
    let event = state_of::<EventCode>(&movement.event)?;
    let account = movement.payment.as_ref().map(|payment| opened(uow, &payment.account_sealed)).transpose()?;
    Ok(Known {
        candidate: Candidate {
            kind: CandidateKind::Movement,
            amount: fen(movement.amount_fen)?,
            day: payment_day(movement)?,
            number: movement.payment.as_ref().map(|payment| payment.number.clone()),
            account,
            name: movement.payment.as_ref().map(|payment| payment.account_name.clone()),
        },
        journal: Some(movement.journal_id),
        payment: movement.payment.as_ref().map(|payment| payment.id),
        text: format!("{} {}", event.zh(), movement.memo),
    })
}

/// The bank's own day of a payment, or else the day of the books.
fn payment_day(movement: &Movement) -> Result<Day, Problem> {
    let paid_on = movement.payment.as_ref().filter(|_| movement.event == EventCode::E08.as_str()).and_then(|one| one.paid_on.as_deref());
    Ok(Date::read(paid_on.unwrap_or(&movement.biz_date))?.0)
}

/// A payment that is paid may come back; one that is with the bank may have been paid.
fn of_payment(uow: &Uow, payment: &PaymentOf) -> Result<Known, Problem> {
    let paid = payment.state == "paid";
    let (kind, fen_of) =
        if paid { (CandidateKind::LateReturn, payment.amount_fen) } else { (CandidateKind::UnderWay, -payment.amount_fen) };
    let day = Date::maybe(payment.paid_on.as_deref())?.map_or_else(|| uow.today(), |day| day.0);
    Ok(Known {
        candidate: Candidate {
            kind,
            amount: fen(fen_of)?,
            day,
            number: Some(payment.number.clone()),
            account: Some(opened(uow, &payment.account_sealed)?),
            name: Some(payment.account_name.clone()),
        },
        journal: None,
        payment: Some(payment.id),
        text: format!("{} {}", payment.number, payment.account_name),
    })
}

/// A stored line as the domain's.
pub fn statement_line(uow: &Uow, row: &BankLine) -> Result<StatementLine, Problem> {
    let counter_account = if row.counter_sealed.is_empty() { String::new() } else { opened(uow, &row.counter_sealed)? };
    Ok(StatementLine {
        booked_on: Date::read(&row.booked_on)?.0,
        serial: row.serial.clone(),
        amount: fen(row.amount_fen)?,
        balance: fen(row.balance_fen)?,
        counter_name: row.counter_name.clone(),
        counter_account,
        summary: row.summary.clone(),
    })
}

fn fen(fen: i64) -> Result<Fen, Problem> {
    Ok(yichuang_base::wire::SignedMoney::fen(fen)?.0)
}

fn opened(uow: &Uow, sealed: &str) -> Result<String, Problem> {
    String::from_utf8(uow.app.seal_key.open(sealed)?).map_err(Problem::internal)
}

/// 409 while a statement of one of these bank accounts shows payments that the books do not know: a backup that is older
/// than the last file, or money that left by another way. Until the lines are cleared nothing more goes to the bank.
pub async fn must_know_every_payment(uow: &Uow, codes: &[&str]) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for fund in funds::with_open_debits(&uow.conn, codes).await? {
        let found = compare(uow, &fund).await?;
        if found.lines.len() as u64 >= OPEN_LINES {
            let detail = format!("The statements of {} have more open lines than one look takes; settle some first", fund.code);
            faults.push(Fault::new("/bank-lines", "too_many_open_lines", detail).with_limit(OPEN_LINES.to_string()));
        }
        for line in found.unknown_payments() {
            let amount = Money::fen(line.amount_fen.abs())?.0;
            let detail =
                format!("The statement of {} shows {amount} going out on {}, and the books do not know it", fund.code, line.booked_on);
            faults.push(Fault::new(format!("/bank-lines/{}", line.id), "unknown_payment", detail).with_actual(amount.to_string()));
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(Problem::blocked("unknown_bank_payments", "The bank shows payments that the books do not know; clear them first", faults))
}
