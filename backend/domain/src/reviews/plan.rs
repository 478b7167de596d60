//! From a ranking to awards (A14): how far the money and the limits of a scheme reach, by one of four methods.
//!
//! [`plan`] is a pure function of what is published with a decision, so that everybody can draw the line again; whatever
//! the method chose, [`check`] counts money and limits once more in whole numbers (INV-27).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::optimum::{self, Item};
use crate::money::{Fen, WHOLE_BP};
use crate::string_enum;

string_enum! {
    /// How the line is drawn.
    pub enum FundingMethod {
        StrictRankStop "strict_rank_stop" "按名次依次资助，遇超出即止" "Down the ranking; stops at the first that does not fit";
        Skip "skip" "按名次依次资助，超出者跳过" "Down the ranking; who does not fit is passed over";
        Partial "partial" "按名次依次资助，末位部分资助" "Down the ranking; the first that does not fit gets what is left";
        Optimum "optimum" "总分最高的组合" "The set with the highest sum of scores; ranks do not count";
    }
}

string_enum! {
    /// What becomes of a proposal.
    pub enum Fate {
        Recommend "recommend" "拟立项" "It is to be funded";
        Reserve "reserve" "候补" "It passes, but money or places are used up";
        NotSelect "not_select" "不予立项" "It misses the pass mark, or its organisation has its awards";
    }
}

/// One ranked proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contender {
    /// The proposal.
    pub proposal: String,
    /// Who would receive the award; equal texts are one receiver.
    pub owner: String,
    /// The groups whose limits an award counts against.
    pub groups: Vec<String>,
    /// Proposals with the same number are equal on every key of the ranking.
    pub tie_group: Option<u32>,
    /// Whether it reaches the pass mark.
    pub passes: bool,
    /// What a whole award would be.
    pub amount: Fen,
    /// The published score, a decimal number.
    pub shown: String,
}

/// The limits of one group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cap {
    /// The most awards; absent = no limit.
    pub max_awards: Option<u32>,
    /// The most money; absent = no limit.
    pub max_amount: Option<Fen>,
}

/// What the line is drawn by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundingRules {
    /// How.
    pub method: FundingMethod,
    /// The money for all awards.
    pub budget: Fen,
    /// The most awards of one owner.
    pub per_owner: u32,
    /// The most awards altogether; absent = no limit.
    pub per_call: Option<u32>,
    /// The limits of groups; a group that is not listed has none.
    pub caps: BTreeMap<String, Cap>,
    /// Under [`FundingMethod::Partial`]: the least share of its amount, in basis points, that still helps a proposal.
    pub least_share_bp: u32,
}

/// What one proposal gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The proposal.
    pub proposal: String,
    /// What becomes of it.
    pub fate: Fate,
    /// The award; zero unless it is recommended.
    pub amount: Fen,
}

/// Why no line can be drawn, or why one does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The order inside this tie group decides about money, and nobody has decided it.
    #[error("the line cuts tie group {0}, whose order is not decided")]
    Tie(u32),
    /// The budget is below zero.
    #[error("a budget is not below zero")]
    NegativeBudget,
    /// An amount is zero or below.
    #[error("the amount of {0} is not above zero")]
    NotPositive(String),
    /// A score is no decimal number.
    #[error("the score of {0} is not a decimal number")]
    Score(String),
    /// The same proposal twice.
    #[error("{0} is listed twice")]
    Repeated(String),
    /// Too many sets would have to be looked at to prove which is the best.
    #[error("there are too many proposals to prove which set is the best")]
    TooMany,
    /// A limit does not hold; the text says which.
    #[error("{0}")]
    Broken(String),
}

/// What has been used of every limit.
#[derive(Default)]
struct Used {
    spent: i128,
    awards: u32,
    by_owner: BTreeMap<String, u32>,
    by_group: BTreeMap<String, (u32, i128)>,
}

impl Used {
    fn owner_has_room(&self, one: &Contender, rules: &FundingRules) -> bool {
        self.by_owner.get(&one.owner).copied().unwrap_or(0) < rules.per_owner
    }

