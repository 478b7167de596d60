//! Lines of bank statements (流水): each is matched with a movement of the books, or explained by two persons.

use super::{CHECKER, CHECKER_OR_APPROVER, MAKER_OR_CHECKER};
use crate::state_machine;

state_machine! {
    /// One line of a bank statement. It never posts by itself: a person accepts what it is matched with.
    BankLineMachine "bank_line"
    states BankLineState from Open {
        Open "open" "待核对" "Nobody has said yet what it is";
        Matched "matched" "已对账" "It is a movement of the books";
        Explained "explained" "待确认" "A person has said why the books do not know it";
        Confirmed "confirmed" "已确认" "A second person has confirmed the explanation";
    }
    events BankLineEvent {
        Match "match" "确认匹配" "The checker accepts a movement of the books as what the line is";
        Explain "explain" "说明" "A person says why the books do not know it";
        Confirm "confirm" "确认说明" "A second person finds the explanation in order";
        Reject "reject" "退回说明" "A second person does not accept the explanation";
        Release "release" "解除匹配" "The checker takes a wrong match back";
    }
    table {
        Open, Match -> Matched, CHECKER, ["same_amount", "not_batch_maker"];
        Open, Explain -> Explained, MAKER_OR_CHECKER, [];
        Explained, Confirm -> Confirmed, CHECKER_OR_APPROVER, ["second_person"];
        Explained, Reject -> Open, CHECKER_OR_APPROVER, ["second_person"];
        Matched, Release -> Open, CHECKER, ["month_open", "not_posted_by_line"];
    }
}
