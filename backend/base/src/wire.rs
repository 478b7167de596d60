//! How domain values look on the wire, and how the contract describes them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, schema::SchemaType, schema::Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use uuid::Uuid;
use yichuang_domain::fault::Fault;
use yichuang_domain::machine::StringEnum;
use yichuang_domain::money::Fen;
use yichuang_domain::time::{Day, Timestamp};
use yichuang_store::{Page, PageOf, StoreError};

use crate::problem::Problem;

fn text(format: &str, pattern: Option<&str>, description: &str, example: &str) -> RefOr<Schema> {
    let mut schema =
        ObjectBuilder::new().schema_type(SchemaType::new(Type::String)).description(Some(description)).examples([json!(example)]);
    if !format.is_empty() {
        schema = schema.format(Some(utoipa::openapi::SchemaFormat::Custom(format.to_owned())));
    }
    if let Some(pattern) = pattern {
        schema = schema.pattern(Some(pattern));
    }
    RefOr::T(Schema::Object(schema.build()))
}

macro_rules! wire_text {
    ($(#[$doc:meta])* $name:ident, $inner:ty, $format:expr, $pattern:expr, $description:expr, $example:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                text($format, $pattern, $description, $example)
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    };
}

wire_text!(
    /// An amount of money ≥ 0 in yuan with two decimals, as a string; fen inside.
    Money, Fen, "", Some(r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$"),
    "Amount in yuan (CNY), at most two decimals, as a string; never a number. Answers always show two decimals.",
    "250000.00"
);
wire_text!(
    /// An amount that may be negative (balances of a ledger).
    SignedMoney, Fen, "", Some(r"^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$"),
    "Amount in yuan (CNY) with two decimals; credit balances are negative.",
    "-250000.00"
);
wire_text!(
    /// An instant.
    Instant, Timestamp, "date-time", None, "Instant in RFC 3339; answers are in UTC with Z.", "2026-12-11T10:00:00Z"
);
wire_text!(
    /// A calendar day in Asia/Shanghai.
    Date, Day, "date", None, "Calendar day in Asia/Shanghai.", "2026-12-11"
);

/// Bytes that are no text.
pub struct Binary;

impl PartialSchema for Binary {
    fn schema() -> RefOr<Schema> {
        text("binary", None, "Raw bytes", "")
    }
}

impl ToSchema for Binary {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Binary")
    }
}

impl Money {
    /// Stored fen as money.
    pub fn fen(fen: i64) -> Result<Self, Problem> {
        Fen::new(fen).map(Self).map_err(|_| broken("an amount"))
    }
}

impl SignedMoney {
    pub fn fen(fen: i64) -> Result<Self, Problem> {
        Fen::new(fen).map(Self).map_err(|_| broken("an amount"))
    }
}

impl Instant {
    /// Stored microseconds as an instant.
    pub fn micros(micros: i64) -> Result<Self, Problem> {
        Timestamp::from_micros(micros).map(Self).map_err(|_| broken("an instant"))
    }

    pub fn maybe(micros: Option<i64>) -> Result<Option<Self>, Problem> {
        micros.map(Self::micros).transpose()
    }
}

impl Date {
    /// A stored day.
    pub fn read(text: &str) -> Result<Self, Problem> {
        Day::parse(text).map(Self).map_err(|_| broken("a day"))
    }

    pub fn maybe(text: Option<&str>) -> Result<Option<Self>, Problem> {
        text.map(Self::read).transpose()
    }
}

fn broken(what: &str) -> Problem {
    StoreError::Broken(format!("{what} in the database is out of range")).into()
}

/// A field of a PATCH that can be taken back: left out it stays, `null` clears it.
pub fn clearable<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// A stored JSON document.
pub fn document<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|error| StoreError::Broken(format!("stored document: {error}")).into())
}

/// A signature: the signer's own name under exactly this document.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignatureInput {
    #[schema(min_length = 2, max_length = 60, pattern = r"\S", example = "林芳")]
    pub signed_name: String,
    /// SHA-256 of the document that the signer has read.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub document_sha256: String,
}

/// A document as it is stored: canonical JSON, so that its hash can be recomputed.
pub fn canonical<T: Serialize>(value: &T) -> Result<String, Problem> {
    let value = serde_json::to_value(value).map_err(Problem::internal)?;
    Ok(yichuang_domain::schemes::canonical_json(&value))
}

