//! Reading the input of a recomputation.

mod event;

use serde_json::{Map, Value};

use super::refused::Refused;
use crate::fault::{Fault, pointer_step};
use crate::money::{Fen, split};
use crate::time::Day;
use event::read_event;

/// The input, read.
pub(super) struct Input {
    pub(super) lines: Vec<LineInput>,
    pub(super) projects: Vec<ProjectInput>,
    pub(super) events: Vec<EventInput>,
}

/// An allotment line.
pub(super) struct LineInput {
    pub(super) id: String,
    pub(super) source: String,
}

/// A project and how its contract is split.
pub(super) struct ProjectInput {
    pub(super) id: String,
    pub(super) line: String,
    pub(super) shares_bp: Vec<u32>,
}

/// One event.
pub(super) struct EventInput {
    /// Its position in the list, from 0.
    pub(super) index: usize,
    pub(super) pointer: String,
    pub(super) name: String,
    pub(super) date: Day,
    pub(super) action: Action,
    pub(super) expect_refused: bool,
}

/// An amount as it was written: what cannot be read is refused, not guessed.
pub(super) type Amount = Result<Fen, Refused>;

/// A tranche: project and number from 1.
pub(super) type TrancheNo = (String, u64);

/// What an event does.
pub(super) enum Action {
    Allot { line: String, amount: Amount },
    Adjust { from: String, to: String, amount: Amount },
    Award { project: String, amount: Amount },
    Contract { project: String, amount: Amount },
    Due(TrancheNo),
    Approve(TrancheNo),
    Export { batch: String, items: Vec<TrancheNo> },
    Paid(TrancheNo),
    Reject(TrancheNo),
    Bounce(TrancheNo),
    ClawbackOrder { project: String, amount: Amount },
    ClawbackReceived { project: String, amount: Amount },
    RecoveredToAvailable { project: String, amount: Amount },
    RecoveredUpstream { project: String, amount: Amount },
    UnspentReturn { project: String, amount: Amount },
    Terminate { project: String },
    YearEnd { lapse_sources: Vec<String> },
    Checkpoint { name: String },
}

/// Reads the whole input; every fault at once, with pointers below `prefix`.
pub(super) fn read_input(input: &Value, prefix: &str) -> Result<Input, Vec<Fault>> {
    let mut faults = Vec::new();
    let lines: Vec<_> = members(&mut faults, input, prefix, "lines")
        .filter_map(|(id, value)| {
            let pointer = format!("{prefix}/lines/{}", pointer_step(id));
            let source = text(value, &pointer, "source").map_err(|fault| faults.push(fault)).ok()?;
            Some(LineInput { id: id.clone(), source })
        })
        .collect();
    let projects: Vec<_> = members(&mut faults, input, prefix, "projects")
        .filter_map(|(id, value)| {
            let pointer = format!("{prefix}/projects/{}", pointer_step(id));
            read_project(id, value, &pointer, &lines).map_err(|fault| faults.push(fault)).ok()
        })
        .collect();
    let mut events = Vec::new();
    match input.get("events").and_then(Value::as_array) {
        Some(items) => {
            for (index, item) in items.iter().enumerate() {
                match read_event(index, item, &format!("{prefix}/events/{index}")) {
                    Ok(event) => events.extend(event),
                    Err(fault) => faults.push(fault),
                }
            }
        }
        None => faults.push(wrong(&format!("{prefix}/events"), "a list")),
    }
    if faults.is_empty() { Ok(Input { lines, projects, events }) } else { Err(faults) }
}

fn read_project(id: &str, value: &Value, pointer: &str, lines: &[LineInput]) -> Result<ProjectInput, Fault> {
    let line = text(value, pointer, "line")?;
    if !lines.iter().any(|known| known.id == line) {
        let fault = Fault::new(format!("{pointer}/line"), "unknown_line", "there is no such line");
        return Err(fault.with_actual(line));
    }
    let pointer = format!("{pointer}/shares_bp");
    let shares = value.get("shares_bp").and_then(Value::as_array);
    let shares_bp: Vec<u32> = shares
        .and_then(|shares| shares.iter().map(|bp| bp.as_u64().and_then(|bp| u32::try_from(bp).ok())).collect())
        .ok_or_else(|| wrong(&pointer, "a list of whole numbers"))?;
    match split(Fen::ZERO, &shares_bp) {
        Ok(_) => Ok(ProjectInput { id: id.to_owned(), line, shares_bp }),
        Err(error) => Err(Fault::new(pointer, error.code(), error.to_string())),
    }
}

/// The members of an object that must be there.
fn members<'a>(
    faults: &mut Vec<Fault>,
    input: &'a Value,
    prefix: &str,
    name: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    let found = input.get(name).and_then(Value::as_object);
    if found.is_none() {
        faults.push(wrong(&format!("{prefix}/{name}"), "an object"));
    }
    found.into_iter().flat_map(Map::iter)
}

/// A text member that is not empty.
fn text(value: &Value, pointer: &str, name: &str) -> Result<String, Fault> {
    match value.get(name).and_then(Value::as_str) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(wrong(&format!("{pointer}/{name}"), "a string that is not empty")),
    }
}

fn wrong(pointer: &str, expected: &str) -> Fault {
    Fault::new(pointer, "wrong_type", format!("must be {expected}")).with_limit(expected)
}
