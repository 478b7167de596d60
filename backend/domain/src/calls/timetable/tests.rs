use super::*;
use crate::schemes::{preset, presets};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn window(opens: &str, closes: &str) -> Window {
    Window { opens: day(opens), closes: day(closes) }
}

fn found(scheme: &Scheme, window: Window, dates: &Timetable) -> Vec<String> {
    let faults = check_timetable(scheme, Calendar::china(), window, dates);
    faults.into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
}

/// A round that closes on Monday 2022-10-31 and is on notice on the published days of Fujian.
fn fujian() -> (Scheme, Window, Timetable) {
    let dates = Timetable {
        questions_until: Some(day("2022-10-21")),
        screening_until: day("2022-11-04"),
        corrections_until: day("2022-11-11"),
        review_from: day("2022-11-14"),
        review_until: day("2022-11-18"),
        notice_from: day("2022-11-22"),
        notice_to: day("2022-11-28"),
        agreement_until: day("2022-12-02"),
        first_payment_until: Some(day("2022-12-23")),
    };
    (preset("fujian-flat").unwrap(), window("2022-10-08", "2022-10-31"), dates)
}

#[test]
fn the_published_notices_fit_and_one_working_day_less_does_not() {
    let (scheme, window, dates) = fujian();
    assert_eq!(found(&scheme, window, &dates), Vec::<String>::new());
    let published = [("2022-11-22", "2022-11-28", "2022-11-25"), ("2022-11-24", "2022-11-30", "2022-11-29")];
    for (from, to, short) in published {
        let whole = Timetable { notice_from: day(from), notice_to: day(to), ..dates.clone() };
        assert_eq!(found(&scheme, window, &whole), Vec::<String>::new(), "{from}");
        let less = Timetable { notice_to: day(short), ..whole };
        assert_eq!(found(&scheme, window, &less), ["/notice_to notice_too_short"], "{from}");
    }
}

#[test]
fn a_make_up_sunday_counts_as_the_fourth_day_of_a_notice() {
    let scheme = Scheme::default();
    let window = window("2023-02-20", "2023-03-20");
    let earliest = earliest_timetable(&scheme, Calendar::china(), window).unwrap();
    // Luohu: 20 to 25 April 2023, over Sunday the 23rd, which was worked.
    let luohu = Timetable {
        notice_from: day("2023-04-20"),
        notice_to: day("2023-04-25"),
        agreement_until: day("2023-04-26"),
        first_payment_until: Some(day("2023-05-06")),
        ..earliest
    };
    assert_eq!(found(&scheme, window, &luohu), Vec::<String>::new(), "Saturday 6 May 2023 was worked as well");
    let sunday = Timetable { notice_to: day("2023-04-23"), ..luohu };
    assert_eq!(found(&scheme, window, &sunday), ["/notice_to notice_too_short"]);
}

#[test]
fn the_earliest_dates_follow_from_scheme_and_calendar() {
    let (scheme, window, _) = fujian();
    let earliest = earliest_timetable(&scheme, Calendar::china(), window).unwrap();
    assert_eq!(
        earliest,
        Timetable {
            questions_until: Some(day("2022-10-26")),
            screening_until: day("2022-11-01"),
            corrections_until: day("2022-11-08"),
            review_from: day("2022-11-09"),
            review_until: day("2022-11-09"),
            notice_from: day("2022-11-10"),
            notice_to: day("2022-11-16"),
            agreement_until: day("2022-11-17"),
            first_payment_until: Some(day("2022-11-18")),
        }
    );
    let shanghai = earliest_timetable(&preset("shanghai-bidding").unwrap(), Calendar::china(), window).unwrap();
    assert_eq!(shanghai.notice_to, day("2022-11-24"), "fifteen calendar days");
}

#[test]
fn a_notice_over_a_long_holiday_keeps_five_working_days_whatever_the_scheme_says() {
    let mut scheme = preset("shanghai-bidding").unwrap();
    scheme.notice.days = 10;
    let window = window("2025-08-01", "2025-09-15");
    let earliest = earliest_timetable(&scheme, Calendar::china(), window).unwrap();
    // From 26 September 2025, ten calendar days end inside the National Day holiday.
    let holiday = Timetable { notice_from: day("2025-09-28"), notice_to: day("2025-10-07"), ..earliest.clone() };
    let codes = found(&scheme, window, &holiday);
    assert!(codes.contains(&"/notice_to notice_below_law".to_owned()), "{codes:?}");
    let from = Timetable { notice_from: day("2025-09-28"), ..earliest };
    assert!(last_of_notice(&scheme, Calendar::china(), from.notice_from).unwrap() >= day("2025-10-10"));
}

