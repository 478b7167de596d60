//! Grant agreements: drawn up from the award, offered, signed by both parties.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::Caller;
use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::parties::{people, person};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, AgreementState, Date, Instant, Money, PersonView, document};
use yichuang_domain::money::Fen;
use yichuang_domain::roles::Role;
use yichuang_domain::schemes::Gate;
use yichuang_domain::states::agreements::{AgreementEvent, AgreementMachine};
use yichuang_store::find;
use yichuang_store::ids::AgreementId;
use yichuang_store::projects as rows;
use yichuang_store::record::{Agreement, AgreementSignature, Notice, Project};

use crate::projects::reservation::must_not_have_lapsed;
use crate::projects::{GranteeView, ProjectRefView, Related, place, readers};

pub mod draft;
pub mod get;
pub mod offer;
mod paper;
pub mod pdf;
pub mod sign;

/// One instalment as the agreement fixes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedTranche {
    pub seq: i32,
    pub share_bp: u32,
    pub gate: Gate,
    pub due_working_days: u32,
    pub amount: Fen,
}

/// One instalment of the plan.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlannedTrancheView {
    #[schema(example = 1)]
    pub seq: i32,
    /// Share of the grant in basis points.
    #[schema(example = 5000)]
    pub share_bp: u32,
    pub amount: Money,
    #[schema(example = "壹拾伍万元整")]
    pub amount_upper: String,
    /// What must have happened before it falls due.
    #[schema(example = "agreement_signed")]
    pub gate: String,
    #[schema(example = "协议签订")]
    pub gate_title: String,
    /// Working days from the gate to the payment, at most.
    #[schema(example = 15)]
    pub due_working_days: u32,
}

/// One signature.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignatureView {
    /// `grantee` or `funder`.
    #[schema(example = "grantee")]
    pub party: String,
    #[schema(example = "林芳")]
    pub signed_name: String,
    pub signed_by: PersonView,
    pub signed_at: Instant,
    pub document_sha256: String,
}

/// A grant agreement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgreementView {
    pub id: Uuid,
    #[schema(example = "XY2026-0001")]
    pub number: String,
    pub project: ProjectRefView,
    pub organisation: GranteeView,
    pub amount: Money,
    #[schema(example = "叁拾万元整")]
    pub amount_upper: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub tranche_plan: Vec<PlannedTrancheView>,
    /// What is signed: canonical JSON; `document_sha256` is the SHA-256 of exactly this text.
    #[schema(example = "{\"number\":\"XY2026-0001\"}")]
    pub document: String,
    pub document_sha256: String,
    pub signatures: Vec<SignatureView>,
    pub signed_at: Option<Instant>,
    pub state: AgreementState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// An agreement and its project, locked for a change.
struct Opened {
    agreement: Agreement,
    project: Project,
}

/// 404 for strangers, 412 when it changed since it was read.
async fn open(uow: &Uow, id: AgreementId, seen: IfMatch) -> Result<Opened, Problem> {
    let agreement: Agreement = uow.find(id).await?;
    let project: Project = uow.lock(agreement.project_id).await?;
    uow.must_see(&readers(), &place(&project))?;
    must_not_have_lapsed(&project)?;
    let agreement: Agreement = uow.lock(id).await?;
    seen.check(agreement.version)?;
    Ok(Opened { agreement, project })
}

/// 409 unless the public notice of the award is over. A project only comes from a closed notice; this makes an
/// agreement before its end impossible whatever happens elsewhere.
async fn notice_ended(uow: &Uow, project: &Project) -> Result<(), Problem> {
    let notice = find::<Notice>(&uow.conn, project.notice_id).await?;
    if notice.is_some_and(|notice| notice.state == "closed") {
        return Ok(());
    }
    Err(Problem::refused("notice_open", "The public notice of this award has not ended"))
}

/// For which party this person signs: the owner of the organisation for the grantee, and never for both.
fn party(who: &Caller, project: &Project) -> &'static str {
    if who.holds(&[Role::ApplicantOwner], &place(project)) { "grantee" } else { "funder" }
}

fn plan(row: &Agreement) -> Result<Vec<PlannedTranche>, Problem> {
    document(&row.tranche_plan)
}

async fn reply(uow: &Uow, row: &Agreement) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, row).await?)?.version(row.version))
}

async fn view(uow: &Uow, row: &Agreement) -> Result<AgreementView, Problem> {
    let project: Project = uow.find(row.project_id).await?;
    let related = Related::of(uow, std::slice::from_ref(&project)).await?;
    let signatures = rows::signatures(&uow.conn, row.id).await?;
    let people = people(uow, signatures.iter().map(|signature| signature.user_id).collect()).await?;
    let amount = Money::fen(row.amount_fen)?;
    Ok(AgreementView {
        id: row.id.0,
        number: row.number.clone(),
        project: (&project).into(),
        organisation: related.organisation(&project)?.into(),
        amount,
        amount_upper: amount.0.upper(),
        starts_on: Date::read(&row.starts_on)?,
        ends_on: Date::read(&row.ends_on)?,
        tranche_plan: plan(row)?.iter().map(Into::into).collect(),
        document: row.document.clone(),
        document_sha256: row.document_sha256.clone(),
        available_actions: actions(uow, row, &project, &signatures)?,
        signatures: signatures.iter().map(|signature| signature_view(signature, &people)).collect::<Result<_, _>>()?,
        signed_at: Instant::maybe(row.signed_at)?,
        state: AgreementState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
    })
}

fn signature_view(row: &AgreementSignature, people: &[PersonView]) -> Result<SignatureView, Problem> {
    Ok(SignatureView {
        party: row.party.clone(),
        signed_name: row.signed_name.clone(),
        signed_by: person(people, row.user_id),
        signed_at: Instant::micros(row.signed_at)?,
        document_sha256: row.document_sha256.clone(),
    })
}

fn actions(uow: &Uow, row: &Agreement, project: &Project, signatures: &[AgreementSignature]) -> Result<Vec<ActionView>, Problem> {
    let Some(who) = &uow.who else { return Ok(Vec::new()) };
    let mine = party(who, project);
    let open = !signatures.iter().any(|signature| signature.party == mine);
    let sign = Offer::new(AgreementEvent::Sign, "signAgreement").needs(open, "already_signed", "This party has signed already");
    let offers = vec![Offer::new(AgreementEvent::Offer, "offerAgreement"), sign];
    available::<AgreementMachine>(uow, &row.state, &place(project), offers)
}

impl From<&PlannedTranche> for PlannedTrancheView {
    fn from(tranche: &PlannedTranche) -> Self {
        Self {
            seq: tranche.seq,
            share_bp: tranche.share_bp,
            amount: Money(tranche.amount),
            amount_upper: tranche.amount.upper(),
            gate: tranche.gate.to_string(),
            gate_title: tranche.gate.zh().to_owned(),
            due_working_days: tranche.due_working_days,
        }
    }
}
