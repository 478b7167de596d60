//! What each event of the input does.

use super::input::{Action, Amount, EventInput, TrancheNo};
use super::project::{Phase, Project, Tranche};
use super::refused::Refused;
use super::run::{Run, Staged, known};
use crate::ledger::accounts::Account;
use crate::ledger::events::{LedgerEvent, Place};

/// What a tranche is asked to do, and the posting that goes with it.
type Step = (fn(&mut Tranche) -> Result<(), Refused>, fn(Place, &Project, Tranche) -> LedgerEvent);

impl Run {
    pub(super) fn stage(&self, event: &EventInput) -> Result<Staged, Refused> {
        let mut staged = Staged::default();
        let out = &mut staged;
        match &event.action {
            Action::Allot { line, amount } => self.allot(out, event, line, amount)?,
            Action::Adjust { from, to, amount } => {
                let (from, to, amount) = (self.line(from)?, self.line(to)?, known(amount)?);
                let memo = format!("{}->{}", from.id, to.id);
                let (from, to) = (from.place(from.open()), to.place(to.open()));
                out.post(event, &LedgerEvent::Adjust { from, to, amount }, &memo)?;
            }
            Action::Award { project, amount } => self.award(out, event, project, amount)?,
            Action::Contract { project, amount } => self.contract(out, event, project, amount)?,
            Action::Due(tranche) => self.step(out, event, tranche, DUE)?,
            Action::Approve(tranche) => self.step(out, event, tranche, APPROVE)?,
            Action::Export { batch, items } => self.export(out, event, batch, items)?,
            Action::Paid(tranche) => self.step(out, event, tranche, PAID)?,
            Action::Reject(tranche) => self.step(out, event, tranche, REJECT)?,
            Action::Bounce(tranche) => self.step(out, event, tranche, BOUNCE)?,
            Action::ClawbackOrder { project, amount } => self.order(out, event, project, amount)?,
            Action::ClawbackReceived { project, amount } => {
                self.give_back(out, event, project, amount, true)?;
            }
            Action::UnspentReturn { project, amount } => {
                self.give_back(out, event, project, amount, false)?;
            }
            Action::RecoveredToAvailable { project, amount } => {
                self.dispose(out, event, project, amount, true)?;
            }
            Action::RecoveredUpstream { project, amount } => {
                self.dispose(out, event, project, amount, false)?;
            }
            Action::Terminate { project } => self.terminate(out, event, project)?,
            Action::YearEnd { lapse_sources } => self.year_end(out, event, lapse_sources)?,
            Action::Checkpoint { .. } => {}
        }
        Ok(staged)
    }

    fn allot(&self, staged: &mut Staged, event: &EventInput, line: &str, amount: &Amount) -> Result<(), Refused> {
        let (line, amount) = (self.line(line)?, known(amount)?);
        let place = line.place(line.open());
        staged.post(event, &LedgerEvent::AllotWithCash { place, amount }, &line.id)
    }

    fn award(&self, staged: &mut Staged, event: &EventInput, id: &str, amount: &Amount) -> Result<(), Refused> {
        let project = staged.project(self, id)?;
        let (line, amount) = (self.line(&project.line)?, known(amount)?);
        if project.phase != Phase::Proposed {
            return Err(Refused::new("already_awarded", format!("{id} has its award already")));
        }
        project.phase = Phase::Awarded { reserved: amount };
        line.open().clone_into(&mut project.allotment);
        let (place, award) = (line.place(line.open()), id.to_owned());
        staged.post(event, &LedgerEvent::Reserve { place, award, amount }, id)
    }

    fn contract(&self, staged: &mut Staged, event: &EventInput, id: &str, amount: &Amount) -> Result<(), Refused> {
        let project = staged.project(self, id)?;
        let contracted = known(amount)?;
        let reserved = match project.phase {
            Phase::Awarded { reserved } => reserved,
            Phase::Proposed => {
                return Err(Refused::new("not_awarded", format!("{id} has no award")));
            }
            Phase::Contracted | Phase::Terminated => {
                return Err(Refused::new("already_contracted", format!("{id} has its contract")));
            }
        };
        project.conclude(contracted)?;
        let place = self.place(&project.line, &project.allotment)?;
        let (award, contract) = (id.to_owned(), id.to_owned());
        let posting = LedgerEvent::Commit { place, award, contract, reserved, contracted };
        staged.post(event, &posting, id)
    }

