//! Recomputing a fund from its events, for anyone who wants to check the published figures.
//!
//! The input names allotment lines, projects with the shares of their tranches, and dated events. The
//! answer is the tranches of every contract, the balances at every checkpoint and at the end, and how
//! many journals and postings it took. An event that a rule forbids is refused and leaves no trace.

mod apply;
mod input;
mod project;
mod recovery;
mod refused;
mod report;
mod run;
mod year_end;

use serde_json::{Map, Value, json};

use crate::fault::Fault;
use input::{Action, EventInput, read_input};
use run::Run;

/// The name of the list of refused events in the answer.
const REFUSED: &str = "refused";
/// Names of the answer that a checkpoint cannot take.
const RESERVED: [&str; 5] = ["tranches", "final", "journals", "postings", REFUSED];

/// Recomputes a fund from `input`, or from the member `input` of a document that has one.
///
/// The answer has `tranches`, one member for every checkpoint, `final`, `journals` and `postings`;
/// and `refused` (`index`, `event`, `code`, `detail`) if events were refused that are not marked
/// `"expect": "refused"`. An event so marked that would be accepted is a fault, as is an input that
/// cannot be read.
pub fn recompute(input: &Value) -> Result<Value, Vec<Fault>> {
    let (input, prefix) = match input.get("input") {
        Some(inner) => (inner, "/input"),
        None => (input, ""),
    };
    let input = read_input(input, prefix)?;
    let mut run = Run::new(&input);
    let mut faults = Vec::new();
    let mut checkpoints = Map::new();
    let mut refused = Vec::new();
    for event in &input.events {
        if let Action::Checkpoint { name } = &event.action {
            match check_name(&checkpoints, event, name) {
                None => {
                    checkpoints.insert(name.clone(), report::checkpoint(&run));
                }
                Some(fault) => faults.push(fault),
            }
            continue;
        }
        match run.apply(event) {
            Ok(()) if event.expect_refused => {
                let detail = "the event is marked as refused but every rule allows it";
                faults.push(Fault::new(format!("{}/expect", event.pointer), "accepted", detail));
            }
            Err(reason) if !event.expect_refused => refused.push(json!({
                "index": event.index,
                "event": event.name,
                "code": reason.code,
                "detail": reason.detail,
            })),
            Ok(()) | Err(_) => {}
        }
        faults.extend(run.violations(&event.pointer));
    }
    if faults.is_empty() { Ok(report::answer(&run, checkpoints, refused)) } else { Err(faults) }
}

fn check_name(taken: &Map<String, Value>, event: &EventInput, name: &str) -> Option<Fault> {
    let problem = if RESERVED.contains(&name) {
        "reserved_name"
    } else if taken.contains_key(name) {
        "duplicate"
    } else {
        return None;
    };
    let detail = "a checkpoint needs a name of its own";
    Some(Fault::new(format!("{}/name", event.pointer), problem, detail).with_actual(name))
}

#[cfg(test)]
mod tests;
