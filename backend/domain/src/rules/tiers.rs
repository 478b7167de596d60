//! Amount tiers (审批层级): which hands a payment needs beyond the three, by its amount and by what went to the same payee
//! or project before. A payment that is split meets the tier of its sum.

use serde::{Deserialize, Serialize};

use super::hands::THREE_HANDS;
use crate::fault::Fault;
use crate::money::{Fen, MoneyError};
use crate::string_enum;

string_enum! {
    /// A hand that large amounts need beside maker, checker and approver.
    pub enum ExtraHand {
        SecondApprover "second_approver" "第二审批" "A second approver, another person than all before";
        Director "director" "集体决策" "The director, who names the minutes of the collective decision";
    }
}

string_enum! {
    /// With what a payment is added up.
    pub enum CountBy {
        Payee "payee" "同一收款单位" "Everything paid to the same organisation";
        Project "project" "同一项目" "Everything paid for the same project";
    }
}

/// From an amount on, further hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// The smallest sum of this tier.
    pub from: Fen,
    /// What it needs beside the three hands, in the order in which they act.
    pub hands: Vec<ExtraHand>,
}

/// The tiers of an installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tiers {
    /// How many days back other payments count, 1 to 366.
    pub window_days: u16,
    pub count_by: CountBy,
    /// Lowest first. Below the first one three hands are enough.
    pub tiers: Vec<Tier>,
}

/// The most days that payments are added up over.
pub const MAX_WINDOW_DAYS: u16 = 366;

/// Other payments that count together with the one that is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Others {
    pub count: u32,
    pub total: Fen,
}

/// What the tiers ask of one payment, and why. The last approving hand keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Beside the three hands; empty below the first tier.
    pub hands: Vec<ExtraHand>,
    /// Where the tier begins; nothing below the first one.
    pub from: Option<Fen>,
    /// This payment and the others that count.
    pub total: Fen,
    /// How many payments that are, this one included.
    pub count: u32,
    pub window_days: u16,
    pub count_by: CountBy,
}

impl Default for Tiers {
    /// Above ¥500,000 a second approver, from ¥1,000,000 on also a collective decision; what went to the payee within 90
    /// days counts.
    fn default() -> Self {
        let from = |fen| Fen::new(fen).unwrap_or(Fen::ZERO);
        Self {
            window_days: 90,
            count_by: CountBy::Payee,
            tiers: vec![
                Tier { from: from(50_000_001), hands: vec![ExtraHand::SecondApprover] },
                Tier { from: from(100_000_000), hands: vec![ExtraHand::SecondApprover, ExtraHand::Director] },
            ],
        }
    }
}

impl Tiers {
    /// Everything that is wrong with these tiers: none at all, no amount, not rising, a higher tier that needs less.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if !(1..=MAX_WINDOW_DAYS).contains(&self.window_days) {
            let fault = Fault::new("/window_days", "out_of_range", "Payments are added up over 1 to 366 days");
            faults.push(fault.with_actual(self.window_days.to_string()));
        }
        if self.tiers.is_empty() {
            faults.push(Fault::new("/tiers", "empty", "There is at least one tier; write-offs need the highest"));
        }
        for (n, tier) in self.tiers.iter().enumerate() {
            let before = n.checked_sub(1).and_then(|at| self.tiers.get(at));
            faults.extend(tier.faults(before).into_iter().map(|fault| fault.below(&format!("/tiers/{n}"))));
        }
        faults
    }

    fn of(&self, sum: Fen) -> Option<&Tier> {
        self.tiers.iter().rev().find(|tier| tier.from <= sum)
    }

    /// What a payment needs that comes together with these others.
    pub fn demand(&self, amount: Fen, others: Others) -> Result<Demand, MoneyError> {
        let total = amount.checked_add(others.total)?;
        let tier = self.of(total);
        Ok(Demand {
            hands: tier.map(|tier| tier.hands.clone()).unwrap_or_default(),
            from: tier.map(|tier| tier.from),
            total,
            count: others.count.saturating_add(1),
            window_days: self.window_days,
            count_by: self.count_by,
        })
    }

    /// What a write-off needs, whatever its amount: everything of the highest tier.
    #[must_use]
    pub fn highest(&self, amount: Fen) -> Demand {
        let hands = self.tiers.last().map(|tier| tier.hands.clone()).unwrap_or_default();
        Demand { hands, from: None, total: amount, count: 1, window_days: self.window_days, count_by: self.count_by }
    }
}

impl Tier {
    fn faults(&self, before: Option<&Self>) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.from <= Fen::ZERO {
            faults.push(Fault::new("/from", "too_small", "A tier begins above zero; three hands are needed always"));
        }
        if let Some(before) = before.filter(|before| self.from <= before.from) {
            let fault = Fault::new("/from", "not_rising", "Each tier begins above the one before");
            faults.push(fault.with_limit(before.from.to_string()).with_actual(self.from.to_string()));
        }
        if self.hands.is_empty() {
            faults.push(Fault::new("/hands", "empty", "A tier needs a hand that the one below does not"));
        }
        for (n, hand) in self.hands.iter().enumerate() {
            if self.hands[..n].contains(hand) {
                faults.push(Fault::new(format!("/hands/{n}"), "duplicate", "Stands here twice").with_actual(hand.as_str()));
            }
        }
        let lower = before.map(|before| before.hands.as_slice()).unwrap_or_default();
        for (n, hand) in lower.iter().enumerate() {
            if !self.hands.contains(hand) && !lower[..n].contains(hand) {
                faults.push(
                    Fault::new("/hands", "needs_less", "A higher tier needs at least what the lower one needs").with_limit(hand.as_str()),
                );
            }
        }
        faults
    }
}

