//! Stages that an office counts: the public jury (大众评审), many unnamed jurors, and site visits (实地考察) by a few who filled a
//! sheet at each place. Of both an office reports two figures for each proposal.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::exact::Exact;
use super::reader::Reader;
use crate::fault::{Fault, pointer_step};
use crate::money::parse_hundredths;
use crate::string_enum;

string_enum! {
    /// A stage that is counted by an office and confirmed by a second person.
    pub enum CountedStage {
        PublicJury "public_jury" "大众评审" "The public or resident jury";
        SiteVisit "site_visit" "实地考察" "People who saw the place, each with a sheet";
    }
}

/// The most ballots one count may have; a city votes with fewer.
pub const MAX_BALLOTS: u32 = 10_000_000;

/// The most points of one ballot, in hundredths: 100 points.
pub const BALLOT_MAX: i64 = 10_000;

/// What a jury gave one proposal: how many ballots, and the sum of their points. One ballot gives 0 to 100 points.
///
/// A jury that only says yes or no is counted with 100 points for a yes and 0 for a no. The sheets of a site visit are its
/// ballots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JuryCount {
    ballots: u32,
    points: i64,
}

impl JuryCount {
    /// A count of `ballots` that gave `points`, in hundredths of a point, together. The faults name `ballots` and `points`.
    pub fn new(ballots: u32, points: i64) -> Result<Self, Fault> {
        if ballots > MAX_BALLOTS {
            let fault = Fault::new("/ballots", "out_of_range", format!("the number is 0 to {MAX_BALLOTS}"));
            return Err(fault.with_limit(MAX_BALLOTS.to_string()).with_actual(ballots.to_string()));
        }
        let most = i64::from(ballots) * BALLOT_MAX;
        if !(0..=most).contains(&points) {
            let fault =
                Fault::new("/points", "out_of_range", "one ballot gives 0 to 100 points, so the sum is at most 100 times the ballots");
            return Err(fault.with_limit(text(most)).with_actual(text(points)));
        }
        Ok(Self { ballots, points })
    }

    /// A count whose points are written as a decimal with at most two decimals, such as `"9834.5"`.
    pub fn parse(ballots: u32, points: &str) -> Result<Self, Fault> {
        let hundredths = parse_hundredths(points, 12)
            .map_err(|error| Fault::new("/points", error.code(), "points are a string such as \"9834.5\"").with_actual(points))?;
        Self::new(ballots, hundredths)
    }

    /// How many ballots were given.
    #[must_use]
    pub const fn ballots(self) -> u32 {
        self.ballots
    }

    /// The sum of their points, in hundredths of a point.
    #[must_use]
    pub const fn points(self) -> i64 {
        self.points
    }

    /// The mean of the ballots in points, exactly; nothing where nobody voted.
    #[must_use]
    pub fn mean(self) -> Option<Exact> {
        let mean = Exact::new(i128::from(self.points), i128::from(self.ballots) * 100).ok()?;
        Some(mean.reduced())
    }

    /// The sum of the points as it is written: `9834.5`, without trailing zeros.
    #[must_use]
    pub fn points_text(self) -> String {
        text(self.points)
    }
}

fn text(hundredths: i64) -> String {
    let (whole, rest) = (hundredths / 100, (hundredths % 100).abs());
    match (rest, rest % 10) {
        (0, _) => whole.to_string(),
        (_, 0) => format!("{whole}.{}", rest / 10),
        _ => format!("{whole}.{rest:02}"),
    }
}

/// Reads the counts of a stage, by proposal: `{"P1": {"ballots": 120, "points": "9834.5"}}`.
pub(super) fn read(
    reader: &mut Reader,
    input: &Map<String, Value>,
    base: &str,
    proposals: &BTreeSet<String>,
    stage: CountedStage,
) -> BTreeMap<String, JuryCount> {
    let mut counts = BTreeMap::new();
    let Some(given) = reader.optional_object(input, base, stage.as_str()) else {
        return counts;
    };
    for (proposal, row) in given {
        let pointer = format!("{base}/{}/{}", stage.as_str(), pointer_step(proposal));
        if !proposals.contains(proposal) {
            reader.fault(&pointer, "unknown_proposal", "no review, exclusion or request names this proposal");
        }
        let Some(row) = reader.object(row, &pointer) else {
            continue;
        };
        let ballots = reader.required_count(row, &pointer, "ballots", u64::from(MAX_BALLOTS)).and_then(|n| u32::try_from(n).ok());
        let points = reader.required_text(row, &pointer, "points");
        let (Some(ballots), Some(points)) = (ballots, points) else {
            continue;
        };
        match JuryCount::parse(ballots, &points) {
            Ok(count) => {
                counts.insert(proposal.clone(), count);
            }
            Err(fault) => reader.adopt(vec![fault], &pointer),
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_count_is_the_mean_of_its_ballots_exactly(ballots in prop::collection::vec(0_i64..=BALLOT_MAX, 1..60)) {
            let size = u32::try_from(ballots.len()).unwrap();
            let sum: i64 = ballots.iter().sum();
            let count = JuryCount::new(size, sum).unwrap();
            let mean = count.mean().unwrap();
            // The mean times the ballots is the sum again, and it lies among the ballots.
            prop_assert_eq!(mean.num() * i128::from(size) * 100, i128::from(sum) * mean.den());
            let at = |points: i64| Exact::new(i128::from(points), 100).unwrap();
            prop_assert!(at(*ballots.iter().min().unwrap()) <= mean && mean <= at(*ballots.iter().max().unwrap()));
            prop_assert_eq!(JuryCount::parse(size, &count.points_text()), Ok(count));
            // One ballot more with more points never lowers it.
            let more = JuryCount::new(size + 1, sum + BALLOT_MAX).unwrap();
            prop_assert!(more.mean().unwrap() >= mean);
        }
    }

    #[test]
    fn a_sum_that_its_ballots_cannot_give_is_refused() {
        assert_eq!(JuryCount::new(0, 0).unwrap().mean(), None);
        assert_eq!(JuryCount::new(2, 20_001).unwrap_err().pointer, "/points");
        assert_eq!(JuryCount::new(0, 1).unwrap_err().code, "out_of_range");
        assert_eq!(JuryCount::parse(3, "-1").unwrap_err().code, "out_of_range");
        assert_eq!(JuryCount::parse(3, "1.001").unwrap_err().code, "too_precise");
        assert_eq!(JuryCount::parse(3, "一百").unwrap_err().code, "form");
        assert_eq!(JuryCount::new(MAX_BALLOTS + 1, 0).unwrap_err().pointer, "/ballots");
    }
}
