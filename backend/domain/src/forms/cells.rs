//! One value against the kind of its field or column, as a draft and as complete.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Stage;
use super::input::{Choice, Column, Input};
use crate::fault::{Fault, pointer_step};
use crate::money::parse_hundredths;
use crate::time::Day;

/// The longest text of a number, an amount or a day, however far it is typed.
const FIGURE: usize = 40;

/// Characters as people count them: code points, a line break once.
pub(super) fn characters(text: &str) -> usize {
    text.chars().filter(|c| *c != '\r').count()
}

/// Whether a value says nothing.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// Everything wrong with a value that is not empty.
pub(super) fn faults(input: &Input, value: &Value, pointer: &str, stage: Stage, found: &mut Vec<Fault>) {
    match input {
        Input::ShortText { min, max } | Input::LongText { min, max } => text(value, pointer, (*min, *max), stage, found),
        Input::SingleChoice { options } => choice(options, value, pointer, found),
        Input::MultipleChoice { options, min, max } => choices(options, value, pointer, (*min, *max), stage, found),
        Input::Number { decimals, min, max, .. } => figure(value, pointer, (*decimals, min, max), stage, found),
        Input::Money { min, max } => figure(value, pointer, (2, min, max), stage, found),
        Input::Date { earliest, latest } => day(value, pointer, (earliest, latest), stage, found),
        Input::YesNo {} => boolean(value, pointer, found),
        Input::Declaration {} => {
            boolean(value, pointer, found);
            if stage == Stage::Complete && value == &Value::Bool(false) {
                found.push(Fault::new(pointer, "accepted", "The declaration must be accepted"));
            }
        }
        // A cell holds no file; a field is judged beside what was handed over.
        Input::File { .. } => wrong(pointer, "a list of files", found),
        Input::Table { .. } | Input::Indicators { .. } | Input::Team { .. } => rows(input, value, pointer, stage, found),
    }
}

fn wrong(pointer: &str, expected: &str, found: &mut Vec<Fault>) {
    found.push(Fault::new(pointer, "wrong_type", format!("Must be {expected}")).with_limit(expected));
}

fn text(value: &Value, pointer: &str, (min, max): (u32, u32), stage: Stage, found: &mut Vec<Fault>) {
    let Value::String(text) = value else { return wrong(pointer, "text", found) };
    let length = characters(text);
    let judge = |code: &str, detail: &str, limit: u32| {
        Fault::new(pointer, code, detail).with_limit(limit.to_string()).with_actual(length.to_string())
    };
    if length > max as usize {
        found.push(judge("too_long", "Has too many characters", max));
    } else if stage == Stage::Complete && length < min as usize {
        found.push(judge("too_short", "Has too few characters", min));
    }
}

fn choice(options: &[Choice], value: &Value, pointer: &str, found: &mut Vec<Fault>) {
    let Value::String(code) = value else { return wrong(pointer, "the code of an option", found) };
    if !options.iter().any(|option| option.code == *code) {
        let codes: Vec<&str> = options.iter().map(|option| option.code.as_str()).collect();
        let fault = Fault::new(pointer, "unknown_value", "Is none of the options");
        found.push(fault.with_limit(codes.join(", ")).with_actual(code.as_str()));
    }
}

fn choices(options: &[Choice], value: &Value, pointer: &str, (min, max): (u32, Option<u32>), stage: Stage, found: &mut Vec<Fault>) {
    let Value::Array(items) = value else { return wrong(pointer, "a list of codes", found) };
    let mut seen = BTreeSet::new();
    for (index, item) in items.iter().enumerate() {
        let place = format!("{pointer}/{index}");
        choice(options, item, &place, found);
        if item.as_str().is_some_and(|code| !seen.insert(code)) {
            found.push(Fault::new(place, "duplicate", "Is chosen twice"));
        }
    }
    if stage == Stage::Complete {
        count(items.len(), pointer, min, max.unwrap_or(u32::MAX), found);
    }
}

/// A number of entries that must lie between two bounds.
/// Ids of files, each handed over for this very field, none twice, and not more than the field takes.
pub(super) fn handed_over(value: &Value, pointer: &str, max: u32, is_of_field: impl Fn(&str) -> bool, found: &mut Vec<Fault>) {
    let Value::Array(ids) = value else { return wrong(pointer, "a list of files", found) };
    let mut seen = BTreeSet::new();
    for (index, id) in ids.iter().enumerate() {
        let pointer = format!("{pointer}/{index}");
        let Value::String(id) = id else {
            wrong(&pointer, "the id of a file", found);
            continue;
        };
        if !is_of_field(id) {
            found.push(Fault::new(&pointer, "unknown_file", "No such file was handed over for this field").with_actual(id.as_str()));
        }
        if !seen.insert(id.as_str()) {
            found.push(Fault::new(&pointer, "duplicate", "Stands twice in the answer").with_actual(id.as_str()));
        }
    }
    count(ids.len(), pointer, 0, max, found);
}