impl Demand {
    /// Every hand that must have acted, first to last.
    #[must_use]
    pub fn steps(&self) -> Vec<&'static str> {
        THREE_HANDS.into_iter().chain(self.hands.iter().map(|hand| hand.as_str())).collect()
    }

    /// The further hands that have not acted yet, each with its reason.
    #[must_use]
    pub fn missing(&self, acted: &[&str]) -> Vec<Fault> {
        let missing = self.hands.iter().filter(|hand| !acted.contains(&hand.as_str()));
        missing.map(|hand| self.fault(*hand)).collect()
    }

    fn fault(&self, hand: ExtraHand) -> Fault {
        let (code, who) = match hand {
            ExtraHand::SecondApprover => ("second_approver_needed", "a second approver"),
            ExtraHand::Director => ("director_needed", "the director with the minutes of the collective decision"),
        };
        let fault = Fault::new(format!("/{}", hand.as_str()), code, format!("needs {who} because {}", self.reason()));
        let fault = fault.with_actual(self.total.to_string());
        match self.from {
            Some(from) => fault.with_limit(from.to_string()),
            None => fault,
        }
    }

    fn reason(&self) -> String {
        let thing = self.count_by.as_str();
        match (self.from, self.count) {
            (None, _) => "every write-off needs the highest tier".to_owned(),
            (Some(_), 1) => format!("the amount is {}", self.total),
            (Some(_), n) => format!("{n} payments to this {thing} in {} days total {}", self.window_days, self.total),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fen(yuan: i64) -> Fen {
        Fen::new(yuan * 100).unwrap()
    }

    fn codes(tiers: &Tiers) -> Vec<String> {
        tiers.faults().into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn the_default_is_sound_and_begins_above_half_a_million() {
        let tiers = Tiers::default();
        assert_eq!(codes(&tiers), Vec::<String>::new());
        assert_eq!(tiers.demand(fen(500_000), Others::default()).unwrap().hands, []);
        assert_eq!(tiers.demand(Fen::new(50_000_001).unwrap(), Others::default()).unwrap().hands, [ExtraHand::SecondApprover]);
        assert_eq!(tiers.demand(fen(1_000_000), Others::default()).unwrap().hands.len(), 2);
    }

    #[test]
    fn the_reason_is_said_in_words_with_the_figures() {
        let others = Others { count: 2, total: fen(400_000) };
        let demand = Tiers::default().demand(fen(120_000), others).unwrap();
        let fault = demand.missing(&["maker", "checker", "approver"]).remove(0);
        assert_eq!(fault.detail, "needs a second approver because 3 payments to this payee in 90 days total 520000.00");
        assert_eq!((fault.limit.as_deref(), fault.actual.as_deref()), (Some("500000.01"), Some("520000.00")));
        assert_eq!(demand.missing(&["second_approver"]), []);
        assert_eq!(demand.steps(), ["maker", "checker", "approver", "second_approver"]);
    }

    #[test]
    fn a_write_off_needs_the_highest_tier_whatever_its_amount() {
        let demand = Tiers::default().highest(Fen::new(1).unwrap());
        assert_eq!(demand.hands, [ExtraHand::SecondApprover, ExtraHand::Director]);
        assert!(demand.missing(&[])[0].detail.ends_with("every write-off needs the highest tier"));
    }

    #[test]
    fn every_fault_of_the_tiers_is_named_at_once() {
        let tier = |from, hands: &[ExtraHand]| Tier { from, hands: hands.to_vec() };
        let (second, director) = (ExtraHand::SecondApprover, ExtraHand::Director);
        let wrong = Tiers {
            window_days: 0,
            tiers: vec![tier(fen(0), &[second, second]), tier(fen(10), &[director]), tier(fen(10), &[])],
            ..Tiers::default()
        };
        let expected = [
            "/window_days out_of_range",
            "/tiers/0/from too_small",
            "/tiers/0/hands/1 duplicate",
            "/tiers/1/hands needs_less",
            "/tiers/2/from not_rising",
            "/tiers/2/hands empty",
            "/tiers/2/hands needs_less",
        ];
        assert_eq!(codes(&wrong), expected);
        assert_eq!(codes(&Tiers { tiers: Vec::new(), ..Tiers::default() }), ["/tiers empty"]);
    }

    proptest! {
        #[test]
        fn the_last_part_of_a_split_meets_the_tier_of_the_whole(parts in prop::collection::vec(1_i64..60_000_000, 1..12)) {
            let tiers = Tiers::default();
            let sum: i64 = parts.iter().sum();
            let whole = tiers.demand(Fen::new(sum).unwrap(), Others::default()).unwrap();
            let (last, before) = parts.split_last().unwrap();
            let others = Others { count: u32::try_from(before.len()).unwrap(), total: Fen::new(before.iter().sum()).unwrap() };
            let part = tiers.demand(Fen::new(*last).unwrap(), others).unwrap();
            prop_assert_eq!(part.hands, whole.hands);
            prop_assert_eq!(part.total, whole.total);
        }

        #[test]
        fn more_money_never_needs_fewer_hands(less in 1_i64..200_000_000, more in 0_i64..200_000_000, other in 0_i64..200_000_000) {
            let tiers = Tiers::default();
            let at = |fen, total| tiers.demand(Fen::new(fen).unwrap(), Others { count: 1, total: Fen::new(total).unwrap() }).unwrap().hands;
            let (low, high) = (at(less, 0), at(less + more, other));
            prop_assert!(low.iter().all(|hand| high.contains(hand)));
        }
    }
}
