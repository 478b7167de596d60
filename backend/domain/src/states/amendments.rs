//! Amendments (更正公告): a later version of a published call.

use super::{DIRECTOR, OFFICER};
use crate::state_machine;

state_machine! {
    /// One later version of a call, from its proposal to the day it takes effect. The first version begins in force.
    AmendmentMachine "amendment"
    states AmendmentState from Proposed {
        Proposed "proposed" "待批准" "Written by an officer; waits for the director";
        InForce "in_force" "已生效" "The call is announced like this, or was until the next version";
        Returned "returned" "已退回" "The director gave it back";
        Withdrawn "withdrawn" "已撤回" "The officer took it back";
    }
    events AmendmentEvent {
        Approve "approve" "批准更正" "The director lets it take effect";
        Return "return" "退回" "The director gives it back with a reason";
        Withdraw "withdraw" "撤回" "An officer takes it back";
    }
    table {
        Proposed, Approve -> InForce, DIRECTOR, ["not_creator", "leaves_time"];
        Proposed, Return -> Returned, DIRECTOR, [];
        Proposed, Withdraw -> Withdrawn, OFFICER, [];
    }
}
