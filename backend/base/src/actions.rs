//! `available_actions`: the edges of the state table that the caller's roles may take from here.

use std::str::FromStr;

use yichuang_domain::fault::Fault;
use yichuang_domain::machine::{self, Machine, StringEnum};

use crate::caller::Place;
use crate::problem::Problem;
use crate::uow::{Uow, state_of};
use crate::wire::ActionView;

/// One operation that fires one event, and what keeps it from happening now.
pub struct Offer<E> {
    pub event: E,
    pub operation_id: &'static str,
    pub blockers: Vec<Fault>,
}

impl<E> Offer<E> {
    pub fn new(event: E, operation_id: &'static str) -> Self {
        Self { event, operation_id, blockers: Vec::new() }
    }

    #[must_use]
    pub fn blocked(mut self, blockers: Vec<Fault>) -> Self {
        self.blockers = blockers;
        self
    }

    /// Adds further blockers to those that were found before.
    #[must_use]
    pub fn and_blocked(mut self, blockers: Vec<Fault>) -> Self {
        self.blockers.extend(blockers);
        self
    }

    /// Adds a blocker when a condition does not hold.
    #[must_use]
    pub fn needs(mut self, holds: bool, code: &str, detail: &str) -> Self {
        if !holds {
            self.blockers.push(Fault::new("", code, detail));
        }
        self
    }
}

/// The offers that the table allows the caller here; everything else is left out.
pub fn available<M: Machine>(uow: &Uow, state: &str, place: &Place<'_>, offers: Vec<Offer<M::Event>>) -> Result<Vec<ActionView>, Problem>
where
    M::State: FromStr,
{
    let Some(who) = &uow.who else { return Ok(Vec::new()) };
    let roles = who.roles_at(place);
    let edges = machine::available::<M>(state_of(state)?, &roles);
    let offers = offers.into_iter().filter(|offer| edges.iter().any(|edge| edge.event == offer.event));
    Ok(offers
        .map(|offer| ActionView {
            event: offer.event.as_str().to_owned(),
            label: offer.event.zh().to_owned(),
            operation_id: offer.operation_id.to_owned(),
            blockers: offer.blockers.into_iter().map(Into::into).collect(),
        })
        .collect())
}
