//! Who may call which operation. Default deny: an operation that is not listed stops the start of the server.
//!
//! An operation that fires an event takes its roles from the state table, so rule, button and table are one.

use yichuang_domain::machine::Machine;
#[cfg_attr(not(test), expect(clippy::enum_glob_use, reason = "the roles are the vocabulary of this file"))]
use yichuang_domain::roles::Role::{self, *};
use yichuang_domain::states::accounts::{AccountEvent, AccountMachine};
use yichuang_domain::states::agreements::{AgreementEvent, AgreementMachine};
use yichuang_domain::states::amendments::{AmendmentEvent, AmendmentMachine};
use yichuang_domain::states::batches::{BatchEvent, BatchMachine};
use yichuang_domain::states::calls::{CallEvent, CallMachine};
use yichuang_domain::states::decisions::{DecisionEvent, DecisionMachine};
use yichuang_domain::states::forms::{FormEvent, FormMachine};
use yichuang_domain::states::invitations::{InvitationEvent, InvitationMachine};
use yichuang_domain::states::needs::{NeedEvent, NeedMachine};
use yichuang_domain::states::notices::{NoticeEvent, NoticeMachine};
use yichuang_domain::states::objections::{ObjectionEvent, ObjectionMachine};
use yichuang_domain::states::organisations::{OrganisationEvent as Org, OrganisationMachine};
use yichuang_domain::states::payments::{PaymentEvent, PaymentMachine};
use yichuang_domain::states::projects::{ProjectEvent, ProjectMachine};
use yichuang_domain::states::proposals::{ProposalEvent, ProposalMachine};
use yichuang_domain::states::questions::{QuestionEvent, QuestionMachine};
use yichuang_domain::states::sponsorships::{SponsorshipEvent, SponsorshipMachine};
use yichuang_domain::states::tranches::{TrancheEvent, TrancheMachine};

use yichuang_domain::states::account_changes::{AccountChangeEvent, AccountChangeMachine};
use yichuang_domain::states::verifications::{VerificationEvent, VerificationMachine};

mod funds;
mod judging;
mod step_up;

pub use step_up::steps_up;

/// The first of the two questions: may this person do such a thing at all? Where they may do it is the
/// handler's question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    Public,
    /// Anybody who is logged in.
    Authenticated,
    Roles(Vec<Role>),
}

/// Staff who may read everything of an area.
pub const STAFF: &[Role] =
    &[ProgrammeOfficer, ProgrammeDirector, FinanceMaker, FinanceChecker, FinanceApprover, StreetOfficer, CommunityOfficer, Auditor];
/// People of an organisation.
pub const APPLICANTS: &[Role] = &[ApplicantOwner, ApplicantEditor, ApplicantFinance];
/// People who run calls, and those who check them.
pub const PROGRAMME: &[Role] = &[ProgrammeOfficer, ProgrammeDirector, Auditor];
/// The three hands, and those who check them.
pub const FINANCE: &[Role] = &[FinanceMaker, FinanceChecker, FinanceApprover, Auditor];
/// Who may see the number of an account in full.
pub const ACCOUNT_REVEALERS: &[Role] =
    &[ApplicantOwner, ApplicantFinance, ProgrammeOfficer, FinanceMaker, FinanceChecker, FinanceApprover, Auditor];
/// Who may enter a red invoice.
pub const INVOICE_CANCELLERS: &[Role] = &[ApplicantOwner, ApplicantFinance, FinanceMaker, FinanceChecker];
/// Who may see the numbers of a member of staff.
pub const STAFF_NUMBER_REVEALERS: &[Role] = &[ApplicantOwner, ApplicantEditor, ProgrammeOfficer, Auditor];

