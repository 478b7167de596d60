//! Instants and days: UTC instants in microseconds, and calendar days in Asia/Shanghai.
//!
//! Nothing here reads a clock; the present is always an argument. Asia/Shanghai is taken as the fixed
//! offset +08:00, which is what the time zone has been since 1991-09-15 (the summer times of 1986 to
//! 1991 lie before every instant this platform records).

mod day;

use std::fmt;
use std::str::FromStr;

use ::time::{Date, OffsetDateTime};
use serde::{Deserialize, Serialize};

pub use day::{Day, format_date, parse_date};

/// Microseconds in one second.
const SECOND: i64 = 1_000_000;
/// Microseconds in one day.
const DAY: i64 = 86_400 * SECOND;
/// The offset of Asia/Shanghai in microseconds.
const SHANGHAI: i64 = 8 * 3_600 * SECOND;
/// The Julian day of 1970-01-01.
const EPOCH_JULIAN_DAY: i64 = 2_440_588;

/// An instant: microseconds since 1970-01-01T00:00:00Z, with anything smaller cut off.
///
/// From 0001-01-01T00:00:00Z to 9999-12-31T15:59:59.999999Z, where 9999-12-31 ends in Asia/Shanghai.
/// Text and JSON are RFC 3339 in UTC: `2026-12-31T16:00:00Z`, or with exactly six decimals where the
/// fraction is not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(i64);

/// Why an instant or a day is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum TimeError {
    /// Not an RFC 3339 date-time with a four-digit year, `T`, seconds and an offset.
    #[error("an instant is written like 2026-12-31T16:00:00Z")]
    InstantForm,
    /// Not `YYYY-MM-DD`.
    #[error("a day is written like 2026-12-31")]
    DayForm,
    /// The form is right, but the calendar or the clock has no such day or time (2026-02-29, 24:00,
    /// second 60).
    #[error("there is no such day or time")]
    NoSuchDay,
    /// Outside the years 1 to 9999 in Asia/Shanghai.
    #[error("the years 1 to 9999 are supported")]
    OutOfRange,
}

impl TimeError {
    /// The stable machine code of this error, for clients to translate.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InstantForm => "instant_form",
            Self::DayForm => "day_form",
            Self::NoSuchDay => "no_such_day",
            Self::OutOfRange => "out_of_range",
        }
    }
}

impl Timestamp {
    /// The first instant: 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_135_596_800 * SECOND);
    /// The last instant: 9999-12-31T15:59:59.999999Z, where 9999-12-31 ends in Asia/Shanghai.
    pub const MAX: Self = Self(253_402_272_000 * SECOND - 1);
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);

    /// The instant `micros` microseconds after 1970-01-01T00:00:00Z, or [`TimeError::OutOfRange`].
    pub const fn from_micros(micros: i64) -> Result<Self, TimeError> {
        if micros < Self::MIN.0 || micros > Self::MAX.0 {
            return Err(TimeError::OutOfRange);
        }
        Ok(Self(micros))
    }

    /// The instant at a day and time of day **in UTC**; [`TimeError::NoSuchDay`] for hour 24,
    /// minute or second 60 or a million microseconds.
    pub fn from_parts(day: Day, hour: u8, minute: u8, second: u8, microsecond: u32) -> Result<Self, TimeError> {
        Self::from_micros(utc_micros(day, hour, minute, second, microsecond)?)
    }

    /// The instant of a date-time of the `time` crate; nanoseconds are cut off towards the past.
    pub fn from_date_time(instant: OffsetDateTime) -> Result<Self, TimeError> {
        let micros = instant.unix_timestamp_nanos().div_euclid(1_000);
        i64::try_from(micros).map_err(|_| TimeError::OutOfRange).and_then(Self::from_micros)
    }

    /// Microseconds since 1970-01-01T00:00:00Z, for storage.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, with the fraction cut off towards the past.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(SECOND)
    }

    /// The instant `seconds` later (earlier if negative), held at [`Timestamp::MIN`] and
    /// [`Timestamp::MAX`].
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        clamped(self.0.saturating_add(seconds.saturating_mul(SECOND)))
    }

    /// The day in Asia/Shanghai at this instant, as the `time` crate's date.
    #[must_use]
    pub fn shanghai_date(self) -> Date {
        date_of_epoch_day((self.0 + SHANGHAI).div_euclid(DAY))
    }

    /// The day in Asia/Shanghai at this instant.
    #[must_use]
    pub fn shanghai_day(self) -> Day {
        Day::from_shown(self.shanghai_date())
    }

    /// The instant for people, by the clocks of Shanghai and cut off to whole seconds: `2026-06-01 09:00:00`. Never
    /// parsed back.
    #[must_use]
    pub fn shanghai_second(self) -> String {
        let seconds = ((self.0 + SHANGHAI).div_euclid(SECOND)).rem_euclid(86_400);
        format!("{} {:02}:{:02}:{:02}", self.shanghai_day(), seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// Reads an RFC 3339 date-time with capital `T` and an offset (`Z` or `±HH:MM`); decimals of a
    /// second beyond the sixth are cut off. Leap seconds are refused.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let form = TimeError::InstantForm;
        let (date, clock) = text.split_once('T').ok_or(form)?;
        let day = Day::parse(date).map_err(|error| match error {
            TimeError::DayForm => form,
            other => other,
        })?;
        let start = clock.find(['Z', '+', '-']).ok_or(form)?;
        let (clock, offset) = clock.split_at(start);
        let (clock, fraction) = match clock.split_once('.') {
            Some((clock, fraction)) => (clock, Some(fraction)),
            None => (clock, None),
        };
        let [hour, minute, second] = two_digit_parts(clock).ok_or(form)?;
        let micro = fraction.map_or(Some(0), parse_fraction).ok_or(form)?;
        let local = utc_micros(day, hour, minute, second, micro)?;
        Self::from_micros(local - parse_offset(offset)?)
    }
}

