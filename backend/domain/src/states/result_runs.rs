//! Result runs (计分结果): one computation of the results of a stage.

use super::{DIRECTOR, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One computation of the results; never edited, only superseded.
    ResultRunMachine "result_run"
    states ResultRunState from Computed {
        Computed "computed" "已计算" "Computed; waits for a second person";
        Verified "verified" "已核验" "Recomputed and found equal by a second person";
        Published "published" "已公布" "Public";
        Superseded "superseded" "已被替代" "A later computation has taken its place";
    }
    events ResultRunEvent {
        Verify "verify" "核验" "The director verifies it";
        Publish "publish" "公布" "It is published";
        Supersede "supersede" "替代" "A later computation takes its place";
    }
    table {
        Computed, Verify -> Verified, DIRECTOR, ["not_computer"];
        Verified, Publish -> Published, SYSTEM, [];
        Computed | Verified, Supersede -> Superseded, SYSTEM, ["nothing_decided"];
    }
}
