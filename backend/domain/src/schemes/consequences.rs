//! What a scheme means in yuan, so that whoever writes it sees more than basis points.

use super::Scheme;
use super::delivery::Gate;
use crate::money::{BasisPoints, Fen, Rounding, WHOLE_BP, split};

/// What a valid scheme means for the projects of each track and for the pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consequences {
    /// One for each track, in the order of the scheme.
    pub tracks: Vec<TrackConsequences>,
    /// How many projects at the lowest cap of all tracks the pool pays, at most; absent without pool or cap.
    pub awards_at_cap: Option<u32>,
    /// What the organiser may keep of the pool; absent without a pool.
    pub organiser_max: Option<Fen>,
}

/// What a project of one track may get, at its cap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackConsequences {
    /// The code of the track.
    pub track: String,
    /// The most one project may ask for; absent = no cap, and then nothing below can be said.
    pub cap: Option<Fen>,
    /// The instalments of a grant as large as the cap; they add up to it exactly.
    pub tranches: Vec<TrancheAmount>,
    /// The least matching money beside such a grant.
    pub matching_min: Option<Fen>,
    /// The least whole budget of a project that asks for the cap, grant and matching together.
    pub whole_min: Option<Fen>,
}

/// One instalment in yuan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrancheAmount {
    /// What must have happened.
    pub gate: Gate,
    /// The share, in basis points.
    pub bp: u32,
    /// The amount.
    pub amount: Fen,
    /// Working days from the gate to the payment, at most.
    pub due_working_days: u32,
}

/// What `scheme`, which must be valid, means; `pool` is the money of the round, if it is known.
#[must_use]
pub fn consequences(scheme: &Scheme, pool: Option<Fen>) -> Consequences {
    let tracks: Vec<_> = scheme.tracks.iter().map(|track| of_track(scheme, &track.code)).collect();
    let cap = tracks.iter().filter_map(|track| track.cap).min();
    Consequences {
        awards_at_cap: pool.zip(cap).map(|(pool, cap)| awards(scheme, pool, cap)),
        organiser_max: pool.and_then(|pool| {
            let share = BasisPoints::new(scheme.organiser_share_max_bp).ok()?;
            share.of(pool, Rounding::HalfUp).ok()
        }),
        tracks,
    }
}

fn awards(scheme: &Scheme, pool: Fen, cap: Fen) -> u32 {
    let found = pool.get().checked_div(cap.get()).and_then(|found| u32::try_from(found).ok()).unwrap_or(0);
    scheme.limits.awards_per_call.map_or(found, |most| most.min(found))
}

fn of_track(scheme: &Scheme, track: &str) -> TrackConsequences {
    let cap = scheme.cap_of(track, false);
    let plan = scheme.tranches_of(track);
    let shares: Vec<u32> = plan.iter().map(|tranche| tranche.bp).collect();
    let amounts = cap.and_then(|cap| split(cap, &shares).ok()).unwrap_or_default();
    let tranches = plan.iter().zip(amounts).map(|(tranche, amount)| TrancheAmount {
        gate: tranche.gate,
        bp: tranche.bp,
        amount,
        due_working_days: tranche.due_working_days,
    });
    let matching_min = cap.and_then(|cap| share_up(cap, scheme.budget.matching_min_bp, WHOLE_BP));
    TrackConsequences {
        track: track.to_owned(),
        cap,
        tranches: tranches.collect(),
        matching_min,
        whole_min: cap.zip(matching_min).and_then(|(cap, matching)| whole_min(scheme, cap, matching)),
    }
}

/// The larger of what the least matching and what the largest share of the grant ask for.
fn whole_min(scheme: &Scheme, cap: Fen, matching: Fen) -> Option<Fen> {
    let by_matching = cap.get().checked_add(matching.get()).and_then(|sum| Fen::new(sum).ok())?;
    match scheme.budget.cap_share_bp {
        Some(share) => Some(share_up(cap, WHOLE_BP, share)?.max(by_matching)),
        None => Some(by_matching),
    }
}

/// `amount · num / den`, rounded up to the next fen: the least amount that satisfies the rule.
fn share_up(amount: Fen, num: u32, den: u32) -> Option<Fen> {
    let (product, den) = (i128::from(amount.get()) * i128::from(num), i128::from(den));
    let up = (product + den - 1).checked_div(den)?;
    i64::try_from(up).ok().and_then(|fen| Fen::new(fen).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schemes::preset;

    fn yuan(text: &str) -> Option<Fen> {
        Fen::parse(text).ok()
    }

    #[test]
    fn the_tranches_of_the_cap_add_up_to_it() {
        let shown = consequences(&preset("binhai").unwrap(), yuan("600000.00"));
        let track = &shown.tracks[0];
        assert_eq!(track.cap, yuan("150000.00"));
        let amounts: Vec<String> = track.tranches.iter().map(|tranche| tranche.amount.to_string()).collect();
        assert_eq!(amounts, ["75000.00", "60000.00", "15000.00"]);
        assert_eq!((track.matching_min, track.whole_min), (yuan("15000.00"), yuan("165000.00")));
        assert_eq!((shown.awards_at_cap, shown.organiser_max), (Some(4), yuan("90000.00")));
    }

    #[test]
    fn a_share_of_the_whole_budget_asks_for_a_larger_project() {
        let shown = consequences(&preset("guangzhou").unwrap(), None);
        // 60 % of the whole budget: a grant of 500 000 needs a project of 833 333.34.
        assert_eq!(shown.tracks[0].whole_min, yuan("833333.34"));
        assert_eq!(shown.awards_at_cap, None);
    }

    #[test]
    fn a_fixed_number_of_awards_bounds_what_the_pool_could_pay() {
        let fujian = preset("fujian-flat").unwrap();
        assert_eq!(consequences(&fujian, yuan("2500000.00")).awards_at_cap, Some(10));
        assert_eq!(consequences(&fujian, yuan("9000000.00")).awards_at_cap, Some(10));
        assert_eq!(consequences(&fujian, yuan("600000.00")).awards_at_cap, Some(2));
    }

    #[test]
    fn without_a_cap_nothing_is_said() {
        let mut scheme = Scheme::default();
        scheme.budget.cap_per_project = None;
        let shown = consequences(&scheme, yuan("100.00"));
        assert_eq!((shown.tracks[0].cap, shown.tracks[0].tranches.len(), shown.awards_at_cap), (None, 0, None));
    }
}
