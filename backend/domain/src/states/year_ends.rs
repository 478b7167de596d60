//! Ends of fiscal years (年末结转): three persons close the year of a fund, once.

use super::{APPROVER, CHECKER, CHECKER_OR_APPROVER, MAKER};
use crate::state_machine;

state_machine! {
    /// One fiscal year of one fund that somebody wants to close.
    YearEndMachine "year_end"
    states YearEndState from Proposed {
        Proposed "proposed" "待复核" "Proposed by the first hand";
        Checked "checked" "待审批" "Checked by the second hand";
        Closed "closed" "已结转" "Approved by the third hand and posted";
        Returned "returned" "已退回" "Sent back; the maker proposes it once more";
    }
    events YearEndEvent {
        Propose "propose" "提请结转" "The maker proposes it once more, with the figures of that moment";
        Check "check" "复核" "The second hand finds it in order";
        Close "close" "审批结转" "The third hand approves it, and it is posted";
        Return "return" "退回" "The second or third hand sends it back";
    }
    table {
        Returned, Propose -> Proposed, MAKER, ["year_over", "nothing_blocks"];
        Proposed, Check -> Checked, CHECKER, ["three_hands", "figures_unchanged", "nothing_blocks"];
        Checked, Close -> Closed, APPROVER, ["three_hands", "figures_unchanged", "nothing_blocks"];
        Proposed | Checked, Return -> Returned, CHECKER_OR_APPROVER, [];
    }
}
