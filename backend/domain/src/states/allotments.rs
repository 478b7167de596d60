//! Allotments (预算指标): money of one source for one year and purpose.

use super::{APPROVER, MAKER, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One allotment document.
    AllotmentMachine "allotment"
    states AllotmentState from Draft {
        Draft "draft" "草稿" "Entered, not yet effective";
        Approved "approved" "已下达" "Effective and posted";
        Discarded "discarded" "已弃用" "Dropped before it was effective";
        Closed "closed" "已结转" "Its year is closed; nothing is reserved or adjusted on it any more";
    }
    events AllotmentEvent {
        Approve "approve" "下达" "The approver makes it effective";
        Discard "discard" "弃用" "The maker drops the draft";
        Close "close" "年末结转" "The end of its year closes it";
    }
    table {
        Draft, Approve -> Approved, APPROVER, ["not_creator"];
        Draft, Discard -> Discarded, MAKER, [];
        Approved, Close -> Closed, SYSTEM, [];
    }
}
