//! Donations (捐赠) to a community fund.

use super::{CHECKER, MAKER};
use crate::state_machine;

state_machine! {
    /// One donation. Money is in the books from its confirmation on, and then stands for ever; goods are handed out.
    DonationMachine "donation"
    states DonationState from Recorded {
        Recorded "recorded" "待确认" "Entered by the first hand; moves nothing";
        Confirmed "confirmed" "已确认" "Received, as a second person has confirmed";
        Rejected "rejected" "已退回" "Refused before it was confirmed";
        Withdrawn "withdrawn" "已撤回" "Taken back by whoever entered it";
    }
    events DonationEvent {
        Confirm "confirm" "核实到账" "A second person has seen money or goods; money is posted";
        HandOut "hand_out" "发放物资" "Donated goods go to somebody";
        Reject "reject" "退回" "The second person refuses it";
        Withdraw "withdraw" "撤回" "Whoever entered it takes it back";
    }
    table {
        Recorded, Confirm -> Confirmed, CHECKER, ["second_person"];
        Confirmed, HandOut -> Confirmed, MAKER, ["in_kind", "within_value"];
        Recorded, Reject -> Rejected, CHECKER, [];
        Recorded, Withdraw -> Withdrawn, MAKER, ["own"];
    }
}
