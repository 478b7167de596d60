//! From which instant a new demonstration lives.

use yichuang_base::clock::Clock;
use yichuang_base::problem::Problem;
use yichuang_domain::calendar::Calendar;
use yichuang_domain::time::Timestamp;
use yichuang_registration::accounts::clock::SETTING;
use yichuang_store::{Store, settings};

/// So many days of the working-day calendar lie before a new demonstration: a round with its notice and payments,
/// and a second one.
const ROOM: i64 = 60;
const DAY_MICROS: i64 = 86_400_000_000;

/// Sets the clock of a demonstration: where its database says, or, when it is new, to the machine's time, if a whole
/// round still fits into the loaded calendar from there.
pub async fn set(store: &Store, clock: &Clock, calendar: &Calendar) -> Result<(), Problem> {
    let conn = store.begin().await?;
    let kept = settings::get(&conn, SETTING).await?.and_then(|text| text.parse().ok());
    let new = settings::get(&conn, super::SETTING).await?.is_none();
    let ahead = match kept {
        Some(ahead) => ahead,
        None if new => beginning(clock.machine(), calendar),
        None => 0,
    };
    if kept.is_none() && ahead != 0 {
        settings::set(&conn, SETTING, &ahead.to_string()).await?;
    }
    conn.commit().await?;
    clock.advance(ahead);
    Ok(())
}

/// How far ahead of the machine's clock a new demonstration begins, in microseconds: nothing, or so many whole weeks
/// back that the calendar has room. Weekday and time of day stay the machine's.
fn beginning(machine: Timestamp, calendar: &Calendar) -> i64 {
    let Some((_, last)) = calendar.loaded() else { return 0 };
    let missing = ROOM - i64::from(machine.shanghai_day().days_until(last));
    if missing <= 0 { 0 } else { -(missing + 6) / 7 * 7 * DAY_MICROS }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_of_beginning(machine: &str) -> String {
        let machine = Timestamp::parse(machine).unwrap();
        let ahead = beginning(machine, Calendar::china());
        machine.plus_seconds(ahead / 1_000_000).shanghai_day().to_string()
    }

    #[test]
    fn with_room_in_the_calendar_it_begins_today() {
        assert_eq!(day_of_beginning("2026-06-01T01:00:00Z"), "2026-06-01");
        assert_eq!(day_of_beginning("2026-11-01T15:59:59Z"), "2026-11-01");
    }

    #[test]
    fn without_room_it_begins_on_the_same_weekday_some_weeks_ago() {
        assert_eq!(day_of_beginning("2026-11-01T16:00:00Z"), "2026-10-26");
        assert_eq!(day_of_beginning("2026-12-20T02:00:00Z"), "2026-11-01");
        assert_eq!(day_of_beginning("2028-02-29T02:00:00Z"), "2026-10-27");
    }

    #[test]
    fn whatever_the_day_there_is_room_and_the_time_of_day_stays() {
        for days in 0..2000 {
            let machine = Timestamp::parse("2026-01-01T05:06:07Z").unwrap().plus_seconds(days * 86_400);
            let ahead = beginning(machine, Calendar::china());
            assert_eq!(ahead % (7 * DAY_MICROS), 0);
            let (_, last) = Calendar::china().loaded().unwrap();
            assert!(i64::from(machine.plus_seconds(ahead / 1_000_000).shanghai_day().days_until(last)) >= ROOM);
        }
    }
}
