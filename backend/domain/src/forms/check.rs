//! Whether a form is any good: every fault at once, with pointers into its document.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::cells::characters;
use super::{Condition, FORMAT, Field, Form, Input, MAX_FIELDS, MAX_SECTIONS, Section};
use crate::fault::Fault;
use crate::forms::input::{Choice, Column};
use crate::money::parse_hundredths;
use crate::schemes::Text;
use crate::time::Day;

/// The faults found so far.
#[derive(Default)]
struct Found(Vec<Fault>);

impl Form {
    /// Every fault of the form; empty for one that can be published.
    #[must_use]
    pub fn validate(&self) -> Vec<Fault> {
        let mut found = Found::default();
        if self.format != FORMAT {
            found.push(Fault::new("/format", "unknown_format", "Is no form of this release").with_limit(FORMAT).with_actual(&*self.format));
        }
        found.range("/sections", self.sections.len(), 1, MAX_SECTIONS);
        found.range("/sections", self.fields().count(), 1, MAX_FIELDS);
        found.unique(self.sections.iter().enumerate().map(|(index, section)| (format!("/sections/{index}/code"), section.code.as_str())));
        let places =
            self.sections.iter().enumerate().flat_map(|(s, section)| {
                section.fields.iter().enumerate().map(move |(f, field)| (format!("/sections/{s}/fields/{f}"), field))
            });
        let places: Vec<(String, &Field)> = places.collect();
        found.unique(places.iter().map(|(place, field)| (format!("{place}/code"), field.code.as_str())));
        let standing =
            places.iter().filter_map(|(place, field)| field.stands_for.map(|part| (format!("{place}/stands_for"), part.as_str())));
        found.unique(standing);
        let tables = places.iter().filter(|(_, field)| matches!(field.input, Input::Indicators { .. }));
        for (place, _) in tables.skip(1) {
            found.push(Fault::new(format!("{place}/input"), "second_indicators", "A form has one indicator table"));
        }
        for (index, section) in self.sections.iter().enumerate() {
            self.section_faults(index, section, &mut found);
        }
        found.0
    }

    fn section_faults(&self, index: usize, section: &Section, found: &mut Found) {
        let place = format!("/sections/{index}");
        found.code(&format!("{place}/code"), &section.code);
        found.label(&format!("{place}/title"), &section.title, 100);
        found.help(&format!("{place}/help"), section.help.as_ref());
        found.range(&format!("{place}/fields"), section.fields.len(), 1, MAX_FIELDS);
        if let Some(after) = &section.after
            && !self.sections.iter().take(index).any(|before| before.code == *after)
        {
            let fault = Fault::new(format!("{place}/after"), "not_earlier", "Must name an earlier section");
            found.push(fault.with_actual(after.as_str()));
        }
        for (nth, field) in section.fields.iter().enumerate() {
            let place = format!("{place}/fields/{nth}");
            field_faults(field, &place, found);
            if let Some(condition) = &field.shown_when {
                condition_faults(condition, section, nth, &format!("{place}/shown_when"), found);
            }
        }
    }
}

fn field_faults(field: &Field, place: &str, found: &mut Found) {
    found.code(&format!("{place}/code"), &field.code);
    found.label(&format!("{place}/label"), &field.label, 200);
    found.help(&format!("{place}/help"), field.help.as_ref());
    if field.stands_for.is_some() && !field.input.is_text() {
        found.push(Fault::new(format!("{place}/stands_for"), "not_text", "Only a text can stand for a part of a proposal"));
    }
    input_faults(&field.input, &format!("{place}/input"), found);
}

