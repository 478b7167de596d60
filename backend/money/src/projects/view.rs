//! How a project looks to its own people and to staff.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::Place;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, AgreementState, Date, Instant, Money, ProjectState};
use yichuang_domain::money::Fen;
use yichuang_domain::roles::Role;
use yichuang_domain::states::agreements::{AgreementEvent, AgreementMachine};
use yichuang_domain::states::projects::{ProjectEvent, ProjectMachine};
use yichuang_store::around;
use yichuang_store::ids::{AgreementId, ProjectId};
use yichuang_store::projects as rows;
use yichuang_store::record::{Agreement, Project};

use super::reservation::{self, ReservationView, SigningExtensionState};
use super::{GranteeView, ProjectCallView, Related, place};
use crate::fund_orders::reduction::{self, ReductionView};
use crate::payments::tranche_view::{TrancheView, tranche_views};

/// The agreement of a project.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProjectAgreementView {
    pub id: Uuid,
    #[schema(example = "XY2026-0001")]
    pub number: String,
    pub amount: Money,
    pub state: AgreementState,
    pub version: i32,
}

/// How far the money of a project has come.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct ProjectTotalsView {
    pub approved: Money,
    /// What the signed agreement promises, less what was taken back since; zero before.
    pub contracted: Money,
    /// Promised and not yet due.
    pub committed: Money,
    /// Due and on its way.
    pub due: Money,
    /// Paid, less what came back.
    pub paid: Money,
}

/// A project in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProjectSummary {
    pub id: Uuid,
    #[schema(example = "XM2026-0001")]
    pub number: String,
    #[schema(example = "社区老人助餐与陪伴项目")]
    pub title: String,
    pub call: ProjectCallView,
    pub organisation: GranteeView,
    pub approved: Money,
    pub paid: Money,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    pub agreement: Option<ProjectAgreementView>,
    /// How long its money waits for the agreement; absent once that is signed, and where the scheme sets no last day.
    pub reservation: Option<ReservationView>,
    pub demonstration: bool,
    pub state: ProjectState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// An awarded project.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProjectView {
    #[serde(flatten)]
    pub summary: ProjectSummary,
    pub proposal_id: Uuid,
    pub notice_id: Uuid,
    pub allotment_id: Uuid,
    pub totals: ProjectTotalsView,
    pub tranches: Vec<TrancheView>,
    /// What was taken back of it, first to last, each from what to what.
    pub reductions: Vec<ReductionView>,
    pub available_actions: Vec<ActionView>,
}

/// A page of projects: calls, organisations, agreements and payments are read once for all of them.
pub(super) async fn summaries(uow: &Uow, found: &[Project], agreements: Vec<Agreement>) -> Result<Vec<ProjectSummary>, Problem> {
    let around = around::projects(&uow.conn, found, &agreements, None).await?;
    summaries_within(uow, found, agreements, &Related::new(around.calls, around.organisations), &around.paid)
}

/// The same when what stands around the projects was read already.
pub(super) fn summaries_within(
    uow: &Uow,
    found: &[Project],
    agreements: Vec<Agreement>,
    related: &Related,
    paid: &HashMap<String, i64>,
) -> Result<Vec<ProjectSummary>, Problem> {
    let agreements: HashMap<ProjectId, Agreement> = agreements.into_iter().map(|row| (row.project_id, row)).collect();
    found.iter().map(|project| summary(uow, project, related, agreements.get(&project.id), paid)).collect()
}

fn summary(
    uow: &Uow,
    project: &Project,
    related: &Related,
    agreement: Option<&Agreement>,
    paid: &HashMap<String, i64>,
) -> Result<ProjectSummary, Problem> {
    let paid = agreement.and_then(|agreement| paid.get(&agreement.id.to_string())).copied().unwrap_or(0);
    Ok(ProjectSummary {
        id: project.id.0,
        number: project.number.clone(),
        title: project.title.clone(),
        call: related.call(project)?.into(),
        organisation: related.organisation(project)?.into(),
        approved: Money::fen(project.approved_fen)?,
        paid: Money::fen(paid)?,
        starts_on: Date::maybe(project.starts_on.as_deref())?,
        ends_on: Date::maybe(project.ends_on.as_deref())?,
        agreement: agreement.map(agreement_view).transpose()?,
        reservation: reservation::view(uow, project)?,
        demonstration: project.demonstration,
        state: ProjectState::read(&project.state)?,
        version: project.version,
        created_at: Instant::micros(project.created_at)?,
        updated_at: Instant::micros(project.updated_at)?,
    })
}

