//! Working days as the State Council publishes them: holidays and make-up workdays.
//!
//! A calendar lists only the days whose status differs from Monday–Friday. It answers for the whole
//! years it has loaded and for no other day: outside them every question is an error that names the
//! loaded range, never a guess. The arrangements of a year are announced in the autumn before, so the
//! last days of December of the last loaded year can still change with the next announcement (a
//! make-up workday for New Year).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::time::Day;

/// The bundled calendar: 2018 to 2026.
static CHINA: LazyLock<Calendar> = LazyLock::new(|| {
    // A test reads the bundled file. Were it ever unreadable, the empty calendar would refuse every
    // day, which is the safe side.
    Calendar::parse_csv(include_str!("../data/cn_calendar.csv")).unwrap_or_default()
});

/// What differs from Monday–Friday in the loaded years.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// First and last loaded day; `None` if nothing is loaded.
    range: Option<(Day, Day)>,
    /// True for a make-up workday, false for a holiday.
    exceptions: BTreeMap<Day, bool>,
}

/// Why a calendar file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFileError {
    /// The first line is not `date,kind` or `date,kind,occasion`.
    #[error("a calendar file begins with the line date,kind,occasion")]
    Header,
    /// A line is not `YYYY-MM-DD,holiday|workday,…`.
    #[error("line {line} is not a day and holiday or workday")]
    Line {
        /// The number of the line, from 1.
        line: usize,
    },
    /// A day is listed twice.
    #[error("line {line} repeats {day}")]
    Repeated {
        /// The number of the line, from 1.
        line: usize,
        /// The day listed twice.
        day: Day,
    },
    /// Between the first and the last year there is one without any entry.
    #[error("the year {year} is missing between others that are present")]
    MissingYear {
        /// The missing year.
        year: i32,
    },
    /// The file lists no day.
    #[error("the calendar lists no day")]
    Empty,
}

/// A day the loaded calendar does not cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OutsideCalendar {
    /// The day that was asked for; `None` if it would lie after 9999-12-31.
    pub day: Option<Day>,
    /// First and last loaded day; `None` if no calendar is loaded.
    pub loaded: Option<(Day, Day)>,
}

impl OutsideCalendar {
    /// The stable machine code of this error, for clients to translate.
    #[must_use]
    pub const fn code(self) -> &'static str {
        "outside_calendar"
    }
}

impl std::fmt::Display for OutsideCalendar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.day {
            Some(day) => write!(f, "{day} is outside the working-day calendar")?,
            None => f.write_str("the day is outside the working-day calendar")?,
        }
        match self.loaded {
            Some((first, last)) => write!(f, ", which covers {first} to {last}"),
            None => f.write_str(", which is not loaded"),
        }
    }
}

impl std::error::Error for OutsideCalendar {}

/// Why the last day of a notice cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NoticeError {
    /// A notice of zero working days has no last day.
    #[error("a notice has at least one working day")]
    NoDays,
    /// The notice begins or ends outside the calendar.
    #[error(transparent)]
    Outside(#[from] OutsideCalendar),
}

impl NoticeError {
    /// The stable machine code of this error, for clients to translate.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoDays => "no_days",
            Self::Outside(outside) => outside.code(),
        }
    }
}

