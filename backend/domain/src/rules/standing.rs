//! What an organisation's record says about a day: inspections passed in a row, and whether a grade is valid.

use crate::fault::Fault;
use crate::string_enum;
use crate::time::Day;

string_enum! {
    /// The result of one yearly inspection (年检).
    pub enum InspectionResult {
        Passed "passed" "合格" "Passed";
        BasicallyPassed "basically_passed" "基本合格" "Passed with remarks; it counts as passed";
        Failed "failed" "不合格" "Not passed";
    }
}

string_enum! {
    /// The level of a social worker's certificate.
    pub enum CertificateLevel {
        Assistant "assistant" "助理社会工作师" "Assistant social worker";
        SocialWorker "social_worker" "社会工作师" "Social worker";
        Senior "senior" "高级社会工作师" "Senior social worker";
    }
}

string_enum! {
    /// A document an organisation keeps on file.
    pub enum OrganisationDocumentKind {
        RegistrationCertificate "registration_certificate" "登记证书" "Certificate of registration";
        Charter "charter" "章程" "Charter, approved by the registry";
        InspectionReport "inspection_report" "年检报告" "Yearly inspection";
        GradeCertificate "grade_certificate" "评估等级证书" "Certificate of the assessment grade";
        AuditReport "audit_report" "审计报告" "Audit of the yearly accounts";
        AccountPermit "account_permit" "开户证明" "Bank's proof of the account";
        Other "other" "其他" "Anything else";
    }
}

/// How many days before a document ends its organisation is told.
pub const REMINDER_DAYS: [i32; 2] = [30, 7];

/// A grade is given for this many years (社会组织评估管理办法).
pub const GRADE_YEARS: u32 = 5;

/// How many of the latest yearly inspections were passed without a gap, as known on the day `on`.
///
/// The count starts at the newest year on record and ends at the first year that is missing or was not passed. An
/// inspection of one year ends in the course of the next, so the newest may be of the year before `on` or of the one
/// before that; if it is older, inspections were missed and none counts.
#[must_use]
pub fn inspections_in_a_row(found: &[(i32, InspectionResult)], on: Day) -> u32 {
    let mut known: Vec<_> = found.iter().filter(|(year, _)| *year <= on.year()).collect();
    known.sort_unstable_by_key(|(year, _)| std::cmp::Reverse(*year));
    let newest = known.first().map_or(0, |(year, _)| *year);
    if newest < on.year() - 2 {
        return 0;
    }
    let in_a_row = known.iter().zip(0..).take_while(|((year, result), back)| *year == newest - back && *result != InspectionResult::Failed);
    u32::try_from(in_a_row.count()).unwrap_or(u32::MAX)
}

/// The last day of a grade that is valid from `from`.
#[must_use]
pub fn grade_last_day(from: Day) -> Option<Day> {
    plus_years(from, GRADE_YEARS).and_then(|end| end.plus_days(-1).ok())
}

/// What is wrong with the days between which a grade is said to be valid.
#[must_use]
pub fn check_grade_days(graded: bool, from: Option<Day>, until: Option<Day>) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !graded {
        for (pointer, _) in [("/grade_valid_from", from), ("/grade_valid_until", until)].iter().filter(|(_, day)| day.is_some()) {
            faults.push(Fault::new(*pointer, "grade_missing", "Only a grade has days of validity"));
        }
        return faults;
    }
    match (from, until) {
        (None, Some(_)) => faults.push(Fault::new("/grade_valid_from", "missing", "Say from which day the grade is valid")),
        (Some(from), Some(until)) if until < from => {
            let fault = Fault::new("/grade_valid_until", "before_start", "The grade cannot end before it begins");
            faults.push(fault.with_limit(from.to_string()).with_actual(until.to_string()));
        }
        (Some(from), Some(until)) if grade_last_day(from).is_some_and(|last| until > last) => {
            let fault = Fault::new("/grade_valid_until", "too_long", "A grade is valid for five years at most");
            let last = grade_last_day(from).map(|day| day.to_string()).unwrap_or_default();
            faults.push(fault.with_limit(last).with_actual(until.to_string()));
        }
        _ => {}
    }
    faults
}

