//! Payments (支付): one attempt to pay one tranche.

use super::{APPROVER, CHECKER, CHECKER_OR_APPROVER, DIRECTOR, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One attempt to pay. A missing answer of the bank means unknown, never failed, and unknown is not paid again.
    PaymentMachine "payment"
    states PaymentState from Draft {
        Draft "draft" "草稿" "Made by the first hand";
        Checked "checked" "已复核" "Checked by the second hand";
        Approved "approved" "已审批" "Approved by the third hand";
        Void "void" "作废" "Dropped before it reached the bank";
        Batched "batched" "已入批" "In a batch";
        Exported "exported" "已报盘" "In a file for the bank; may be on its way";
        Paid "paid" "已付" "The bank has paid";
        Rejected "rejected" "退票" "The bank refused it before debiting";
        Unknown "unknown" "待查" "The bank gave no answer; never to be paid again until it has";
        Returned "returned" "退汇" "Came back after it was debited";
    }
    events PaymentEvent {
        Check "check" "复核" "The second hand checks it";
        Approve "approve" "审批" "The last approving hand approves it";
        CoApprove "co_approve" "会签" "One of two approvers that its amount asks for approves it";
        Endorse "endorse" "集体决策" "The director names the minutes of the collective decision";
        Reject "reject" "驳回" "The second or third hand refuses it";
        WithdrawApproval "withdraw_approval" "撤回审批" "The approval falls";
        Batch "batch" "入批" "Its batch takes it in";
        Unbatch "unbatch" "移出批次" "Its batch lets it go";
        Export "export" "报盘" "The file of its batch is generated";
        Pay "pay" "付款成功" "The bank reports it as paid";
        RejectByBank "reject_by_bank" "银行退票" "The bank reports it as refused";
        LoseTrack "lose_track" "回盘缺失" "The bank's answer does not name it";
        Return "return" "退汇" "The bank returns the money";
    }
    table {
        Draft, Check -> Checked, CHECKER, ["three_hands", "not_payee", "digest_unchanged"];
        Checked, Approve -> Approved, APPROVER, ["three_hands", "not_payee", "digest_unchanged", "tier_met"];
        Checked, CoApprove -> Checked, APPROVER, ["three_hands", "not_payee", "digest_unchanged"];
        Checked, Endorse -> Checked, DIRECTOR, ["three_hands", "not_payee", "digest_unchanged"];
        Draft | Checked, Reject -> Void, CHECKER_OR_APPROVER, [];
        Approved, WithdrawApproval -> Void, APPROVER, [];
        Approved, Batch -> Batched, SYSTEM, [];
        Batched, Unbatch -> Approved, SYSTEM, [];
        Batched, Export -> Exported, SYSTEM, [];
        Exported, Pay -> Paid, SYSTEM, [];
        Exported, RejectByBank -> Rejected, SYSTEM, [];
        Exported, LoseTrack -> Unknown, SYSTEM, [];
        Unknown, Pay -> Paid, SYSTEM, [];
        Unknown, RejectByBank -> Rejected, SYSTEM, [];
        Paid, Return -> Returned, SYSTEM, [];
    }
}
