//! The cheapest full assignment: successive shortest paths between experts.
//!
//! A seat that is still free looks for the cheapest chain of moves: an expert comes; if their desk is full they leave
//! another proposal, to which somebody else comes instead, and so on to a desk with room. The table `way` holds the
//! cheapest single move between two experts over all proposals on the first one's desk, so that a chain is a shortest
//! path among experts only. Potentials keep every step non-negative (Dijkstra), and the search ends at the first desk
//! with room that nothing can undercut.

use super::fill::Seats;
use super::grid::Grid;

/// No way; sums of a few stay far below the limits of the type.
const NEVER: i64 = i64::MAX / 4;
/// Everything from here on is no way, with some real cost added or taken away.
const ALMOST_NEVER: i64 = NEVER / 2;

/// The cheapest plan whose pairs have at least this score; nothing if not every seat can be filled.
pub(super) fn cheapest(grid: &Grid, least: u32) -> Option<Vec<Vec<usize>>> {
    let mut flow = Flow::new(grid, least);
    let most = grid.wanted.iter().copied().max().unwrap_or(0);
    for round in 0..most {
        for proposal in (0..grid.proposals()).filter(|proposal| round < grid.wanted[*proposal]) {
            let path = flow.shortest(proposal)?;
            flow.apply(&flow.straight(flow.moves(proposal, &path)));
        }
    }
    Some(flow.seats.of_proposal)
}

/// At `proposal`, `comes` takes the seat of `leaves`, or one that was free.
#[derive(Clone, Copy, Debug)]
struct Move {
    proposal: usize,
    leaves: Option<usize>,
    comes: usize,
}

struct Flow<'a> {
    grid: &'a Grid,
    least: u32,
    seats: Seats,
    /// What it costs that an expert comes to a proposal as it is staffed now; proposals × experts.
    coming: Vec<i64>,
    /// How many specialists a proposal has.
    specialists: Vec<usize>,
    /// The cheapest move from one expert to another; experts × experts. A row that is not `fresh` is made when needed.
    way: Vec<i64>,
    fresh: Vec<bool>,
    potential: Vec<i64>,
}

impl<'a> Flow<'a> {
    fn new(grid: &'a Grid, least: u32) -> Self {
        let (proposals, experts) = (grid.proposals(), grid.experts());
        let mut flow = Self {
            grid,
            least,
            seats: Seats::new(grid),
            coming: vec![NEVER; proposals * experts],
            specialists: vec![0; proposals],
            way: vec![NEVER; experts * experts],
            fresh: vec![false; experts],
            potential: vec![0; experts],
        };
        for proposal in 0..proposals {
            flow.refresh(proposal);
        }
        flow
    }

    /// What the next proposal on this desk costs on top; nothing if there is no room.
    fn room(&self, expert: usize) -> Option<i64> {
        let load = self.seats.of_expert[expert].len();
        (load < self.grid.caps[expert]).then(|| self.grid.balance * i64::try_from(load + self.grid.loads[expert]).unwrap_or(i64::MAX))
    }

    /// Makes the costs of coming to a proposal anew, after who sits there has changed.
    fn refresh(&mut self, proposal: usize) {
        let grid = self.grid;
        let members = &self.seats.of_proposal[proposal];
        self.specialists[proposal] = members.iter().filter(|one| grid.is_specialist(proposal, **one)).count();
        let first = self.specialists[proposal] == 0;
        let row = &mut self.coming[proposal * grid.experts()..(proposal + 1) * grid.experts()];
        for (expert, cost) in row.iter_mut().enumerate() {
            let reward = if first && grid.is_specialist(proposal, expert) { grid.reward } else { 0 };
            *cost = if grid.allows(proposal, expert, self.least) { grid.cost(proposal, expert) - reward } else { NEVER };
        }
        for member in members {
            row[*member] = NEVER;
            for colleague in grid.colleagues(*member) {
                row[colleague] = NEVER;
            }
            self.fresh[*member] = false;
        }
    }

    /// Whether the expert is the only specialist of the proposal.
    fn is_only_specialist(&self, proposal: usize, expert: usize) -> bool {
        self.specialists[proposal] == 1 && self.grid.is_specialist(proposal, expert)
    }

    /// What it saves or costs that the expert leaves the proposal, before anybody comes.
    fn leaving(&self, proposal: usize, expert: usize) -> i64 {
        let lost = if self.is_only_specialist(proposal, expert) { self.grid.reward } else { 0 };
        lost - self.grid.cost(proposal, expert)
    }

    /// What it costs that one leaves a proposal and another comes; the reward stays if both are specialists.
    fn step(&self, proposal: usize, leaves: usize, comes: usize) -> i64 {
        let grid = self.grid;
        let together = grid.group_of[leaves].is_some() && grid.group_of[leaves] == grid.group_of[comes];
        if together {
            let open = grid.allows(proposal, comes, self.least);
            return if open { grid.cost(proposal, comes) - grid.cost(proposal, leaves) } else { NEVER };
        }
        let kept = self.is_only_specialist(proposal, leaves) && grid.is_specialist(proposal, comes);
        let coming = self.coming[proposal * grid.experts() + comes];
        self.leaving(proposal, leaves) + coming - if kept { grid.reward } else { 0 }
    }

