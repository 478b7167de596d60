//! Typed reading of JSON that collects faults instead of stopping at the first.

use serde_json::{Map, Value};

use super::rubric::Units;
use crate::fault::{Fault, pointer_step};
use crate::money::Fen;

/// A fault was recorded where an optional value could not be read.
pub(super) struct Refused;

/// Reads values and keeps the faults.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) faults: Vec<Fault>,
}

impl Reader {
    pub(super) fn fault(&mut self, pointer: impl Into<String>, code: &str, detail: &str) {
        self.faults.push(Fault::new(pointer, code, detail));
    }

    /// Takes over faults whose pointers start at `base`.
    pub(super) fn adopt(&mut self, faults: Vec<Fault>, base: &str) {
        self.faults.extend(faults.into_iter().map(|mut fault| {
            fault.pointer.insert_str(0, base);
            fault
        }));
    }

    pub(super) fn object<'a>(&mut self, value: &'a Value, pointer: &str) -> Option<&'a Map<String, Value>> {
        let object = value.as_object();
        if object.is_none() {
            self.wrong_type(pointer, "object", value);
        }
        object
    }

    pub(super) fn required_object<'a>(&mut self, parent: &'a Map<String, Value>, base: &str, key: &str) -> Option<&'a Map<String, Value>> {
        let value = self.required(parent, base, key)?;
        self.object(value, &join(base, key))
    }

    pub(super) fn optional_object<'a>(&mut self, parent: &'a Map<String, Value>, base: &str, key: &str) -> Option<&'a Map<String, Value>> {
        parent.get(key).and_then(|value| self.object(value, &join(base, key)))
    }

    pub(super) fn array<'a>(&mut self, parent: &'a Map<String, Value>, base: &str, key: &str) -> Option<&'a [Value]> {
        let value = parent.get(key)?;
        let array = value.as_array().map(Vec::as_slice);
        if array.is_none() {
            self.wrong_type(&join(base, key), "array", value);
        }
        array
    }

    pub(super) fn required_array<'a>(&mut self, parent: &'a Map<String, Value>, base: &str, key: &str) -> Option<&'a [Value]> {
        self.required(parent, base, key)?;
        self.array(parent, base, key)
    }

    /// A text that is not empty.
    pub(super) fn required_text(&mut self, parent: &Map<String, Value>, base: &str, key: &str) -> Option<String> {
        let value = self.required(parent, base, key)?;
        match value.as_str() {
            Some("") => {
                self.fault(join(base, key), "empty", "the text is empty");
                None
            }
            Some(text) => Some(text.to_owned()),
            None => {
                self.wrong_type(&join(base, key), "string", value);
                None
            }
        }
    }

    pub(super) fn flag(&mut self, parent: &Map<String, Value>, base: &str, key: &str) -> Result<Option<bool>, Refused> {
        match parent.get(key) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(value) => {
                self.wrong_type(&join(base, key), "boolean", value);
                Err(Refused)
            }
        }
    }

    /// A whole number from 0 to `limit`, or none.
    pub(super) fn count(&mut self, parent: &Map<String, Value>, base: &str, key: &str, limit: u64) -> Result<Option<u64>, Refused> {
        let Some(value) = parent.get(key) else {
            return Ok(None);
        };
        match value.as_u64() {
            Some(count) if count <= limit => return Ok(Some(count)),
            _ if value.is_i64() || value.is_u64() => {
                let detail = format!("the number is 0 to {limit}");
                self.faults
                    .push(Fault::new(join(base, key), "out_of_range", detail).with_limit(limit.to_string()).with_actual(value.to_string()));
            }
            _ => self.wrong_type(&join(base, key), "whole number", value),
        }
        Err(Refused)
    }

    pub(super) fn required_count(&mut self, parent: &Map<String, Value>, base: &str, key: &str, limit: u64) -> Option<u64> {
        self.required(parent, base, key)?;
        self.count(parent, base, key, limit).ok().flatten()
    }

    /// A score written as a string. The pointer is made only for a fault, as there are many scores.
    pub(super) fn units(&mut self, value: &Value, pointer: impl FnOnce() -> String) -> Option<Units> {
        let Some(text) = value.as_str() else {
            self.wrong_type(&pointer(), "string", value);
            return None;
        };
        match Units::parse(text) {
            Ok(units) => Some(units),
            Err(error) => {
                let fault = Fault::new(pointer(), error.code(), error.to_string());
                self.faults.push(fault.with_actual(text));
                None
            }
        }
    }

    pub(super) fn required_units(&mut self, parent: &Map<String, Value>, base: &str, key: &str) -> Option<Units> {
        let value = self.required(parent, base, key)?;
        self.units(value, || join(base, key))
    }

    /// An amount above zero: money as a string, or whole yuan as an integer.
    pub(super) fn yuan(&mut self, value: &Value, pointer: &str) -> Option<Fen> {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) if number.is_i64() || number.is_u64() => number.to_string(),
            other => {
                self.wrong_type(pointer, "money string or whole number of yuan", other);
                return None;
            }
        };
        match Fen::parse(&text) {
            Ok(amount) if amount > Fen::ZERO => return Some(amount),
            Ok(_) => self.faults.push(Fault::new(pointer, "not_positive", "a request is above zero").with_actual(text)),
            Err(error) => self.faults.push(Fault::new(pointer, error.code(), error.to_string()).with_actual(text)),
        }
        None
    }

    fn required<'a>(&mut self, parent: &'a Map<String, Value>, base: &str, key: &str) -> Option<&'a Value> {
        let value = parent.get(key);
        if value.is_none() {
            self.fault(join(base, key), "missing", "a value is required here");
        }
        value
    }

    fn wrong_type(&mut self, pointer: &str, wanted: &str, found: &Value) {
        let found = match found {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let detail = format!("expected {wanted}, found {found}");
        let fault = Fault::new(pointer, "wrong_type", detail);
        self.faults.push(fault.with_limit(wanted).with_actual(found));
    }
}

fn join(base: &str, key: &str) -> String {
    format!("{base}/{}", pointer_step(key))
}
