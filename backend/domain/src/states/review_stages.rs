//! Review stages (评审阶段): one round of scoring.

use super::{DIRECTOR, OFFICER, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One stage of a review.
    ReviewStageMachine "review_stage"
    states ReviewStageState from Open {
        Open "open" "开放" "Reviewers score";
        Closed "closed" "截止" "No reviewer writes any more";
        Sealed "sealed" "封存" "Every submitted review is locked";
        Computed "computed" "已计算" "The results are computed";
        Verified "verified" "已核验" "A second person has verified the results";
        Published "published" "已公布" "The results are public";
    }
    events ReviewStageEvent {
        Close "close" "截止" "An officer ends the scoring";
        AskReopening "ask_reopening" "申请重新开放" "An officer asks to score again after the last day";
        Reopen "reopen" "批准重新开放" "The director opens it again";
        RefuseReopening "refuse_reopening" "不予重新开放" "The director leaves it as it is";
        Seal "seal" "封存" "An officer locks the reviews";
        Compute "compute" "计算" "The results are computed from the locked reviews";
        Verify "verify" "核验" "The director verifies the results";
        Publish "publish" "公布" "The results are published";
        Supersede "supersede" "更正后重算" "A review was corrected and the results are computed anew";
    }
    table {
        Open, Close -> Closed, OFFICER, [];
        Open, AskReopening -> Open, OFFICER, ["over", "reason"];
        Open | Closed, Reopen -> Open, DIRECTOR, ["asked", "second_person"];
        Open, RefuseReopening -> Open, DIRECTOR, ["asked", "second_person", "reason"];
        Open | Closed, Seal -> Sealed, OFFICER, ["everyone_done"];
        Sealed, Compute -> Computed, SYSTEM, [];
        Computed, Verify -> Verified, DIRECTOR, ["not_computer"];
        Verified, Publish -> Published, SYSTEM, [];
        Computed | Verified, Supersede -> Computed, SYSTEM, ["nothing_decided"];
    }
}