/// Named enums of the contract, made from the domain's own sets of codes.
macro_rules! codes {
    ($($name:ident = $domain:path;)*) => {$(
        #[doc = concat!("Wire form of the domain's `", stringify!($name), "`.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $domain);

        impl $name {
            /// A stored code.
            pub fn read(text: &str) -> Result<Self, Problem> {
                crate::uow::state_of::<$domain>(text).map(Self)
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                enumeration::<$domain>()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    )*};
}

fn enumeration<E: StringEnum>() -> RefOr<Schema> {
    let meanings: Vec<String> = E::all().iter().map(|code| format!("- `{}` {}: {}", code.as_str(), code.zh(), code.meaning())).collect();
    let schema = ObjectBuilder::new()
        .schema_type(SchemaType::new(Type::String))
        .enum_values(Some(E::all().iter().map(|code| json!(code.as_str()))))
        .description(Some(meanings.join("\n")));
    RefOr::T(Schema::Object(schema.build()))
}

use yichuang_domain::{calls, files, roles, rules, schemes, states};

codes! {
    Role = roles::Role;
    OrganisationState = states::organisations::OrganisationState;
    NeedState = states::needs::NeedState;
    NeedCategory = rules::needs::NeedCategory;
    NeedUrgency = rules::needs::NeedUrgency;
    NeedSource = rules::needs::NeedSource;
    CallState = states::calls::CallState;
    ProposalState = states::proposals::ProposalState;
    ReviewStageState = states::review_stages::ReviewStageState;
    AssignmentState = states::assignments::AssignmentState;
    AssignmentRunState = states::assignment_runs::AssignmentRunState;
    ConflictKind = yichuang_domain::conflicts::ConflictKind;
    ConflictSource = yichuang_domain::conflicts::ConflictSource;
    ConflictSeverity = yichuang_domain::conflicts::ConflictSeverity;
    ConflictTrace = yichuang_domain::conflicts::ConflictTrace;
    ConflictState = states::conflicts::ConflictState;
    ReviewState = states::reviews::ReviewState;
    ResultRunState = states::result_runs::ResultRunState;
    DecisionState = states::decisions::DecisionState;
    NoticeState = states::notices::NoticeState;
    ExpertState = states::experts::ExpertState;
    Speciality = yichuang_domain::experts::Speciality;
    Hindrance = yichuang_domain::draws::strata::Hindrance;
    DrawState = states::draws::DrawState;
    LotteryState = states::lotteries::LotteryState;
    ReviewCorrectionState = states::review_corrections::ReviewCorrectionState;
    CorrectionReason = yichuang_domain::reviews::CorrectionReason;
    CorrectionKind = yichuang_domain::reviews::CorrectionKind;
    CountedStage = yichuang_domain::reviews::CountedStage;
    JuryProtocolState = states::jury_protocols::JuryProtocolState;
    DefenceState = states::defences::DefenceState;
    DefenceTurnState = states::defence_turns::DefenceTurnState;
    ObjectionState = states::objections::ObjectionState;
    DismissalGround = rules::DismissalGround;
    FundingMethod = yichuang_domain::reviews::FundingMethod;
    Fate = yichuang_domain::reviews::Fate;
    ProjectState = states::projects::ProjectState;
    AgreementState = states::agreements::AgreementState;
    TrancheState = states::tranches::TrancheState;
    PaymentState = states::payments::PaymentState;
    BatchState = states::batches::BatchState;
    AllotmentState = states::allotments::AllotmentState;
    BankLineState = states::bank_lines::BankLineState;
    PeriodState = states::periods::PeriodState;
    YearEndState = states::year_ends::YearEndState;
    YearEndPolicy = rules::year_ends::YearEndPolicy;
    MatchReason = yichuang_domain::statements::MatchReason;
    BankCandidateKind = yichuang_domain::statements::CandidateKind;
    DonationState = states::donations::DonationState;
    DonationKind = rules::donations::DonationKind;
    DonorKind = rules::donations::DonorKind;
    ValueBasis = rules::donations::ValueBasis;
    FundOrderState = states::fund_orders::FundOrderState;
    FundOrderKind = rules::fund_orders::FundOrderKind;
    ReportBy = yichuang_domain::ledger::ReportBy;
    VoucherSystem = yichuang_domain::ledger::VoucherSystem;
    VoucherCase = yichuang_domain::ledger::VoucherCase;
    VoucherBooks = yichuang_domain::ledger::VoucherBooks;
    InvoiceKind = rules::invoices::InvoiceKind;
    InvoiceState = rules::invoices::InvoiceState;
    ExtraHand = rules::tiers::ExtraHand;
    CountBy = rules::tiers::CountBy;

    AccountChangeState = states::account_changes::AccountChangeState;
    VerificationState = states::verifications::VerificationState;
    CertificateLevel = yichuang_domain::rules::CertificateLevel;
    InspectionResult = yichuang_domain::rules::InspectionResult;
    ListKind = yichuang_domain::rules::ListKind;
    OrganisationDocumentKind = yichuang_domain::rules::OrganisationDocumentKind;
    FileState = states::files::FileState;
    FilePurpose = files::FilePurpose;
    AmendmentState = states::amendments::AmendmentState;
    QuestionState = states::questions::QuestionState;
    AcceptedType = calls::AcceptedType;
    AttachmentKind = yichuang_domain::rules::AttachmentKind;
    FundingSource = schemes::FundingSource;
    NeedLink = schemes::NeedLink;
    PreviousGrantee = schemes::PreviousGrantee;
    FiledGroups = schemes::FiledGroups;
    Grade = schemes::Grade;
    OverCap = schemes::OverCap;
    AggregateMethod = yichuang_domain::reviews::AggregateMethod;
    PanelDraw = schemes::PanelDraw;
    TieKey = schemes::TieKey;
    DayUnit = schemes::DayUnit;
    Gate = schemes::Gate;
    ReportRhythm = schemes::ReportRhythm;
    SignOff = schemes::SignOff;
    Unspent = schemes::Unspent;
    FormState = states::forms::FormState;
    FormPurpose = yichuang_domain::forms::Purpose;
    SectionState = yichuang_domain::forms::SectionState;
    InvitationState = states::invitations::InvitationState;
    SponsorshipState = states::sponsorships::SponsorshipState;
    DuplicateKey = yichuang_domain::rules::duplicates::DuplicateKey;
    Suspicion = yichuang_domain::rules::duplicates::Suspicion;
}

/// One thing that must be put right.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FaultView {
    /// JSON pointer (RFC 6901) to the place in the request or document.
    pub pointer: String,
    /// Stable machine code; clients translate it.
    pub code: String,
    /// One plain English sentence.
    pub detail: String,
    /// The limit that was passed or missed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// The value that was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
}

impl From<Fault> for FaultView {
    fn from(fault: Fault) -> Self {
        Self { pointer: fault.pointer, code: fault.code, detail: fault.detail, limit: fault.limit, actual: fault.actual }
    }
}

/// RFC 9457 problem: what every refusal looks like.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemView {
    /// Relative URI of the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    /// Stable machine code; clients translate it.
    pub code: String,
    pub detail: String,
    /// URI of this request, for support.
    pub instance: String,
    /// One entry for each fault, all at once.
    pub errors: Vec<FaultView>,
}