    fn step(&self, staged: &mut Staged, event: &EventInput, (id, number): &TrancheNo, (fire, posting): Step) -> Result<(), Refused> {
        let project = staged.project(self, id)?;
        let tranche = project.tranche(*number)?;
        fire(tranche)?;
        let tranche = tranche.clone();
        let place = self.place(&project.line, &tranche.allotment)?;
        let key = tranche.key.clone();
        let posting = posting(place, project, tranche);
        staged.post(event, &posting, &key)
    }

    fn export(&self, staged: &mut Staged, event: &EventInput, batch: &str, items: &[TrancheNo]) -> Result<(), Refused> {
        if self.batches.contains(batch) {
            return Err(Refused::new("batch_exists", format!("there is a batch {batch} already")));
        }
        if items.is_empty() {
            return Err(Refused::new("empty_batch", format!("batch {batch} has no payment")));
        }
        items.iter().try_for_each(|item| self.step(staged, event, item, EXPORT))?;
        staged.batch = Some(batch.to_owned());
        Ok(())
    }

    /// Releases what is not drawn and what is due but not approved; what is approved or under way is
    /// never touched.
    fn terminate(&self, staged: &mut Staged, event: &EventInput, id: &str) -> Result<(), Refused> {
        let project = staged.project(self, id)?;
        if project.phase != Phase::Contracted {
            let detail = format!("{id} has no contract that could be terminated");
            return Err(Refused::new("not_active", detail));
        }
        project.phase = Phase::Terminated;
        let mut due = Vec::new();
        for tranche in &mut project.tranches {
            let was_due = tranche.is_open();
            if tranche.cancel().is_ok() && was_due {
                due.push(tranche.clone());
            }
        }
        let project = project.clone();
        let amount = self.book.balance(Account::B40, &project.allotment, id);
        if amount.is_zero() && due.is_empty() {
            return Err(Refused::new("nothing_undrawn", format!("{id} is drawn completely")));
        }
        let contract = id.to_owned();
        if !amount.is_zero() {
            let place = self.place(&project.line, &project.allotment)?;
            let contract = contract.clone();
            let posting = LedgerEvent::ReleaseCommitment { place, contract, amount };
            staged.post(event, &posting, id)?;
        }
        for Tranche { key, amount, allotment, .. } in due {
            let place = self.place(&project.line, &allotment)?;
            let (contract, tranche) = (contract.clone(), key.clone());
            let posting = LedgerEvent::CancelDue { place, contract, tranche, amount };
            staged.post(event, &posting, &key)?;
        }
        Ok(())
    }
}

const DUE: Step = (Tranche::mark_due, |place, project, tranche| LedgerEvent::FallDue {
    place,
    contract: project.id.clone(),
    tranche: tranche.key,
    amount: tranche.amount,
});

const APPROVE: Step = (Tranche::approve, |place, _, tranche| LedgerEvent::ApprovePayment {
    place,
    tranche: tranche.key.clone(),
    payment: tranche.key,
    amount: tranche.amount,
});

const EXPORT: Step = (Tranche::export, |place, _, tranche| LedgerEvent::Export {
    place,
    tranche: tranche.key.clone(),
    payment: tranche.key,
    amount: tranche.amount,
});

const PAID: Step = (Tranche::pay, |place, project, tranche| LedgerEvent::Pay {
    place,
    contract: project.id.clone(),
    payment: tranche.key,
    amount: tranche.amount,
});

const REJECT: Step = (Tranche::reject, |place, _, tranche| LedgerEvent::Reject {
    place,
    tranche: tranche.key.clone(),
    payment: tranche.key,
    amount: tranche.amount,
});

const BOUNCE: Step = (Tranche::bounce, |place, project, tranche| LedgerEvent::Bounce {
    place,
    contract: project.id.clone(),
    tranche: tranche.key,
    amount: tranche.amount,
});
