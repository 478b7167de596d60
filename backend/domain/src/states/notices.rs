//! Public notices (公示).

use super::{DIRECTOR, OFFICER};
use crate::state_machine;

state_machine! {
    /// One public notice of proposed awards.
    NoticeMachine "notice"
    states NoticeState from Draft {
        Draft "draft" "草稿" "Being written";
        Published "published" "公示中" "Public; objections may be raised";
        Closed "closed" "已结束" "Its period is over and no objection is open";
        Discarded "discarded" "已弃用" "Dropped before publication";
        Withdrawn "withdrawn" "已撤下" "Taken down while public";
    }
    events NoticeEvent {
        Publish "publish" "发布" "The director publishes it";
        Extend "extend" "延长" "An officer prolongs its period";
        Close "close" "结束" "An officer closes it after its period";
        Discard "discard" "弃用" "An officer drops the draft";
        Withdraw "withdraw" "撤下" "The director takes it down";
    }
    table {
        Draft, Publish -> Published, DIRECTOR, ["long_enough", "not_creator"];
        Published, Extend -> Published, OFFICER, [];
        Published, Close -> Closed, OFFICER, ["period_over", "no_open_objection"];
        Draft, Discard -> Discarded, OFFICER, [];
        Published, Withdraw -> Withdrawn, DIRECTOR, [];
    }
}