    /// Whether an award of `amount` fits every limit but the budget and that of the owner.
    fn has_room(&self, one: &Contender, amount: i128, rules: &FundingRules) -> bool {
        rules.per_call.is_none_or(|most| self.awards < most)
            && one.groups.iter().all(|group| {
                let (count, sum) = self.by_group.get(group).copied().unwrap_or_default();
                rules.caps.get(group).is_none_or(|cap| {
                    cap.max_awards.is_none_or(|most| count < most)
                        && cap.max_amount.is_none_or(|most| sum + amount <= i128::from(most.get()))
                })
            })
    }

    fn take(&mut self, one: &Contender, amount: i128) {
        self.awards += 1;
        *self.by_owner.entry(one.owner.clone()).or_default() += 1;
        for group in &one.groups {
            let used = self.by_group.entry(group.clone()).or_default();
            *used = (used.0 + 1, used.1 + amount);
        }
    }
}

/// The fate of every proposal, in the given order, best first.
///
/// Who misses the pass mark, or whose owner has its awards already, is not selected; quotas and money keep others in
/// reserve. `decided` names the proposals whose ties people or a lottery have decided: they stand in the decided order. An
/// undecided tie group is refused when putting another of its members first would change who gets what (INV-16).
pub fn plan(ranked: &[Contender], decided: &BTreeSet<String>, rules: &FundingRules) -> Result<Vec<Share>, PlanError> {
    refuse_malformed(ranked, rules)?;
    let shares = draw(ranked, rules)?;
    let mut groups: Vec<u32> = ranked.iter().filter(|one| !decided.contains(&one.proposal)).filter_map(|one| one.tie_group).collect();
    groups.dedup();
    for group in groups {
        let members: Vec<usize> = (0..ranked.len()).filter(|index| ranked[*index].tie_group == Some(group)).collect();
        for index in members.iter().skip(1) {
            let mut turned = ranked.to_vec();
            turned[members[0]..=*index].rotate_right(1);
            if awards(&draw(&turned, rules)?) != awards(&shares) {
                return Err(PlanError::Tie(group));
            }
        }
    }
    check(ranked, rules, &shares)?;
    Ok(shares)
}

fn awards(shares: &[Share]) -> BTreeMap<&str, Fen> {
    shares.iter().filter(|share| share.fate == Fate::Recommend).map(|share| (share.proposal.as_str(), share.amount)).collect()
}

fn refuse_malformed(ranked: &[Contender], rules: &FundingRules) -> Result<(), PlanError> {
    if rules.budget.is_negative() {
        return Err(PlanError::NegativeBudget);
    }
    let mut seen = BTreeSet::new();
    for one in ranked {
        if one.amount <= Fen::ZERO {
            return Err(PlanError::NotPositive(one.proposal.clone()));
        }
        if !seen.insert(&one.proposal) {
            return Err(PlanError::Repeated(one.proposal.clone()));
        }
    }
    Ok(())
}

fn draw(ranked: &[Contender], rules: &FundingRules) -> Result<Vec<Share>, PlanError> {
    match rules.method {
        FundingMethod::Optimum => best_set(ranked, rules),
        _ => Ok(walk(ranked, rules)),
    }
}

fn share(one: &Contender, fate: Fate, amount: Fen) -> Share {
    Share { proposal: one.proposal.clone(), fate, amount }
}

/// Down the ranking.
fn walk(ranked: &[Contender], rules: &FundingRules) -> Vec<Share> {
    let mut used = Used::default();
    let mut stopped = false;
    let mut shares = Vec::with_capacity(ranked.len());
    for one in ranked {
        let amount = i128::from(one.amount.get());
        if !one.passes || !used.owner_has_room(one, rules) {
            shares.push(share(one, Fate::NotSelect, Fen::ZERO));
            continue;
        }
        let left = i128::from(rules.budget.get()) - used.spent;
        let fits = amount <= left;
        if !used.has_room(one, amount, rules) || (rules.method == FundingMethod::Skip && !fits) {
            shares.push(share(one, Fate::Reserve, Fen::ZERO));
            continue;
        }
        used.take(one, amount);
        let award = if stopped {
            None
        } else if fits {
            Some(one.amount)
        } else {
            stopped = true;
            rest(one, left, rules)
        };
        used.spent += award.map_or(0, |award| i128::from(award.get()));
        shares.push(award.map_or_else(|| share(one, Fate::Reserve, Fen::ZERO), |award| share(one, Fate::Recommend, award)));
    }
    shares
}