/// One level, no cycles: the other field stands before, in the same section, and has no condition of its own.
fn condition_faults(condition: &Condition, section: &Section, nth: usize, place: &str, found: &mut Found) {
    let before = section.fields.iter().take(nth).find(|field| field.code == condition.field);
    let codes = before.filter(|field| field.shown_when.is_none()).and_then(|field| field.input.codes());
    let Some(codes) = codes else {
        let detail = "Must name an earlier choice of the same section that is always shown";
        return found.push(Fault::new(format!("{place}/field"), "not_earlier", detail).with_actual(condition.field.as_str()));
    };
    found.range(&format!("{place}/one_of"), condition.one_of.len(), 1, codes.len());
    for (index, code) in condition.one_of.iter().enumerate().filter(|(_, code)| !codes.contains(&code.as_str())) {
        let fault = Fault::new(format!("{place}/one_of/{index}"), "unknown_value", "Is none of the options");
        found.push(fault.with_limit(codes.join(", ")).with_actual(code.as_str()));
    }
}

fn input_faults(input: &Input, place: &str, found: &mut Found) {
    match input {
        Input::ShortText { min, max } => found.bounds(place, (*min, *max), (1, 200)),
        Input::LongText { min, max } => found.bounds(place, (*min, *max), (1, 20_000)),
        Input::SingleChoice { options } => options_faults(options, place, found),
        Input::MultipleChoice { options, min, max } => {
            options_faults(options, place, found);
            let all = u32::try_from(options.len()).unwrap_or(u32::MAX).max(1);
            found.bounds(place, (*min, max.unwrap_or(all)), (1, all));
        }
        Input::Number { decimals, min, max, unit } => {
            if !matches!(decimals, 0 | 2) {
                let fault = Fault::new(format!("{place}/decimals"), "not_allowed", "Must be 0 or 2");
                found.push(fault.with_limit("0, 2").with_actual(decimals.to_string()));
            }
            if let Some(unit) = unit {
                found.label(&format!("{place}/unit"), unit, 20);
            }
            found.ordered(place, ("min", min), ("max", max), |text| {
                parse_hundredths(text, 12).ok().filter(|value| *decimals != 0 || value % 100 == 0)
            });
        }
        Input::Money { min, max } => found.ordered(place, ("min", min), ("max", max), |text| parse_hundredths(text, 12).ok()),
        Input::Date { earliest, latest } => {
            found.ordered(place, ("earliest", earliest), ("latest", latest), |text| Day::parse(text).ok());
        }
        Input::Table { columns, min_rows, max_rows } => {
            columns_faults(columns, place, found);
            found.rows(place, *min_rows, *max_rows);
        }
        Input::Indicators { min_rows, max_rows } => found.rows_up_to(place, (*min_rows, *max_rows), 50),
        Input::Team { min_rows, max_rows } => found.rows(place, *min_rows, *max_rows),
        Input::File { purpose, max_files } => {
            found.code(&format!("{place}/purpose"), purpose);
            found.range(&format!("{place}/max_files"), *max_files as usize, 1, 20);
        }
        Input::YesNo {} | Input::Declaration {} => {}
    }
}

fn options_faults(options: &[Choice], place: &str, found: &mut Found) {
    let place = format!("{place}/options");
    found.range(&place, options.len(), 2, 50);
    found.unique(options.iter().enumerate().map(|(index, option)| (format!("{place}/{index}/code"), option.code.as_str())));
    for (index, option) in options.iter().enumerate() {
        found.code(&format!("{place}/{index}/code"), &option.code);
        found.label(&format!("{place}/{index}/label"), &option.label, 100);
    }
}

fn columns_faults(columns: &[Column], place: &str, found: &mut Found) {
    let place = format!("{place}/columns");
    found.range(&place, columns.len(), 1, 10);
    found.unique(columns.iter().enumerate().map(|(index, column)| (format!("{place}/{index}/code"), column.code.as_str())));
    for (index, column) in columns.iter().enumerate() {
        found.code(&format!("{place}/{index}/code"), &column.code);
        found.label(&format!("{place}/{index}/label"), &column.label, 100);
        let place = format!("{place}/{index}/input");
        if column.input.is_cell() {
            input_faults(&column.input, &place, found);
        } else {
            found.push(Fault::new(place, "not_a_cell", "A cell takes a short text, a number, an amount, a day or one choice"));
        }
    }
}

