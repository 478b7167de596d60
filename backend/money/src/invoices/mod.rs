//! Invoices (数电票) that support payments: entered with the request of a tranche, cancelled by a red one.

use std::collections::HashSet;

use serde::Deserialize;
use utoipa::ToSchema;
use yichuang_base::ids;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Money};
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::rules::invoices::{Invoice as Facts, InvoiceCase, file_faults, invoice_faults};
use yichuang_domain::schemes::sha256_hex;
use yichuang_domain::time::{Day, Timestamp};
use yichuang_store::ids::{InvoiceId, TrancheId};
use yichuang_store::record::{Agreement, Call, Invoice, Organisation, Tranche};
use yichuang_store::{insert, invoices as rows};

pub mod cancel;
pub mod list;
pub mod view;
mod xml;

/// An invoice as the organisation enters it. Where its XML is given, every figure must be that of the file.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvoiceInput {
    /// 20 digits. Used once on the whole platform, for ever.
    #[schema(min_length = 20, max_length = 20, pattern = "^[0-9]{20}$", example = "26322000000000000001")]
    pub number: String,
    pub issued_on: Date,
    /// The payee.
    #[schema(min_length = 2, max_length = 200, pattern = r"\S", example = "示例社会工作服务中心")]
    pub seller_name: String,
    #[schema(min_length = 18, max_length = 18, example = "52310115MJ9000022D")]
    pub seller_uscc: String,
    /// The funder of the agreement.
    #[schema(min_length = 2, max_length = 200, pattern = r"\S", example = "示例区民政局")]
    pub buyer_name: String,
    #[schema(min_length = 18, max_length = 18, example = "11310115MB0000001A")]
    pub buyer_uscc: Option<String>,
    /// Without tax.
    pub amount: Money,
    pub tax: Money,
    /// With tax.
    pub total: Money,
    /// The XML of the invoice as it was delivered.
    #[schema(min_length = 1, max_length = 200_000)]
    pub xml: Option<String>,
}

impl InvoiceInput {
    fn facts(&self) -> Facts {
        Facts {
            number: self.number.clone(),
            issued_on: self.issued_on.0,
            seller_name: self.seller_name.trim().to_owned(),
            seller_uscc: self.seller_uscc.clone(),
            buyer_name: self.buyer_name.trim().to_owned(),
            buyer_uscc: self.buyer_uscc.clone(),
            amount: self.amount.0,
            tax: self.tax.0,
            total: self.total.0,
        }
    }
}

/// Checks the invoices of a request and keeps them: every fault of all of them at once, with its pointer.
///
/// What was entered for the tranche before and not cancelled still counts; together the totals must be its amount.
pub async fn take(uow: &Uow, tranche: &Tranche, organisation: &Organisation, given: &[InvoiceInput]) -> Result<(), Problem> {
    if given.is_empty() {
        return Ok(());
    }
    let agreement: Agreement = uow.find(tranche.agreement_id).await?;
    let call: Call = uow.find(tranche.call_id).await?;
    let signed = agreement.signed_at.map(Timestamp::from_micros).transpose().map_err(Problem::internal)?;
    let starts_on = Date::read(&agreement.starts_on)?.0;
    let case = InvoiceCase {
        payee_name: &organisation.name,
        payee_uscc: &organisation.uscc,
        funder_name: &call.host_name,
        first_day: signed.map_or(starts_on, |instant| starts_on.min(instant.shanghai_day())),
        ends_on: Date::read(&agreement.ends_on)?.0,
        today: uow.today(),
    };
    let mut faults = used_faults(uow, tranche.id, given).await?;
    for (n, invoice) in given.iter().enumerate() {
        faults.extend(faults_of(invoice, &case).into_iter().map(|fault| fault.below(&format!("/invoices/{n}"))));
    }
    faults.extend(sum_fault(uow, tranche, given).await?);
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    for invoice in given {
        insert(&uow.conn, row(uow, tranche, invoice)?).await?;
    }
    Ok(())
}

fn faults_of(invoice: &InvoiceInput, case: &InvoiceCase<'_>) -> Vec<Fault> {
    let facts = invoice.facts();
    let mut faults = invoice_faults(&facts, case);
    match invoice.xml.as_deref().map(xml::read) {
        Some(Ok(file)) => faults.extend(file_faults(&facts, &file)),
        Some(Err(found)) => faults.extend(found),
        None => {}
    }
    faults
}

