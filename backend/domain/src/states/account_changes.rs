//! Changes of the account that money is paid to (收款账户变更).

use super::{SYSTEM, TREASURERS_OR_OFFICER};
use crate::state_machine;

state_machine! {
    /// One change of the account. Two persons and a day stand between the request and the first payment.
    AccountChangeMachine "account_change"
    states AccountChangeState from Requested {
        Requested "requested" "待第二人确认" "Waits for a second person";
        Confirmed "confirmed" "冷静期" "Confirmed by a second person; rests for a day";
        Active "active" "已生效" "Money is paid to this account";
        Cancelled "cancelled" "已停止" "Stopped before it took effect";
        Superseded "superseded" "已被替换" "A later account has taken its place";
    }
    events AccountChangeEvent {
        Confirm "confirm" "确认变更" "A second person confirms it";
        Activate "activate" "生效" "The day of rest is over; open payments of the payee lose their approval";
        Cancel "cancel" "停止变更" "Somebody of the organisation or an officer stops it";
        Supersede "supersede" "被替换" "A later change takes effect";
    }
    table {
        Requested, Confirm -> Confirmed, TREASURERS_OR_OFFICER, ["second_person"];
        Confirmed, Activate -> Active, SYSTEM, ["rested"];
        Requested | Confirmed, Cancel -> Cancelled, TREASURERS_OR_OFFICER, [];
        Active, Supersede -> Superseded, SYSTEM, [];
    }
}

/// How long a confirmed change rests before it takes effect.
pub const REST_SECONDS: i64 = 24 * 3600;