/// The first instant of the day in Asia/Shanghai: midnight there is 16:00 UTC of the day before.
///
/// Only for the first day there is, 0001-01-01, the answer is [`Timestamp::MIN`].
#[must_use]
pub fn start_of_day_shanghai(day: Day) -> Timestamp {
    clamped(day_micros(day) - SHANGHAI)
}

/// The end of the day in Asia/Shanghai as a half-open bound: the first instant of the **next** day.
///
/// A deadline "31 December 2026" is met by every instant before 2026-12-31T16:00:00Z. Only for the
/// last day there is, 9999-12-31, the answer is [`Timestamp::MAX`].
#[must_use]
pub fn end_of_day_shanghai(day: Day) -> Timestamp {
    clamped(day_micros(day) + DAY - SHANGHAI)
}

fn clamped(micros: i64) -> Timestamp {
    Timestamp(micros.clamp(Timestamp::MIN.0, Timestamp::MAX.0))
}

/// Microseconds from 1970-01-01T00:00:00Z to a day and time of day in UTC, not yet held to the range.
fn utc_micros(day: Day, hour: u8, minute: u8, second: u8, microsecond: u32) -> Result<i64, TimeError> {
    if hour > 23 || minute > 59 || second > 59 || microsecond > 999_999 {
        return Err(TimeError::NoSuchDay);
    }
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    Ok(day_micros(day) + seconds * SECOND + i64::from(microsecond))
}

/// Microseconds from 1970-01-01T00:00:00Z to the start of the day in UTC.
fn day_micros(day: Day) -> i64 {
    (i64::from(day.date().to_julian_day()) - EPOCH_JULIAN_DAY) * DAY
}

/// The date `days` days after 1970-01-01. Instants are bounded, so the fall-back is never taken.
fn date_of_epoch_day(days: i64) -> Date {
    i32::try_from(days + EPOCH_JULIAN_DAY).ok().and_then(|julian| Date::from_julian_day(julian).ok()).unwrap_or(Date::MAX)
}

/// `HH:MM:SS` as three numbers below 100.
fn two_digit_parts(clock: &str) -> Option<[u8; 3]> {
    let mut parts = clock.split(':').map(two_digits);
    let found = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(found)
}

fn two_digits(text: &str) -> Option<u8> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// The decimals of a second as microseconds.
fn parse_fraction(digits: &str) -> Option<u32> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let six: String = digits.chars().chain("000000".chars()).take(6).collect();
    six.parse().ok()
}

/// `Z`, `+HH:MM` or `-HH:MM` in microseconds east of UTC.
fn parse_offset(text: &str) -> Result<i64, TimeError> {
    if text == "Z" {
        return Ok(0);
    }
    let (sign, rest) = match text.split_at_checked(1) {
        Some(("+", rest)) => (1, rest),
        Some(("-", rest)) => (-1, rest),
        _ => return Err(TimeError::InstantForm),
    };
    let (hours, minutes) = rest.split_once(':').ok_or(TimeError::InstantForm)?;
    match (two_digits(hours), two_digits(minutes)) {
        (Some(hours @ 0..=23), Some(minutes @ 0..=59)) => Ok(sign * (i64::from(hours) * 60 + i64::from(minutes)) * 60 * SECOND),
        (Some(_), Some(_)) => Err(TimeError::NoSuchDay),
        _ => Err(TimeError::InstantForm),
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = date_of_epoch_day(self.0.div_euclid(DAY));
        let (seconds, micros) = (self.0.rem_euclid(DAY) / SECOND, self.0.rem_euclid(DAY) % SECOND);
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}", format_date(date))?;
        if micros != 0 {
            write!(f, ".{micros:06}")?;
        }
        f.write_str("Z")
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Timestamp {
    type Error = TimeError;

    fn try_from(text: String) -> Result<Self, TimeError> {
        Self::parse(&text)
    }
}

impl From<Timestamp> for String {
    fn from(instant: Timestamp) -> Self {
        instant.to_string()
    }
}
