//! The end of a fiscal year (年末结转): what becomes of available money, and what keeps a year from being closed.

use crate::fault::Fault;
use crate::string_enum;
use crate::time::{Day, TimeError};

string_enum! {
    /// What becomes of the available money of a fund at the end of a fiscal year.
    pub enum YearEndPolicy {
        Carry "carry" "结转下年" "Available money stays available in the next year";
        Lapse "lapse" "年末收回" "Available money goes back to whoever gave it";
    }
}

impl YearEndPolicy {
    /// The policy of a fund that names none: budget money of the year is taken back, all other money stays.
    #[must_use]
    pub fn of_source(source: &str) -> Self {
        if source == "fiscal" { Self::Lapse } else { Self::Carry }
    }
}

/// What is known about a fund and one of its fiscal years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The fiscal year, which is the calendar year in Asia/Shanghai.
    pub fiscal_year: i32,
    /// Today in Asia/Shanghai.
    pub today: Day,
    /// Number of the effective allotments of the year.
    pub allotments: usize,
    /// The first earlier year with effective allotments.
    pub earlier_year: Option<i32>,
    /// Numbers of the adjustments of these allotments that wait for a hand.
    pub adjustments: Vec<String>,
}

/// One line of the checklist of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub code: &'static str,
    /// What keeps the year from being closed; nothing when it is done.
    pub fault: Option<Fault>,
}

/// The checklist of a year, done or not, in its order.
#[must_use]
pub fn items(facts: &Facts) -> Vec<Item> {
    let year = facts.fiscal_year;
    let item = |code, missing: Option<Fault>| Item { code, fault: missing };
    vec![
        item("year_over", {
            let detail = "The year is not over; it is closed when its last day has passed";
            (facts.today.year() <= year).then(|| Fault::new("/fiscal_year", "year_not_over", detail).with_actual(facts.today.to_string()))
        }),
        item("allotments", {
            let detail = "The fund has no effective allotment of this year";
            (facts.allotments == 0).then(|| Fault::new("/fiscal_year", "nothing_to_close", detail))
        }),
        item(
            "earlier_years",
            facts.earlier_year.map(|earlier| {
                let detail = "An earlier year of the fund is closed first";
                Fault::new("/fiscal_year", "earlier_year_open", detail).with_actual(earlier.to_string())
            }),
        ),
        item("adjustments", {
            let detail = "Adjustments of these allotments wait for a hand; they are executed or refused first";
            (!facts.adjustments.is_empty())
                .then(|| Fault::new("/adjustments", "adjustments_open", detail).with_actual(facts.adjustments.join("、")))
        }),
    ]
}

/// The days on which a year's money leaves it and enters the next one: its last day and the first one after it. Nothing is
/// posted into a month that is closed, so once December is, both are the first day that is open; what December said stays.
pub fn posting_days(year: i32, last_closed_month: Option<&str>) -> Result<(Day, Day), TimeError> {
    let (last, first) = (Day::new(year, 12, 31)?, Day::new(year.saturating_add(1), 1, 1)?);
    let Some(closed) = last_closed_month.filter(|month| *month >= format!("{year:04}-12").as_str()) else { return Ok((last, first)) };
    // From the first of a month, thirty-one days lead into the next one.
    let next = Day::parse(&format!("{closed}-01"))?.plus_days(31)?.to_string();
    let open = Day::parse(&format!("{}-01", &next[..7]))?;
    Ok((open, open))
}

/// What keeps the year from being closed; everything at once.
#[must_use]
pub fn blockers(facts: &Facts) -> Vec<Fault> {
    items(facts).into_iter().filter_map(|item| item.fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready() -> Facts {
        Facts { fiscal_year: 2026, today: Day::parse("2027-01-01").unwrap(), allotments: 1, earlier_year: None, adjustments: Vec::new() }
    }

    #[test]
    fn a_year_that_is_over_is_closed_from_its_first_day_on() {
        assert_eq!(blockers(&ready()), []);
        let early = Facts { today: Day::parse("2026-12-31").unwrap(), ..ready() };
        assert_eq!(blockers(&early)[0].code, "year_not_over");
    }

    #[test]
    fn everything_that_blocks_is_named_at_once() {
        let facts = Facts {
            today: Day::parse("2026-06-01").unwrap(),
            allotments: 0,
            earlier_year: Some(2025),
            adjustments: vec!["SX2026-0001".to_owned()],
            ..ready()
        };
        let codes: Vec<String> = blockers(&facts).into_iter().map(|fault| fault.code).collect();
        let expected = ["year_not_over", "nothing_to_close", "earlier_year_open", "adjustments_open"];
        assert_eq!(codes, expected);
    }

    #[test]
    fn a_year_is_carried_over_on_its_last_day_and_after_december_was_closed_on_the_first_open_one() {
        let days = |closed| posting_days(2026, closed).map(|(out, into)| (out.to_string(), into.to_string())).unwrap();
        let both = |day: &str| (day.to_owned(), day.to_owned());
        assert_eq!(days(None), ("2026-12-31".to_owned(), "2027-01-01".to_owned()));
        assert_eq!(days(Some("2026-11")), ("2026-12-31".to_owned(), "2027-01-01".to_owned()));
        assert_eq!(days(Some("2026-12")), both("2027-01-01"));
        assert_eq!(days(Some("2027-02")), both("2027-03-01"));
    }

    #[test]
    fn a_fund_that_names_no_policy_gets_that_of_its_source() {
        assert_eq!(YearEndPolicy::of_source("fiscal"), YearEndPolicy::Lapse);
        for source in ["welfare_lottery", "foundation", "donation", "street_match", "community_fund"] {
            assert_eq!(YearEndPolicy::of_source(source), YearEndPolicy::Carry, "{source}");
        }
    }
}
