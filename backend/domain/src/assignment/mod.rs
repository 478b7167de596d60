//! Who reviews what: the cheapest assignment that keeps every rule (a flow of least cost).
//!
//! Every proposal gets exactly `per_proposal` experts (less those it has already), no expert more than their cap, no two experts of one organisation
//! the same proposal, nobody a proposal that is closed to them. Among all such plans the least score of any pair is made
//! as high as it can be; among those that reach it, the plan costs least: `1000 - score` for each pair, a little more
//! for each further proposal on one desk, and a reward once for each proposal that has a specialist. Ties are broken by
//! a hash of seed, proposal and expert, so that neither order nor name decides.
//!
//! Where an organisation has a specialist for a proposal, only its specialists may sit for it. That keeps the organisations
//! inside the specialists and the plan an exact flow; without a reward the rule does not apply.

mod fill;
mod flow;
mod grid;
mod matching;
mod recompute;

pub use matching::{Match, match_score};
pub use recompute::recompute;

use grid::Grid;

/// The best score; scores are permille.
pub const FULL: u32 = 1000;

/// Somebody who may review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expert {
    pub id: String,
    /// Credit code of the organisation the expert belongs to; empty if to none.
    pub organisation: String,
    /// The most proposals on their desk.
    pub cap: u32,
    /// How many are there already.
    pub load: u32,
}

/// What one expert is to one proposal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// How well they fit, 0 to [`FULL`]; nothing if the expert must not review it: a conflict, declined, expired.
    pub score: Option<u32>,
    /// Whether the expert counts as a specialist for it.
    pub specialist: bool,
}

/// What is to be reviewed, with one pair for each expert in the order of [`Task::experts`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub id: String,
    /// Seats that are taken already, by experts who are closed to it here.
    pub taken: u32,
    pub pairs: Vec<Pair>,
}

/// Everything that decides a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Breaks ties.
    pub seed: String,
    /// How many experts review each proposal.
    pub per_proposal: u32,
    /// Permille that each further proposal on the same desk costs more than the one before.
    pub balance: u32,
    /// Permille that the first specialist of a proposal is worth; 0 = specialists count as others do.
    pub specialist_reward: u32,
    pub experts: Vec<Expert>,
    pub proposals: Vec<Proposal>,
    /// Pairs of experts, by id, who never review the same proposal.
    pub apart: Vec<(String, String)>,
}

/// One desk gets one proposal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seat {
    pub proposal: String,
    pub expert: String,
    pub score: u32,
    pub specialist: bool,
}

/// A plan that keeps every rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// In the order of proposals and experts by id.
    pub seats: Vec<Seat>,
    /// The score of the pair that fits least.
    pub least_score: u32,
    /// What the plan costs in all, in permille; the optimum under `least_score`.
    pub cost: i64,
}

/// Why there is no plan, as a cut of the flow that anybody can count: the proposals need `needed` seats; the experts who
/// are full have `capacity`, all others can take `elsewhere` of them at most.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} proposals need {needed} seats; {} experts have {capacity}, all others can take {elsewhere}: {missing} are missing", proposals.len(), experts.len())]
pub struct Cut {
    pub proposals: Vec<String>,
    pub experts: Vec<String>,
    pub needed: u64,
    pub capacity: u64,
    pub elsewhere: u64,
    pub missing: u64,
}

/// Why a task has no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssignmentError {
    #[error("{0} stands in the task twice")]
    Twice(String),
    #[error("proposal {0} does not have one pair for each expert")]
    Ragged(String),
    #[error("a score of {0} is above 1000")]
    ScoreTooHigh(u32),
    #[error("the task has more than {} seats, or weights too large to be added up", grid::MOST_SEATS)]
    TooLarge,
    #[error(transparent)]
    Infeasible(#[from] Cut),
}

/// The plan of a task. The same task in another order has the same plan.
pub fn assign(task: &Task) -> Result<Plan, AssignmentError> {
    let mut grid = Grid::new(task)?;
    loop {
        let plan = best(&grid)?;
        let worse = grid.meetings(&plan);
        if worse.is_empty() {
            return Ok(grid.plan(&plan));
        }
        // Two who are to be kept apart have met: the pair that fits less is closed, and all is done again.
        for (proposal, expert) in worse {
            grid.close(proposal, expert);
        }
    }
}

/// The plan that costs least, however little its worst pair fits; keeps every rule but raises no least score first.
pub fn cheapest(task: &Task) -> Result<Plan, AssignmentError> {
    let grid = Grid::new(task)?;
    fill::fill(&grid, 0)?;
    let seats = flow::cheapest(&grid, 0).ok_or_else(|| grid.cut(&[], &[], 0, 0))?;
    Ok(grid.plan(&seats))
}

/// Raises the least score as far as a full assignment allows, then makes that assignment as cheap as possible.
fn best(grid: &Grid) -> Result<Vec<Vec<usize>>, Cut> {
    fill::fill(grid, 0)?;
    let (mut holds, mut fails) = (0, FULL + 1);
    while fails - holds > 1 {
        let middle = u32::midpoint(holds, fails);
        if fill::fill(grid, middle).is_ok() { holds = middle } else { fails = middle }
    }
    flow::cheapest(grid, holds).ok_or_else(|| grid.cut(&[], &[], 0, 0))
}

#[cfg(test)]
mod tests;