fn agreement_view(row: &Agreement) -> Result<ProjectAgreementView, Problem> {
    Ok(ProjectAgreementView {
        id: row.id.0,
        number: row.number.clone(),
        amount: Money::fen(row.amount_fen)?,
        state: AgreementState::read(&row.state)?,
        version: row.version,
    })
}

pub(super) async fn view(uow: &Uow, project: &Project) -> Result<ProjectView, Problem> {
    let agreements = rows::agreements_of(&uow.conn, &[project.id]).await?;
    let summary = summaries(uow, std::slice::from_ref(project), agreements).await?.pop();
    let summary = summary.ok_or_else(|| Problem::internal("a project without its summary"))?;
    let tranches = rows::tranches_of(&uow.conn, project.id).await?;
    let tranches = tranche_views(uow, &tranches).await?;
    let reductions = reduction::of_project(uow, project).await?;
    Ok(ProjectView {
        proposal_id: project.proposal_id.0,
        notice_id: project.notice_id.0,
        allotment_id: project.allotment_id.0,
        totals: totals(uow, &summary, &tranches, &reductions).await?,
        available_actions: actions(uow, project, &summary).await?,
        tranches,
        reductions,
        summary,
    })
}

async fn totals(
    uow: &Uow,
    summary: &ProjectSummary,
    tranches: &[TrancheView],
    reductions: &[ReductionView],
) -> Result<ProjectTotalsView, Problem> {
    let signed = summary.agreement.as_ref().filter(|agreement| agreement.state.0.as_str() == "signed");
    let key = signed.map(|agreement| AgreementId(agreement.id).to_string());
    let keys: Vec<String> = key.into_iter().collect();
    let committed = yichuang_store::ledger::of_details(&uow.conn, "B40", &keys).await?;
    let under_way =
        tranches.iter().filter(|tranche| matches!(tranche.state.0.as_str(), "due" | "requested" | "checked" | "approved" | "batched"));
    Ok(ProjectTotalsView {
        approved: summary.approved,
        contracted: reductions.last().map(|last| last.plan.to).or(signed.map(|agreement| agreement.amount)).unwrap_or(Money(Fen::ZERO)),
        committed: Money::fen(committed.values().sum())?,
        due: Money(Fen::sum(under_way.map(|tranche| tranche.amount.0)).map_err(Problem::internal)?),
        paid: summary.paid,
    })
}

/// What the caller may do next: draw up the agreement, take its own next step, or end the project.
async fn actions(uow: &Uow, project: &Project, summary: &ProjectSummary) -> Result<Vec<ActionView>, Problem> {
    let place = place(project);
    let mut actions = match &summary.agreement {
        Some(agreement) => available::<AgreementMachine>(
            uow,
            agreement.state.0.as_str(),
            &place,
            vec![Offer::new(AgreementEvent::Offer, "offerAgreement"), Offer::new(AgreementEvent::Sign, "signAgreement")],
        )?,
        None => draft_agreement(uow, project, &place),
    };
    let mut offers = extension(uow, project, summary.reservation.as_ref()).await?;
    offers.push(Offer::new(ProjectEvent::Terminate, "terminateProject"));
    actions.extend(available::<ProjectMachine>(uow, &project.state, &place, offers)?);
    Ok(actions)
}

/// What can be done about the last day of signing: one extension, asked for by one person and decided by another.
async fn extension(uow: &Uow, project: &Project, reservation: Option<&ReservationView>) -> Result<Vec<Offer<ProjectEvent>>, Problem> {
    let Some(reservation) = reservation else { return Ok(Vec::new()) };
    Ok(match &reservation.extension {
        None => vec![Offer::new(ProjectEvent::AskExtension, "askExtension")],
        Some(extension) if extension.state == SigningExtensionState::Granted => Vec::new(),
        Some(_) => {
            let mine = match project.extension_asked_by {
                Some(user) => uow.is_me(user).await?,
                None => false,
            };
            let decide = |event, operation| {
                Offer::new(event, operation).needs(!mine, "second_person", "Another person than the one who asked decides on it")
            };
            vec![decide(ProjectEvent::GrantExtension, "grantExtension"), decide(ProjectEvent::RefuseExtension, "refuseExtension")]
        }
    })
}

fn draft_agreement(uow: &Uow, project: &Project, place: &Place<'_>) -> Vec<ActionView> {
    let officer = uow.who.as_ref().is_some_and(|who| who.holds(&[Role::ProgrammeOfficer], place));
    let action = ActionView {
        event: "draft_agreement".to_owned(),
        label: "拟定协议".to_owned(),
        operation_id: "draftAgreement".to_owned(),
        blockers: Vec::new(),
    };
    if officer && project.state == "agreement_draft" { vec![action] } else { Vec::new() }
}
