//! Months of a bank account (会计期间): open until two persons close them at a difference of zero.

use super::{APPROVER, CHECKER};
use crate::state_machine;

state_machine! {
    /// One month of one account that somebody wants to close. Once it is closed, nothing is posted into it any more.
    PeriodMachine "period"
    states PeriodState from Proposed {
        Proposed "proposed" "待结账" "Reconciled by the first person";
        Closed "closed" "已结账" "Closed by the second person; nothing is posted into it any more";
        Returned "returned" "已退回" "The second person found it not in order";
    }
    events PeriodEvent {
        Propose "propose" "提请结账" "The first person proposes it once more";
        Close "close" "结账" "The second person closes it";
        Return "return" "退回" "The second person sends it back";
    }
    table {
        Returned, Propose -> Proposed, CHECKER, ["reconciled"];
        Proposed, Close -> Closed, APPROVER, ["reconciled", "second_person"];
        Proposed, Return -> Returned, APPROVER, [];
    }
}
