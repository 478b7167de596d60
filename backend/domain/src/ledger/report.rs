//! What a report of the books says about a part of the money: where it stands at the end of a period, and what moved in it.

use crate::string_enum;
use crate::time::Day;

string_enum! {
    /// What a report of the books has one row for.
    pub enum ReportBy {
        Source "source" "资金来源" "Where the money comes from";
        Fund "fund" "资金" "The fund";
        BudgetLine "budget_line" "预算科目" "The line of the budget";
        Project "project" "项目" "The project; what is not bound to one stands in a row of its own";
        Area "area" "街道" "The street of the organisation that carries the project out, or its wider area if it names none";
    }
}

/// The days of a report: a month or a year, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportPeriod {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

impl ReportPeriod {
    /// Reads a month such as `2026-07` or a year such as `2026`, and nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last_month) = match text.len() {
            4 => (format!("{text}-01-01"), format!("{text}-12")),
            7 => (format!("{text}-01"), text.to_owned()),
            _ => return None,
        };
        let until = (28..=31).rev().find_map(|day| Day::parse(&format!("{last_month}-{day}")).ok())?;
        Some(Self { from: Day::parse(&first).ok()?, until })
    }
}

/// What a row of a report says, in fen. The positions are those of the budget layer at the end of the period; they add up to
/// the authority, as I3 says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReportFigures {
    /// B20.
    pub available: i64,
    /// B30.
    pub reserved: i64,
    /// B40.
    pub committed: i64,
    /// B50.
    pub due: i64,
    /// B55.
    pub approved: i64,
    /// B60.
    pub in_transit: i64,
    /// B70: paid, less what came back.
    pub paid: i64,
    /// B80: came back, and nobody has decided yet what becomes of it.
    pub recovered: i64,
    /// B90: went into a later year.
    pub carried_out: i64,
    /// B95: went back to whoever gave it.
    pub surrendered: i64,
    /// Paid in the period, less what the bank sent back in it.
    pub paid_in_period: i64,
    /// Came back from organisations in the period (E12, E14).
    pub returned_in_period: i64,
    /// Came back from organisations up to the end of the period.
    pub returned: i64,
}

impl ReportFigures {
    /// What may be spent: the sum of all positions, which is −B10 of whole allotments. Of a project it is what is bound to it.
    /// Nothing when the sum leaves the range.
    #[must_use]
    pub fn authority(&self) -> Option<i64> {
        let positions = [
            self.available,
            self.reserved,
            self.committed,
            self.due,
            self.approved,
            self.in_transit,
            self.paid,
            self.recovered,
            self.carried_out,
            self.surrendered,
        ];
        i64::try_from(positions.into_iter().map(i128::from).sum::<i128>()).ok()
    }

    /// Both together, figure by figure; nothing when one leaves the range.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        Some(Self {
            available: self.available.checked_add(other.available)?,
            reserved: self.reserved.checked_add(other.reserved)?,
            committed: self.committed.checked_add(other.committed)?,
            due: self.due.checked_add(other.due)?,
            approved: self.approved.checked_add(other.approved)?,
            in_transit: self.in_transit.checked_add(other.in_transit)?,
            paid: self.paid.checked_add(other.paid)?,
            recovered: self.recovered.checked_add(other.recovered)?,
            carried_out: self.carried_out.checked_add(other.carried_out)?,
            surrendered: self.surrendered.checked_add(other.surrendered)?,
            paid_in_period: self.paid_in_period.checked_add(other.paid_in_period)?,
            returned_in_period: self.returned_in_period.checked_add(other.returned_in_period)?,
            returned: self.returned.checked_add(other.returned)?,
        })
    }

    /// How much of the authority is paid, in basis points; see [`execution_bp`].
    #[must_use]
    pub fn execution_bp(&self) -> Option<i64> {
        execution_bp(self.paid, self.authority()?)
    }
}

/// `paid` of `authority` in basis points, rounded towards zero: 10 000 is said when everything is paid, and not before. Nothing
/// where there is no authority to speak of.
#[must_use]
pub fn execution_bp(paid: i64, authority: i64) -> Option<i64> {
    if authority <= 0 {
        return None;
    }
    i64::try_from(i128::from(paid) * 10_000 / i128::from(authority)).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn days(text: &str) -> Option<(String, String)> {
        ReportPeriod::parse(text).map(|period| (period.from.to_string(), period.until.to_string()))
    }

    #[test]
    fn a_period_is_a_month_or_a_year() {
        let some = |from: &str, until: &str| Some((from.to_owned(), until.to_owned()));
        assert_eq!(days("2026-07"), some("2026-07-01", "2026-07-31"));
        assert_eq!(days("2028-02"), some("2028-02-01", "2028-02-29"));
        assert_eq!(days("2026-02"), some("2026-02-01", "2026-02-28"));
        assert_eq!(days("2026"), some("2026-01-01", "2026-12-31"));
        for wrong in ["", "26", "2026-13", "2026-00", "2026-7", "2026-07-01", "２０２６", "abcd", "0000"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_rate_is_whole_only_when_everything_is_paid() {
        assert_eq!(execution_bp(99_999_999, 100_000_000), Some(9_999));
        assert_eq!(execution_bp(100_000_000, 100_000_000), Some(10_000));
        assert_eq!(execution_bp(1, 3), Some(3_333));
        assert_eq!(execution_bp(2, 3), Some(6_666));
        assert_eq!(execution_bp(0, 1), Some(0));
        assert_eq!(execution_bp(0, 0), None);
        assert_eq!(execution_bp(99_999_999_999_999, 99_999_999_999_999), Some(10_000));
    }

    #[test]
    fn authority_is_the_sum_of_the_positions_and_not_of_the_movements() {
        let figures =
            ReportFigures { available: 5, paid: 7, surrendered: 1, paid_in_period: 100, returned: 50, ..ReportFigures::default() };
        assert_eq!(figures.authority(), Some(13));
        assert_eq!(figures.execution_bp(), Some(5_384));
        assert_eq!(ReportFigures { available: i64::MAX, paid: 1, ..ReportFigures::default() }.authority(), None);
    }

    proptest! {
        #[test]
        fn a_rate_never_says_more_than_there_is(paid in 0..=99_999_999_999_999_i64, more in 0..=99_999_999_999_999_i64) {
            let authority = paid + more;
            prop_assume!(authority > 0);
            let rate = i128::from(execution_bp(paid, authority).unwrap());
            prop_assert!(rate * i128::from(authority) <= i128::from(paid) * 10_000);
            prop_assert!((rate + 1) * i128::from(authority) > i128::from(paid) * 10_000);
            prop_assert_eq!(rate == 10_000, more == 0);
        }
    }
}
