//! Invitations into an organisation (邀请), and requests to be invited.

use super::{OWNER, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One e-mail address on its way into one organisation.
    InvitationMachine "invitation"
    states InvitationState from Requested {
        Requested "requested" "申请加入" "Somebody asks to be let in";
        Open "open" "待接受" "The link was sent and waits to be used";
        Accepted "accepted" "已接受" "The person is in";
        Revoked "revoked" "已撤销" "Taken back or declined by an owner";
    }
    events InvitationEvent {
        Invite "invite" "邀请" "An owner sends the link to somebody who asked";
        Resend "resend" "重新发送" "An owner sends a new link, the old one ends";
        Revoke "revoke" "撤销" "An owner takes it back or declines the request";
        Accept "accept" "接受" "The invited person uses the link";
    }
    table {
        Requested, Invite -> Open, OWNER, [];
        Open, Resend -> Open, OWNER, [];
        Requested | Open, Revoke -> Revoked, OWNER, [];
        Open, Accept -> Accepted, SYSTEM, ["not_expired", "own_address", "separation_of_duties"];
    }
}
