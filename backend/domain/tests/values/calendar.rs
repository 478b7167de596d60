//! Working days and notices.

use proptest::prelude::*;
use yichuang_domain::calendar::{Calendar, CalendarFileError, NoticeError};
use yichuang_domain::time::Day;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn working(text: &str) -> bool {
    Calendar::china().is_working_day(day(text)).unwrap()
}

#[test]
fn the_bundled_calendar_is_readable_and_covers_2018_to_2026() {
    let bundled = Calendar::parse_csv(include_str!("../../data/cn_calendar.csv")).unwrap();
    assert_eq!(&bundled, Calendar::china());
    assert_eq!(bundled.loaded(), Some((day("2018-01-01"), day("2026-12-31"))));
}

#[test]
fn holidays_rest_and_make_up_weekends_work() {
    assert!(!working("2026-10-06"), "National Day, a Tuesday");
    assert!(working("2026-10-10"), "make-up workday, a Saturday");
    assert!(working("2023-04-23"), "make-up workday, a Sunday");
    assert!(!working("2026-10-11"), "an ordinary Sunday");
    assert!(working("2026-10-12"), "an ordinary Monday");
}

#[test]
fn a_notice_counts_its_first_day_when_that_is_a_working_day() {
    for (start, last) in [
        ("2022-11-22", "2022-11-28"),
        ("2022-11-24", "2022-11-30"),
        ("2023-04-20", "2023-04-25"),
        // Published on a Saturday: Monday is the first day.
        ("2022-11-26", "2022-12-02"),
        // The last working day before National Day 2023, over a make-up Saturday and Sunday.
        ("2023-09-28", "2023-10-10"),
    ] {
        assert_eq!(Calendar::china().last_day_of_notice(day(start), 5), Ok(day(last)), "{start}");
    }
    let one = Calendar::china().last_day_of_notice(day("2022-11-22"), 1);
    assert_eq!(one, Ok(day("2022-11-22")));
}

#[test]
fn a_day_outside_the_calendar_is_an_error_that_names_the_range() {
    let calendar = Calendar::china();
    for outside in ["2017-12-31", "2027-01-01"] {
        let error = calendar.is_working_day(day(outside)).unwrap_err();
        let expected = format!("{outside} is outside the working-day calendar, which covers 2018-01-01 to 2026-12-31");
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.code(), "outside_calendar");
    }
    let notice = calendar.last_day_of_notice(day("2026-12-30"), 5).unwrap_err();
    assert!(matches!(notice, NoticeError::Outside(error) if error.day == Some(day("2027-01-01"))));
    assert!(calendar.add_working_days(day("2026-12-31"), 1).is_err());
    assert!(calendar.working_days_between(day("2026-12-31"), day("2027-01-01")).is_err());
    assert!(calendar.working_days_between(day("2017-12-31"), day("2016-01-01")).is_err());
}

#[test]
fn an_empty_calendar_refuses_every_day() {
    let error = Calendar::default().is_working_day(day("2026-01-05")).unwrap_err();
    assert!(error.to_string().ends_with("which is not loaded"));
}

#[test]
fn a_notice_of_no_days_is_refused() {
    let error = Calendar::china().last_day_of_notice(day("2026-01-05"), 0).unwrap_err();
    assert_eq!(error, NoticeError::NoDays);
    assert_eq!(error.code(), "no_days");
}

#[test]
fn working_days_are_added_after_the_day_and_counted_inclusively() {
    let calendar = Calendar::china();
    assert_eq!(calendar.add_working_days(day("2023-09-28"), 1), Ok(day("2023-10-07")));
    assert_eq!(calendar.add_working_days(day("2023-10-01"), 0), Ok(day("2023-10-01")));
    let between = |from, to| calendar.working_days_between(day(from), day(to));
    assert_eq!(between("2023-04-20", "2023-04-25"), Ok(5));
    assert_eq!(between("2023-10-01", "2023-10-06"), Ok(0));
    assert_eq!(between("2023-10-10", "2023-10-09"), Ok(0));
    assert_eq!(between("2026-12-31", "2026-12-31"), Ok(1));
}

#[test]
fn a_malformed_calendar_file_is_refused_with_its_line() {
    let parse = |text: &str| Calendar::parse_csv(text).unwrap_err();
    assert_eq!(parse(""), CalendarFileError::Header);
    assert_eq!(parse("day;kind\n"), CalendarFileError::Header);
    assert_eq!(parse("date,kind\n"), CalendarFileError::Empty);
    assert_eq!(parse("date,kind\n2026-02-30,holiday"), CalendarFileError::Line { line: 2 });
    assert_eq!(parse("date,kind\n\n2026-01-01,Holiday"), CalendarFileError::Line { line: 3 });
    let repeated = "date,kind\n2026-01-01,holiday\n2026-01-01,workday";
    let expected = CalendarFileError::Repeated { line: 3, day: day("2026-01-01") };
    assert_eq!(parse(repeated), expected);
    let gap = "date,kind\n2024-01-01,holiday\n2026-01-01,holiday";
    assert_eq!(parse(gap), CalendarFileError::MissingYear { year: 2025 });
    let with_bom = "\u{feff}date,kind,occasion\r\n2026-01-01,holiday,a, b\r\n";
    assert!(Calendar::parse_csv(with_bom).is_ok());
}

fn any_day() -> impl Strategy<Value = Day> {
    // Up to the end of October 2026, so that the answers stay inside the calendar.
    (0..3_225_i64).prop_map(|offset| day("2018-01-01").plus_days(offset).unwrap())
}

proptest! {
    #[test]
    fn a_notice_spans_exactly_its_working_days_and_ends_on_one(start in any_day(), n in 1..30_u32) {
        let calendar = Calendar::china();
        let last = calendar.last_day_of_notice(start, n).unwrap();
        prop_assert_eq!(calendar.working_days_between(start, last), Ok(n));
        prop_assert!(calendar.is_working_day(last).unwrap());
    }

    #[test]
    fn a_notice_that_starts_on_a_working_day_is_one_day_shorter_than_adding(start in any_day(), n in 2..30_u32) {
        let calendar = Calendar::china();
        let less = u32::from(calendar.is_working_day(start).unwrap());
        prop_assert_eq!(
            calendar.last_day_of_notice(start, n).unwrap(),
            calendar.add_working_days(start, n - less).unwrap()
        );
    }

    #[test]
    fn adding_working_days_in_two_steps_is_adding_them_at_once(start in any_day(), a in 0..15_u32, b in 0..15_u32) {
        let calendar = Calendar::china();
        let step = calendar.add_working_days(start, a).unwrap();
        prop_assert_eq!(
            calendar.add_working_days(step, b).unwrap(),
            calendar.add_working_days(start, a + b).unwrap()
        );
    }
}