impl Found {
    fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    fn out(&mut self, pointer: &str, actual: impl Display, min: impl Display, max: impl Display) {
        let limit = format!("{min} to {max}");
        let fault = Fault::new(pointer, "out_of_range", format!("Must be {limit}"));
        self.push(fault.with_limit(limit).with_actual(actual.to_string()));
    }

    fn range(&mut self, pointer: &str, n: usize, min: usize, max: usize) {
        if n < min || n > max {
            self.out(pointer, n, min, max);
        }
    }

    /// The greatest value inside its own range, and the least not above it.
    fn bounds(&mut self, place: &str, (min, max): (u32, u32), (least, most): (u32, u32)) {
        if max < least || max > most {
            self.out(&format!("{place}/max"), max, least, most);
        } else if min > max {
            self.out(&format!("{place}/min"), min, 0, max);
        }
    }

    fn rows(&mut self, place: &str, min: u32, max: u32) {
        self.rows_up_to(place, (min, max), 200);
    }

    fn rows_up_to(&mut self, place: &str, (min, max): (u32, u32), most: u32) {
        if max < 1 || max > most {
            self.out(&format!("{place}/max_rows"), max, 1, most);
        } else if min > max {
            self.out(&format!("{place}/min_rows"), min, 0, max);
        }
    }

    /// Two optional bounds that can be read, the first not above the second.
    fn ordered<T: Ord>(
        &mut self,
        place: &str,
        low: (&str, &Option<String>),
        high: (&str, &Option<String>),
        read: impl Fn(&str) -> Option<T>,
    ) {
        let mut one = |(name, text): (&str, &Option<String>)| {
            let text = text.as_deref()?;
            let value = read(text);
            if value.is_none() {
                self.push(Fault::new(format!("{place}/{name}"), "wrong_format", "Cannot be read").with_actual(text));
            }
            value
        };
        let (least, most) = (one(low), one(high));
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            let fault = Fault::new(format!("{place}/{}", low.0), "empty_range", "Is above the other bound");
            self.push(fault.with_limit(high.1.clone().unwrap_or_default()).with_actual(low.1.clone().unwrap_or_default()));
        }
    }

    /// A code: 1 to 40 of `a-z`, `0-9` and `_`.
    fn code(&mut self, pointer: &str, code: &str) {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !(1..=40).contains(&code.len()) || !code.bytes().all(plain) {
            let detail = "Must be 1 to 40 lower-case letters, digits and underscores";
            self.push(Fault::new(pointer, "form", detail).with_actual(code));
        }
    }

    /// A text that people read: Chinese always, English when there is one.
    fn label(&mut self, pointer: &str, text: &Text, max: usize) {
        if text.zh.trim().is_empty() {
            self.push(Fault::new(format!("{pointer}/zh"), "missing", "Must be filled in"));
        }
        self.length(&format!("{pointer}/zh"), &text.zh, max);
        self.length(&format!("{pointer}/en"), &text.en, max * 3);
    }

    fn help(&mut self, pointer: &str, text: Option<&Text>) {
        let Some(text) = text else { return };
        self.length(&format!("{pointer}/zh"), &text.zh, 2_000);
        self.length(&format!("{pointer}/en"), &text.en, 6_000);
    }

    fn length(&mut self, pointer: &str, text: &str, max: usize) {
        let length = characters(text);
        if length > max {
            let fault = Fault::new(pointer, "too_long", "Has too many characters");
            self.push(fault.with_limit(max.to_string()).with_actual(length.to_string()));
        }
    }

    fn unique<'a>(&mut self, codes: impl Iterator<Item = (String, &'a str)>) {
        let mut seen = BTreeSet::new();
        for (pointer, code) in codes {
            if !seen.insert(code) {
                self.push(Fault::new(pointer, "duplicate", "Stands twice in the form").with_actual(code));
            }
        }
    }
}