/// What is left, if the method gives it away and it is enough to help.
fn rest(one: &Contender, left: i128, rules: &FundingRules) -> Option<Fen> {
    let least = i128::from(one.amount.get()) * i128::from(rules.least_share_bp);
    let enough = rules.method == FundingMethod::Partial && left > 0 && left * i128::from(WHOLE_BP) >= least;
    enough.then(|| i64::try_from(left).ok().and_then(|left| Fen::new(left).ok())).flatten()
}

/// The set with the highest sum of published scores; of several the cheapest, and of those the one whose best-ranked
/// difference ranks higher.
fn best_set(ranked: &[Contender], rules: &FundingRules) -> Result<Vec<Share>, PlanError> {
    let passing: Vec<&Contender> = ranked.iter().filter(|one| one.passes).collect();
    let mut items = Vec::with_capacity(passing.len());
    for one in &passing {
        items.push(Item { value: value(&one.shown).ok_or_else(|| PlanError::Score(one.proposal.clone()))?, cost: one.amount.get().into() });
    }
    let allowed = |chosen: &[usize], next: usize| {
        let mut used = Used::default();
        for index in chosen {
            used.take(passing[*index], items[*index].cost);
        }
        used.owner_has_room(passing[next], rules) && used.has_room(passing[next], items[next].cost, rules)
    };
    let chosen = optimum::best(&items, rules.budget.get().into(), &allowed).ok_or(PlanError::TooMany)?;
    let chosen: BTreeSet<&str> = chosen.into_iter().map(|index| passing[index].proposal.as_str()).collect();
    let mut owners: BTreeMap<&str, u32> = BTreeMap::new();
    for one in ranked.iter().filter(|one| chosen.contains(one.proposal.as_str())) {
        *owners.entry(one.owner.as_str()).or_default() += 1;
    }
    let fate = |one: &Contender| {
        if chosen.contains(one.proposal.as_str()) {
            share(one, Fate::Recommend, one.amount)
        } else if one.passes && owners.get(one.owner.as_str()).copied().unwrap_or(0) < rules.per_owner {
            share(one, Fate::Reserve, Fen::ZERO)
        } else {
            share(one, Fate::NotSelect, Fen::ZERO)
        }
    };
    Ok(ranked.iter().map(fate).collect())
}

/// A published score as a whole number of 10⁻⁹ points.
fn value(shown: &str) -> Option<i128> {
    let (whole, part) = shown.split_once('.').unwrap_or((shown, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 9 || whole.len() > 12 || !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}{part:0<9}").parse().ok()
}

/// Counts money and limits of a plan once more, in whole numbers, whoever made it (INV-27).
pub fn check(ranked: &[Contender], rules: &FundingRules, shares: &[Share]) -> Result<(), PlanError> {
    let broken = |what: String| Err(PlanError::Broken(what));
    let mut used = Used::default();
    if ranked.len() != shares.len() {
        return broken("every ranked proposal has one line".to_owned());
    }
    for (one, share) in ranked.iter().zip(shares) {
        if one.proposal != share.proposal {
            return broken(format!("{} stands where {} ranks", share.proposal, one.proposal));
        }
        if share.fate != Fate::Recommend {
            if share.amount != Fen::ZERO {
                return broken(format!("{} has an amount without an award", one.proposal));
            }
            continue;
        }
        let amount = i128::from(share.amount.get());
        if !one.passes || amount <= 0 || share.amount > one.amount {
            return broken(format!("{} cannot have this award", one.proposal));
        }
        if !used.owner_has_room(one, rules) || !used.has_room(one, amount, rules) {
            return broken(format!("the award of {} exceeds a limit", one.proposal));
        }
        used.take(one, amount);
        used.spent += amount;
        if used.spent > i128::from(rules.budget.get()) {
            return broken(format!("the awards down to {} exceed the budget", one.proposal));
        }
    }
    Ok(())
}
