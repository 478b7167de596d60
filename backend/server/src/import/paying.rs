//! After the notice: every agreement signed by both sides, and the first tranche of every project paid through
//! the three hands, one batch, its bank file and the bank's return.

use std::fmt::Write as _;

use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Date, SignatureInput};
use yichuang_domain::time::Day;
use yichuang_money::{agreements, payments};
use yichuang_store::ids::{AgreementId, PaymentId};
use yichuang_store::projects as rows;
use yichuang_store::record::{Batch, Payment, Project, Tranche};

use super::round::{Entry, Round};

/// Says how many payments were made.
pub(super) async fn first_tranches(round: &Round<'_>, entries: &[Entry]) -> Result<usize, Problem> {
    let mut prepared = Vec::new();
    for entry in entries {
        let project = rows::of_proposal(&round.uow.conn, entry.proposal).await?;
        let project = project.ok_or_else(|| Problem::internal("an award has no project"))?;
        sign(round, entry, &project).await?;
        let tranches = rows::tranches_of(&round.uow.conn, project.id).await?;
        if let Some(first) = tranches.into_iter().find(|tranche| tranche.seq == 1 && tranche.gate == "agreement_signed") {
            prepared.push(pay(round, entry, first).await?);
        }
    }
    if !prepared.is_empty() {
        batch(round, &prepared).await?;
    }
    Ok(prepared.len())
}

async fn sign(round: &Round<'_>, entry: &Entry, project: &Project) -> Result<AgreementId, Problem> {
    let officer = round.by(&round.cast.officer, round.after(1), 11).await?;
    let starts = officer.today();
    let ends = Day::new(starts.year() + 1, 11, 30).map_err(Problem::internal)?;
    let input = agreements::draft::AgreementInput { starts_on: Date(starts), ends_on: Date(ends), amount: None };
    let row = agreements::draft::run(&officer, project.id, &input).await?;
    let row = agreements::offer::run(&officer, row.id, IfMatch::version(row.version)).await?;
    let owner = round.by(&entry.owner, round.after(1), 14).await?;
    let signature = |name: &str| SignatureInput { signed_name: name.to_owned(), document_sha256: row.document_sha256.clone() };
    let row = agreements::sign::run(&owner, row.id, IfMatch::version(row.version), &signature(&entry.owner.name)).await?;
    let director = round.by(&round.cast.director, round.after(1), 16).await?;
    let name = &round.cast.director.name;
    Ok(agreements::sign::run(&director, row.id, IfMatch::version(row.version), &signature(name)).await?.id)
}

/// One tranche through request, preparation, check and approval.
async fn pay(round: &Round<'_>, entry: &Entry, tranche: Tranche) -> Result<PaymentId, Problem> {
    let officer = round.by(&round.cast.officer, round.after(2), 9).await?;
    let evidence = "协议已由双方签署（演示数据）";
    let tranche = payments::mark_due::run(&officer, tranche.id, IfMatch::version(tranche.version), evidence).await?;
    let owner = round.by(&entry.owner, round.after(2), 10).await?;
    let request = payments::request::PaymentRequestInput {
        note: Some("申请拨付首期款（演示数据）".to_owned()),
        invoice_number: None,
        invoices: Vec::new(),
    };
    let tranche = payments::request::run(&owner, tranche.id, IfMatch::version(tranche.version), &request).await?;
    let maker = round.by(&round.cast.maker, round.after(2), 11).await?;
    let payment = payments::prepare::run(&maker, tranche.id, None).await?;
    let checker = round.by(&round.cast.checker, round.after(2), 14).await?;
    let payment = payments::check::run(&checker, payment.id, IfMatch::version(payment.version)).await?;
    let approver = round.by(&round.cast.approver, round.after(2), 16).await?;
    Ok(payments::approve::run(&approver, payment.id, IfMatch::version(payment.version)).await?.id)
}

/// All payments in one batch: file to the bank, return from the bank.
async fn batch(round: &Round<'_>, prepared: &[PaymentId]) -> Result<(), Problem> {
    let maker = round.by(&round.cast.maker, round.after(3), 9).await?;
    let seen = |batch: &Batch| IfMatch::version(batch.version);
    let row = payments::create_batch::run(&maker, prepared, "default").await?;
    let row = payments::lock_batch::run(&maker, row.id, seen(&row)).await?;
    let approver = round.by(&round.cast.approver, round.after(3), 10).await?;
    let row = payments::approve_batch::run(&approver, row.id, seen(&row)).await?;
    let maker = round.by(&round.cast.maker, round.after(3), 11).await?;
    let row = payments::generate_batch::run(&maker, row.id, seen(&row)).await?;
    let row = payments::submit_batch::run(&maker, row.id, seen(&row)).await?;
    let checker = round.by(&round.cast.checker, round.after(4), 10).await?;
    let paid_on = checker.today();
    let mut content = "支付编号,结果,金额,日期,原因\n".to_owned();
    for id in prepared {
        let payment: Payment = checker.find(*id).await?;
        let amount = yichuang_base::wire::Money::fen(payment.amount_fen)?.0;
        let _ = writeln!(content, "{},paid,{amount},{paid_on},", payment.number);
    }
    let input = payments::import_return::BankReturnInput { file_name: format!("{}-演示.csv", row.number), content };
    payments::import_return::run(&checker, row.id, seen(&row), &input).await?;
    Ok(())
}
