//! Assignments (评审分配): one proposal to one reviewer.

use super::{OFFICER, REVIEWER, REVIEWER_OR_OFFICER, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One assignment of a proposal to a reviewer.
    AssignmentMachine "assignment"
    states AssignmentState from Offered {
        Offered "offered" "待确认" "Waits for the reviewer to declare conflicts";
        Accepted "accepted" "已接受" "The reviewer has declared that there is no conflict";
        Recused "recused" "已回避" "The reviewer must not judge it";
        Completed "completed" "已完成" "The review is submitted, or the reviewer abstained";
        Lapsed "lapsed" "已失效" "The stage ended without a review";
        Replaced "replaced" "已替换" "Another reviewer has taken over";
    }
    events AssignmentEvent {
        Attest "attest" "声明无利害关系" "The reviewer declares that there is no conflict";
        Recuse "recuse" "回避" "A conflict was declared or found";
        Complete "complete" "完成" "The review is submitted, or the reviewer abstained";
        Reopen "reopen" "重新打开" "The review was withdrawn while its stage is open";
        Lapse "lapse" "失效" "The stage was sealed";
        Replace "replace" "替换" "An officer gives it to another reviewer";
    }
    table {
        Offered, Attest -> Accepted, REVIEWER, [];
        Offered | Accepted, Recuse -> Recused, REVIEWER_OR_OFFICER, [];
        Accepted, Complete -> Completed, SYSTEM, [];
        Completed, Recuse -> Recused, REVIEWER_OR_OFFICER, [];
        Completed, Reopen -> Accepted, SYSTEM, [];
        Offered | Accepted, Lapse -> Lapsed, SYSTEM, [];
        Offered | Accepted, Replace -> Replaced, OFFICER, [];
    }
}
