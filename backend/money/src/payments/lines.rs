//! The payments of a batch with everything they depend on, locked in one order and read in a handful of queries.

use std::collections::HashMap;

use yichuang_base::ledger;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::ledger::Place;
use yichuang_store::ids::{AllotmentId, PaymentId, ProjectId, TrancheId};
use yichuang_store::payments::{self as rows, lock_many};
use yichuang_store::record::{Invoice, Organisation, PayeeAccount, Payment, Project, Tranche};
use yichuang_store::{get_many, invoices as invoice_rows};

use super::{approval_faults, by_id, payable, turn};
use crate::invoices::cancelled_faults;

/// One payment of a batch.
#[derive(Clone)]
pub struct Line {
    pub payment: Payment,
    pub tranche: Tranche,
    pub project: Project,
    pub organisation: Organisation,
    /// The account the payment was made out to.
    pub account: PayeeAccount,
    /// Where the money lies.
    pub place: Place,
}

/// Locks projects, tranches and payments, each kind in the order of its ids, and reads what belongs to them. The
/// lines come in the order of the payments' numbers; ids that do not exist are left out.
pub async fn lock_lines(uow: &Uow, ids: &[PaymentId]) -> Result<Vec<Line>, Problem> {
    let found = get_many::<Payment>(&uow.conn, ids).await?;
    let projects: Vec<ProjectId> = found.iter().map(|row| row.project_id).collect();
    let projects = by_id(lock_many::<Project>(&uow.conn, &projects).await?, |row| row.id);
    let tranches: Vec<TrancheId> = found.iter().map(|row| row.tranche_id).collect();
    let tranches = by_id(lock_many::<Tranche>(&uow.conn, &tranches).await?, |row| row.id);
    let mut payments = lock_many::<Payment>(&uow.conn, ids).await?;
    payments.sort_unstable_by(|a, b| a.number.cmp(&b.number));
    let organisations: Vec<_> = projects.values().map(|row| row.organisation_id).collect();
    let organisations = by_id(get_many::<Organisation>(&uow.conn, &organisations).await?, |row| row.id);
    let accounts: Vec<_> = payments.iter().map(|row| row.payee_account_id).collect();
    let accounts = by_id(get_many::<PayeeAccount>(&uow.conn, &accounts).await?, |row| row.id);
    let places = places(uow, &projects).await?;
    let missing = || Problem::internal("a payment without its project, tranche, organisation or account");
    let mut lines = Vec::with_capacity(payments.len());
    for payment in payments {
        let project = projects.get(&payment.project_id).cloned().ok_or_else(missing)?;
        lines.push(Line {
            tranche: tranches.get(&payment.tranche_id).cloned().ok_or_else(missing)?,
            organisation: organisations.get(&project.organisation_id).cloned().ok_or_else(missing)?,
            account: accounts.get(&payment.payee_account_id).cloned().ok_or_else(missing)?,
            place: places.get(&project.allotment_id).cloned().ok_or_else(missing)?,
            payment,
            project,
        });
    }
    Ok(lines)
}

async fn places(uow: &Uow, projects: &HashMap<ProjectId, Project>) -> Result<HashMap<AllotmentId, Place>, Problem> {
    let mut ids: Vec<AllotmentId> = projects.values().map(|project| project.allotment_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut places = HashMap::new();
    for id in ids {
        places.insert(id, ledger::place_of(uow, id).await?);
    }
    Ok(places)
}

/// Why lines cannot go to the bank now, each fault under the number of its payment.
pub async fn line_faults(uow: &Uow, lines: &[Line]) -> Result<Vec<Fault>, Problem> {
    let organisations: Vec<_> = lines.iter().map(|line| line.organisation.id).collect();
    let active = by_id(rows::active_accounts(&uow.conn, &organisations).await?, |account| account.organisation_id);
    let ids: Vec<PaymentId> = lines.iter().map(|line| line.payment.id).collect();
    let approvals = rows::approvals_of_payments(&uow.conn, &ids).await?;
    let tranches: Vec<TrancheId> = lines.iter().map(|line| line.tranche.id).collect();
    let mut invoices: HashMap<TrancheId, Vec<Invoice>> = HashMap::new();
    for invoice in invoice_rows::of_tranches(&uow.conn, &tranches).await? {
        invoices.entry(invoice.tranche_id).or_default().push(invoice);
    }
    let mut faults = Vec::new();
    for line in lines {
        let theirs: Vec<_> = invoices.get(&line.tranche.id).into_iter().flatten().collect();
        let active = active.get(&line.organisation.id);
        let approvals = approvals.get(&line.payment.id).map(Vec::as_slice).unwrap_or_default();
        let mut found = payable(&line.project, &line.organisation, active)?;
        found.extend(approval_faults(uow, &line.payment, &line.tranche, &line.account, active, approvals));
        found.extend(cancelled_faults(&line.tranche, &theirs));
        found.extend(turn::missing_hands(approvals)?);
        faults.extend(found.into_iter().map(|fault| Fault { pointer: format!("/{}{}", line.payment.number, fault.pointer), ..fault }));
    }
    Ok(faults)
}
