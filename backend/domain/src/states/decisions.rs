//! Funding decisions (立项决定).

use super::DIRECTOR;
use crate::state_machine;

state_machine! {
    /// One proposed list of awards.
    DecisionMachine "decision"
    states DecisionState from Proposed {
        Proposed "proposed" "拟定" "Waits for the director";
        Approved "approved" "已批准" "Approved";
        Returned "returned" "已退回" "Sent back; a new one must be proposed";
    }
    events DecisionEvent {
        Approve "approve" "批准" "The director approves it";
        Return "return" "退回" "The director sends it back";
    }
    table {
        Proposed, Approve -> Approved, DIRECTOR, ["not_creator", "within_budget"];
        Proposed, Return -> Returned, DIRECTOR, [];
    }
}
