//! Forms (表单): what applicants are asked, version by version.

use super::OFFICER;
use crate::state_machine;

state_machine! {
    /// One version of a form. What was published never changes; what should change is a new version.
    FormMachine "form"
    states FormState from Draft {
        Draft "draft" "草稿" "Being built";
        Published "published" "已发布" "Frozen; calls may use it";
        Discarded "discarded" "已弃用" "Dropped before it was published";
    }
    events FormEvent {
        Publish "publish" "发布" "An officer freezes it for use";
        Discard "discard" "弃用" "An officer drops the draft";
    }
    table {
        Draft, Publish -> Published, OFFICER, ["sound"];
        Draft, Discard -> Discarded, OFFICER, [];
    }
}