pub(super) fn count(n: usize, pointer: &str, min: u32, max: u32, found: &mut Vec<Fault>) {
    let judge =
        |code: &str, detail: &str, limit: u32| Fault::new(pointer, code, detail).with_limit(limit.to_string()).with_actual(n.to_string());
    if n < min as usize {
        found.push(judge("too_few", "Has too few entries", min));
    } else if n > max as usize {
        found.push(judge("too_many", "Has too many entries", max));
    }
}

type Bound = Option<String>;

/// A number or an amount. As a draft it may be half typed, so that what somebody wrote is never refused.
fn figure(value: &Value, pointer: &str, (decimals, min, max): (u32, &Bound, &Bound), stage: Stage, found: &mut Vec<Fault>) {
    let Some(text) = short(value, pointer, found).filter(|_| stage == Stage::Complete) else { return };
    let hundredths = match parse_hundredths(text.trim(), 12) {
        Ok(value) => value,
        Err(error) => {
            return found.push(Fault::new(pointer, "not_a_number", error.to_string()).with_actual(text));
        }
    };
    if decimals == 0 && hundredths % 100 != 0 {
        return found.push(Fault::new(pointer, "not_whole", "Must be a whole number").with_actual(text));
    }
    let bound = |bound: &Bound| bound.as_deref().and_then(|text| parse_hundredths(text, 12).ok());
    let judge = |code: &str, detail: &str, limit: &Bound| {
        Fault::new(pointer, code, detail).with_limit(limit.clone().unwrap_or_default()).with_actual(text)
    };
    if bound(min).is_some_and(|min| hundredths < min) {
        found.push(judge("below_minimum", "Is too small", min));
    } else if bound(max).is_some_and(|max| hundredths > max) {
        found.push(judge("above_maximum", "Is too large", max));
    }
}

fn day(value: &Value, pointer: &str, (earliest, latest): (&Bound, &Bound), stage: Stage, found: &mut Vec<Fault>) {
    let Some(text) = short(value, pointer, found).filter(|_| stage == Stage::Complete) else { return };
    let Ok(day) = Day::parse(text.trim()) else {
        return found.push(Fault::new(pointer, "not_a_day", "Must be a day such as 2026-05-01").with_actual(text));
    };
    let bound = |bound: &Bound| bound.as_deref().and_then(|text| Day::parse(text).ok());
    let judge = |code: &str, detail: &str, limit: &Bound| {
        Fault::new(pointer, code, detail).with_limit(limit.clone().unwrap_or_default()).with_actual(text)
    };
    if bound(earliest).is_some_and(|earliest| day < earliest) {
        found.push(judge("too_early", "Is too early", earliest));
    } else if bound(latest).is_some_and(|latest| day > latest) {
        found.push(judge("too_late", "Is too late", latest));
    }
}

/// The text of a figure, as far as it is one.
fn short<'a>(value: &'a Value, pointer: &str, found: &mut Vec<Fault>) -> Option<&'a str> {
    let Value::String(text) = value else {
        wrong(pointer, "text", found);
        return None;
    };
    if characters(text) <= FIGURE {
        return Some(text);
    }
    let fault = Fault::new(pointer, "too_long", "Has too many characters").with_limit(FIGURE.to_string());
    found.push(fault.with_actual(characters(text).to_string()));
    None
}

fn boolean(value: &Value, pointer: &str, found: &mut Vec<Fault>) {
    if !value.is_boolean() {
        wrong(pointer, "true or false", found);
    }
}

fn rows(input: &Input, value: &Value, pointer: &str, stage: Stage, found: &mut Vec<Fault>) {
    let Some((columns, min, max)) = input.rows() else { return };
    let Value::Array(items) = value else { return wrong(pointer, "a list of rows", found) };
    count(items.len(), pointer, if stage == Stage::Complete { min } else { 0 }, max, found);
    for (index, item) in items.iter().enumerate() {
        row(&columns, item, &format!("{pointer}/{index}"), stage, found);
    }
}

fn row(columns: &[Column], value: &Value, pointer: &str, stage: Stage, found: &mut Vec<Fault>) {
    let Value::Object(cells) = value else { return wrong(pointer, "a row", found) };
    for name in cells.keys().filter(|name| !columns.iter().any(|column| column.code == **name)) {
        found.push(Fault::new(format!("{pointer}/{}", pointer_step(name)), "unknown_field", "The table has no such column"));
    }
    for column in columns {
        let place = format!("{pointer}/{}", pointer_step(&column.code));
        match cells.get(&column.code).filter(|cell| !is_empty(cell)) {
            Some(cell) => faults(&column.input, cell, &place, stage, found),
            None if stage == Stage::Complete && column.required => {
                found.push(Fault::new(place, "missing", "Must be filled in before submission"));
            }
            None => {}
        }
    }
}
