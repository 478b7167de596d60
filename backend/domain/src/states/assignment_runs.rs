//! Assignment runs (分配批次): one plan that was carried out.

use super::OFFICER;
use crate::state_machine;

state_machine! {
    /// One run of the assignment.
    AssignmentRunMachine "assignment_run"
    states AssignmentRunState from Applied {
        Applied "applied" "已执行" "Its assignments are on the desks";
        Undone "undone" "已撤销" "Its assignments were taken back before anybody had begun";
    }
    events AssignmentRunEvent {
        Undo "undo" "撤销" "An officer takes the assignments back";
    }
    table {
        Applied, Undo -> Undone, OFFICER, ["nothing_started", "last_run"];
    }
}
