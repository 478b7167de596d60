//! Reading an untyped document member by member, collecting every fault on the way.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use crate::calendar::Calendar;
use crate::fault::{Fault, pointer_step};
use crate::money::Fen;
use crate::time::Day;

/// Collects faults while a document is read.
#[derive(Debug, Default)]
pub(super) struct Reader(Vec<Fault>);

impl Reader {
    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.0
    }

    pub(super) fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(super) fn wrong_type(&mut self, pointer: &str, expected: &str, found: &Value) {
        let fault = Fault::new(pointer, "wrong_type", format!("must be {expected}"));
        self.push(fault.with_limit(expected).with_actual(type_name(found)));
    }

    /// An object whose members are all among `known`.
    pub(super) fn object<'a>(&mut self, value: &'a Value, pointer: &str, known: &[&str]) -> Option<&'a Map<String, Value>> {
        let Some(object) = value.as_object() else {
            self.wrong_type(pointer, "an object", value);
            return None;
        };
        for name in object.keys().filter(|name| !known.contains(&name.as_str())) {
            let pointer = format!("{pointer}/{}", pointer_step(name));
            self.push(Fault::new(pointer, "unknown_field", "is not part of the form"));
        }
        Some(object)
    }

    /// A member that must be there.
    pub(super) fn member<'a>(&mut self, object: &'a Map<String, Value>, pointer: &str, name: &str) -> Option<&'a Value> {
        let found = object.get(name);
        if found.is_none() {
            self.push(Fault::new(format!("{pointer}/{name}"), "missing", "must be there"));
        }
        found
    }

    /// A text that is not blank.
    pub(super) fn text(&mut self, object: &Map<String, Value>, pointer: &str, name: &str) -> Option<String> {
        let value = self.member(object, pointer, name)?;
        let pointer = format!("{pointer}/{name}");
        match value {
            Value::String(text) if text.trim().is_empty() => {
                self.push(Fault::new(pointer, "empty", "must not be empty"));
                None
            }
            Value::String(text) => Some(text.clone()),
            other => {
                self.wrong_type(&pointer, "a string", other);
                None
            }
        }
    }

    /// A whole number in `range`.
    pub(super) fn number(&mut self, object: &Map<String, Value>, pointer: &str, name: &str, range: &RangeInclusive<u32>) -> Option<u32> {
        let value = self.member(object, pointer, name)?;
        let pointer = format!("{pointer}/{name}");
        if !value.is_i64() && !value.is_u64() {
            self.wrong_type(&pointer, "a whole number", value);
            return None;
        }
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let limit = format!("{} to {}", range.start(), range.end());
            let fault = Fault::new(pointer, "out_of_range", format!("must be {limit}"));
            self.push(fault.with_limit(limit).with_actual(value.to_string()));
        }
        number
    }

    /// A day that the calendar covers. A day outside it is a fault and still answered.
    pub(super) fn day(&mut self, object: &Map<String, Value>, pointer: &str, name: &str, calendar: &Calendar) -> Option<Day> {
        let text = self.text(object, pointer, name)?;
        let pointer = format!("{pointer}/{name}");
        match text.parse::<Day>() {
            Ok(day) => {
                if let Err(error) = calendar.is_working_day(day) {
                    let fault = Fault::new(pointer, error.code(), error.to_string());
                    self.push(fault.with_actual(text));
                }
                Some(day)
            }
            Err(error) => {
                let fault = Fault::new(pointer, error.code(), error.to_string());
                self.push(fault.with_actual(text));
                None
            }
        }
    }

    /// An amount above zero, written as a string.
    pub(super) fn positive_amount(&mut self, object: &Map<String, Value>, pointer: &str, name: &str) -> Option<Fen> {
        let value = self.member(object, pointer, name)?;
        let pointer = format!("{pointer}/{name}");
        let text = match value {
            Value::String(text) => text,
            Value::Number(number) => {
                let detail = "an amount is a string such as \"250000.00\", never a JSON number";
                let fault = Fault::new(pointer, "amount_is_number", detail);
                self.push(fault.with_actual(number.to_string()));
                return None;
            }
            other => {
                self.wrong_type(&pointer, "a string", other);
                return None;
            }
        };
        match Fen::parse(text) {
            Ok(amount) if amount > Fen::ZERO => return Some(amount),
            Ok(_) => {
                let fault = Fault::new(pointer, "not_positive", "must be above zero");
                self.push(fault.with_limit("0.01").with_actual(text));
            }
            Err(error) => {
                let fault = Fault::new(pointer, error.code(), error.to_string());
                self.push(fault.with_actual(text));
            }
        }
        None
    }

    /// Numbers that stand twice in the list.
    pub(super) fn repeated_numbers(&mut self, items: &[Value]) {
        let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            let Some(number) = item.get("no").and_then(Value::as_u64) else {
                continue;
            };
            if let Some(first) = seen.get(&number) {
                let detail = format!("the number stands already at /awards/{first}");
                let pointer = format!("/awards/{index}/no");
                let fault = Fault::new(pointer, "duplicate_number", detail);
                self.push(fault.with_actual(number.to_string()));
            } else {
                seen.insert(number, index);
            }
        }
    }

    /// Organisations with more than `most` awards; names are compared without the blanks around them.
    pub(super) fn repeated_organisations(&mut self, items: &[Value], most: u32) {
        let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            let name = item.get("organisation").and_then(Value::as_str).map_or("", str::trim);
            let count = seen.entry(name).or_insert(0);
            *count += 1;
            if *count > most && !name.is_empty() {
                let detail = "the organisation has more awards than the scheme allows";
                let pointer = format!("/awards/{index}/organisation");
                let fault = Fault::new(pointer, "duplicate_organisation", detail);
                self.push(fault.with_limit(most.to_string()).with_actual(name));
            }
        }
    }
}

/// The amount that was meant, be it a string or (wrongly) a number; for comparing totals only.
pub(super) fn amount_as_written(value: &Value) -> Option<Fen> {
    match value {
        Value::String(text) => Fen::parse(text).ok(),
        Value::Number(number) => Fen::parse(&number.to_string()).ok(),
        _ => None,
    }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
