//! Which proposals a decision funds: down the ranking, within limits and budget, and stop.

use std::collections::{BTreeMap, HashMap, HashSet};

use yichuang_domain::money::Fen;
use yichuang_domain::reviews::{FundingError, funding_line_strict, lottery_group};
use yichuang_domain::schemes::{Quota, Scheme};
use yichuang_store::ids::{OrganisationId, ProposalId};

/// One ranked proposal, best first.
#[derive(Clone, Debug)]
pub(super) struct Ranked {
    pub id: ProposalId,
    pub organisation: OrganisationId,
    pub category: Option<String>,
    pub track: Option<String>,
    pub place: i32,
    pub tie_group: Option<u32>,
    /// Reaches the pass mark of the scheme.
    pub passes: bool,
    /// What an award would be: the request, cut to the cap where the scheme cuts.
    pub amount: Fen,
}

/// What becomes of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Recommend,
    Reserve,
    NotSelect,
}

impl Outcome {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recommend => "recommend",
            Self::Reserve => "reserve",
            Self::NotSelect => "not_select",
        }
    }
}

/// Why no line can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoLine {
    /// The order inside this tie group decides about money and nobody has decided it.
    Tie(u32),
    Funding(FundingError),
}

impl From<FundingError> for NoLine {
    fn from(error: FundingError) -> Self {
        Self::Funding(error)
    }
}

/// Puts the members of the decided tie groups into the decided order, within the places the group holds.
pub(super) fn reorder(ranked: &mut [Ranked], decided: &[ProposalId]) {
    let groups: HashSet<u32> = ranked.iter().filter(|row| decided.contains(&row.id)).filter_map(|row| row.tie_group).collect();
    for group in groups {
        let slots: Vec<usize> =
            (0..ranked.len()).filter(|index| ranked.get(*index).is_some_and(|row| row.tie_group == Some(group))).collect();
        let mut members: Vec<Ranked> = slots.iter().filter_map(|index| ranked.get(*index).cloned()).collect();
        let places: Vec<i32> = members.iter().map(|row| row.place).collect();
        members.sort_by_key(|row| decided.iter().position(|id| *id == row.id));
        for ((slot, place), member) in slots.into_iter().zip(places).zip(members) {
            if let Some(row) = ranked.get_mut(slot) {
                *row = Ranked { place, ..member };
            }
        }
    }
}

/// The outcome of every ranked proposal (A14): who misses the pass mark, or whose organisation has its awards
/// already, is not selected; quotas and the budget keep others in reserve. Nobody is funded in part, nobody who
/// fits the budget overtakes one who does not.
pub(super) fn line(
    scheme: &Scheme,
    ranked: &[Ranked],
    decided: &[ProposalId],
    budget: Fen,
) -> Result<BTreeMap<ProposalId, Outcome>, NoLine> {
    let mut outcomes = BTreeMap::new();
    let mut limits = Limits::new(scheme);
    let mut candidates = Vec::new();
    for row in ranked {
        let outcome = if !row.passes || !limits.organisation_has_room(row) { Outcome::NotSelect } else { Outcome::Reserve };
        outcomes.insert(row.id, outcome);
        if outcome == Outcome::Reserve && limits.take(row) {
            candidates.push(row);
        }
    }
    let asked: Vec<(ProposalId, Fen)> = candidates.iter().map(|row| (row.id, row.amount)).collect();
    for id in funding_line_strict(&asked, budget)?.selected {
        outcomes.insert(id, Outcome::Recommend);
    }
    let open = |row: &&Ranked| row.tie_group.is_some() && !decided.contains(&row.id);
    let groups: Vec<(Option<u32>, Fen)> = candidates.iter().map(|row| (row.tie_group.filter(|_| open(row)), row.amount)).collect();
    if let Some(group) = lottery_group(&groups, budget)? {
        return Err(NoLine::Tie(group));
    }
    let parted = ranked.iter().filter(open).find(|row| {
        let same = ranked.iter().filter(|other| other.tie_group == row.tie_group && other.passes);
        let funded = same.clone().filter(|other| outcomes.get(&other.id) == Some(&Outcome::Recommend)).count();
        funded > 0 && funded < same.count()
    });
    match parted.and_then(|row| row.tie_group) {
        Some(group) => Err(NoLine::Tie(group)),
        None => Ok(outcomes),
    }
}

/// What the scheme allows besides the money of the whole call, and how much of it is taken.
struct Limits<'a> {
    scheme: &'a Scheme,
    by_organisation: HashMap<OrganisationId, u32>,
    by_quota: HashMap<(&'static str, String), (u32, i64)>,
    all: u32,
}

