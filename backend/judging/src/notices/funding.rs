//! Which proposals a decision funds: what the domain needs to draw the line from a verified ranking.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use yichuang_domain::money::Fen;
use yichuang_domain::reviews::{Cap, Contender, FundingMethod, FundingRules, PlanError, Share, plan};
use yichuang_domain::schemes::{Quota, Scheme};
use yichuang_store::ids::{OrganisationId, ProposalId};

/// One ranked proposal, best first.
#[derive(Clone, Debug)]
pub struct Ranked {
    pub id: ProposalId,
    pub number: String,
    pub organisation: OrganisationId,
    pub category: Option<String>,
    pub track: Option<String>,
    pub place: i32,
    pub tie_group: Option<u32>,
    /// The published score.
    pub shown: String,
    /// Reaches the pass mark of the scheme.
    pub passes: bool,
    /// What an award would be: the request, cut to the cap where the scheme cuts.
    pub amount: Fen,
}

/// How the line is drawn, and under `partial` the least share that still helps a proposal.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    pub method: FundingMethod,
    pub least_share_bp: u32,
}

/// Puts the members of the decided tie groups into the decided order, within the places the group holds.
pub fn reorder(ranked: &mut [Ranked], decided: &[ProposalId]) {
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

/// The limits of a scheme with the money of its call.
#[must_use]
pub fn rules(scheme: &Scheme, budget: Fen, how: Method) -> FundingRules {
    let cap = |quota: &Quota| Cap { max_awards: quota.max_awards, max_amount: quota.max_amount };
    let categories = scheme.categories.iter().filter_map(|one| Some((group("category", &one.code), cap(one.quota.as_ref()?))));
    let tracks = scheme.tracks.iter().filter_map(|one| Some((group("track", &one.code), cap(one.quota.as_ref()?))));
    FundingRules {
        method: how.method,
        budget,
        per_owner: scheme.limits.awards_per_organisation,
        per_call: scheme.limits.awards_per_call,
        caps: categories.chain(tracks).collect(),
        least_share_bp: how.least_share_bp,
    }
}

fn group(kind: &str, code: &str) -> String {
    format!("{kind}:{code}")
}

/// The ranking as it may be published: organisations by a number in the order of the ranking, not by name.
#[must_use]
pub fn contenders(ranked: &[Ranked]) -> Vec<Contender> {
    let mut owners: BTreeMap<OrganisationId, String> = BTreeMap::new();
    let mut found = Vec::with_capacity(ranked.len());
    for row in ranked {
        let next = format!("organisation {}", owners.len() + 1);
        let groups = [("category", &row.category), ("track", &row.track)];
        found.push(Contender {
            proposal: row.number.clone(),
            owner: owners.entry(row.organisation).or_insert(next).clone(),
            groups: groups.into_iter().filter_map(|(kind, code)| Some(group(kind, code.as_deref()?))).collect(),
            tie_group: row.tie_group,
            passes: row.passes,
            amount: row.amount,
            shown: row.shown.clone(),
        });
    }
    found
}

/// The numbers of these proposals.
#[must_use]
pub fn numbers(ranked: &[Ranked], ids: &[ProposalId]) -> BTreeSet<String> {
    ranked.iter().filter(|row| ids.contains(&row.id)).map(|row| row.number.clone()).collect()
}

/// What every ranked proposal gets (A14).
pub fn line(ranked: &[Ranked], decided: &[ProposalId], rules: &FundingRules) -> Result<Vec<Share>, PlanError> {
    plan(&contenders(ranked), &numbers(ranked, decided), rules)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn row(n: u128, organisation: u128, yuan: i64, tie_group: Option<u32>) -> Ranked {
        Ranked {
            id: ProposalId(Uuid::from_u128(n)),
            number: format!("P{n}"),
            shown: "80.00".to_owned(),
            organisation: OrganisationId(Uuid::from_u128(organisation)),
            category: None,
            track: None,
            place: i32::try_from(n).unwrap(),
            tie_group,
            passes: true,
            amount: Fen::new(yuan * 100).unwrap(),
        }
    }

    fn outcomes(ranked: &[Ranked], decided: &[u128], budget: i64) -> Result<Vec<&'static str>, PlanError> {
        let decided: Vec<ProposalId> = decided.iter().map(|id| ProposalId(Uuid::from_u128(*id))).collect();
        let mut ranked = ranked.to_vec();
        reorder(&mut ranked, &decided);
        let how = Method { method: FundingMethod::StrictRankStop, least_share_bp: 0 };
        let shares = line(&ranked, &decided, &rules(&Scheme::default(), Fen::new(budget * 100).unwrap(), how))?;
        let mut found: Vec<_> = shares.into_iter().map(|share| (share.proposal, share.fate.as_str())).collect();
        found.sort_unstable();
        Ok(found.into_iter().map(|(_, fate)| fate).collect())
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
        assert_eq!(outcomes(&ranked, &[], 700), Err(PlanError::Tie(1)));
        assert_eq!(outcomes(&ranked, &[3, 2], 700).unwrap(), ["recommend", "reserve", "recommend"]);
        assert_eq!(outcomes(&ranked, &[], 900).unwrap(), ["recommend"; 3]);
        assert_eq!(outcomes(&ranked, &[], 500).unwrap(), ["recommend", "reserve", "reserve"]);
    }
}
