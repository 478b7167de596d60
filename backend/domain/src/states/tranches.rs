//! Tranches (拨款期次): the instalments of a grant.

use super::{APPLICANT_FINANCE, APPROVER, CHECKER, CHECKER_OR_APPROVER, DIRECTOR, MAKER, OFFICER, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One instalment. Its amount is fixed by the split of the agreement and never computed again; only a reduction that was
    /// signed makes it smaller, while nobody has asked for it.
    TrancheMachine "tranche"
    states TrancheState from Planned {
        Planned "planned" "计划" "Its condition is not met yet";
        Due "due" "到期" "Its condition is met";
        Requested "requested" "已申请" "The organisation asks for the payment";
        Checked "checked" "已复核" "The second hand has checked it";
        Approved "approved" "已审批" "The third hand has approved it";
        Batched "batched" "已入批" "In a payment batch";
        Paid "paid" "已拨付" "The bank has paid";
        Withheld "withheld" "暂缓拨付" "Held back";
        Cancelled "cancelled" "已取消" "Will not be paid";
        Recovered "recovered" "已收回" "Paid and taken back";
    }
    events TrancheEvent {
        MarkDue "mark_due" "条件成就" "The condition is met, with evidence";
        Request "request" "申请拨付" "The organisation requests the payment";
        Check "check" "复核" "The checker finds it in order";
        Approve "approve" "审批" "The approver approves it";
        Batch "batch" "入批" "The maker puts it into a batch";
        Pay "pay" "付款成功" "The bank reports it as paid";
        Reject "reject" "退回" "The checker or the approver sends it back";
        WithdrawApproval "withdraw_approval" "撤回审批" "The approval falls, for example because the account changed";
        Return "return" "退票退汇" "The bank refuses or returns the money";
        Withhold "withhold" "暂缓" "An officer holds it back";
        Release "release" "解除暂缓" "The director lets it go on";
        Cancel "cancel" "取消" "The director cancels it";
        Recover "recover" "收回" "The money has come back for good";
    }
    table {
        Planned, MarkDue -> Due, OFFICER, ["gate_met"];
        Due, Request -> Requested, APPLICANT_FINANCE, ["account_on_file"];
        Requested, Check -> Checked, CHECKER, ["three_hands", "not_payee"];
        Checked, Approve -> Approved, APPROVER,
            ["three_hands", "not_payee", "digest_unchanged", "account_settled"];
        Approved, Batch -> Batched, MAKER, [];
        Batched, Pay -> Paid, SYSTEM, [];
        Requested | Checked, Reject -> Due, CHECKER_OR_APPROVER, [];
        Approved, WithdrawApproval -> Due, APPROVER, [];
        Batched, Return -> Due, SYSTEM, [];
        Paid, Return -> Due, SYSTEM, [];
        Planned | Due, Withhold -> Withheld, OFFICER, [];
        Withheld, Release -> Planned, DIRECTOR, [];
        Planned | Due | Withheld, Cancel -> Cancelled, DIRECTOR, [];
        Paid, Recover -> Recovered, SYSTEM, [];
    }
}
