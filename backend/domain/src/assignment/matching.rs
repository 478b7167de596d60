//! How well an expert fits a proposal, in permille. Scores that the expert gave in the past are never part of it.

use std::collections::BTreeMap;

use super::FULL;

/// What speaks for an expert.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Match<'a> {
    /// The subjects of the proposal with their weights.
    pub wanted: &'a [(String, u32)],
    /// The specialities of the expert with their weights.
    pub offered: &'a [(String, u32)],
    /// Has reviewed proposals of this track before.
    pub track_experience: bool,
    /// The expert asked for it: 0 = rather not, 500 = no wish, 1000 = gladly.
    pub preference: u32,
    /// Knows the region.
    pub region: bool,
}

/// `(600 · tag + 200 · track + 150 · preference + 50 · region) / 1000`, where `tag` is the part of the wanted weights
/// that the expert covers; a proposal without subjects is covered by everybody. Between 0 and 1000.
#[must_use]
pub fn match_score(of: &Match<'_>) -> u32 {
    let offered: BTreeMap<&str, u64> = of.offered.iter().map(|(code, weight)| (code.as_str(), u64::from(*weight))).collect();
    let wanted: u64 = of.wanted.iter().map(|(_, weight)| u64::from(*weight)).sum();
    let covered: u64 =
        of.wanted.iter().map(|(code, weight)| u64::from(*weight).min(offered.get(code.as_str()).copied().unwrap_or(0))).sum();
    let full = u64::from(FULL);
    let tag = (covered * full).checked_div(wanted).unwrap_or(full);
    let flag = |held: bool| if held { full } else { 0 };
    let sum = 600 * tag + 200 * flag(of.track_experience) + 150 * u64::from(of.preference.min(FULL)) + 50 * flag(of.region);
    u32::try_from(sum / full).unwrap_or(FULL)
}
