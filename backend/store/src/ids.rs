//! Typed ids: a newtype for each entity, so that one id can never be passed for another.

use sea_orm::DeriveValueType;
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};

macro_rules! typed_ids {
    ($($name:ident),* $(,)?) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

typed_ids!(
    AgreementId,
    AllotmentId,
    AssignmentId,
    AssignmentRunId,
    BatchId,
    CallId,
    CallVersionId,
    ConflictId,
    DecisionId,
    DefenceId,
    DefenceTurnId,
    DonationId,
    DrawId,
    ExpertId,
    FileId,
    FormId,
    FundId,
    FundOrderId,
    InvoiceId,
    JournalId,
    JuryProtocolId,
    LotteryId,
    BankStatementId,
    BankLineId,
    PeriodId,
    NeedId,
    NoticeId,
    ObjectionId,
    OrganisationId,
    PayeeAccountId,
    PaymentId,
    PersonId,
    ProjectId,
    ProposalId,
    QuestionId,
    ResultRunId,
    ReviewCorrectionId,
    ReviewId,
    ReviewStageId,
    TrancheId,
    UserId,
    YearEndId,
    // the record of an organisation
    AccountChangeId,
    DocumentId,
    ListEntryId,
    StaffId,
    VerificationId,
    InvitationId,
    SponsorshipId,
);