impl<'a> Limits<'a> {
    fn new(scheme: &'a Scheme) -> Self {
        Self { scheme, by_organisation: HashMap::new(), by_quota: HashMap::new(), all: 0 }
    }

    fn organisation_has_room(&self, row: &Ranked) -> bool {
        let taken = self.by_organisation.get(&row.organisation).copied().unwrap_or(0);
        taken < self.scheme.limits.awards_per_organisation
    }

    /// Takes the proposal's share of every limit, or nothing when one of them is used up.
    fn take(&mut self, row: &Ranked) -> bool {
        let quotas = [("category", &row.category, self.category(row)), ("track", &row.track, self.track(row))];
        let all_taken = self.scheme.limits.awards_per_call.is_some_and(|most| self.all >= most);
        let full = quotas.iter().any(|(kind, code, quota)| {
            let key = (*kind, (*code).clone().unwrap_or_default());
            let (count, sum) = self.by_quota.get(&key).copied().unwrap_or_default();
            quota.is_some_and(|quota| {
                quota.max_awards.is_some_and(|most| count >= most)
                    || quota.max_amount.is_some_and(|most| sum + row.amount.get() > most.get())
            })
        });
        if all_taken || full {
            return false;
        }
        self.all += 1;
        *self.by_organisation.entry(row.organisation).or_default() += 1;
        for (kind, code, _) in quotas {
            let taken = self.by_quota.entry((kind, code.clone().unwrap_or_default())).or_default();
            *taken = (taken.0 + 1, taken.1 + row.amount.get());
        }
        true
    }

    fn category(&self, row: &Ranked) -> Option<&'a Quota> {
        self.scheme.categories.iter().find(|category| Some(&category.code) == row.category.as_ref())?.quota.as_ref()
    }

    fn track(&self, row: &Ranked) -> Option<&'a Quota> {
        self.scheme.tracks.iter().find(|track| Some(&track.code) == row.track.as_ref())?.quota.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn row(n: u128, organisation: u128, yuan: i64, tie_group: Option<u32>) -> Ranked {
        Ranked {
            id: ProposalId(Uuid::from_u128(n)),
            organisation: OrganisationId(Uuid::from_u128(organisation)),
            category: None,
            track: None,
            place: i32::try_from(n).unwrap(),
            tie_group,
            passes: true,
            amount: Fen::new(yuan * 100).unwrap(),
        }
    }

    fn outcomes(ranked: &[Ranked], decided: &[u128], budget: i64) -> Result<Vec<&'static str>, NoLine> {
        let decided: Vec<ProposalId> = decided.iter().map(|id| ProposalId(Uuid::from_u128(*id))).collect();
        let mut ranked = ranked.to_vec();
        reorder(&mut ranked, &decided);
        let found = line(&Scheme::default(), &ranked, &decided, Fen::new(budget * 100).unwrap())?;
        Ok(found.into_values().map(Outcome::as_str).collect())
    }

    #[test]
    fn the_line_stops_at_the_first_that_does_not_fit() {
        let ranked = [row(1, 1, 300, None), row(2, 2, 400, None), row(3, 3, 100, None)];
        assert_eq!(outcomes(&ranked, &[], 500).unwrap(), ["recommend", "reserve", "reserve"]);
    }

    #[test]
    fn an_organisation_gets_one_award_and_a_low_score_none() {
        let mut ranked = [row(1, 1, 100, None), row(2, 1, 100, None), row(3, 2, 100, None), row(4, 3, 100, None)];
        ranked[3].passes = false;
        assert_eq!(outcomes(&ranked, &[], 1000).unwrap(), ["recommend", "not_select", "recommend", "not_select"]);
    }

    #[test]
    fn a_tie_that_the_line_cuts_must_be_decided_by_people() {
        let ranked = [row(1, 1, 300, None), row(2, 2, 300, Some(1)), row(3, 3, 300, Some(1))];
        assert_eq!(outcomes(&ranked, &[], 700), Err(NoLine::Tie(1)));
        assert_eq!(outcomes(&ranked, &[3, 2], 700).unwrap(), ["recommend", "reserve", "recommend"]);
        assert_eq!(outcomes(&ranked, &[], 900).unwrap(), ["recommend"; 3]);
        assert_eq!(outcomes(&ranked, &[], 500).unwrap(), ["recommend", "reserve", "reserve"]);
    }
}
