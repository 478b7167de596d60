//! Calendar days as `YYYY-MM-DD`.

use std::fmt;
use std::str::FromStr;

use ::time::{Date, Month, Weekday};
use serde::{Deserialize, Serialize};

use super::TimeError;

/// A calendar day, 0001-01-01 to 9999-12-31, in text and JSON `YYYY-MM-DD`.
///
/// Wherever the platform speaks of a day (a deadline, a business date, a notice) it is the day in
/// Asia/Shanghai.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

impl Day {
    /// The day of a year (1–9999), month (1–12) and day of the month.
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self, TimeError> {
        let month = Month::try_from(month).map_err(|_| TimeError::NoSuchDay)?;
        let date = Date::from_calendar_date(year, month, day).map_err(|_| TimeError::NoSuchDay)?;
        Self::try_from(date)
    }

    /// A date that comes from a bounded instant and therefore lies in the years 1 to 9999.
    pub(super) const fn from_shown(date: Date) -> Self {
        Self(date)
    }

    /// Reads `YYYY-MM-DD`: four, two and two digits. [`TimeError::NoSuchDay`] for 2026-02-29.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        parse_date(text).map(Self)
    }

    /// The day as the `time` crate's date.
    #[must_use]
    pub const fn date(self) -> Date {
        self.0
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.year()
    }

    /// True on Saturday and Sunday, whatever the holiday calendar says.
    #[must_use]
    pub const fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// The next day; [`TimeError::OutOfRange`] after 9999-12-31.
    pub fn next(self) -> Result<Self, TimeError> {
        self.plus_days(1)
    }

    /// The day `days` days later (earlier if negative), or [`TimeError::OutOfRange`].
    pub fn plus_days(self, days: i64) -> Result<Self, TimeError> {
        i64::from(self.0.to_julian_day())
            .checked_add(days)
            .and_then(|julian| i32::try_from(julian).ok())
            .and_then(|julian| Date::from_julian_day(julian).ok())
            .ok_or(TimeError::OutOfRange)
            .and_then(Self::try_from)
    }

    /// How many days `other` lies after this day; negative if it lies before.
    #[must_use]
    pub const fn days_until(self, other: Self) -> i32 {
        other.0.to_julian_day() - self.0.to_julian_day()
    }
}

/// Reads `YYYY-MM-DD` as a date of the years 1 to 9999; the form is checked before the calendar.
pub fn parse_date(text: &str) -> Result<Date, TimeError> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return Err(TimeError::DayForm);
    }
    let year = text[..4].parse().map_err(|_| TimeError::DayForm)?;
    let month = text[5..7].parse().map_err(|_| TimeError::DayForm)?;
    let day = text[8..].parse().map_err(|_| TimeError::DayForm)?;
    Day::new(year, month, day).map(Day::date)
}

/// A date of the years 0 to 9999 as `YYYY-MM-DD`.
#[must_use]
pub fn format_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

impl TryFrom<Date> for Day {
    type Error = TimeError;

    fn try_from(date: Date) -> Result<Self, TimeError> {
        if (1..=9_999).contains(&date.year()) { Ok(Self(date)) } else { Err(TimeError::OutOfRange) }
    }
}

impl From<Day> for Date {
    fn from(day: Day) -> Self {
        day.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format_date(self.0))
    }
}

impl FromStr for Day {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Day {
    type Error = TimeError;

    fn try_from(text: String) -> Result<Self, TimeError> {
        Self::parse(&text)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}
