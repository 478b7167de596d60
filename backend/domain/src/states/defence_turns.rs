//! Turns of a defence day (答辩场次): one shortlisted proposal before the panel.

use super::{OFFICER, REVIEWER_OR_OFFICER};
use crate::state_machine;

state_machine! {
    /// One proposal before the panel; at most one of a defence is open at a time.
    DefenceTurnMachine "defence_turn"
    states DefenceTurnState from Waiting {
        Waiting "waiting" "候场" "Waits for its turn";
        Presenting "presenting" "陈述答辩" "Presents and answers; the panel may score it";
        Scoring "scoring" "评分中" "Has been heard; the panel scores it";
        Closed "closed" "已结束" "Nobody scores it any more";
        Absent "absent" "缺席" "Did not appear; has no result of the defence";
    }
    events DefenceTurnEvent {
        Open "open" "开始答辩" "The chair calls it up";
        BeginScoring "begin_scoring" "结束陈述" "The chair ends the presentation";
        Close "close" "结束评分" "The chair ends the scoring";
        Reopen "reopen" "重新开放评分" "The chair opens the scoring again, with the reason";
        Miss "miss" "登记缺席" "An officer records that nobody appeared";
        Recall "recall" "撤销缺席" "An officer takes the absence back";
    }
    table {
        Waiting, Open -> Presenting, REVIEWER_OR_OFFICER, ["chair", "none_open"];
        Presenting, BeginScoring -> Scoring, REVIEWER_OR_OFFICER, ["chair"];
        Presenting | Scoring, Close -> Closed, REVIEWER_OR_OFFICER, ["chair", "everyone_done"];
        Closed, Reopen -> Scoring, REVIEWER_OR_OFFICER, ["chair", "none_open", "reason"];
        Waiting, Miss -> Absent, OFFICER, ["reason"];
        Absent, Recall -> Waiting, OFFICER, ["reason"];
    }
}

impl DefenceTurnState {
    /// Whether the proposal is before the panel: it presents or is being scored.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Presenting | Self::Scoring)
    }
}
