//! A task in numbers: everything in the order of ids, scores and costs in one table.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use super::{AssignmentError, Cut, FULL, Plan, Seat, Task};

/// One permille of cost. The hashes below it break ties; all of them together are less than one permille.
pub(super) const UNIT: i64 = 1 << 38;
/// The bits of a hash that break ties.
const TIE_BITS: u32 = 20;
/// The most seats for which the sum of all hashes stays below [`UNIT`].
pub(super) const MOST_SEATS: usize = 1 << (38 - TIE_BITS);

/// The most that one more proposal on the fullest desk may cost, in permille, so that no sum of costs overflows.
const MOST_BALANCE: u64 = 1 << 21;

/// No such arc.
const CLOSED: i32 = -1;

pub(super) struct Grid {
    proposals: Vec<String>,
    experts: Vec<String>,
    /// How many seats of each proposal are free.
    pub wanted: Vec<usize>,
    /// How many more each desk takes, and how many are on it already.
    pub caps: Vec<usize>,
    pub loads: Vec<usize>,
    /// Which experts belong to the same organisation, and to which group an expert belongs.
    pub groups: Vec<Vec<usize>>,
    pub group_of: Vec<Option<usize>>,
    scores: Vec<i32>,
    specialists: Vec<bool>,
    costs: Vec<i64>,
    pub reward: i64,
    pub balance: i64,
    apart: Vec<(usize, usize)>,
}

impl Grid {
    pub fn new(task: &Task) -> Result<Self, AssignmentError> {
        let experts = order(task.experts.iter().map(|expert| expert.id.as_str()))?;
        let proposals = order(task.proposals.iter().map(|proposal| proposal.id.as_str()))?;
        let size = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let seats = size(task.per_proposal).checked_mul(proposals.len()).filter(|seats| *seats <= MOST_SEATS);
        let heaviest = u64::from(task.balance).saturating_mul(u64::try_from(proposals.len()).unwrap_or(u64::MAX));
        if seats.is_none() || heaviest > MOST_BALANCE || task.specialist_reward > FULL {
            return Err(AssignmentError::TooLarge);
        }
        let mut grid = Self {
            wanted: proposals.iter().map(|n| size(task.per_proposal.saturating_sub(task.proposals[*n].taken))).collect(),
            caps: experts.iter().map(|n| size(task.experts[*n].cap.saturating_sub(task.experts[*n].load)).min(proposals.len())).collect(),
            loads: experts.iter().map(|n| size(task.experts[*n].load)).collect(),
            groups: Vec::new(),
            group_of: Vec::new(),
            scores: Vec::with_capacity(experts.len() * proposals.len()),
            specialists: Vec::with_capacity(experts.len() * proposals.len()),
            costs: Vec::with_capacity(experts.len() * proposals.len()),
            reward: i64::from(task.specialist_reward) * UNIT,
            balance: i64::from(task.balance) * UNIT,
            apart: Vec::new(),
            proposals: proposals.iter().map(|n| task.proposals[*n].id.clone()).collect(),
            experts: experts.iter().map(|n| task.experts[*n].id.clone()).collect(),
        };
        grid.group(experts.iter().map(|n| task.experts[*n].organisation.as_str()));
        let marks: Vec<u64> = grid.experts.iter().map(|id| mark(&task.seed, "expert", id)).collect();
        for n in &proposals {
            grid.row(&task.proposals[*n], &experts, &marks, &task.seed)?;
        }
        let place = |id: &String| grid.experts.binary_search(id).ok();
        grid.apart = task.apart.iter().filter_map(|(one, other)| Some((place(one)?, place(other)?))).collect();
        Ok(grid)
    }

