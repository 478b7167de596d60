//! How long an award keeps its money without a signed agreement (立项占用到期), and when that is said.

use crate::calendar::{Calendar, OutsideCalendar};
use crate::fault::Fault;
use crate::time::{Day, TimeError};

/// Calendar days before the last day on which everybody concerned is reminded, the earliest first.
pub const REMINDER_DAYS: [i32; 2] = [10, 3];
/// Working days that an award still has when an open objection kept it from its agreement on its last day.
pub const DAYS_AFTER_OBJECTION: u32 = 10;

/// The last day of signing of an award that stands since `awarded_on`: so many working days later, and never before the day
/// that the timetable of the call has `planned` for it.
///
/// # Errors
/// The day lies outside the loaded calendar.
pub fn last_day(calendar: &Calendar, awarded_on: Day, working_days: u32, planned: Option<Day>) -> Result<Day, OutsideCalendar> {
    let counted = calendar.add_working_days(awarded_on, working_days)?;
    Ok(planned.map_or(counted, |planned| planned.max(counted)))
}

/// What the clock does with an award that has no signed agreement yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Nothing.
    Nothing,
    /// It says that so many calendar days are left; the reminder is that of so many days before the end.
    Remind {
        /// One of [`REMINDER_DAYS`].
        reminder: i32,
        /// Calendar days to the last day, which itself is day 0.
        left: i64,
    },
    /// The last day is over.
    Over,
}

/// What is due on `today`; `sent` is the last reminder that was sent about this last day. Of two reminders that are due
/// at once the later one is sent alone.
#[must_use]
pub fn due(last: Day, today: Day, sent: Option<i32>) -> Due {
    let left = days_left(last, today);
    if left < 0 {
        return Due::Over;
    }
    let reached = REMINDER_DAYS.into_iter().filter(|days| left <= i64::from(*days)).min();
    match reached {
        Some(reminder) if sent.is_none_or(|before| before > reminder) => Due::Remind { reminder, left },
        _ => Due::Nothing,
    }
}

/// Calendar days from `today` to the last day; below zero when it is over.
#[must_use]
pub fn days_left(last: Day, today: Day) -> i64 {
    (last.date() - today.date()).whole_days()
}

/// The last day about which a reminder may be due on `today`.
///
/// # Errors
/// The day lies beyond the calendar of the world.
pub fn horizon(today: Day) -> Result<Day, TimeError> {
    today.plus_days(i64::from(REMINDER_DAYS[0]))
}

/// A fault unless an extension leads to a later day than `last`, and by as many working days at most as the scheme gives
/// an award in the first place. Where the calendar does not reach so far, the day is refused as outside of it.
#[must_use]
pub fn extension_fault(calendar: &Calendar, last: Day, until: Day, working_days: u32) -> Option<Fault> {
    let fault = |code: &str, detail: &str, limit: Day| Some(Fault::new("/until", code, detail).with_limit(limit.to_string()));
    if until <= last {
        return fault("too_early", "An extension leads to a later day", last).map(|fault| fault.with_actual(until.to_string()));
    }
    match calendar.add_working_days(last, working_days) {
        Ok(most) if until <= most => None,
        Ok(most) => fault("too_late", "An extension gives as many working days at most as the scheme gives an award", most)
            .map(|fault| fault.with_actual(until.to_string())),
        Err(error) if calendar.is_working_day(until).is_err() => Some(Fault::new("/until", error.code(), error.to_string())),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_day_counts_working_days_and_is_never_before_the_one_that_was_planned() {
        let calendar = Calendar::china();
        // The notice ends on Tuesday 2026-09-29; the week of the National Day does not count, the make-up Saturday after it does.
        let last = last_day(calendar, day("2026-09-29"), 5, None).unwrap();
        assert_eq!(last.to_string(), "2026-10-12");
        assert_eq!(last_day(calendar, day("2026-09-29"), 5, Some(day("2026-10-01"))), Ok(last));
        assert_eq!(last_day(calendar, day("2026-09-29"), 5, Some(day("2026-11-01"))), Ok(day("2026-11-01")));
        assert!(last_day(calendar, day("2026-12-20"), 30, None).is_err(), "no day is guessed");
    }

    #[test]
    fn an_extension_leads_to_a_later_day_and_not_too_far() {
        let calendar = Calendar::china();
        let code = |until| extension_fault(calendar, day("2026-07-31"), day(until), 10).map(|fault| fault.code);
        assert_eq!(code("2026-07-31").as_deref(), Some("too_early"));
        assert_eq!(code("2026-08-01"), None);
        assert_eq!(code("2026-08-14"), None);
        assert_eq!(code("2026-08-15").as_deref(), Some("too_late"));
        let late = |until| extension_fault(calendar, day("2026-12-24"), day(until), 10).map(|fault| fault.code);
        assert_eq!(late("2026-12-31"), None);
        assert_eq!(late("2027-01-04").as_deref(), Some("outside_calendar"));
    }

    proptest! {
        #[test]
        fn each_reminder_is_sent_once_whenever_the_clock_strikes_and_the_end_comes_once(strikes in prop::collection::vec(0_i64..40, 1..40)) {
            let last = day("2026-08-31");
            let mut strikes = strikes;
            strikes.sort_unstable();
            let (mut reminded, mut sent) = (None, Vec::new());
            for ahead in strikes {
                let today = day("2026-08-01").plus_days(ahead).unwrap();
                match due(last, today, reminded) {
                    Due::Remind { reminder, left } => {
                        prop_assert!((0..=i64::from(reminder)).contains(&left));
                        sent.push(reminder);
                        reminded = Some(reminder);
                    }
                    Due::Over => prop_assert!(today > last),
                    Due::Nothing => prop_assert!(today <= last),
                }
            }
            let mut once = sent.clone();
            once.dedup();
            prop_assert_eq!(&sent, &once);
            prop_assert!(sent.is_sorted_by(|before, after| before > after));
        }
    }
}
