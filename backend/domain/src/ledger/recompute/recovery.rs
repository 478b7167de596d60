//! Money that comes back: clawbacks, unspent money, and where it goes then.

use super::input::{Amount, EventInput};
use super::refused::Refused;
use super::run::{Run, Staged, known};
use crate::ledger::accounts::Account;
use crate::ledger::events::{LedgerEvent, Place};
use crate::ledger::{take, yuan};
use crate::money::Fen;

impl Run {
    /// What was paid and neither came back nor was ordered back, in fen.
    fn net_paid(&self, id: &str) -> i128 {
        self.book.detail_total(Account::B70, id) - self.book.detail_total(Account::F1221, id)
    }

    pub(super) fn order(&self, staged: &mut Staged, event: &EventInput, id: &str, amount: &Amount) -> Result<(), Refused> {
        let project = staged.project(self, id)?;
        let amount = known(amount)?;
        at_most("above_net_paid", amount, self.net_paid(id))?;
        let place = self.place(&project.line, &project.allotment)?;
        let (contract, clawback) = (id.to_owned(), id.to_owned());
        let posting = LedgerEvent::OrderClawback { place, contract, clawback, amount };
        staged.post(event, &posting, id)
    }

    /// Money that came back: ordered (E12) or unspent (E14). What was paid out of several years comes
    /// back to the latest of them first.
    pub(super) fn give_back(
        &self,
        staged: &mut Staged,
        event: &EventInput,
        id: &str,
        amount: &Amount,
        ordered: bool,
    ) -> Result<(), Refused> {
        let line = staged.project(self, id)?.line.clone();
        let amount = known(amount)?;
        if ordered {
            let receivable = self.book.detail_total(Account::F1221, id);
            at_most("above_receivable", amount, receivable)?;
        } else {
            at_most("above_net_paid", amount, self.net_paid(id))?;
        }
        for (place, amount) in self.parts(&line, Account::B70, id, amount)? {
            let (award, contract) = (id.to_owned(), id.to_owned());
            let posting = if ordered {
                let clawback = id.to_owned();
                LedgerEvent::ReceiveClawback { place, award, contract, clawback, amount }
            } else {
                LedgerEvent::ReturnUnspent { place, award, contract, amount }
            };
            staged.post(event, &posting, id)?;
        }
        Ok(())
    }

    /// Recovered money becomes available (E13a, in the open year only) or goes to its source (E13b).
    pub(super) fn dispose(&self, staged: &mut Staged, event: &EventInput, id: &str, amount: &Amount, reuse: bool) -> Result<(), Refused> {
        let line = staged.project(self, id)?.line.clone();
        let amount = known(amount)?;
        at_most("above_recovered", amount, self.book.detail_total(Account::B80, id))?;
        for (place, amount) in self.parts(&line, Account::B80, id, amount)? {
            if reuse && place.allotment != self.line(&line)?.open() {
                let detail = format!("the year of {} is closed", place.allotment);
                return Err(Refused::new("year_closed", detail));
            }
            let award = id.to_owned();
            let posting = if reuse {
                LedgerEvent::ReuseRecovered { place, award, amount }
            } else {
                LedgerEvent::SurrenderRecovered { place, award, amount }
            };
            staged.post(event, &posting, id)?;
        }
        Ok(())
    }

    /// The parts of `amount` in the allotments of a line, the latest first.
    fn parts(&self, line: &str, account: Account, detail: &str, amount: Fen) -> Result<Vec<(Place, Fen)>, Refused> {
        let line = self.line(line)?;
        let held = line.allotments.iter().rev().map(|at| (line.place(at), self.book.balance(account, at, detail)));
        take(amount, held).map_err(|left| Refused::new("insufficient", format!("{account} of {detail} is short by {left}")))
    }
}

fn at_most(code: &'static str, amount: Fen, limit: i128) -> Result<(), Refused> {
    if i128::from(amount.get()) <= limit {
        return Ok(());
    }
    Err(Refused::new(code, format!("{amount} is more than {}", yuan(limit))))
}