/// The same day `years` later (28 February for the 29th where there is none); `None` after 9999.
pub(super) fn plus_years(day: Day, years: u32) -> Option<Day> {
    let year = day.year().checked_add(i32::try_from(years).ok()?)?;
    let (month, number) = (u8::from(day.date().month()), day.date().day());
    Day::new(year, month, number).or_else(|_| Day::new(year, month, number.min(28))).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::InspectionResult::{BasicallyPassed, Failed, Passed};
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn row(found: &[(i32, InspectionResult)], on: &str) -> u32 {
        inspections_in_a_row(found, day(on))
    }

    #[test]
    fn inspections_count_from_the_newest_back_to_the_first_gap_or_failure() {
        assert_eq!(row(&[], "2026-06-01"), 0);
        assert_eq!(row(&[(2025, Passed), (2024, BasicallyPassed), (2023, Passed)], "2026-06-01"), 3);
        assert_eq!(row(&[(2023, Passed), (2025, Passed)], "2026-06-01"), 1);
        assert_eq!(row(&[(2025, Passed), (2024, Failed), (2023, Passed)], "2026-06-01"), 1);
        assert_eq!(row(&[(2025, Failed), (2024, Passed)], "2026-06-01"), 0);
    }

    #[test]
    fn a_newest_inspection_two_years_back_counts_and_three_years_back_does_not() {
        let found = [(2024, Passed), (2023, Passed)];
        assert_eq!(row(&found, "2026-12-31"), 2);
        assert_eq!(row(&found, "2027-01-01"), 0);
    }

    #[test]
    fn an_inspection_of_a_later_year_is_not_known_yet() {
        assert_eq!(row(&[(2026, Passed), (2025, Passed)], "2025-12-31"), 1);
    }

    #[test]
    fn a_grade_lasts_five_years_and_not_a_day_longer() {
        assert_eq!(grade_last_day(day("2021-07-01")), Some(day("2026-06-30")));
        assert_eq!(check_grade_days(true, Some(day("2021-07-01")), Some(day("2026-06-30"))), []);
        assert_eq!(check_grade_days(true, Some(day("2021-07-01")), Some(day("2026-07-01")))[0].code, "too_long");
        assert_eq!(check_grade_days(true, Some(day("2021-07-01")), Some(day("2021-06-30")))[0].code, "before_start");
        assert_eq!(check_grade_days(true, None, Some(day("2021-06-30")))[0].pointer, "/grade_valid_from");
        assert_eq!(check_grade_days(false, Some(day("2021-07-01")), Some(day("2026-06-30"))).len(), 2);
    }

    proptest! {
        #[test]
        fn one_more_passed_year_never_lowers_the_count(years in proptest::collection::btree_map(2015..2026_i32, 0..3_usize, 0..10), on in 2024..2027_i32) {
            let results = [Passed, BasicallyPassed, Failed];
            let found: Vec<_> = years.iter().map(|(year, pick)| (*year, results[*pick])).collect();
            let on = Day::new(on, 6, 1).unwrap();
            let before = inspections_in_a_row(&found, on);
            prop_assert!(before as usize <= found.iter().filter(|(_, result)| *result != Failed).count());
            let newest = found.iter().map(|(year, _)| *year).filter(|year| *year <= on.year()).max();
            let next = newest.map_or(on.year() - 1, |year| (year + 1).min(on.year()));
            let mut more = years.clone();
            more.entry(next).or_insert(0);
            let more: Vec<_> = more.iter().map(|(year, pick)| (*year, results[*pick])).collect();
            prop_assert!(inspections_in_a_row(&more, on) >= before);
        }
    }
}
