//! Whether every seat can be filled at all, whatever it costs: a greatest flow by augmenting paths.

use std::collections::VecDeque;

use super::Cut;
use super::grid::Grid;

/// Who sits where, from both sides.
pub(super) struct Seats {
    pub of_proposal: Vec<Vec<usize>>,
    pub of_expert: Vec<Vec<usize>>,
}

impl Seats {
    pub fn new(grid: &Grid) -> Self {
        Self { of_proposal: vec![Vec::new(); grid.proposals()], of_expert: vec![Vec::new(); grid.experts()] }
    }

    pub fn take(&mut self, proposal: usize, expert: usize) {
        self.of_proposal[proposal].push(expert);
        self.of_expert[expert].push(proposal);
    }

    pub fn leave(&mut self, proposal: usize, expert: usize) {
        self.of_proposal[proposal].retain(|one| *one != expert);
        self.of_expert[expert].retain(|one| *one != proposal);
    }

    /// Whether somebody of the expert's organisation, or the expert, sits for the proposal.
    pub fn is_shut(&self, grid: &Grid, proposal: usize, expert: usize) -> bool {
        let group = grid.group_of[expert];
        self.of_proposal[proposal].iter().any(|one| *one == expert || (group.is_some() && grid.group_of[*one] == group))
    }
}

/// Fills every seat with pairs of at least this score, or says where that is impossible.
pub(super) fn fill(grid: &Grid, least: u32) -> Result<Seats, Cut> {
    let mut seats = Seats::new(grid);
    let mut short = Vec::new();
    for proposal in 0..grid.proposals() {
        for _ in 0..grid.wanted[proposal] {
            if !direct(grid, least, &mut seats, proposal) && !Search::from(grid, least, &seats, &[proposal]).augment(&mut seats) {
                short.push(proposal);
            }
        }
    }
    if short.is_empty() { Ok(seats) } else { Err(Search::from(grid, least, &seats, &short).cut(&seats, short.len())) }
}

/// Gives the proposal the open expert who has most room.
fn direct(grid: &Grid, least: u32, seats: &mut Seats, proposal: usize) -> bool {
    let room = |expert: usize| grid.caps[expert].saturating_sub(seats.of_expert[expert].len());
    let open = (0..grid.experts()).filter(|expert| room(*expert) > 0 && grid.allows(proposal, *expert, least));
    let found = open.filter(|expert| !seats.is_shut(grid, proposal, *expert)).max_by_key(|expert| (room(*expert), usize::MAX - expert));
    let Some(expert) = found else { return false };
    seats.take(proposal, expert);
    true
}

/// What can be reached from proposals that want another expert: experts who could come, the proposals that these would
/// have to leave, experts who could come there instead, and so on.
struct Search<'a> {
    grid: &'a Grid,
    least: u32,
    /// For each expert reached: the proposal to which they would come, and whose place they would take there.
    reached: Vec<Option<(usize, Option<usize>)>>,
    asked: Vec<bool>,
    queue: VecDeque<usize>,
    /// Somebody reached who has room.
    free: Option<usize>,
}

impl<'a> Search<'a> {
    fn from(grid: &'a Grid, least: u32, seats: &Seats, proposals: &[usize]) -> Self {
        let (reached, asked) = (vec![None; grid.experts()], vec![false; grid.proposals()]);
        let mut search = Self { grid, least, reached, asked, queue: VecDeque::new(), free: None };
        for proposal in proposals {
            search.ask(seats, *proposal, None);
        }
        while let (None, Some(expert)) = (search.free, search.queue.pop_front()) {
            for proposal in &seats.of_expert[expert] {
                for colleague in grid.colleagues(expert) {
                    search.reach(seats, *proposal, colleague, Some(expert));
                }
                search.ask(seats, *proposal, Some(expert));
            }
        }
        search
    }

    /// Everybody who could come to the proposal, whoever leaves it.
    fn ask(&mut self, seats: &Seats, proposal: usize, instead_of: Option<usize>) {
        if std::mem::replace(&mut self.asked[proposal], true) {
            return;
        }
        for expert in 0..self.grid.experts() {
            if self.reached[expert].is_none() && !seats.is_shut(self.grid, proposal, expert) {
                self.reach(seats, proposal, expert, instead_of);
            }
        }
    }

    fn reach(&mut self, seats: &Seats, proposal: usize, expert: usize, instead_of: Option<usize>) {
        if self.reached[expert].is_some() || !self.grid.allows(proposal, expert, self.least) {
            return;
        }
        self.reached[expert] = Some((proposal, instead_of));
        self.queue.push_back(expert);
        if self.free.is_none() && seats.of_expert[expert].len() < self.grid.caps[expert] {
            self.free = Some(expert);
        }
    }

    /// Moves everybody along the path to the expert with room.
    fn augment(self, seats: &mut Seats) -> bool {
        let Some(mut expert) = self.free else { return false };
        while let Some((proposal, instead_of)) = self.reached[expert] {
            if let Some(leaving) = instead_of {
                seats.leave(proposal, leaving);
            }
            seats.take(proposal, expert);
            let Some(leaving) = instead_of else { break };
            expert = leaving;
        }
        true
    }

    /// Everybody reached is full: with the proposals reached that is the cut.
    fn cut(&self, seats: &Seats, missing: usize) -> Cut {
        let proposals: Vec<usize> = (0..self.grid.proposals()).filter(|proposal| self.asked[*proposal]).collect();
        let experts: Vec<usize> = (0..self.grid.experts()).filter(|expert| self.reached[*expert].is_some()).collect();
        let others = |proposal: &usize| seats.of_proposal[*proposal].iter().filter(|expert| self.reached[**expert].is_none()).count();
        self.grid.cut(&proposals, &experts, proposals.iter().map(others).sum(), missing)
    }
}
