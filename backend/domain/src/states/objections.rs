//! Objections (异议) to the public notice of awards.

use super::{DIRECTOR, HANDLERS};
use crate::state_machine;

state_machine! {
    /// One objection in real name.
    ObjectionMachine "objection"
    states ObjectionState from Filed {
        Filed "filed" "待受理" "Came in; nobody has looked whether it is admissible";
        Admitted "admitted" "已受理" "Is looked into; the clock of the answer runs";
        ReReview "re_review" "复核中" "The result it is about is reviewed once more";
        Dismissed "dismissed" "不予受理" "Not admissible, on one of the named grounds";
        Upheld "upheld" "异议成立" "Right: the award it is about does not stand";
        Rejected "rejected" "异议不成立" "Looked into and not right";
    }
    events ObjectionEvent {
        Assign "assign" "指派" "The director names a handler who was not involved";
        Admit "admit" "受理" "The handler admits it";
        Dismiss "dismiss" "不予受理" "The handler dismisses it on a named ground";
        OrderReReview "order_re_review" "启动复核" "The handler has the result reviewed once more";
        Uphold "uphold" "认定成立" "The handler finds it right";
        Reject "reject" "认定不成立" "The handler finds it not right";
    }
    table {
        Filed, Assign -> Filed, DIRECTOR, ["not_involved"];
        Admitted, Assign -> Admitted, DIRECTOR, ["not_involved"];
        ReReview, Assign -> ReReview, DIRECTOR, ["not_involved"];
        Filed, Admit -> Admitted, HANDLERS, ["is_handler"];
        Filed, Dismiss -> Dismissed, HANDLERS, ["is_handler"];
        Admitted, OrderReReview -> ReReview, HANDLERS, ["is_handler"];
        Admitted | ReReview, Uphold -> Upheld, HANDLERS, ["is_handler"];
        Admitted | ReReview, Reject -> Rejected, HANDLERS, ["is_handler"];
    }
}