#[expect(clippy::match_same_arms, reason = "one arm for each thing that is done")]
impl Access {
    /// The rule of an operation, or nothing when there is no such operation.
    #[must_use]
    pub fn of(operation_id: &str) -> Option<Self> {
        // An export shows what its list shows, to those who may see the list.
        if let Some(list) = operation_id.strip_prefix("export").filter(|list| *list != "Beancount") {
            return Self::of(&format!("list{list}")).or_else(|| Self::of(&format!("get{list}")));
        }
        Some(match operation_id {
            "createSession" | "registerAccount" | "getClock" | "listAreas" => Self::Public,
            "searchPublic" | "requestSubscription" | "confirmSubscription" | "endSubscription" => Self::Public,
            "getCurrentSession" | "deleteSession" | "changePassword" | "advanceClock" => Self::Authenticated,
            "getSecondFactor" | "startSecondFactor" | "confirmSecondFactor" | "removeSecondFactor" | "stepUp" => Self::Authenticated,
            "createDelegation" => Self::roles(&[&[FinanceChecker, FinanceApprover, ProgrammeDirector]]),
            "endDelegation" => Self::Authenticated,
            "resetSecondFactor" => Self::roles(&[&[SecurityAdmin]]),
            "listUsers" | "getUser" => Self::roles(&[&[SecurityAdmin, Auditor]]),
            "createGrant" | "deleteGrant" => Self::roles(&[&[SecurityAdmin]]),
            "createOrganisation" => Self::Authenticated,
            "listOrganisations" | "getOrganisation" => Self::roles(&[APPLICANTS, STAFF]),
            "updateOrganisation" => Self::roles(&[&[ApplicantOwner, ApplicantEditor]]),
            "setBankAccount" => Self::roles(&[&[ApplicantOwner, ApplicantFinance]]),
            "submitOrganisation" => Self::event::<OrganisationMachine>(Org::Submit),
            "verifyOrganisation" => Self::event::<OrganisationMachine>(Org::Verify),
            "returnOrganisation" => Self::event::<OrganisationMachine>(Org::Return),
            "rejectOrganisation" => Self::event::<OrganisationMachine>(Org::Reject),
            "suspendOrganisation" => Self::event::<OrganisationMachine>(Org::Suspend),
            "reinstateOrganisation" => Self::event::<OrganisationMachine>(Org::Reinstate),
            "deregisterOrganisation" => Self::event::<OrganisationMachine>(Org::Deregister),
            "listAuditEvents" => Self::roles(&[&[Auditor]]),
            _ => {
                return Self::of_call(operation_id)
                    .or_else(|| Self::of_need(operation_id))
                    .or_else(|| Self::of_organisation_record(operation_id))
                    .or_else(|| Self::of_organisation_people(operation_id))
                    .or_else(|| Self::of_proposal(operation_id))
                    .or_else(|| Self::of_form(operation_id))
                    .or_else(|| Self::of_review(operation_id))
                    .or_else(|| Self::of_conflict(operation_id))
                    .or_else(|| Self::of_expert(operation_id))
                    .or_else(|| Self::of_notice(operation_id))
                    .or_else(|| Self::of_project(operation_id))
                    .or_else(|| Self::of_payment(operation_id))
                    .or_else(|| Self::of_fund(operation_id))
                    .or_else(|| Self::of_file(operation_id));
            }
        })
    }

