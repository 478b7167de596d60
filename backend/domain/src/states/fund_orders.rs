//! Fund orders (资金事项): money that moves without a payment to a grantee.

use super::{APPROVER, CHECKER, CHECKER_OR_APPROVER, DIRECTOR, MAKER};
use crate::state_machine;

state_machine! {
    /// One order; it moves money in the moment of its approval, and then stands for ever.
    FundOrderMachine "fund_order"
    states FundOrderState from Proposed {
        Proposed "proposed" "待复核" "Made by the first hand";
        Checked "checked" "待审批" "Checked by the second hand";
        Executed "executed" "已执行" "Approved by the third hand and posted";
        Rejected "rejected" "已退回" "Refused before it moved any money";
        Withdrawn "withdrawn" "已撤回" "Taken back by its maker";
    }
    events FundOrderEvent {
        Check "check" "复核" "The second hand finds it in order";
        Approve "approve" "审批执行" "The last approving hand approves it, and it is posted";
        CoApprove "co_approve" "会签" "One of two approvers that a write-off needs approves it";
        Endorse "endorse" "集体决策" "The director names the minutes of the collective decision";
        Reject "reject" "退回" "The second or third hand refuses it";
        Withdraw "withdraw" "撤回" "Its maker takes it back";
    }
    table {
        Proposed, Check -> Checked, CHECKER, ["three_hands", "not_payee", "within_limit"];
        Checked, Approve -> Executed, APPROVER, ["three_hands", "not_payee", "digest_unchanged", "within_limit", "tier_met"];
        Checked, CoApprove -> Checked, APPROVER, ["three_hands", "not_payee", "digest_unchanged", "within_limit"];
        Checked, Endorse -> Checked, DIRECTOR, ["three_hands", "not_payee", "digest_unchanged", "within_limit"];
        Proposed | Checked, Reject -> Rejected, CHECKER_OR_APPROVER, [];
        Proposed | Checked, Withdraw -> Withdrawn, MAKER, ["own"];
    }
}
