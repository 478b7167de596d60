//! The shortlist between stages and the ranking with its chain of tie-breaks.

use std::cmp::{Ordering, Reverse};
use std::fmt;

use super::exact::{Exact, ExactError};
use super::rounding::{Rounding, round_key};
use crate::money::Fen;

/// What is known of one proposal when it is ranked.
///
/// Deliberately absent: the time of submission, the name and the organisation, which never decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The proposal. Orders the listing inside a tie group, which only a lottery may decide.
    pub id: String,
    /// The exact combined result over all stages.
    pub score: Exact,
    /// The exact aggregate of the defence, if the round has one.
    pub defence: Option<Exact>,
    /// The exact mean over the kept written reviews of the criteria that break ties, with their codes
    /// in the order in which they decide.
    pub criterion_means: Vec<(String, Exact)>,
    /// The amount requested, if a lower request breaks ties under this policy.
    pub request: Option<Fen>,
}

/// What set a row apart from the row above it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The displayed score.
    Score,
    /// The displayed aggregate of the defence.
    Defence,
    /// The exact mean of a criterion over the kept reviews.
    CriterionMean(String),
    /// The lower amount requested.
    LowerAsk,
    /// Nothing: every key is equal, and a lottery decides if the funding line cuts the group.
    Lottery,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Score => f.write_str("score"),
            Self::Defence => f.write_str("tie-break: defence"),
            Self::CriterionMean(code) => write!(f, "tie-break: {code} mean of kept"),
            Self::LowerAsk => f.write_str("tie-break: lower ask"),
            Self::Lottery => f.write_str("LOTTERY"),
        }
    }
}

/// One row of a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedRow {
    /// The position, from 1. Inside a tie group it is provisional.
    pub rank: usize,
    /// The proposal.
    pub id: String,
    /// What set this row apart from the one above; the first row stands by its score.
    pub reason: Reason,
    /// The number of the tie group, from 1, of proposals equal on every key (INV-16).
    pub tie_group: Option<u32>,
}

/// Why proposals cannot be ranked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RankError {
    /// A proposal appears twice.
    #[error("{id} is ranked twice")]
    Repeated {
        /// The proposal.
        id: String,
    },
    /// A proposal has other keys than the first one: a defence or a criterion too many or too few.
    #[error("{id} is not ranked by the same keys as the others")]
    UnlikeKeys {
        /// The proposal.
        id: String,
    },
    /// Of several proposals equal on all other keys, this one has no amount requested.
    #[error("{id} ties with others and its requested amount is not known")]
    MissingRequest {
        /// The proposal.
        id: String,
    },
    /// The numbers are too large.
    #[error(transparent)]
    Exact(#[from] ExactError),
}

/// A candidate with its keys, each "the higher the better"; what is displayed is rounded once.
struct Keyed<'a> {
    candidate: &'a Candidate,
    keys: Vec<Exact>,
}

impl<'a> Keyed<'a> {
    fn new(candidate: &'a Candidate, dp: u32, rounding: Rounding) -> Result<Self, ExactError> {
        let displayed = |value: Exact| round_key(value, dp, rounding).and_then(|key| Exact::new(key, 1));
        let mut keys = vec![displayed(candidate.score)?];
        if let Some(defence) = candidate.defence {
            keys.push(displayed(defence)?);
        }
        keys.extend(candidate.criterion_means.iter().map(|(_, mean)| *mean));
        Ok(Self { candidate, keys })
    }

    /// Better first; a missing request after every known one.
    fn order(&self, other: &Self) -> Ordering {
        let request = |keyed: &Self| (keyed.candidate.request.is_none(), keyed.candidate.request);
        other.keys.cmp(&self.keys).then_with(|| request(self).cmp(&request(other)))
    }

