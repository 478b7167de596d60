//! Corrections of sealed reviews (封存后更正): asked for by one person, decided by another.

use super::DIRECTOR;
use crate::state_machine;

state_machine! {
    /// One correction of a review after the seal.
    ReviewCorrectionMachine "review_correction"
    states ReviewCorrectionState from Requested {
        Requested "requested" "待批准" "Waits for a second person; the results stand as they are";
        Approved "approved" "已批准" "Carried out: the review is changed and the results are computed anew";
        Rejected "rejected" "未批准" "Nothing was changed";
    }
    events ReviewCorrectionEvent {
        Approve "approve" "批准更正" "The director carries it out";
        Reject "reject" "不予更正" "The director refuses it, with the reason";
    }
    table {
        Requested, Approve -> Approved, DIRECTOR, ["not_requester", "not_author", "nothing_decided"];
        Requested, Reject -> Rejected, DIRECTOR, ["not_requester", "reason"];
    }
}
