//! Draws of a panel (评委随机抽取).

use super::{DIRECTOR, OFFICER, SUPERVISORS};
use crate::state_machine;

state_machine! {
    /// One draw of a call's panel, from the published digest to the seats.
    DrawMachine "draw"
    states DrawState from Committed {
        Committed "committed" "已承诺" "List and salt are bound by a public digest; the source of chance has not spoken";
        Drawn "drawn" "待监督确认" "The result is there and waits for the signature of the supervisor";
        Confirmed "confirmed" "已确认" "The supervisor has signed; the panel is appointed and the file is public";
        Void "void" "已作废" "Given up with the reason; it stays on record";
    }
    events DrawEvent {
        Draw "draw" "抽取" "The officer enters what the source said";
        Confirm "confirm" "监督确认" "The supervisor named beforehand signs the result";
        Replace "replace" "递补" "The first fitting reserve takes the seat of somebody who leaves";
        Void "void" "作废" "The director gives the draw up with the reason";
    }
    table {
        Committed, Draw -> Drawn, OFFICER, ["source_has_spoken"];
        Drawn, Confirm -> Confirmed, SUPERVISORS, ["is_supervisor", "not_creator"];
        Confirmed, Replace -> Confirmed, OFFICER, ["reserve_left"];
        Committed | Drawn, Void -> Void, DIRECTOR, [];
    }
}
