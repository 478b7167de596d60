//! Social organisations (社会组织): registration and standing.

use super::{APPLICANTS, OFFICER};
use crate::state_machine;

state_machine! {
    /// The registration of one organisation and its standing afterwards.
    OrganisationMachine "organisation"
    states OrganisationState from Draft {
        Draft "draft" "草稿" "Being filled in by its owner";
        Submitted "submitted" "待核验" "Waits for an officer to verify it";
        Returned "returned" "退回补正" "Sent back to be corrected";
        Verified "verified" "已核验" "May apply";
        Rejected "rejected" "不予通过" "Refused for good";
        Suspended "suspended" "暂停" "May not apply for now";
        Deregistered "deregistered" "注销" "No longer exists as an organisation";
    }
    events OrganisationEvent {
        Submit "submit" "提交核验" "The organisation hands in its registration";
        Verify "verify" "核验通过" "An officer has checked registry and documents";
        Return "return" "退回" "An officer asks for corrections";
        Reject "reject" "驳回" "An officer refuses the registration";
        MarkDuplicate "mark_duplicate" "认定重复" "An officer finds that the organisation is registered already";
        Suspend "suspend" "暂停" "An officer stops new applications";
        Reinstate "reinstate" "恢复" "An officer lifts the suspension";
        Deregister "deregister" "注销" "The registry has struck the organisation off";
    }
    table {
        Draft, Submit -> Submitted, APPLICANTS, ["complete"];
        Returned, Submit -> Submitted, APPLICANTS, ["complete"];
        Submitted, Verify -> Verified, OFFICER, ["not_own_organisation"];
        Submitted, Return -> Returned, OFFICER, ["not_own_organisation"];
        Submitted, Reject -> Rejected, OFFICER, ["not_own_organisation"];
        Draft | Submitted | Returned, MarkDuplicate -> Rejected, OFFICER, ["not_own_organisation"];
        Verified, Suspend -> Suspended, OFFICER, [];
        Suspended, Reinstate -> Verified, OFFICER, [];
        Verified | Suspended, Deregister -> Deregistered, OFFICER, [];
    }
}
