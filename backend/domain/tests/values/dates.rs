//! Instants and days.

use proptest::prelude::*;
use time::format_description::well_known::Rfc3339;
use time::macros::{date, datetime, offset};
use time::{OffsetDateTime, UtcOffset};
use yichuang_domain::time::{Day, TimeError, Timestamp, end_of_day_shanghai, parse_date, start_of_day_shanghai};

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn an_instant_is_written_in_utc_without_an_empty_fraction() {
    assert_eq!(Timestamp::EPOCH.to_string(), "1970-01-01T00:00:00Z");
    assert_eq!(Timestamp::from_micros(-1).unwrap().to_string(), "1969-12-31T23:59:59.999999Z");
    assert_eq!(Timestamp::from_micros(1_500_000).unwrap().to_string(), "1970-01-01T00:00:01.500000Z");
    assert_eq!(Timestamp::MIN.to_string(), "0001-01-01T00:00:00Z");
    assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T15:59:59.999999Z");
    assert_eq!(at(&Timestamp::MIN.to_string()), Timestamp::MIN);
    assert_eq!(at(&Timestamp::MAX.to_string()), Timestamp::MAX);
}

#[test]
fn an_offset_is_converted_and_finer_decimals_are_cut_off() {
    assert_eq!(at("2027-01-01T00:00:00+08:00"), at("2026-12-31T16:00:00Z"));
    assert_eq!(at("2026-12-31T10:30:00-05:30"), at("2026-12-31T16:00:00Z"));
    assert_eq!(at("2026-12-31T16:00:00.5Z"), at("2026-12-31T16:00:00.500000Z"));
    assert_eq!(at("2026-12-31T16:00:00.123456789Z"), at("2026-12-31T16:00:00.123456Z"));
    assert_eq!(at("9999-12-31T23:59:59.999999+08:00"), Timestamp::MAX);
}

#[test]
fn an_instant_in_another_form_is_refused() {
    for text in [
        "",
        "2026-12-31",
        "2026-12-31 16:00:00Z",
        "2026-12-31t16:00:00Z",
        "2026-12-31T16:00:00z",
        "2026-12-31T16:00:00",
        "2026-12-31T16:00Z",
        "2026-12-31T16:00:00.Z",
        "2026-12-31T16:0:00Z",
        "2026-12-31T16:00:00+0800",
        "2026-12-31T16:00:00+8:00",
        "2026-12-31T16:00:00:00Z",
        "26-12-31T16:00:00Z",
        "2026-12-31T+6:00:00Z",
        "2026-12-31T16:00:00Z ",
        "1785000000",
        "2026-12-31T16:00:00+",
        "2026-12-31T16:00:00é",
    ] {
        assert_eq!(Timestamp::parse(text), Err(TimeError::InstantForm), "{text:?}");
    }
    for text in [
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-12-31T24:00:00Z",
        "2026-12-31T23:60:00Z",
        "2016-12-31T23:59:60Z",
        "2026-12-31T00:00:00+24:00",
    ] {
        assert_eq!(Timestamp::parse(text), Err(TimeError::NoSuchDay), "{text:?}");
    }
    for text in ["0000-01-01T00:00:00Z", "9999-12-31T16:00:00Z", "0001-01-01T00:00:00+08:00"] {
        assert_eq!(Timestamp::parse(text), Err(TimeError::OutOfRange), "{text:?}");
    }
    assert!(serde_json::from_str::<Timestamp>("1785000000").is_err());
}

#[test]
fn a_deadline_ends_with_the_day_in_shanghai() {
    let end = end_of_day_shanghai(day("2026-12-31"));
    assert_eq!(end.to_string(), "2026-12-31T16:00:00Z");
    let last = Timestamp::from_micros(end.micros() - 1).unwrap();
    assert_eq!(last.shanghai_day(), day("2026-12-31"));
    assert_eq!(end.shanghai_day(), day("2027-01-01"));
    assert_eq!(end.shanghai_date(), date!(2027 - 01 - 01));
    assert_eq!(start_of_day_shanghai(day("2026-12-31")).to_string(), "2026-12-30T16:00:00Z");
    assert_eq!(end_of_day_shanghai(day("9999-12-31")), Timestamp::MAX);
    assert_eq!(start_of_day_shanghai(day("0001-01-01")), Timestamp::MIN);
    assert_eq!(Timestamp::MAX.shanghai_day(), day("9999-12-31"));
    assert_eq!(Timestamp::MIN.shanghai_day(), day("0001-01-01"));
}

#[test]
fn the_last_millisecond_before_midnight_in_shanghai_belongs_to_the_old_day() {
    assert_eq!(at("2026-06-30T23:59:59.999+08:00").shanghai_day(), day("2026-06-30"));
    assert_eq!(at("2026-07-01T00:00:00.000+08:00").shanghai_day(), day("2026-07-01"));
}

