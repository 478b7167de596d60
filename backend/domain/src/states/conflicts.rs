//! Conflicts of interest: suspected, confirmed or dismissed.

use super::OFFICER;
use crate::state_machine;

state_machine! {
    /// One source that says a person has a conflict.
    ConflictMachine "conflict"
    states ConflictState from Suspected {
        Suspected "suspected" "待核实" "Recorded, nobody has looked yet";
        Confirmed "confirmed" "已确认" "Holds; what a person declares about themselves starts here";
        Dismissed "dismissed" "已排除" "Somebody else has looked and found nothing";
    }
    events ConflictEvent {
        Confirm "confirm" "确认" "An officer who is not concerned confirms it";
        Dismiss "dismiss" "排除" "An officer who is not concerned dismisses it, with the reason";
    }
    table {
        Suspected | Dismissed, Confirm -> Confirmed, OFFICER, ["not_concerned"];
        Suspected | Confirmed, Dismiss -> Dismissed, OFFICER, ["not_concerned", "not_declared_by_the_person"];
    }
}