    fn group<'a>(&mut self, organisations: impl Iterator<Item = &'a str>) {
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for (expert, organisation) in organisations.enumerate() {
            if organisation.is_empty() {
                self.group_of.push(None);
                continue;
            }
            let group = *known.entry(organisation).or_insert_with(|| {
                self.groups.push(Vec::new());
                self.groups.len() - 1
            });
            self.groups[group].push(expert);
            self.group_of.push(Some(group));
        }
    }

    /// Appends the pairs of one proposal.
    fn row(&mut self, proposal: &super::Proposal, experts: &[usize], marks: &[u64], seed: &str) -> Result<(), AssignmentError> {
        if proposal.pairs.len() != experts.len() {
            return Err(AssignmentError::Ragged(proposal.id.clone()));
        }
        let own = mark(seed, "proposal", &proposal.id);
        let start = self.scores.len();
        for (n, mark) in experts.iter().zip(marks) {
            let pair = proposal.pairs[*n];
            if let Some(score) = pair.score.filter(|score| *score > FULL) {
                return Err(AssignmentError::ScoreTooHigh(score));
            }
            let score = pair.score.unwrap_or(0);
            self.scores.push(pair.score.and_then(|score| i32::try_from(score).ok()).unwrap_or(CLOSED));
            self.specialists.push(pair.specialist && self.reward > 0);
            self.costs.push(i64::from(FULL - score) * UNIT + tie(own, *mark));
        }
        // An organisation with a specialist for this proposal sends only specialists.
        for members in &self.groups {
            let open = |expert: usize, scores: &[i32]| scores[start + expert] != CLOSED;
            if members.iter().any(|one| self.specialists[start + one] && open(*one, &self.scores)) {
                for one in members.iter().filter(|one| !self.specialists[start + **one]) {
                    self.scores[start + one] = CLOSED;
                }
            }
        }
        Ok(())
    }

    pub fn proposals(&self) -> usize {
        self.proposals.len()
    }

    pub fn experts(&self) -> usize {
        self.experts.len()
    }

    /// Whether the pair may be used when the least score is `least`.
    pub fn allows(&self, proposal: usize, expert: usize, least: u32) -> bool {
        let score = self.scores[proposal * self.experts.len() + expert];
        u32::try_from(score).is_ok_and(|score| score >= least)
    }

    pub fn is_specialist(&self, proposal: usize, expert: usize) -> bool {
        self.specialists[proposal * self.experts.len() + expert]
    }

    pub fn cost(&self, proposal: usize, expert: usize) -> i64 {
        self.costs[proposal * self.experts.len() + expert]
    }

    /// The experts, other than this one, of the same organisation.
    pub fn colleagues(&self, expert: usize) -> impl Iterator<Item = usize> + '_ {
        let members = self.group_of[expert].map_or(&[][..], |group| self.groups[group].as_slice());
        members.iter().copied().filter(move |one| *one != expert)
    }

    pub fn close(&mut self, proposal: usize, expert: usize) {
        let experts = self.experts.len();
        self.scores[proposal * experts + expert] = CLOSED;
    }

    /// Where two who are to be kept apart have met: the pair of each meeting that fits less.
    pub fn meetings(&self, seats: &[Vec<usize>]) -> BTreeSet<(usize, usize)> {
        let mut worse = BTreeSet::new();
        for (proposal, members) in seats.iter().enumerate() {
            for (one, other) in &self.apart {
                if one != other && members.contains(one) && members.contains(other) {
                    let dearer = if self.cost(proposal, *one) > self.cost(proposal, *other) { one } else { other };
                    worse.insert((proposal, *dearer));
                }
            }
        }
        worse
    }

    pub fn plan(&self, seats: &[Vec<usize>]) -> Plan {
        let mut loads: Vec<i64> = self.loads.iter().map(|load| i64::try_from(*load).unwrap_or(i64::MAX)).collect();
        let mut cost = 0;
        let mut named = Vec::new();
        for (proposal, members) in seats.iter().enumerate() {
            let mut rewarded = false;
            for expert in members {
                let score = u32::try_from(self.scores[proposal * self.experts.len() + expert]).unwrap_or(0);
                cost += i64::from(FULL - score) + self.balance / UNIT * loads[*expert];
                loads[*expert] += 1;
                rewarded |= self.is_specialist(proposal, *expert);
                let (proposal, specialist) = (self.proposals[proposal].clone(), self.is_specialist(proposal, *expert));
                named.push(Seat { proposal, expert: self.experts[*expert].clone(), score, specialist });
            }
            cost -= if rewarded { self.reward / UNIT } else { 0 };
        }
        named.sort_unstable();
        Plan { least_score: named.iter().map(|seat| seat.score).min().unwrap_or(FULL), seats: named, cost }
    }

    /// A cut in names.
    pub fn cut(&self, proposals: &[usize], experts: &[usize], elsewhere: usize, missing: usize) -> Cut {
        let sum = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        Cut {
            proposals: proposals.iter().map(|n| self.proposals[*n].clone()).collect(),
            experts: experts.iter().map(|n| self.experts[*n].clone()).collect(),
            needed: proposals.iter().map(|n| sum(self.wanted[*n])).sum(),
            capacity: experts.iter().map(|n| sum(self.caps[*n])).sum(),
            elsewhere: sum(elsewhere),
            missing: sum(missing),
        }
    }
}

/// The places of these ids in the order of the ids; none may stand twice.
fn order<'a>(ids: impl Iterator<Item = &'a str>) -> Result<Vec<usize>, AssignmentError> {
    let ids: Vec<&str> = ids.collect();
    let mut places: Vec<usize> = (0..ids.len()).collect();
    places.sort_unstable_by_key(|n| ids[*n]);
    match places.windows(2).find(|pair| ids[pair[0]] == ids[pair[1]]) {
        Some(pair) => Err(AssignmentError::Twice(ids[pair[0]].to_owned())),
        None => Ok(places),
    }
}

fn mark(seed: &str, kind: &str, id: &str) -> u64 {
    let digest = Sha256::digest(format!("{seed}\n{kind}\n{id}").as_bytes());
    digest.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

/// The bits that break ties between pairs, mixed from the marks of both (the finaliser of `SplitMix64`).
fn tie(one: u64, other: u64) -> i64 {
    let mut z = one ^ other.rotate_left(32);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    i64::try_from((z ^ (z >> 31)) >> (64 - TIE_BITS)).unwrap_or(0)
}