/// The page of a list to read.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// At most this many items; 1 to 100, 20 by default.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    pub cursor: Option<String>,
}

impl PageQuery {
    /// The page; 400 when a value is out of range or the cursor is not one of ours.
    pub fn page(limit: Option<u64>, cursor: Option<&str>) -> Result<Page, Problem> {
        let limit = limit.unwrap_or(20);
        if !(1..=100).contains(&limit) {
            return Err(Problem::malformed("malformed_query", "limit must be from 1 to 100"));
        }
        let before = cursor.map(read_cursor).transpose()?;
        Ok(Page { before, limit })
    }
}

/// A cursor carries its version, so that an old one is refused instead of misread.
fn read_cursor(text: &str) -> Result<Uuid, Problem> {
    let plain = |id: &&str| id.len() == 32 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let id = text.strip_prefix("1-").filter(plain).and_then(|id| Uuid::try_parse(id).ok());
    id.ok_or_else(|| Problem::malformed("malformed_cursor", "The cursor is not one that this list gave out"))
}

/// The cursor of the page after, if there is one.
#[must_use]
pub fn next_cursor<T>(page: &PageOf<T>) -> Option<String> {
    page.next.map(|id| format!("1-{}", id.simple()))
}

/// Something the caller's role may do with a thing now or, once the blockers are gone, later.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ActionView {
    /// Event of the state table.
    pub event: String,
    /// Chinese label of the event.
    pub label: String,
    /// The operation that fires it.
    pub operation_id: String,
    /// Why it is not possible now; empty when it is.
    pub blockers: Vec<FaultView>,
}

/// What is wrong with a thing or its parts, as pointers into it.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Why, in words the other side can act on.
    #[schema(min_length = 2, max_length = 1000, example = "材料已核对，理由充分")]
    pub reason: String,
}

/// A person, as other people see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonView {
    pub id: Uuid,
    #[schema(example = "林主管")]
    pub name: String,
}
