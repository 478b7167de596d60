//! What waits for an officer (核验): registrations, and changes to what was verified.

use super::{APPLICANTS, OFFICER};
use crate::state_machine;

state_machine! {
    /// One registration or one change that an officer compares with the evidence.
    VerificationMachine "verification"
    states VerificationState from Waiting {
        Waiting "waiting" "待核验" "Waits for an officer";
        Accepted "accepted" "已通过" "Found true";
        Returned "returned" "已退回" "Sent back with reasons";
        Rejected "rejected" "不予通过" "Refused";
        Withdrawn "withdrawn" "已撤回" "Taken back by the organisation";
    }
    events VerificationEvent {
        Accept "accept" "通过" "An officer finds it true";
        Return "return" "退回" "An officer sends it back with a reason for each field";
        Reject "reject" "不予通过" "An officer refuses it";
        Withdraw "withdraw" "撤回" "The organisation takes its change back";
    }
    table {
        Waiting, Accept -> Accepted, OFFICER, ["not_own_organisation"];
        Waiting, Return -> Returned, OFFICER, ["not_own_organisation"];
        Waiting, Reject -> Rejected, OFFICER, ["not_own_organisation"];
        Waiting, Withdraw -> Withdrawn, APPLICANTS, ["change"];
    }
}

/// An officer answers within this many working days; later ones are marked as late.
pub const ANSWER_WORKING_DAYS: u32 = 5;
