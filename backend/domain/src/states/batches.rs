//! Payment batches (支付批次): what goes to the bank in one file.

use super::{APPROVER, CHECKER, MAKER, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One batch. Its file is a pure function of its frozen lines.
    BatchMachine "batch"
    states BatchState from Draft {
        Draft "draft" "草稿" "Lines come and go";
        Locked "locked" "已锁定" "Lines are fixed";
        Approved "approved" "已批准" "May become a file";
        Generated "generated" "已生成文件" "The file exists; it may have been uploaded";
        Submitted "submitted" "已报送" "The file is with the bank";
        Settling "settling" "回盘中" "The bank has answered for some lines";
        Closed "closed" "已完结" "Every line has its outcome; only money that comes back late can follow";
        Voided "voided" "已作废" "Dropped; its payments go back";
    }
    events BatchEvent {
        Lock "lock" "锁定" "The maker fixes the lines";
        Unlock "unlock" "解锁" "The maker opens it again";
        Approve "approve" "批准" "The approver approves the batch";
        Generate "generate" "生成文件" "The maker has the file written";
        Submit "submit" "报送" "The maker has uploaded the file";
        ImportReturn "import_return" "导入回盘" "The checker imports an answer of the bank";
        Close "close" "完结" "The last line has its outcome";
        Void "void" "作废" "It is dropped; a generated one only if two persons attest that it was not uploaded";
    }
    table {
        Draft, Lock -> Locked, MAKER, ["not_empty"];
        Locked, Unlock -> Draft, MAKER, [];
        Locked, Approve -> Approved, APPROVER, ["not_creator"];
        Approved, Generate -> Generated, MAKER, ["step_up"];
        Generated, Submit -> Submitted, MAKER, [];
        Submitted, ImportReturn -> Settling, CHECKER, [];
        Settling, ImportReturn -> Settling, CHECKER, [];
        Closed, ImportReturn -> Closed, CHECKER, ["late_returns_only"];
        Submitted | Settling, Close -> Closed, SYSTEM, [];
        Draft | Locked | Approved, Void -> Voided, MAKER, [];
        Generated, Void -> Voided, APPROVER, ["two_attest"];
    }
}
