//! Sponsorships (挂靠): a verified organisation stands behind a filed group.

use super::OWNER;
use crate::state_machine;

state_machine! {
    /// One group's tie to one sponsor.
    SponsorshipMachine "sponsorship"
    states SponsorshipState from Asked {
        Asked "asked" "待答复" "The group has named its sponsor, who has not answered";
        Agreed "agreed" "已同意" "The sponsor stands behind the group";
        Refused "refused" "已拒绝" "The sponsor does not want to";
        Withdrawn "withdrawn" "已撤回" "The group took its request back";
        Ended "ended" "已结束" "One of the two has ended it";
    }
    events SponsorshipEvent {
        Agree "agree" "同意" "The sponsor's owner agrees";
        Refuse "refuse" "拒绝" "The sponsor's owner refuses, with the reason";
        Withdraw "withdraw" "撤回" "The group's owner takes the request back";
        End "end" "结束" "An owner of either side ends it, with the reason";
    }
    table {
        Asked, Agree -> Agreed, OWNER, ["sponsor_verified"];
        Asked, Refuse -> Refused, OWNER, [];
        Asked, Withdraw -> Withdrawn, OWNER, [];
        Agreed, End -> Ended, OWNER, [];
    }
}
