//! Where a project and its tranches stand.

use super::refused::Refused;
use crate::machine::fire;
use crate::money::{Fen, split};
use crate::states::payments::{PaymentEvent, PaymentMachine, PaymentState};
use crate::states::tranches::{TrancheEvent, TrancheMachine, TrancheState};

/// A project of the input while its events are applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Project {
    pub(super) id: String,
    /// The line of the input, which is also the allotment that holds the cash.
    pub(super) line: String,
    pub(super) shares_bp: Vec<u32>,
    pub(super) phase: Phase,
    /// The allotment that holds the reservation and the commitment; it moves with a year-end.
    pub(super) allotment: String,
    pub(super) tranches: Vec<Tranche>,
}

/// How far a project has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Proposed,
    Awarded { reserved: Fen },
    Contracted,
    Terminated,
}

/// One tranche of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tranche {
    /// The detail key: project, dot, number.
    pub(super) key: String,
    pub(super) amount: Fen,
    pub(super) state: TrancheState,
    /// The latest payment, if one was ever approved.
    pub(super) payment: Option<PaymentState>,
    /// The allotment that holds its position.
    pub(super) allotment: String,
}

impl Project {
    /// Splits the contract and fixes the tranches.
    pub(super) fn conclude(&mut self, contracted: Fen) -> Result<(), Refused> {
        let amounts = split(contracted, &self.shares_bp).map_err(|error| Refused::new(error.code(), error))?;
        self.tranches = amounts
            .into_iter()
            .enumerate()
            .map(|(index, amount)| Tranche {
                key: format!("{}.T{}", self.id, index + 1),
                amount,
                state: TrancheState::Planned,
                payment: None,
                allotment: self.allotment.clone(),
            })
            .collect();
        self.phase = Phase::Contracted;
        Ok(())
    }

    pub(super) fn tranche(&mut self, number: u64) -> Result<&mut Tranche, Refused> {
        let index = number.checked_sub(1).and_then(|index| usize::try_from(index).ok());
        let id = &self.id;
        let unknown = || Refused::new("unknown_tranche", format!("{id} has no tranche {number}"));
        index.and_then(|index| self.tranches.get_mut(index)).ok_or_else(unknown)
    }
}

impl Tranche {
    fn fire(&mut self, events: &[TrancheEvent]) -> Result<(), Refused> {
        for event in events {
            self.state = fire::<TrancheMachine>(self.state, *event)?.to;
        }
        Ok(())
    }

    fn fire_payment(&mut self, events: &[PaymentEvent]) -> Result<(), Refused> {
        let mut state = self.payment.ok_or_else(|| Refused::new("illegal_event", format!("{} has no payment yet", self.key)))?;
        for event in events {
            state = fire::<PaymentMachine>(state, *event)?.to;
        }
        self.payment = Some(state);
        Ok(())
    }

    pub(super) fn mark_due(&mut self) -> Result<(), Refused> {
        self.fire(&[TrancheEvent::MarkDue])
    }

    /// A new payment passes all three hands.
    pub(super) fn approve(&mut self) -> Result<(), Refused> {
        self.fire(&[TrancheEvent::Request, TrancheEvent::Check, TrancheEvent::Approve])?;
        self.payment = Some(PaymentState::Draft);
        self.fire_payment(&[PaymentEvent::Check, PaymentEvent::Approve])
    }

    pub(super) fn export(&mut self) -> Result<(), Refused> {
        self.fire(&[TrancheEvent::Batch])?;
        self.fire_payment(&[PaymentEvent::Batch, PaymentEvent::Export])
    }

    pub(super) fn pay(&mut self) -> Result<(), Refused> {
        self.fire(&[TrancheEvent::Pay])?;
        self.fire_payment(&[PaymentEvent::Pay])
    }

    pub(super) fn reject(&mut self) -> Result<(), Refused> {
        self.fire(&[TrancheEvent::Return])?;
        self.fire_payment(&[PaymentEvent::RejectByBank])
    }

    pub(super) fn bounce(&mut self) -> Result<(), Refused> {
        self.fire(&[TrancheEvent::Return])?;
        self.fire_payment(&[PaymentEvent::Return])
    }

    pub(super) fn cancel(&mut self) -> Result<(), Refused> {
        self.fire(&[TrancheEvent::Cancel])
    }

    /// True while money is still to be paid: such a tranche follows its project into a new year,
    /// one that is paid stays in the year it was paid from.
    pub(super) const fn is_outstanding(&self) -> bool {
        !matches!(self.state, TrancheState::Paid | TrancheState::Cancelled | TrancheState::Recovered)
    }

    /// True while a budget position belongs to this tranche.
    pub(super) const fn is_open(&self) -> bool {
        matches!(self.state, TrancheState::Due | TrancheState::Approved | TrancheState::Batched)
    }
}