    /// What sets this row apart from the row above it.
    fn reason_after(&self, above: &Self) -> Reason {
        let differs = self.keys.iter().zip(&above.keys).position(|(a, b)| a != b);
        let first_mean = 1 + usize::from(self.candidate.defence.is_some());
        match differs {
            Some(0) => Reason::Score,
            Some(index) if index < first_mean => Reason::Defence,
            Some(index) => Reason::CriterionMean(self.candidate.criterion_means[index - first_mean].0.clone()),
            None if self.candidate.request == above.candidate.request => Reason::Lottery,
            None => Reason::LowerAsk,
        }
    }
}

/// The ranking (A4) by: 1 the score and 2 the defence as displayed (rounded once to `dp` decimals),
/// 3 the exact criterion means in their order, 4 the lower request where requests are given.
///
/// Equal on all of them is one tie group: listed by id, positions provisional, reason
/// [`Reason::Lottery`]. The order of `candidates` changes nothing (INV-10).
pub fn rank(candidates: &[Candidate], dp: u32, rounding: Rounding) -> Result<Vec<RankedRow>, RankError> {
    let mut rows = candidates.iter().map(|candidate| Keyed::new(candidate, dp, rounding)).collect::<Result<Vec<_>, _>>()?;
    refuse_unlike(candidates)?;
    rows.sort_by(|a, b| a.order(b).then_with(|| a.candidate.id.cmp(&b.candidate.id)));
    let mut ranked: Vec<RankedRow> = Vec::with_capacity(rows.len());
    let mut groups = 0;
    for (index, row) in rows.iter().enumerate() {
        let mut reason = Reason::Score;
        let mut tie_group = None;
        if let Some(above) = index.checked_sub(1).and_then(|above| rows.get(above)) {
            reason = row.reason_after(above);
            let one_unknown = row.candidate.request.is_some() != above.candidate.request.is_some();
            if reason == Reason::LowerAsk && one_unknown {
                return Err(RankError::MissingRequest { id: row.candidate.id.clone() });
            }
        }
        if reason == Reason::Lottery
            && let Some(above) = ranked.last_mut()
        {
            groups += u32::from(above.tie_group.is_none());
            tie_group = Some(*above.tie_group.get_or_insert(groups));
        }
        ranked.push(RankedRow { rank: index + 1, id: row.candidate.id.clone(), reason, tie_group });
    }
    Ok(ranked)
}

/// Refuses a proposal listed twice, and one whose keys are not those of the first.
fn refuse_unlike(candidates: &[Candidate]) -> Result<(), RankError> {
    let mut ids: Vec<&str> = candidates.iter().map(|candidate| candidate.id.as_str()).collect();
    ids.sort_unstable();
    if let Some(pair) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(RankError::Repeated { id: pair[0].to_owned() });
    }
    let Some(first) = candidates.first() else {
        return Ok(());
    };
    let like_first = |candidate: &&Candidate| {
        candidate.defence.is_some() == first.defence.is_some()
            && candidate.criterion_means.len() == first.criterion_means.len()
            && candidate.criterion_means.iter().zip(&first.criterion_means).all(|(a, b)| a.0 == b.0)
    };
    match candidates.iter().find(|candidate| !like_first(candidate)) {
        Some(unlike) => Err(RankError::UnlikeKeys { id: unlike.id.clone() }),
        None => Ok(()),
    }
}

/// The proposals admitted to the next stage (A3): the best `places` by the displayed aggregate, and
/// everyone who ties with the last of them. Listed by id, because a shortlist is a set.
pub fn shortlist<Id: Ord + Clone>(aggregates: &[(Id, Exact)], places: usize, dp: u32, rounding: Rounding) -> Result<Vec<Id>, ExactError> {
    let mut keyed =
        aggregates.iter().map(|(id, value)| Ok((Reverse(round_key(*value, dp, rounding)?), id))).collect::<Result<Vec<_>, ExactError>>()?;
    keyed.sort_unstable();
    if let Some(cut) = places.checked_sub(1).and_then(|last| keyed.get(last)).map(|row| row.0) {
        keyed.retain(|row| row.0 <= cut);
    } else if places == 0 {
        keyed.clear();
    }
    let mut admitted: Vec<Id> = keyed.into_iter().map(|(_, id)| id.clone()).collect();
    admitted.sort_unstable();
    Ok(admitted)
}
