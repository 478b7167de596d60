//! Experts (评审专家).

use super::{BUREAU, REVIEWER_OR_OFFICER, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One expert of the library, from the registration through the yearly renewals.
    ExpertMachine "expert"
    states ExpertState from Draft {
        Draft "draft" "草稿" "Being written, or sent back";
        Submitted "submitted" "待审核" "Waits for the bureau";
        Approved "approved" "已入库" "May sit on panels until the last day of the approval";
        Suspended "suspended" "已暂停" "May not sit on panels until reinstated";
        Expired "expired" "已到期" "The approval is over; its renewal may be asked for";
    }
    events ExpertEvent {
        Submit "submit" "提交" "The expert, or the officer who registered them, hands the record in";
        Return "return" "退回" "The bureau sends it back with the reason";
        Approve "approve" "审核通过" "The bureau approves it for a year";
        AskRenewal "ask_renewal" "申请续聘" "The expert or an officer asks for another year";
        Suspend "suspend" "暂停" "The bureau suspends the expert with the reason";
        Reinstate "reinstate" "恢复" "The bureau takes the suspension back";
        Expire "expire" "到期" "The last day of the approval is over";
    }
    table {
        Draft, Submit -> Submitted, REVIEWER_OR_OFFICER, ["complete"];
        Submitted, Return -> Draft, BUREAU, [];
        Submitted, Approve -> Approved, BUREAU, ["not_registrant"];
        Approved, Approve -> Approved, BUREAU, ["renewal_asked", "not_registrant"];
        Approved, AskRenewal -> Approved, REVIEWER_OR_OFFICER, ["renewal_open"];
        Expired, AskRenewal -> Submitted, REVIEWER_OR_OFFICER, ["complete"];
        Approved, Suspend -> Suspended, BUREAU, [];
        Suspended, Reinstate -> Approved, BUREAU, [];
        Approved, Expire -> Expired, SYSTEM, [];
    }
}