    fn of_organisation_people(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "verifyEmail" | "requestPasswordReset" | "confirmPasswordReset" | "readInvitation" | "joinByInvitation" => Self::Public,
            "sendVerificationMail" | "acceptInvitation" | "requestAccess" | "checkUscc" => Self::Authenticated,
            "listMembers" | "listInvitations" => Self::roles(&[APPLICANTS, PROGRAMME]),
            "updateMember" | "removeMember" | "askSponsor" => Self::roles(&[&[ApplicantOwner]]),
            "leaveOrganisation" => Self::roles(&[APPLICANTS]),
            "createInvitation" => Self::event::<InvitationMachine>(InvitationEvent::Invite),
            "resendInvitation" => Self::event::<InvitationMachine>(InvitationEvent::Resend),
            "revokeInvitation" => Self::event::<InvitationMachine>(InvitationEvent::Revoke),
            "disableAccount" => Self::event::<AccountMachine>(AccountEvent::Disable),
            "enableAccount" => Self::event::<AccountMachine>(AccountEvent::Enable),
            "joinAccounts" => Self::roles(&[&[SecurityAdmin]]),
            "createAreas" => Self::roles(&[&[SystemAdmin]]),
            "checkOrganisationImport" | "importOrganisations" | "downloadOrganisationTemplate" => Self::roles(&[&[ProgrammeOfficer]]),
            "listRunningOrganisationImports" | "downloadOrganisationImportFaults" => Self::roles(&[&[ProgrammeOfficer]]),
            "downloadOrganisationImportResult" => Self::roles(&[PROGRAMME]),
            "listOrganisationImports" | "getOrganisationImport" | "listDuplicates" => Self::roles(&[PROGRAMME]),
            "decideDuplicate" => Self::event::<OrganisationMachine>(Org::MarkDuplicate),
            "listSponsorships" => Self::roles(&[APPLICANTS, STAFF]),
            "agreeSponsorship" => Self::event::<SponsorshipMachine>(SponsorshipEvent::Agree),
            "refuseSponsorship" => Self::event::<SponsorshipMachine>(SponsorshipEvent::Refuse),
            "withdrawSponsorship" => Self::event::<SponsorshipMachine>(SponsorshipEvent::Withdraw),
            "endSponsorship" => Self::event::<SponsorshipMachine>(SponsorshipEvent::End),
            _ => return None,
        })
    }

    fn of_call(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "listSchemePresets" | "listPublicCalls" | "getPublicCall" => Self::Public,
            "listCalls" | "getCall" => Self::roles(&[STAFF]),
            "createCall" | "updateCall" | "copyCall" | "openCallRound" => Self::roles(&[&[ProgrammeOfficer]]),
            "approveCall" => Self::event::<CallMachine>(CallEvent::Approve),
            "publishCall" => Self::event::<CallMachine>(CallEvent::Publish),
            "startScreening" => Self::event::<CallMachine>(CallEvent::StartScreening),
            "startReview" => Self::event::<CallMachine>(CallEvent::StartReview),
            "startDeciding" => Self::event::<CallMachine>(CallEvent::StartDeciding),
            "cancelCall" => Self::event::<CallMachine>(CallEvent::Cancel),
            "archiveCall" => Self::event::<CallMachine>(CallEvent::Archive),
            "checkScheme" | "checkTimetable" => Self::roles(&[PROGRAMME]),
            _ => return Self::about_call(operation_id),
        })
    }

    /// Amendments of calls and questions about them.
    fn about_call(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "listPublicCallVersions" | "listPublicQuestions" => Self::Public,
            "listAmendments" | "getAmendment" => Self::roles(&[STAFF]),
            "proposeAmendment" | "checkAmendment" => Self::roles(&[&[ProgrammeOfficer]]),
            "approveAmendment" => Self::event::<AmendmentMachine>(AmendmentEvent::Approve),
            "returnAmendment" => Self::event::<AmendmentMachine>(AmendmentEvent::Return),
            "withdrawAmendment" => Self::event::<AmendmentMachine>(AmendmentEvent::Withdraw),
            "askQuestion" => Self::roles(&[&[ApplicantOwner, ApplicantEditor]]),
            "listQuestions" | "getQuestion" => Self::roles(&[APPLICANTS, STAFF]),
            "answerQuestion" => Self::event::<QuestionMachine>(QuestionEvent::Answer),
            "declineQuestion" => Self::event::<QuestionMachine>(QuestionEvent::Decline),
            _ => return None,
        })
    }

    fn of_organisation_record(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "recordInspection" | "deleteInspection" => Self::roles(&[&[ApplicantOwner, ApplicantEditor, ProgrammeOfficer]]),
            "recordListEntry" | "correctListEntry" | "bulkOrganisations" | "saveVerificationChecklist" => {
                Self::roles(&[&[ProgrammeOfficer]])
            }
            "getOrganisationStanding"
            | "checkEligibility"
            | "listVerifications"
            | "getVerification"
            | "getOrganisationHistory"
            | "listAccountChanges"
            | "getAccountChange"
            | "listStaff"
            | "getStaffMember"
            | "listOrganisationDocuments"
            | "getOrganisationDocument" => Self::roles(&[APPLICANTS, STAFF]),
            "confirmAccountChange" => Self::event::<AccountChangeMachine>(AccountChangeEvent::Confirm),
            "cancelAccountChange" => Self::event::<AccountChangeMachine>(AccountChangeEvent::Cancel),
            "revealBankAccount" => Self::roles(&[ACCOUNT_REVEALERS]),
            "createStaffMember"
            | "updateStaffMember"
            | "createOrganisationDocument"
            | "updateOrganisationDocument"
            | "deleteOrganisationDocument" => Self::roles(&[&[ApplicantOwner, ApplicantEditor]]),
            "revealStaffNumber" => Self::roles(&[STAFF_NUMBER_REVEALERS]),
            "acceptVerification" => Self::event::<VerificationMachine>(VerificationEvent::Accept),
            "returnVerification" => Self::event::<VerificationMachine>(VerificationEvent::Return),
            "withdrawVerification" => Self::event::<VerificationMachine>(VerificationEvent::Withdraw),
            _ => return None,
        })
    }

    #[expect(clippy::match_same_arms, reason = "one arm for each kind of act")]
    fn of_need(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "openNeedForm" | "reportNeed" | "findSimilarNeeds" | "getNeedReport" | "addToNeedReport" | "withdrawNeedReport" => Self::Public,
            "listPublicNeeds" | "getPublicNeed" | "listNeedAreas" => Self::Public,
            "requestNeedEndorsement" | "confirmNeedEndorsement" | "stopFollowingNeed" => Self::Public,
            "endorseNeed" => Self::Authenticated,
            "listNeeds" | "getNeed" | "listSimilarNeeds" | "listResponseDays" => Self::roles(&[STAFF]),
            "setResponseDays" => Self::roles(&[&[ProgrammeDirector]]),
            "createNeed"
            | "importNeeds"
            | "importNeedSheet"
            | "downloadNeedTemplate"
            | "updateNeed"
            | "acceptNeed"
            | "revealNeedContact" => Self::event::<NeedMachine>(NeedEvent::Accept),
            "mergeNeed" => Self::event::<NeedMachine>(NeedEvent::Merge),
            "declineNeed" => Self::event::<NeedMachine>(NeedEvent::Decline),
            "publishNeed" => Self::event::<NeedMachine>(NeedEvent::Publish),
            "markNeedMet" => Self::event::<NeedMachine>(NeedEvent::MarkMet),
            "markNeedUnmet" => Self::event::<NeedMachine>(NeedEvent::MarkUnmet),
            _ => return None,
        })
    }

    fn of_proposal(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "listProposalNeeds" => Self::roles(&[APPLICANTS, STAFF]),
            "listProposalAttachments" => Self::roles(&[APPLICANTS, STAFF]),
            "attachProposalFile" | "detachProposalFile" => Self::roles(&[&[ApplicantOwner, ApplicantEditor]]),
            "setProposalNeeds" => Self::roles(&[&[ApplicantOwner, ApplicantEditor]]),
            "getProposalFeedback" => Self::roles(&[APPLICANTS, PROGRAMME]),
            "listProposals" | "getProposal" | "checkProposal" => Self::roles(&[APPLICANTS, STAFF]),
            "createProposal" | "updateProposal" => Self::roles(&[&[ApplicantOwner, ApplicantEditor]]),
            "submitProposal" => Self::event::<ProposalMachine>(ProposalEvent::Submit),
            "withdrawProposal" => Self::event::<ProposalMachine>(ProposalEvent::Withdraw),
            "declareEligible" => Self::event::<ProposalMachine>(ProposalEvent::DeclareEligible),
            "declareIneligible" => Self::event::<ProposalMachine>(ProposalEvent::DeclareIneligible),
            "requestCorrection" => Self::event::<ProposalMachine>(ProposalEvent::RequestCorrection),
            "askProposalSignature" => Self::event::<ProposalMachine>(ProposalEvent::AskSignature),
            "signProposal" => Self::event::<ProposalMachine>(ProposalEvent::Sign),
            "returnProposalToWriters" => Self::event::<ProposalMachine>(ProposalEvent::ReturnToWriters),
            "getProposalSnapshot" | "getProposalPdf" | "getProposalReceiptPdf" | "listSimilarProposals" => {
                Self::roles(&[APPLICANTS, STAFF])
            }
            "verifyReceipt" => Self::Public,
            "copyProposal" => Self::roles(&[&[ApplicantOwner, ApplicantEditor]]),
            "listProposalEditors" => Self::roles(&[APPLICANTS]),
            "getScreening" => Self::roles(&[PROGRAMME]),
            "judgeScreeningRule" | "screenProposals" => Self::roles(&[&[ProgrammeOfficer]]),
            "listProposalOpenings" => Self::roles(&[&[Auditor]]),
            _ => return None,
        })
    }

    fn of_form(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "listForms" | "getForm" => Self::roles(&[PROGRAMME]),
            "createForm" | "updateForm" | "checkForm" | "copyForm" | "setCallForm" => Self::roles(&[&[ProgrammeOfficer]]),
            "publishForm" => Self::event::<FormMachine>(FormEvent::Publish),
            "discardForm" => Self::event::<FormMachine>(FormEvent::Discard),
            "getCallForm" => Self::roles(&[STAFF]),
            "getPublicCallForm" => Self::Public,
            "getProposalAnswers" => Self::roles(&[APPLICANTS, STAFF]),
            "saveProposalSection" => Self::roles(&[&[ApplicantOwner, ApplicantEditor]]),
            "getAssignmentAnswers" => Self::roles(&[&[Reviewer], PROGRAMME]),
            _ => return None,
        })
    }

    fn of_notice(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "proposeDecision" | "draftNotice" => Self::roles(&[&[ProgrammeOfficer]]),
            "getDecision" | "listFundingAlternatives" => Self::roles(&[PROGRAMME]),
            "extendNotice" => Self::event::<NoticeMachine>(NoticeEvent::Extend),
            "fileObjection" => Self::Public,
            "recordObjection" => Self::roles(&[&[ProgrammeOfficer]]),
            "listObjections" | "getObjection" => Self::roles(&[APPLICANTS, PROGRAMME]),
            "assignObjection" => Self::event::<ObjectionMachine>(ObjectionEvent::Assign),
            "admitObjection" => Self::event::<ObjectionMachine>(ObjectionEvent::Admit),
            "dismissObjection" => Self::event::<ObjectionMachine>(ObjectionEvent::Dismiss),
            "orderReReview" => Self::event::<ObjectionMachine>(ObjectionEvent::OrderReReview),
            "answerObjection" => Self::event::<ObjectionMachine>(ObjectionEvent::Uphold),
            "approveDecision" => Self::event::<DecisionMachine>(DecisionEvent::Approve),
            "returnDecision" => Self::event::<DecisionMachine>(DecisionEvent::Return),
            "listNotices" | "getNotice" => Self::roles(&[STAFF]),
            "publishNotice" => Self::event::<NoticeMachine>(NoticeEvent::Publish),
            "closeNotice" => Self::event::<NoticeMachine>(NoticeEvent::Close),
            "discardNotice" => Self::event::<NoticeMachine>(NoticeEvent::Discard),
            "listPublicNotices" | "getPublicNotice" => Self::Public,
            _ => return None,
        })
    }

    fn of_project(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "listPublicProjects" | "getPublicProject" => Self::Public,
            "listLotteryDisclosures" | "getLotteryDisclosure" => Self::Public,
            "listProjects" | "getProject" | "getAgreement" | "getAgreementPdf" => Self::roles(&[APPLICANTS, STAFF]),
            "draftAgreement" => Self::roles(&[&[ProgrammeOfficer]]),
            "offerAgreement" => Self::event::<AgreementMachine>(AgreementEvent::Offer),
            "signAgreement" => Self::event::<AgreementMachine>(AgreementEvent::Sign),
            "askExtension" => Self::event::<ProjectMachine>(ProjectEvent::AskExtension),
            "grantExtension" => Self::event::<ProjectMachine>(ProjectEvent::GrantExtension),
            "refuseExtension" => Self::event::<ProjectMachine>(ProjectEvent::RefuseExtension),
            "terminateProject" => Self::event::<ProjectMachine>(ProjectEvent::Terminate),
            _ => return None,
        })
    }

    fn of_payment(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "listTranches" | "summariseTranches" | "getTranche" => Self::roles(&[APPLICANTS, STAFF]),
            "markTrancheDue" => Self::event::<TrancheMachine>(TrancheEvent::MarkDue),
            "requestPayment" => Self::event::<TrancheMachine>(TrancheEvent::Request),
            "listPayments" | "getPayment" => Self::roles(&[FINANCE, PROGRAMME, APPLICANTS]),
            "preparePayment" | "createBatch" => Self::roles(&[&[FinanceMaker]]),
            "checkPayment" => Self::event::<PaymentMachine>(PaymentEvent::Check),
            "approvePayment" => Self::event::<PaymentMachine>(PaymentEvent::Approve),
            "listInvoices" => Self::roles(&[FINANCE, PROGRAMME, APPLICANTS]),
            "cancelInvoice" => Self::roles(&[INVOICE_CANCELLERS]),
            "endorsePayment" => Self::event::<PaymentMachine>(PaymentEvent::Endorse),
            "getPaymentTiers" => Self::roles(&[FINANCE, PROGRAMME, &[SystemAdmin, SecurityAdmin]]),
            "proposePaymentTiers" => Self::roles(&[&[SystemAdmin]]),
            "confirmPaymentTiers" => Self::roles(&[&[SecurityAdmin]]),
            "rejectPayment" => Self::event::<PaymentMachine>(PaymentEvent::Reject),
            "withdrawPaymentApproval" => Self::event::<PaymentMachine>(PaymentEvent::WithdrawApproval),
            "listBatches" | "getBatch" | "downloadBankFile" | "listBankFileProfiles" => Self::roles(&[FINANCE]),
            "lockBatch" => Self::event::<BatchMachine>(BatchEvent::Lock),
            "approveBatch" => Self::event::<BatchMachine>(BatchEvent::Approve),
            "generateBatch" => Self::event::<BatchMachine>(BatchEvent::Generate),
            "submitBatch" => Self::event::<BatchMachine>(BatchEvent::Submit),
            "importBankReturn" => Self::event::<BatchMachine>(BatchEvent::ImportReturn),
            "voidBatch" => Self::event::<BatchMachine>(BatchEvent::Void),
            _ => return None,
        })
    }

    /// Whose a file is, and who may read the thing it belongs to, is the handler's question.
    fn of_file(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "createFile" | "getFile" | "putFileContent" | "completeFile" | "getFileContent" | "removeFile" => Self::Authenticated,
            "listFilePurposes" | "createPublicFile" | "getPublicFile" | "putPublicFileContent" => Self::Public,
            "completePublicFile" | "getPublicFileContent" | "removePublicFile" => Self::Public,
            _ => return None,
        })
    }

    fn roles(groups: &[&[Role]]) -> Self {
        let mut roles: Vec<Role> = groups.concat();
        roles.sort_unstable();
        roles.dedup();
        Self::Roles(roles)
    }

    /// Everybody whom the state table lets fire the event from some state.
    fn event<M: Machine>(event: M::Event) -> Self {
        let edges = M::TABLE.iter().filter(|edge| edge.event == event);
        Self::roles(&edges.map(|edge| edge.roles).collect::<Vec<_>>())
    }

    /// The codes that the contract shows as `x-roles`.
    #[must_use]
    pub fn codes(&self) -> Vec<&'static str> {
        match self {
            Self::Public => vec!["public"],
            Self::Authenticated => vec!["authenticated"],
            Self::Roles(roles) => roles.iter().map(|role| role.as_str()).collect(),
        }
    }
}
