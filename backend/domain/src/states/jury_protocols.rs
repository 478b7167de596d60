//! Protocols of a public jury's count (大众评审计票) and of site visits (实地考察): entered by one person, confirmed by another.

use super::{BUREAU, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One protocol of the count of a public jury, or of site visits.
    JuryProtocolMachine "jury_protocol"
    states JuryProtocolState from Entered {
        Entered "entered" "待复核" "Waits for a second person; it counts for nothing yet";
        Confirmed "confirmed" "已复核" "Two persons stand for it; the next computation takes it";
        Sealed "sealed" "已封存" "Part of a computation";
        Rejected "rejected" "未采用" "Was sent back, or taken back by whoever entered it";
        Superseded "superseded" "已被替代" "A later protocol has taken its place";
    }
    events JuryProtocolEvent {
        Confirm "confirm" "复核确认" "A second person has compared it with the evidence";
        Reject "reject" "退回" "It is not taken, with the reason";
        Seal "seal" "封存" "The results are computed with it";
        Supersede "supersede" "替代" "A later protocol is confirmed";
    }
    table {
        Entered, Confirm -> Confirmed, BUREAU, ["not_creator", "nothing_decided"];
        Entered, Reject -> Rejected, BUREAU, ["reason"];
        Confirmed, Seal -> Sealed, SYSTEM, [];
        Confirmed | Sealed, Supersede -> Superseded, SYSTEM, ["nothing_decided"];
    }
}