#[test]
fn every_reason_is_named_at_once() {
    let (scheme, _, dates) = fujian();
    let wrong = Timetable {
        questions_until: Some(day("2022-11-06")),
        screening_until: day("2022-10-30"),
        corrections_until: day("2022-11-01"),
        review_from: day("2022-11-01"),
        review_until: day("2022-10-31"),
        notice_from: day("2022-10-31"),
        notice_to: day("2022-11-01"),
        agreement_until: day("2022-11-01"),
        first_payment_until: Some(day("2022-12-23")),
    };
    assert_eq!(
        found(&scheme, window("2022-11-01", "2022-10-31"), &wrong),
        [
            "/closes_at closes_before_opening",
            "/questions_until after_deadline",
            "/questions_until not_a_working_day",
            "/screening_until not_a_working_day",
            "/screening_until before_deadline",
            "/review_from correction_after_review_start",
            "/notice_from notice_before_review_end",
            "/agreement_until agreement_before_notice_end",
            "/review_until ends_before_start",
            "/corrections_until correction_too_short",
            "/notice_to notice_too_short",
            "/first_payment_until payment_too_late",
        ]
    );
    let paid = Timetable { first_payment_until: Some(day("2022-12-01")), ..dates };
    assert_eq!(found(&scheme, window("2022-10-08", "2022-10-31"), &paid), ["/first_payment_until payment_before_agreement"]);
}

#[test]
fn a_day_outside_the_loaded_calendar_is_an_error_and_no_guess() {
    let scheme = Scheme::default();
    let late = window("2026-11-20", "2026-12-25");
    let fault = earliest_timetable(&scheme, Calendar::china(), late).unwrap_err();
    assert_eq!((fault.pointer.as_str(), fault.code.as_str()), ("/corrections_until", "outside_calendar"));
    assert_eq!(fault.limit.as_deref(), Some("2018-01-01 to 2026-12-31"));
    let (scheme, window, dates) = fujian();
    let beyond = Timetable { agreement_until: day("2027-01-04"), first_payment_until: Some(day("2027-01-05")), ..dates };
    assert_eq!(found(&scheme, window, &beyond), ["/agreement_until outside_calendar", "/first_payment_until outside_calendar"]);
}

#[test]
fn no_first_payment_is_announced_when_money_follows_the_result() {
    let (mut scheme, window, dates) = fujian();
    for track in &mut scheme.tracks {
        track.tranches = Some(vec![crate::schemes::Tranche { bp: 10_000, gate: Gate::FinalPassed, due_working_days: 15 }]);
    }
    assert_eq!(found(&scheme, window, &dates), ["/first_payment_until unused"]);
    assert_eq!(earliest_timetable(&scheme, Calendar::china(), window).unwrap().first_payment_until, None);
}

#[test]
fn dates_of_an_earlier_call_land_on_working_days_and_are_judged_again() {
    let (_, _, dates) = fujian();
    let later = shifted_timetable(Calendar::china(), &dates, 365);
    assert_eq!((later.screening_until, later.notice_from), (day("2023-11-06"), day("2023-11-22")), "4 November 2023 is a Saturday");
    let beyond = shifted_timetable(Calendar::china(), &dates, 365 * 5);
    assert_eq!(beyond.notice_from, day("2027-11-21"), "outside the calendar nothing is guessed");
}

/// The timetable with one of its dates moved by so many days.
fn moved(dates: &Timetable, which: usize, days: i64) -> Timetable {
    let mut dates = dates.clone();
    let first_payment = dates.first_payment_until.unwrap();
    let field = match which {
        0 => &mut dates.screening_until,
        1 => &mut dates.corrections_until,
        2 => &mut dates.review_from,
        3 => &mut dates.review_until,
        4 => &mut dates.notice_from,
        5 => &mut dates.notice_to,
        6 => &mut dates.agreement_until,
        _ => {
            dates.first_payment_until = Some(first_payment.plus_days(days).unwrap());
            return dates;
        }
    };
    *field = field.plus_days(days).unwrap();
    dates
}

proptest! {
    /// The earliest dates are allowed, and every one of them is the earliest: a day before, something does not hold.
    #[test]
    fn the_earliest_dates_are_allowed_and_none_can_come_a_day_sooner(open in 0_i64..3_100, length in 1_i64..40, which in 0_usize..7, code in 0_usize..8) {
        let scheme = (presets()[code].build)();
        let opens = day("2018-01-02").plus_days(open).unwrap();
        let window = Window { opens, closes: opens.plus_days(length).unwrap() };
        let Ok(earliest) = earliest_timetable(&scheme, Calendar::china(), window) else {
            prop_assert!(window.closes >= day("2026-11-01"), "only at the end of the calendar");
            return Ok(());
        };
        prop_assert_eq!(check_timetable(&scheme, Calendar::china(), window, &earliest), []);
        let sooner = check_timetable(&scheme, Calendar::china(), window, &moved(&earliest, which, -1));
        prop_assert!(!sooner.is_empty());
    }

    /// Whatever somebody writes is answered, and a fault always names a date.
    #[test]
    fn any_dates_are_judged(shifts in proptest::collection::vec(-400_i64..400, 8), length in -5_i64..60) {
        let scheme = Scheme::default();
        let opens = day("2026-03-02");
        let window = Window { opens, closes: opens.plus_days(length).unwrap() };
        let mut dates = earliest_timetable(&scheme, Calendar::china(), Window { opens, closes: day("2026-04-01") }).unwrap();
        for (which, days) in shifts.into_iter().enumerate() {
            dates = moved(&dates, which, days);
        }
        for fault in check_timetable(&scheme, Calendar::china(), window, &dates) {
            prop_assert!(fault.pointer.starts_with('/'), "{fault:?}");
        }
    }
}
