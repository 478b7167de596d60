//! Needs (需求): from a resident's report to what became of it.

use super::{NEED_OFFICERS, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One need of one area. That it is late follows from the clock, not from this table.
    NeedMachine "need"
    states NeedState from Reported {
        Reported "reported" "待回应" "Reported; waits for the first answer of the community, the street or the bureau";
        Accepted "accepted" "已受理" "Accepted; its published wording is being prepared";
        Published "published" "已发布" "On the public list, open for proposals";
        Claimed "claimed" "有项目申报" "On the public list; at least one proposal that answers it was handed in";
        InDelivery "in_delivery" "项目实施中" "A funded project works on it";
        Met "met" "已解决" "Met; the outcome says how";
        Unmet "unmet" "未能解决" "Not met; the outcome says why";
        Merged "merged" "已合并" "The same as another need, which goes on for both";
        Declined "declined" "不予受理" "Declined, with the reason";
        Withdrawn "withdrawn" "已撤回" "Taken back by the reporter before it was accepted";
    }
    events NeedEvent {
        Accept "accept" "受理" "An officer takes the need on";
        Merge "merge" "合并" "An officer joins it with another need that says the same";
        Decline "decline" "不予受理" "An officer declines it, with the reason";
        Publish "publish" "发布" "An officer puts it on the public list";
        Claim "claim" "有项目申报" "A proposal that answers it was handed in";
        Release "release" "重新开放" "No proposal answers it any more";
        StartDelivery "start_delivery" "开始实施" "A proposal that answers it was awarded";
        MarkMet "mark_met" "标记已解决" "An officer writes down how it was met";
        MarkUnmet "mark_unmet" "标记未解决" "An officer writes down why it was not met";
        Withdraw "withdraw" "撤回" "The reporter takes it back";
    }
    table {
        Reported, Accept -> Accepted, NEED_OFFICERS, [];
        Reported | Accepted | Published, Merge -> Merged, NEED_OFFICERS, ["target_open", "no_cycle"];
        Reported | Accepted | Published, Decline -> Declined, NEED_OFFICERS, [];
        Accepted, Publish -> Published, NEED_OFFICERS, ["complete"];
        Published, Claim -> Claimed, SYSTEM, [];
        Claimed | InDelivery, Release -> Published, SYSTEM, [];
        Published | Claimed, StartDelivery -> InDelivery, SYSTEM, [];
        Accepted | Published | InDelivery, MarkMet -> Met, NEED_OFFICERS, [];
        Published | InDelivery, MarkUnmet -> Unmet, NEED_OFFICERS, [];
        Reported, Withdraw -> Withdrawn, SYSTEM, [];
    }
}

impl NeedState {
    /// The states in which everybody may read a need.
    pub const PUBLIC: [Self; 5] = [Self::Published, Self::Claimed, Self::InDelivery, Self::Met, Self::Unmet];
    /// The states in which a proposal may answer a need.
    pub const OPEN: [Self; 2] = [Self::Published, Self::Claimed];
    /// The states in which a need takes endorsements, and others can be merged into it.
    pub const ALIVE: [Self; 5] = [Self::Reported, Self::Accepted, Self::Published, Self::Claimed, Self::InDelivery];

    /// Whether everybody may read a need in this state.
    #[must_use]
    pub fn is_public(self) -> bool {
        Self::PUBLIC.contains(&self)
    }

    /// Whether a proposal may answer a need in this state.
    #[must_use]
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }

    /// Whether others can still be merged into a need in this state.
    #[must_use]
    pub fn is_alive(self) -> bool {
        Self::ALIVE.contains(&self)
    }
}
