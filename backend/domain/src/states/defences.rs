//! Defence days (答辩): the order in which shortlisted proposals are heard, drawn by commit and reveal.

use super::{DIRECTOR, OFFICER};
use crate::state_machine;

state_machine! {
    /// The defence of one call, from the published digest to the drawn order.
    DefenceMachine "defence"
    states DefenceState from Announced {
        Announced "announced" "已公告" "Who is heard and by which chance the order is drawn is public; the source has not spoken";
        Drawn "drawn" "已排序" "The order is drawn and can be drawn again by everybody";
    }
    events DefenceEvent {
        Announce "announce" "重新公告" "An officer announces it again, before the source of chance speaks";
        Draw "draw" "抽签排序" "The director enters what the source said";
    }
    table {
        Announced, Announce -> Announced, OFFICER, ["source_silent"];
        Announced, Draw -> Drawn, DIRECTOR, ["not_creator", "source_has_spoken"];
    }
}
