//! Reviews (评分): the scores of one reviewer on one proposal.

use super::{OFFICER, REVIEWER, SYSTEM};
use crate::state_machine;

state_machine! {
    /// The scores of one assignment.
    ReviewMachine "review"
    states ReviewState from Empty {
        Empty "empty" "未评" "Nothing saved yet";
        Draft "draft" "草稿" "Saved, not submitted";
        Submitted "submitted" "已提交" "Submitted; can be taken back while its stage is open";
        Abstained "abstained" "已弃权" "The reviewer does not judge it, and says why; counts as no review";
        Locked "locked" "已封存" "Part of the sealed input of the results";
        Voided "voided" "已作废" "Counts for nothing";
    }
    events ReviewEvent {
        Save "save" "保存" "The reviewer saves";
        Submit "submit" "提交" "The reviewer submits";
        Abstain "abstain" "弃权" "The reviewer declines to judge, with the reason";
        Withdraw "withdraw" "撤回" "The reviewer takes it back";
        Lock "lock" "封存" "Its stage was sealed";
        Amend "amend" "更正" "A locked value is corrected, with a reason and a second person";
        Void "void" "作废" "An officer takes it out of the results";
    }
    table {
        Empty, Save -> Draft, REVIEWER, ["attested", "stage_open"];
        Draft, Save -> Draft, REVIEWER, ["attested", "stage_open"];
        Draft, Submit -> Submitted, REVIEWER, ["attested", "stage_open", "complete"];
        Empty | Draft, Abstain -> Abstained, REVIEWER, ["attested", "stage_open", "reason"];
        Submitted | Abstained, Withdraw -> Draft, REVIEWER, ["stage_open"];
        Submitted, Lock -> Locked, SYSTEM, [];
        Locked, Amend -> Locked, SYSTEM, ["reason", "second_person"];
        Empty | Draft | Submitted | Abstained | Locked, Void -> Voided, OFFICER, [];
    }
}
