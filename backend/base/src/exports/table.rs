//! What of a list's items goes into its sheet.

use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use yichuang_domain::machine::StringEnum;

/// The sheet of one list.
pub struct Table {
    /// The noun, for the trail.
    pub noun: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    /// A list inside each item that gives one row for each of its entries; their columns are those with `inner`.
    pub each: Option<&'static str>,
    pub columns: &'static [Column],
}

/// One column.
#[derive(Clone, Copy)]
pub struct Column {
    /// JSON pointer into the item.
    pub at: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    pub kind: Kind,
    /// The pointer leads into the entry of [`Table::each`].
    pub inner: bool,
}

/// How a value is written.
#[derive(Clone, Copy)]
pub enum Kind {
    Text,
    /// Text of more than a few words.
    Long,
    Whole,
    /// Yuan with two decimals.
    Money,
    /// A calendar day.
    Day,
    /// An instant, shown in Asia/Shanghai.
    Instant,
    YesNo,
    /// A code or a list of codes, in Chinese with their labels.
    Code(fn(&str) -> Option<&'static str>),
}

const fn column(at: &'static str, zh: &'static str, en: &'static str, kind: Kind) -> Column {
    Column { at, zh, en, kind, inner: false }
}

#[must_use]
pub const fn text(at: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(at, zh, en, Kind::Text)
}

#[must_use]
pub const fn long(at: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(at, zh, en, Kind::Long)
}

#[must_use]
pub const fn whole(at: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(at, zh, en, Kind::Whole)
}

#[must_use]
pub const fn money(at: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(at, zh, en, Kind::Money)
}

#[must_use]
pub const fn day(at: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(at, zh, en, Kind::Day)
}

#[must_use]
pub const fn instant(at: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(at, zh, en, Kind::Instant)
}

#[must_use]
pub const fn yes_no(at: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(at, zh, en, Kind::YesNo)
}

/// A code of one of the domain's sets: `code("/state", "状态", "State", label::<CallState>)`.
pub const fn code(at: &'static str, zh: &'static str, en: &'static str, label: fn(&str) -> Option<&'static str>) -> Column {
    column(at, zh, en, Kind::Code(label))
}

/// The Chinese label of a code.
#[must_use]
pub fn label<E: StringEnum + FromStr>(code: &str) -> Option<&'static str> {
    code.parse::<E>().ok().map(|value| value.zh())
}

impl Column {
    /// The same column, of the entries of [`Table::each`].
    #[must_use]
    pub const fn inner(mut self) -> Self {
        self.inner = true;
        self
    }

    pub(super) fn head(&self, language: Language) -> &'static str {
        language.of(self.zh, self.en)
    }
}

impl Table {
    pub(super) fn title(&self, language: Language) -> &'static str {
        language.of(self.zh, self.en)
    }
}

/// The language of headers and labels: Chinese unless the browser asks for English first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Chinese,
    English,
}

impl Language {
    pub(super) fn of<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Chinese => zh,
            Self::English => en,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let wanted = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(if wanted.trim_start().starts_with("en") { Self::English } else { Self::Chinese })
    }
}
