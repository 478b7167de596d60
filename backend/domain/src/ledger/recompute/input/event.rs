//! Reading one event.

use serde_json::Value;

use super::{Action, Amount, EventInput, Refused, TrancheNo, text, wrong};
use crate::fault::Fault;
use crate::money::Fen;
use crate::time::Day;

/// Reads an event. One that is marked as refused and cannot even be read is refused already and
/// answers `None`.
pub(super) fn read_event(index: usize, value: &Value, pointer: &str) -> Result<Option<EventInput>, Fault> {
    let expect_refused = match value.get("expect").map(Value::as_str) {
        None => false,
        Some(Some("refused")) => true,
        Some(_) => return Err(wrong(&format!("{pointer}/expect"), "\"refused\"")),
    };
    match read_marked(index, value, pointer, expect_refused) {
        Err(_) if expect_refused => Ok(None),
        read => read.map(Some),
    }
}

fn read_marked(index: usize, value: &Value, pointer: &str, expect_refused: bool) -> Result<EventInput, Fault> {
    let name = text(value, pointer, "event")?;
    let date = text(value, pointer, "date")?
        .parse::<Day>()
        .map_err(|error| Fault::new(format!("{pointer}/date"), error.code(), error.to_string()))?;
    let action = read_action(&name, value, pointer)?;
    let pointer = pointer.to_owned();
    Ok(EventInput { index, pointer, name, date, action, expect_refused })
}

fn read_action(name: &str, value: &Value, pointer: &str) -> Result<Action, Fault> {
    let text = |member| text(value, pointer, member);
    let tranche = || tranche(value, pointer);
    Ok(match name {
        "allot" => {
            let (line, amount) = (text("line")?, amount(value, pointer)?);
            Action::Allot { line, amount }
        }
        "adjust" => {
            let (from, to) = (text("from_line")?, text("to_line")?);
            let amount = amount(value, pointer)?;
            Action::Adjust { from, to, amount }
        }
        "due" => Action::Due(tranche()?),
        "approve" => Action::Approve(tranche()?),
        "export" => {
            let (batch, items) = (text("batch")?, items(value, pointer)?);
            Action::Export { batch, items }
        }
        "paid" => Action::Paid(tranche()?),
        "reject" => Action::Reject(tranche()?),
        "bounce" => Action::Bounce(tranche()?),
        "terminate" => {
            let project = text("project")?;
            Action::Terminate { project }
        }
        "year_end" => {
            let lapse_sources = sources(value, pointer)?;
            Action::YearEnd { lapse_sources }
        }
        "checkpoint" => {
            let name = text("name")?;
            Action::Checkpoint { name }
        }
        other => return read_amount_action(other, value, pointer),
    })
}

/// The events of one project and one amount.
fn read_amount_action(name: &str, value: &Value, pointer: &str) -> Result<Action, Fault> {
    let make = match name {
        "award" => |project, amount| Action::Award { project, amount },
        "contract" => |project, amount| Action::Contract { project, amount },
        "clawback_order" => |project, amount| Action::ClawbackOrder { project, amount },
        "clawback_received" => |project, amount| Action::ClawbackReceived { project, amount },
        "recovered_to_available" => |project, amount| Action::RecoveredToAvailable { project, amount },
        "recovered_upstream" => |project, amount| Action::RecoveredUpstream { project, amount },
        "unspent_return" => |project, amount| Action::UnspentReturn { project, amount },
        other => {
            let pointer = format!("{pointer}/event");
            let fault = Fault::new(pointer, "unknown_event", "there is no such event");
            return Err(fault.with_actual(other));
        }
    };
    Ok(make(text(value, pointer, "project")?, amount(value, pointer)?))
}

/// A text that is no amount above zero is for the rules to refuse; anything but a text is a fault.
fn amount(value: &Value, pointer: &str) -> Result<Amount, Fault> {
    let pointer = format!("{pointer}/amount");
    match value.get("amount") {
        Some(Value::String(text)) => Ok(match Fen::parse(text) {
            Ok(amount) if amount > Fen::ZERO => Ok(amount),
            Ok(_) => Err(Refused::new("not_positive", format!("{text} is not above zero"))),
            Err(error) => Err(Refused::new(error.code(), format!("{text}: {error}"))),
        }),
        Some(Value::Number(number)) => {
            let detail = "an amount is a string such as \"1234.50\", never a JSON number";
            Err(Fault::new(pointer, "amount_is_number", detail).with_actual(number.to_string()))
        }
        _ => Err(wrong(&pointer, "an amount as a string")),
    }
}

fn tranche(value: &Value, pointer: &str) -> Result<TrancheNo, Fault> {
    let number = value.get("tranche").and_then(Value::as_u64);
    let number = number.ok_or_else(|| wrong(&format!("{pointer}/tranche"), "a whole number"))?;
    Ok((text(value, pointer, "project")?, number))
}

fn items(value: &Value, pointer: &str) -> Result<Vec<TrancheNo>, Fault> {
    let pointer = format!("{pointer}/items");
    let read = |item: &Value| match item.as_array()?.as_slice() {
        [project, number] => Some((project.as_str()?.to_owned(), number.as_u64()?)),
        _ => None,
    };
    value
        .get("items")
        .and_then(Value::as_array)
        .and_then(|items| items.iter().map(read).collect())
        .ok_or_else(|| wrong(&pointer, "a list of [project, tranche]"))
}

fn sources(value: &Value, pointer: &str) -> Result<Vec<String>, Fault> {
    let Some(list) = value.get("lapse_sources") else {
        return Ok(Vec::new());
    };
    list.as_array()
        .and_then(|items| items.iter().map(|item| item.as_str().map(str::to_owned)).collect())
        .ok_or_else(|| wrong(&format!("{pointer}/lapse_sources"), "a list of sources"))
}