/// Numbers that stand in the request twice, or were used before, as an invoice or as the number of another request.
async fn used_faults(uow: &Uow, tranche: TrancheId, given: &[InvoiceInput]) -> Result<Vec<Fault>, Problem> {
    let numbers: Vec<String> = given.iter().map(|invoice| invoice.number.clone()).collect();
    let used: HashSet<String> = rows::used(&uow.conn, &numbers, Some(tranche)).await?.into_iter().collect();
    let mut faults = Vec::new();
    for (n, number) in numbers.iter().enumerate() {
        let fault = |code: &str, detail: &str| Fault::new(format!("/invoices/{n}/number"), code, detail).with_actual(number);
        if numbers[..n].contains(number) {
            faults.push(fault("duplicate", "Stands in this request twice"));
        } else if used.contains(number) {
            faults.push(fault("invoice_used", "This invoice was used for another payment already"));
        }
    }
    Ok(faults)
}

async fn sum_fault(uow: &Uow, tranche: &Tranche, given: &[InvoiceInput]) -> Result<Option<Fault>, Problem> {
    let before = rows::of_tranches(&uow.conn, &[tranche.id]).await?;
    let before = before.iter().filter(|row| counts(row)).map(|row| Money::fen(row.total_fen).map(|money| money.0));
    let totals = before.chain(given.iter().map(|invoice| Ok(invoice.total.0))).collect::<Result<Vec<_>, _>>()?;
    let amount = Money::fen(tranche.amount_fen)?.0;
    let sum = Fen::sum(totals).ok();
    if sum == Some(amount) {
        return Ok(None);
    }
    let fault = Fault::new("/invoices", "invoices_sum_differs", "The invoices together are not the amount of the tranche");
    Ok(Some(fault.with_limit(amount.to_string()).with_actual(sum.map(|sum| sum.to_string()).unwrap_or_default())))
}

/// Whether an invoice supports its payment: blue and not cancelled.
#[must_use]
pub fn counts(row: &Invoice) -> bool {
    row.kind == "blue" && row.state == "used"
}

/// Why a tranche cannot be paid by its invoices: one was cancelled, and what is left is not the amount.
#[must_use]
pub fn cancelled_faults(tranche: &Tranche, of_tranche: &[&Invoice]) -> Vec<Fault> {
    let sum: i64 = of_tranche.iter().filter(|row| counts(row)).map(|row| row.total_fen).sum();
    let cancelled = of_tranche.iter().filter(|row| row.kind == "blue" && row.state == "cancelled");
    let short = sum != tranche.amount_fen;
    cancelled
        .filter(|_| short)
        .map(|row| {
            Fault::new("/invoices", "invoice_cancelled", "An invoice of the payment was cancelled by a red one").with_actual(&row.number)
        })
        .collect()
}

/// The same, asked of the database.
pub async fn faults(uow: &Uow, tranche: &Tranche) -> Result<Vec<Fault>, Problem> {
    let found = rows::of_tranches(&uow.conn, &[tranche.id]).await?;
    Ok(cancelled_faults(tranche, &found.iter().collect::<Vec<_>>()))
}

fn row(uow: &Uow, tranche: &Tranche, input: &InvoiceInput) -> Result<Invoice, Problem> {
    let facts = input.facts();
    let xml = input.xml.as_deref();
    Ok(Invoice {
        id: InvoiceId(uow.id()),
        number: facts.number,
        kind: "blue".to_owned(),
        original_id: None,
        tranche_id: tranche.id,
        project_id: tranche.project_id,
        organisation_id: tranche.organisation_id,
        call_id: tranche.call_id,
        area_path: tranche.area_path.clone(),
        seq: tranche.seq,
        issued_on: facts.issued_on.to_string(),
        seller_name: facts.seller_name,
        seller_uscc: facts.seller_uscc,
        buyer_name: facts.buyer_name,
        buyer_uscc: facts.buyer_uscc,
        amount_fen: facts.amount.get(),
        tax_fen: facts.tax.get(),
        total_fen: facts.total.get(),
        file_sealed: xml.map(|xml| uow.app.seal_key.seal(xml.as_bytes(), ids::random_bytes())).transpose()?,
        file_sha256: xml.map(|xml| sha256_hex(xml.as_bytes())),
        reason: None,
        state: "used".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}

/// The day of an invoice as stored.
pub fn issued_on(row: &Invoice) -> Result<Day, Problem> {
    Ok(Date::read(&row.issued_on)?.0)
}