    /// Makes the row of an expert in `way` anew.
    fn open_ways(&mut self, expert: usize) {
        let experts = self.grid.experts();
        let mut row = vec![NEVER; experts];
        for proposal in &self.seats.of_expert[expert] {
            let leaving = self.leaving(*proposal, expert);
            let coming = &self.coming[proposal * experts..(proposal + 1) * experts];
            for (cheapest, cost) in row.iter_mut().zip(coming) {
                *cheapest = (*cheapest).min(leaving + cost);
            }
            let kept = self.is_only_specialist(*proposal, expert);
            let also = (0..experts).filter(|one| kept && self.grid.is_specialist(*proposal, *one));
            for one in also.chain(self.grid.colleagues(expert)) {
                row[one] = row[one].min(self.step(*proposal, expert, one));
            }
        }
        self.way[expert * experts..(expert + 1) * experts].copy_from_slice(&row);
        self.fresh[expert] = true;
    }

    /// The experts along the cheapest chain for a free seat of the proposal, the one with room last.
    fn shortest(&mut self, proposal: usize) -> Option<Vec<usize>> {
        let experts = self.grid.experts();
        let sink = (0..experts).filter_map(|expert| Some(self.potential[expert] + self.room(expert)?)).min()?;
        let mut distance: Vec<i64> = Vec::with_capacity(experts);
        for expert in 0..experts {
            let cost = self.coming[proposal * experts + expert];
            distance.push(if cost < ALMOST_NEVER { cost - self.potential[expert] } else { NEVER });
        }
        let mut waiting = distance.clone();
        let mut before: Vec<Option<usize>> = vec![None; experts];
        let mut settled = Vec::new();
        let mut end: Option<(i64, usize)> = None;
        while let Some((nearest, cost)) = waiting.iter().copied().enumerate().min_by_key(|(_, cost)| *cost) {
            if cost >= ALMOST_NEVER || end.is_some_and(|(best, _)| cost >= best) {
                break;
            }
            waiting[nearest] = i64::MAX;
            settled.push(nearest);
            if let Some(room) = self.room(nearest) {
                let total = cost + self.potential[nearest] + room - sink;
                if end.is_none_or(|(best, _)| total < best) {
                    end = Some((total, nearest));
                }
            }
            if !self.fresh[nearest] {
                self.open_ways(nearest);
            }
            let from = cost + self.potential[nearest];
            let ways = &self.way[nearest * experts..(nearest + 1) * experts];
            for (expert, way) in ways.iter().enumerate() {
                let through = from + way - self.potential[expert];
                if through < distance[expert] && *way < ALMOST_NEVER {
                    distance[expert] = through;
                    waiting[expert] = through;
                    before[expert] = Some(nearest);
                }
            }
        }
        let (best, last) = end?;
        for expert in settled {
            self.potential[expert] += (distance[expert] - best).min(0);
        }
        let mut path = vec![last];
        while let Some(previous) = path.last().and_then(|expert| before[*expert]) {
            path.push(previous);
        }
        path.reverse();
        Some(path)
    }

    /// The moves along a path: each at the first proposal on the desk where it costs what `way` says.
    fn moves(&self, proposal: usize, path: &[usize]) -> Vec<Move> {
        let first = path.first().map(|comes| Move { proposal, leaves: None, comes: *comes });
        let later = path.windows(2).filter_map(|pair| {
            let (leaves, comes) = (*pair.first()?, *pair.last()?);
            let cost = self.way[leaves * self.grid.experts() + comes];
            let at = self.seats.of_expert[leaves].iter().find(|proposal| self.step(**proposal, leaves, comes) == cost)?;
            Some(Move { proposal: *at, leaves: Some(leaves), comes })
        });
        first.into_iter().chain(later).collect()
    }

    /// A chain may meet the same choice of a proposal twice where a detour costs nothing: it is cut out, so that all moves
    /// hold together.
    fn straight(&self, mut moves: Vec<Move>) -> Vec<Move> {
        let mut first = 0;
        while first < moves.len() {
            let meets = |later: &Move| later.proposal == moves[first].proposal && self.share(&moves[first], later);
            if let Some(last) = (first + 1..moves.len()).rev().find(|later| meets(&moves[*later])) {
                moves[first].comes = moves[last].comes;
                moves.drain(first + 1..=last);
            } else {
                first += 1;
            }
        }
        moves
    }

    fn share(&self, one: &Move, other: &Move) -> bool {
        let choices = self.choices(other);
        self.choices(one).iter().any(|choice| choices.contains(choice))
    }

    /// The choices that a move changes: who of an organisation (2 and above), who of the specialists (1), who at all (0).
    fn choices(&self, of: &Move) -> Vec<usize> {
        let group = |expert: usize| self.grid.group_of[expert].map(|group| group + 2);
        let specialist = |expert: usize| self.grid.is_specialist(of.proposal, expert);
        let Some(leaves) = of.leaves else {
            return group(of.comes).into_iter().chain(specialist(of.comes).then_some(1)).chain([0]).collect();
        };
        let groups: Vec<usize> = group(leaves).into_iter().chain(group(of.comes)).collect();
        match (specialist(leaves), specialist(of.comes)) {
            _ if group(leaves).is_some() && group(leaves) == group(of.comes) => groups,
            (true, true) => groups.into_iter().chain([1]).collect(),
            (false, false) => groups.into_iter().chain([0]).collect(),
            _ => groups.into_iter().chain([0, 1]).collect(),
        }
    }

    fn apply(&mut self, moves: &[Move]) {
        for one in moves {
            if let Some(leaves) = one.leaves {
                self.seats.leave(one.proposal, leaves);
                self.fresh[leaves] = false;
            }
        }
        for one in moves {
            self.seats.take(one.proposal, one.comes);
        }
        for one in moves {
            self.refresh(one.proposal);
        }
    }
}