impl Calendar {
    /// Reads `date,kind,occasion` lines, kind `holiday` or `workday`, in any order.
    ///
    /// The calendar then covers every year that has an entry, whole; a year missing in between is
    /// refused, because its days would silently count as Monday–Friday.
    pub fn parse_csv(text: &str) -> Result<Self, CalendarFileError> {
        let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
        let header = lines.next().map(|(_, line)| line.trim_end());
        if !matches!(header, Some("date,kind,occasion" | "date,kind")) {
            return Err(CalendarFileError::Header);
        }
        let mut exceptions = BTreeMap::new();
        for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let line_error = CalendarFileError::Line { line: index + 1 };
            let (day, working) = parse_line(line.trim_end()).ok_or(line_error)?;
            if exceptions.insert(day, working).is_some() {
                return Err(CalendarFileError::Repeated { line: index + 1, day });
            }
        }
        let range = covered_years(&exceptions)?;
        Ok(Self { range: Some(range), exceptions })
    }

    /// The calendar bundled with the platform, 2018 to 2026.
    #[must_use]
    pub fn china() -> &'static Self {
        &CHINA
    }

    /// The first and the last day covered; `None` if nothing is loaded.
    #[must_use]
    pub const fn loaded(&self) -> Option<(Day, Day)> {
        self.range
    }

    /// True on a working day: Monday to Friday unless listed as a holiday, or a listed make-up workday.
    pub fn is_working_day(&self, day: Day) -> Result<bool, OutsideCalendar> {
        match self.range {
            Some((first, last)) if first <= day && day <= last => Ok(self.exceptions.get(&day).copied().unwrap_or(!day.is_weekend())),
            _ => Err(OutsideCalendar { day: Some(day), loaded: self.range }),
        }
    }

    /// The last day of a notice (公示) of `n` working days published on `start`.
    ///
    /// `start` counts as the first day when it is a working day, otherwise the next working day does:
    /// this is how published notices count. The notice ends with that day in Asia/Shanghai.
    pub fn last_day_of_notice(&self, start: Day, n: u32) -> Result<Day, NoticeError> {
        let mut left = n.checked_sub(1).ok_or(NoticeError::NoDays)?;
        let mut day = start;
        loop {
            if self.is_working_day(day)? {
                if left == 0 {
                    return Ok(day);
                }
                left -= 1;
            }
            day = self.following(day)?;
        }
    }

    /// The `n`-th working day **after** `day`; `day` itself does not count. Zero answers `day`, which
    /// must lie in the calendar but need not be a working day.
    pub fn add_working_days(&self, day: Day, n: u32) -> Result<Day, OutsideCalendar> {
        self.is_working_day(day)?;
        let (mut day, mut left) = (day, n);
        while left > 0 {
            day = self.following(day)?;
            if self.is_working_day(day)? {
                left -= 1;
            }
        }
        Ok(day)
    }

    /// How many working days lie from `from` to `to`, both included; zero if `to` is earlier. Both
    /// must lie in the calendar.
    pub fn working_days_between(&self, from: Day, to: Day) -> Result<u32, OutsideCalendar> {
        self.is_working_day(from)?;
        self.is_working_day(to)?;
        let (mut day, mut count) = (from, 0);
        while day <= to {
            count += u32::from(self.is_working_day(day)?);
            if day == to {
                break;
            }
            day = self.following(day)?;
        }
        Ok(count)
    }

    fn following(&self, day: Day) -> Result<Day, OutsideCalendar> {
        day.next().map_err(|_| OutsideCalendar { day: None, loaded: self.range })
    }
}

/// `YYYY-MM-DD,kind` or `YYYY-MM-DD,kind,occasion` as the day and whether it is worked.
fn parse_line(line: &str) -> Option<(Day, bool)> {
    let (day, rest) = line.split_once(',')?;
    let kind = rest.split_once(',').map_or(rest, |(kind, _)| kind);
    let working = match kind {
        "workday" => true,
        "holiday" => false,
        _ => return None,
    };
    Some((Day::parse(day).ok()?, working))
}

/// The whole years from the first to the last entry, each of which must have an entry.
fn covered_years(exceptions: &BTreeMap<Day, bool>) -> Result<(Day, Day), CalendarFileError> {
    let mut expected = None;
    for year in exceptions.keys().map(|day| day.year()) {
        match expected {
            Some(next) if year > next => return Err(CalendarFileError::MissingYear { year: next }),
            _ => expected = Some(year + 1),
        }
    }
    let years = exceptions.first_key_value().zip(exceptions.last_key_value());
    let ((first, _), (last, _)) = years.ok_or(CalendarFileError::Empty)?;
    let whole = (Day::new(first.year(), 1, 1), Day::new(last.year(), 12, 31));
    match whole {
        (Ok(first), Ok(last)) => Ok((first, last)),
        _ => Err(CalendarFileError::Empty),
    }
}
