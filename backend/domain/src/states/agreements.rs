//! Grant agreements (资助协议).

use super::{DIRECTOR, OFFICER, SIGNATORIES, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One version of the agreement between the parties.
    AgreementMachine "agreement"
    states AgreementState from Draft {
        Draft "draft" "草稿" "Being drawn up from the approved budget";
        Signing "signing" "签署中" "Offered to the parties";
        Signed "signed" "已签署" "Signed by every party";
        Cancelled "cancelled" "已作废" "Never came into force";
    }
    events AgreementEvent {
        Offer "offer" "提交签署" "An officer offers it after the notice has ended";
        Recall "recall" "撤回" "An officer takes the offer back";
        Sign "sign" "签署" "One party signs";
        Conclude "conclude" "签署完成" "The last party has signed";
        Cancel "cancel" "作废" "The director drops it";
    }
    table {
        Draft, Offer -> Signing, OFFICER, ["notice_ended"];
        Signing, Recall -> Draft, OFFICER, [];
        Signing, Sign -> Signing, SIGNATORIES, [];
        Signing, Conclude -> Signed, SYSTEM, ["all_parties_signed"];
        Draft | Signing, Cancel -> Cancelled, DIRECTOR, [];
    }
}
