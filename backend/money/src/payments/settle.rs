//! What the bank's answer does to payments.

use std::collections::HashMap;

use yichuang_base::ledger::{self, Entry, Part};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Money;
use yichuang_domain::ledger::{Account, LedgerEvent, Position};
use yichuang_domain::states::payments::{PaymentEvent, PaymentMachine};
use yichuang_domain::states::tranches::{TrancheEvent, TrancheMachine};
use yichuang_domain::time::Day;
use yichuang_store::ids::JournalId;
use yichuang_store::ledger::of_details;
use yichuang_store::record::{Payment, Tranche};

use super::lines::Line;
use super::{Step, step_payment, step_payments, step_tranche, step_tranches, tranche_number};

/// The bank has paid (E08), each on its day: payments and tranches are paid.
pub async fn pay(uow: &Uow, paid: &[(Line, Day)]) -> Result<(), Problem> {
    let (mut payments, mut tranches) = (Vec::with_capacity(paid.len()), Vec::with_capacity(paid.len()));
    let (mut mails, mut entries) = (Vec::with_capacity(paid.len()), Vec::with_capacity(paid.len()));
    for (line, on) in paid {
        let Line { payment, tranche, .. } = line;
        let to = uow.follow::<PaymentMachine>(&payment.state, PaymentEvent::Pay)?.as_str();
        payments.push(Step { before: Payment { paid_on: Some(on.to_string()), ..payment.clone() }, to, reason: None });
        let to = uow.follow::<TrancheMachine>(&tranche.state, TrancheEvent::Pay)?.as_str();
        tranches.push(Step { before: tranche.clone(), to, reason: None });
        let amount = Money::fen(payment.amount_fen)?.0;
        let text = format!("{} {amount} 元已于 {on} 拨付。", tranche_number(&line.project, tranche.seq));
        mails.push((line.organisation.contact_email.as_str(), "拨付成功", text));
        let contract = tranche.agreement_id.to_string();
        let event = LedgerEvent::Pay { place: line.place.clone(), contract, payment: payment.id.to_string(), amount };
        entries.push(Entry { event, about: ("payment", payment.id.0), memo: payment.number.clone() });
    }
    step_payments(uow, payments, PaymentEvent::Pay).await?;
    step_tranches(uow, tranches, TrancheEvent::Pay).await?;
    uow.mail_all(&mails).await?;
    ledger::post_all(uow, &entries).await
}

/// The bank has refused before debiting (E09), each for its reason: payments are rejected, tranches are due again.
pub async fn reject(uow: &Uow, rejected: &[(Line, String)]) -> Result<(), Problem> {
    let (mut payments, mut tranches) = (Vec::with_capacity(rejected.len()), Vec::with_capacity(rejected.len()));
    let (mut mails, mut entries) = (Vec::with_capacity(rejected.len()), Vec::with_capacity(rejected.len()));
    for (line, reason) in rejected {
        let Line { payment, tranche, .. } = line;
        let to = uow.follow::<PaymentMachine>(&payment.state, PaymentEvent::RejectByBank)?.as_str();
        payments.push(Step { before: payment.clone(), to, reason: Some(reason) });
        let to = uow.follow::<TrancheMachine>(&tranche.state, TrancheEvent::Return)?.as_str();
        tranches.push(Step { before: tranche.clone(), to, reason: Some(reason) });
        let text = format!("{} 被银行退票：{reason}。请核对收款账户后重新申请。", tranche_number(&line.project, tranche.seq));
        mails.push((line.organisation.contact_email.as_str(), "拨付被银行退票", text));
        let (amount, due) = (Money::fen(payment.amount_fen)?.0, tranche.id.to_string());
        let event = LedgerEvent::Reject { place: line.place.clone(), tranche: due, payment: payment.id.to_string(), amount };
        entries.push(Entry { event, about: ("payment", payment.id.0), memo: format!("{} {reason}", payment.number) });
    }
    step_payments(uow, payments, PaymentEvent::RejectByBank).await?;
    step_tranches(uow, tranches, TrancheEvent::Return).await?;
    uow.mail_all(&mails).await?;
    ledger::post_all(uow, &entries).await
}

