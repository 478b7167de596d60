//! Calls for applications (征集公告): one edition of the programme.

use super::{DIRECTOR, OFFICER};
use crate::state_machine;

state_machine! {
    /// One call from draft to archive. Open and closed follow from the clock, not from this table.
    CallMachine "call"
    states CallState from Draft {
        Draft "draft" "草稿" "Being written";
        Approved "approved" "已批准" "The director has approved it for publication";
        Published "published" "已发布" "Public; applications open and close by its dates";
        Screening "screening" "资格审查" "The deadline has passed and eligibility is checked";
        Reviewing "reviewing" "评审中" "Panels score the eligible proposals";
        Deciding "deciding" "拟立项" "The funding decision is prepared";
        OnNotice "on_notice" "公示中" "The proposed awards are on public notice";
        Awarded "awarded" "已立项" "The awards stand";
        Archived "archived" "已归档" "Every project is closed";
        Cancelled "cancelled" "已取消" "Called off before the deadline";
    }
    events CallEvent {
        Approve "approve" "批准" "The director approves the call";
        Publish "publish" "发布" "An officer publishes the call and freezes its scheme";
        StartScreening "start_screening" "开始资格审查" "An officer starts the eligibility check";
        StartReview "start_review" "开始评审" "Every proposal is screened and the panel is complete";
        StartDeciding "start_deciding" "开始拟定立项" "The verified results go to the decision";
        OpenNotice "open_notice" "公示" "The director puts the decision on public notice";
        Award "award" "立项" "The notice is over and the awards stand";
        Archive "archive" "归档" "The call is closed for good";
        Cancel "cancel" "取消" "The director calls it off";
    }
    table {
        Draft, Approve -> Approved, DIRECTOR, ["not_creator", "complete"];
        Approved, Publish -> Published, OFFICER, ["dates_in_future"];
        Published, StartScreening -> Screening, OFFICER, ["after_deadline"];
        Screening, StartReview -> Reviewing, OFFICER, ["all_screened", "panel_complete"];
        Reviewing, StartDeciding -> Deciding, OFFICER, ["results_verified"];
        Deciding, OpenNotice -> OnNotice, DIRECTOR, ["decision_approved"];
        OnNotice, Award -> Awarded, OFFICER, ["notice_closed"];
        Awarded, Archive -> Archived, OFFICER, ["projects_closed"];
        Draft | Approved | Published, Cancel -> Cancelled, DIRECTOR, [];
    }
}