#[test]
fn an_instant_is_built_from_parts_and_from_the_time_crate() {
    let built = Timestamp::from_parts(day("2026-12-31"), 16, 0, 0, 7).unwrap();
    assert_eq!(built.to_string(), "2026-12-31T16:00:00.000007Z");
    assert_eq!(Timestamp::from_parts(day("2026-12-31"), 24, 0, 0, 0), Err(TimeError::NoSuchDay));
    let nanos = datetime!(1969-12-31 23:59:59.999_999_999 UTC);
    assert_eq!(Timestamp::from_date_time(nanos), Timestamp::from_micros(-1));
    let beyond = datetime!(9999-12-31 20:00 UTC);
    assert_eq!(Timestamp::from_date_time(beyond), Err(TimeError::OutOfRange));
    assert_eq!(Timestamp::from_micros(i64::MAX), Err(TimeError::OutOfRange));
    assert_eq!(Timestamp::from_micros(i64::MIN), Err(TimeError::OutOfRange));
}

#[test]
fn adding_seconds_is_held_at_the_ends_of_time() {
    assert_eq!(at("2026-12-31T15:59:59Z").plus_seconds(2), at("2026-12-31T16:00:01Z"));
    assert_eq!(at("2026-12-31T16:00:00.5Z").plus_seconds(-1), at("2026-12-31T15:59:59.5Z"));
    assert_eq!(Timestamp::EPOCH.plus_seconds(i64::MAX), Timestamp::MAX);
    assert_eq!(Timestamp::EPOCH.plus_seconds(i64::MIN), Timestamp::MIN);
    assert_eq!(at("1969-12-31T23:59:59.5Z").unix_seconds(), -1);
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    assert_eq!(parse_date("2026-02-29"), Err(TimeError::NoSuchDay));
    assert_eq!(parse_date("2028-02-29"), Ok(date!(2028 - 02 - 29)));
    for text in ["2026-00-01", "2026-13-01", "2026-04-31", "2026-01-00"] {
        assert_eq!(Day::parse(text), Err(TimeError::NoSuchDay), "{text}");
    }
    for text in ["", "2026-1-01", "2026/01/01", "20260101", "+026-01-01", "2026-01-01 ", "２026-01-1", "2026-01-0é"] {
        assert_eq!(Day::parse(text), Err(TimeError::DayForm), "{text}");
    }
    assert_eq!(Day::parse("0000-01-01"), Err(TimeError::OutOfRange));
    assert_eq!(Day::new(10_000, 1, 1), Err(TimeError::NoSuchDay));
}

#[test]
fn days_are_counted_across_months_and_refused_beyond_the_range() {
    assert_eq!(day("2026-02-28").next(), Ok(day("2026-03-01")));
    assert_eq!(day("2026-03-01").plus_days(-1), Ok(day("2026-02-28")));
    assert_eq!(day("2026-01-01").days_until(day("2026-12-31")), 364);
    assert_eq!(day("9999-12-31").next(), Err(TimeError::OutOfRange));
    assert_eq!(day("0001-01-01").plus_days(-1), Err(TimeError::OutOfRange));
    assert_eq!(day("2026-01-01").plus_days(i64::MAX), Err(TimeError::OutOfRange));
    assert!(day("2026-01-03").is_weekend() && !day("2026-01-05").is_weekend());
    assert_eq!(serde_json::to_string(&day("2026-01-05")).unwrap(), "\"2026-01-05\"");
    assert!(serde_json::from_str::<Day>("\"2026-02-29\"").is_err());
}

fn any_instant() -> impl Strategy<Value = Timestamp> {
    (Timestamp::MIN.micros()..=Timestamp::MAX.micros()).prop_map(|micros| Timestamp::from_micros(micros).unwrap())
}

proptest! {
    #[test]
    fn reading_a_written_instant_gives_it_back(instant in any_instant()) {
        prop_assert_eq!(Timestamp::parse(&instant.to_string()), Ok(instant));
        let whole = Timestamp::from_micros(instant.unix_seconds() * 1_000_000).unwrap();
        prop_assert_eq!(Timestamp::parse(&whole.to_string()), Ok(whole));
    }

    #[test]
    fn written_instants_and_shanghai_days_agree_with_the_time_crate(instant in any_instant()) {
        let theirs = OffsetDateTime::parse(&instant.to_string(), &Rfc3339).unwrap();
        prop_assert_eq!(theirs.unix_timestamp_nanos(), i128::from(instant.micros()) * 1_000);
        prop_assert_eq!(theirs.offset(), UtcOffset::UTC);
        prop_assert_eq!(theirs.to_offset(offset!(+8)).date(), instant.shanghai_date());
        prop_assert_eq!(Timestamp::from_date_time(theirs), Ok(instant));
    }

    #[test]
    fn every_instant_lies_within_its_shanghai_day(instant in any_instant()) {
        let own = instant.shanghai_day();
        prop_assert!(start_of_day_shanghai(own) <= instant);
        prop_assert!(instant < end_of_day_shanghai(own) || instant == Timestamp::MAX);
    }

    #[test]
    fn reading_arbitrary_text_as_time_never_panics(text in "\\PC{0,30}", like in "[0-9T:.Z+-]{0,30}") {
        let _ = (Timestamp::parse(&text), Timestamp::parse(&like), Day::parse(&text));
    }

    #[test]
    fn days_read_back_and_keep_their_order(offset in 0..3_000_000_i64, more in 0..1_000_i64) {
        let one = day("0001-01-01").plus_days(offset).unwrap();
        let other = one.plus_days(more).unwrap();
        prop_assert_eq!(Day::parse(&one.to_string()), Ok(one));
        prop_assert_eq!(one.cmp(&other), one.to_string().cmp(&other.to_string()));
        prop_assert_eq!(i64::from(one.days_until(other)), more);
    }
}