/// Why something of the bank is an exception: its code and a sentence.
pub type Exception = (&'static str, &'static str);

/// What the ledger still holds as paid by each agreement, in fen: less than its payments when some of it was recovered.
pub struct StillPaid(HashMap<String, i64>);

impl StillPaid {
    pub async fn of(uow: &Uow, lines: &[Line]) -> Result<Self, Problem> {
        let contracts: Vec<String> = lines.iter().map(|line| line.tranche.agreement_id.to_string()).collect();
        Ok(Self(of_details(&uow.conn, "B70", &contracts).await?))
    }
}

/// Whether the money of a payment can have come back on a day: it is paid, not returned already, paid before, and the ledger
/// still holds it as paid. What comes back is taken off `still_paid`, so that two returns never count on the same money.
pub fn may_come_back(line: &Line, still_paid: &mut StillPaid, on: &str) -> Result<(), Exception> {
    match line.payment.state.as_str() {
        "paid" => {}
        "returned" => return Err(("already_returned", "The money of this payment came back before")),
        _ => return Err(("not_paid", "The payment is not paid, so nothing can come back")),
    }
    if line.payment.paid_on.as_deref().is_some_and(|paid| paid > on) {
        return Err(("before_paid", "The money cannot come back before it was paid"));
    }
    let held = still_paid.0.entry(line.tranche.agreement_id.to_string()).or_default();
    if *held < line.payment.amount_fen {
        return Err(("recovered_meanwhile", "Part of the money was recovered from the organisation meanwhile"));
    }
    *held -= line.payment.amount_fen;
    Ok(())
}

/// The money came back after it had been debited (E10): the payment is returned, the tranche is due again, and whoever is
/// paid next needs a new payment with new hands. Posted once for each payment, whichever paper said it first.
pub async fn take_back(uow: &Uow, line: Line, on: Day, reason: &str) -> Result<JournalId, Problem> {
    let Line { payment, tranche, .. } = &line;
    let to = uow.follow::<PaymentMachine>(&payment.state, PaymentEvent::Return)?;
    let tranche_to = uow.follow::<TrancheMachine>(&tranche.state, TrancheEvent::Return)?;
    let payment = step_payment(uow, payment.clone(), to.as_str(), PaymentEvent::Return, Some(reason)).await?;
    let tranche = step_tranche(uow, tranche.clone(), tranche_to.as_str(), TrancheEvent::Return, Some(reason)).await?;
    let number = tranche_number(&line.project, tranche.seq);
    let text = format!("{number} 已于 {on} 退汇：{reason}。请核对收款账户后重新申请。");
    uow.mail(&line.organisation.contact_email, "拨付退汇", &text).await?;
    bounce(uow, &payment, &tranche, &format!("{} {on} {reason}", payment.number)).await
}

/// Posts the return where the money was paid, which may be a closed year; what is due again is then carried on from there.
async fn bounce(uow: &Uow, payment: &Payment, tranche: &Tranche, memo: &str) -> Result<JournalId, Problem> {
    let (amount, contract, due) = (Money::fen(payment.amount_fen)?.0, tranche.agreement_id.to_string(), tranche.id.to_string());
    let about = ("payment", payment.id.0);
    let first = ledger::paid_from(uow, payment.id).await?;
    let parts = ledger::parts(uow, Account::B70, &contract, amount, first).await?;
    let event = |part: &Part| LedgerEvent::Bounce {
        place: part.place.clone(),
        contract: contract.clone(),
        tranche: due.clone(),
        amount: part.amount,
    };
    let journal = ledger::post_as_one(uow, &parts.iter().map(event).collect::<Vec<_>>(), about, memo).await?;
    for part in parts {
        let position = Position { account: Account::B50, detail: due.clone(), amount: part.amount };
        ledger::carry_on(uow, part.allotment, vec![position], about, memo).await?;
    }
    Ok(journal)
}
