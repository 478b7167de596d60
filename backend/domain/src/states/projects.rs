//! Projects (立项项目): an awarded proposal being carried out.

use super::{APPLICANTS, DIRECTOR, OFFICER, SYSTEM};
use crate::state_machine;

state_machine! {
    /// One awarded project from agreement to closure.
    ProjectMachine "project"
    states ProjectState from AgreementDraft {
        AgreementDraft "agreement_draft" "协议拟定" "The agreement is being drawn up";
        Signing "signing" "协议签署" "The parties sign";
        Active "active" "实施中" "Being carried out";
        Rectifying "rectifying" "整改中" "Must put something right within its window";
        Suspended "suspended" "已暂停" "Stopped for now; no money flows";
        FinalSubmitted "final_submitted" "结项待审" "The completion report waits for its judgement";
        Closed "closed" "已结项" "Completed";
        Terminated "terminated" "已终止" "Ended before its completion";
        Lapsed "lapsed" "立项失效" "No agreement was signed in time; its money is available again";
    }
    events ProjectEvent {
        OfferAgreement "offer_agreement" "提交签署" "The agreement goes to the parties";
        RecallAgreement "recall_agreement" "撤回协议" "The agreement is taken back before it was signed";
        AskExtension "ask_extension" "申请延期签约" "An officer asks for a later last day of signing, once";
        GrantExtension "grant_extension" "同意延期" "The director grants the later day";
        RefuseExtension "refuse_extension" "不同意延期" "The director does not; the last day stays";
        Lapse "lapse" "立项失效" "The last day of signing is over";
        Activate "activate" "启动实施" "All parties have signed";
        StartRectification "start_rectification" "责令整改" "Something must be put right";
        FinishRectification "finish_rectification" "整改完成" "It was put right";
        Suspend "suspend" "暂停" "The director stops the project for now";
        Resume "resume" "恢复" "The director lets it go on";
        SubmitFinal "submit_final" "提交结项" "The organisation hands in the completion report";
        ReturnFinal "return_final" "退回结项" "The completion report is sent back";
        Close "close" "结项" "The director closes the project";
        Terminate "terminate" "终止" "The director ends the project";
    }
    table {
        AgreementDraft, OfferAgreement -> Signing, OFFICER, [];
        Signing, RecallAgreement -> AgreementDraft, OFFICER, [];
        AgreementDraft, AskExtension -> AgreementDraft, OFFICER, ["extension_unused"];
        Signing, AskExtension -> Signing, OFFICER, ["extension_unused"];
        AgreementDraft, GrantExtension -> AgreementDraft, DIRECTOR, ["extension_asked", "another_person"];
        Signing, GrantExtension -> Signing, DIRECTOR, ["extension_asked", "another_person"];
        AgreementDraft, RefuseExtension -> AgreementDraft, DIRECTOR, ["extension_asked", "another_person"];
        Signing, RefuseExtension -> Signing, DIRECTOR, ["extension_asked", "another_person"];
        AgreementDraft | Signing, Lapse -> Lapsed, SYSTEM, ["signing_overdue", "nothing_held"];
        Signing, Activate -> Active, SYSTEM, [];
        Active, StartRectification -> Rectifying, OFFICER, [];
        Rectifying, FinishRectification -> Active, OFFICER, [];
        Active | Rectifying, Suspend -> Suspended, DIRECTOR, [];
        Suspended, Resume -> Active, DIRECTOR, [];
        Suspended, StartRectification -> Rectifying, OFFICER, [];
        Active, SubmitFinal -> FinalSubmitted, APPLICANTS, [];
        FinalSubmitted, ReturnFinal -> Active, OFFICER, [];
        FinalSubmitted, Close -> Closed, DIRECTOR, [];
        AgreementDraft | Signing | Active | Rectifying | Suspended | FinalSubmitted, Terminate -> Terminated, DIRECTOR,
            [];
    }
}

impl ProjectState {
    /// The states of an award whose agreement is not signed by every party: its money is reserved, and may lapse.
    pub const UNSIGNED: [Self; 2] = [Self::AgreementDraft, Self::Signing];
    /// The states in which a project is public: agreed, and not ended early.
    pub const PUBLIC: [Self; 4] = [Self::Active, Self::Rectifying, Self::FinalSubmitted, Self::Closed];

    /// Whether everybody may read of a project in this state.
    #[must_use]
    pub fn is_public(self) -> bool {
        Self::PUBLIC.contains(&self)
    }
}
