//! Lotteries (抽签) inside a tie group that the funding line cuts.

use super::DIRECTOR;
use crate::state_machine;

state_machine! {
    /// One lottery, from the published digest to the drawn order.
    LotteryMachine "lottery"
    states LotteryState from Committed {
        Committed "committed" "已承诺" "Its digest is public; the source of chance has not spoken";
        Drawn "drawn" "已抽签" "The order is drawn and can be drawn again by everybody";
    }
    events LotteryEvent {
        Draw "draw" "抽签" "The director enters what the source said";
    }
    table {
        Committed, Draw -> Drawn, DIRECTOR, ["not_creator", "source_has_spoken"];
    }
}
