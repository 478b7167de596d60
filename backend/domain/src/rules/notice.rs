//! How long a public notice is and when it ends.

use crate::calendar::{Calendar, NoticeError, OutsideCalendar};
use crate::fault::Fault;
use crate::schemes::{DayUnit, Scheme};
use crate::time::Day;

/// The number of days of a notice from `from` to `to`, both included, in the unit of the scheme.
///
/// A fault if it ends before it begins, is shorter than the scheme allows, or has a day outside the
/// calendar. Longer is fine.
pub fn notice_length_ok(scheme: &Scheme, calendar: &Calendar, from: Day, to: Day) -> Result<u32, Fault> {
    covered(calendar, from, "/from")?;
    covered(calendar, to, "/to")?;
    if to < from {
        let fault = Fault::new("/to", "ends_before_start", "the notice ends before it begins");
        return Err(fault.with_limit(from.to_string()).with_actual(to.to_string()));
    }
    let days = match scheme.notice.unit {
        DayUnit::Working => calendar.working_days_between(from, to).map_err(|error| outside(error, "/to"))?,
        DayUnit::Calendar => u32::try_from(from.days_until(to)).unwrap_or(0).saturating_add(1),
    };
    if days < scheme.notice.days {
        let unit = scheme.notice.unit;
        let detail = format!("the notice is shorter than its scheme allows, in {unit} days");
        let fault = Fault::new("/to", "notice_too_short", detail);
        return Err(fault.with_limit(scheme.notice.days.to_string()).with_actual(days.to_string()));
    }
    Ok(days)
}

/// The first day on which a notice that begins on `from` may end.
///
/// The first day counts, unless the unit is working days and it is none.
pub fn notice_last_day(scheme: &Scheme, calendar: &Calendar, from: Day) -> Result<Day, Fault> {
    covered(calendar, from, "/from")?;
    let days = scheme.notice.days;
    let no_days = || Fault::new("/to", "no_days", "a notice has at least one day");
    match scheme.notice.unit {
        DayUnit::Working => calendar.last_day_of_notice(from, days).map_err(|error| match error {
            NoticeError::NoDays => no_days(),
            NoticeError::Outside(error) => outside(error, "/to"),
        }),
        DayUnit::Calendar => {
            let after = days.checked_sub(1).ok_or_else(no_days)?;
            let last = from.plus_days(i64::from(after)).map_err(|error| Fault::new("/to", error.code(), error.to_string()))?;
            covered(calendar, last, "/to")?;
            Ok(last)
        }
    }
}

fn covered(calendar: &Calendar, day: Day, pointer: &str) -> Result<(), Fault> {
    calendar.is_working_day(day).map(|_| ()).map_err(|error| outside(error, pointer))
}

fn outside(error: OutsideCalendar, pointer: &str) -> Fault {
    let mut fault = Fault::new(pointer, error.code(), error.to_string());
    fault.limit = error.loaded.map(|(first, last)| format!("{first} to {last}"));
    fault.actual = error.day.map(|day| day.to_string());
    fault
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schemes::preset;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn length(scheme: &Scheme, from: &str, to: &str) -> Result<u32, (String, String)> {
        notice_length_ok(scheme, Calendar::china(), day(from), day(to)).map_err(|fault| (fault.pointer, fault.code))
    }

    #[test]
    fn the_published_notices_are_exactly_five_working_days() {
        let scheme = Scheme::default();
        for (from, to) in [("2022-11-22", "2022-11-28"), ("2022-11-24", "2022-11-30"), ("2023-04-20", "2023-04-25")] {
            assert_eq!(length(&scheme, from, to), Ok(5));
            let last = notice_last_day(&scheme, Calendar::china(), day(from));
            assert_eq!(last, Ok(day(to)));
        }
    }

    #[test]
    fn one_day_less_is_too_short_and_one_more_is_fine() {
        let scheme = Scheme::default();
        let short = || Err(("/to".to_owned(), "notice_too_short".to_owned()));
        assert_eq!(length(&scheme, "2022-11-22", "2022-11-27"), short());
        assert_eq!(length(&scheme, "2022-11-22", "2022-11-29"), Ok(6));
    }

    #[test]
    fn calendar_days_count_every_day() {
        let scheme = preset("shanghai-bidding").unwrap();
        assert_eq!(length(&scheme, "2024-02-01", "2024-02-15"), Ok(15));
        assert!(length(&scheme, "2024-02-01", "2024-02-14").is_err());
        let last = notice_last_day(&scheme, Calendar::china(), day("2024-02-20"));
        assert_eq!(last, Ok(day("2024-03-05")));
    }

    #[test]
    fn a_notice_that_runs_backwards_or_out_of_the_calendar_is_refused() {
        let scheme = Scheme::default();
        let refused = |pointer: &str, code: &str| Err((pointer.to_owned(), code.to_owned()));
        assert_eq!(length(&scheme, "2022-11-28", "2022-11-22"), refused("/to", "ends_before_start"));
        let outside = |pointer| refused(pointer, "outside_calendar");
        assert_eq!(length(&scheme, "2017-12-31", "2018-01-20"), outside("/from"));
        assert_eq!(length(&scheme, "2026-12-28", "2027-01-04"), outside("/to"));
        assert!(notice_last_day(&scheme, Calendar::china(), day("2026-12-29")).is_err());
    }
}
