//! Sign an agreement.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::ledger;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Money, SignatureInput};
use yichuang_domain::fault::Fault;
use yichuang_domain::ledger::LedgerEvent;
use yichuang_domain::schemes::Gate;
use yichuang_domain::states::agreements::{AgreementEvent, AgreementMachine};
use yichuang_domain::states::projects::{ProjectEvent, ProjectMachine};
use yichuang_store::ids::{AgreementId, TrancheId};
use yichuang_store::projects as rows;
use yichuang_store::record::{Agreement, AgreementSignature, Notice, Organisation, Project, Tranche};
use yichuang_store::{insert, insert_all, objections, update};

use super::{Opened, PlannedTranche, notice_ended, open, party, plan, reply};
use crate::projects::place;

/// Sign an agreement
///
/// The owner of the organisation for the grantee, the programme director for the funder; nobody for both. With the
/// second signature the money is committed, the project becomes active and its tranches are planned.
#[utoipa::path(post, path = "/agreements/{id}/sign", operation_id = "signAgreement", tag = "agreements",
    params(("id" = Uuid, Path, description = "Agreement")), request_body = SignatureInput,
    responses((status = 200, description = "The agreement", body = super::AgreementView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<SignatureInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, AgreementId(id), seen, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: AgreementId, seen: IfMatch, input: &SignatureInput) -> Result<Agreement, Problem> {
    let Opened { agreement, project } = open(uow, id, seen).await?;
    let to = uow.fire::<AgreementMachine>(&agreement.state, AgreementEvent::Sign, &place(&project))?;
    notice_ended(uow, &project).await?;
    must_not_be_held(uow, &project).await?;
    if input.document_sha256 != agreement.document_sha256 {
        let fault = Fault::new("/document_sha256", "document_changed", "This is not the document of the agreement");
        let fault = fault.with_limit(&agreement.document_sha256).with_actual(&input.document_sha256);
        return Err(Problem::blocked("document_changed", "Read the document again and sign what it says now", vec![fault]));
    }
    let party = party(uow.caller()?, &project);
    let before = rows::signatures(&uow.conn, agreement.id).await?;
    add_signature(uow, &agreement, party, &before, input).await?;
    let subject = Subject::new("agreement", agreement.id).after(json!({ "party": party, "document_sha256": input.document_sha256 }));
    uow.audit("agreement.sign", subject).await?;
    if before.is_empty() {
        return Ok(update(&uow.conn, Agreement { state: to.to_string(), updated_at: uow.micros(), ..agreement }).await?);
    }
    conclude(uow, agreement, project).await
}

async fn add_signature(
    uow: &Uow,
    agreement: &Agreement,
    party: &str,
    before: &[AgreementSignature],
    input: &SignatureInput,
) -> Result<(), Problem> {
    let who = uow.caller()?;
    if before.iter().any(|signature| signature.party == party) {
        return Err(Problem::refused("already_signed", "This party has signed already"));
    }
    if before.iter().any(|signature| signature.person_id == who.person) {
        return Err(Problem::refused("same_person", "One person signs for one party only"));
    }
    let row = AgreementSignature {
        id: uow.id(),
        agreement_id: agreement.id,
        party: party.to_owned(),
        user_id: who.user,
        person_id: who.person,
        signed_name: input.signed_name.trim().to_owned(),
        document_sha256: input.document_sha256.clone(),
        signed_at: uow.micros(),
    };
    Ok(insert(&uow.conn, row).await?)
}

/// What follows from the last signature: the project runs, its tranches are planned, the money is committed.
async fn conclude(uow: &Uow, agreement: Agreement, project: Project) -> Result<Agreement, Problem> {
    let to = uow.follow::<AgreementMachine>(&agreement.state, AgreementEvent::Conclude)?;
    let project_to = uow.follow::<ProjectMachine>(&project.state, ProjectEvent::Activate)?;
    let (from, project_from) = (agreement.state.clone(), project.state.clone());
    let change = Project {
        state: project_to.to_string(),
        starts_on: Some(agreement.starts_on.clone()),
        ends_on: Some(agreement.ends_on.clone()),
        updated_at: uow.micros(),
        ..project
    };
    let project = update(&uow.conn, change).await?;
    let change = Agreement { state: to.to_string(), signed_at: Some(uow.micros()), updated_at: uow.micros(), ..agreement };
    let agreement = update(&uow.conn, change).await?;
    let tranches = plan(&agreement)?.iter().map(|planned| tranche(uow, planned, &agreement, &project)).collect();
    insert_all::<Tranche>(&uow.conn, tranches).await?;
    uow.audit("agreement.conclude", Subject::new("agreement", agreement.id).moved(&from, &agreement.state)).await?;
    uow.audit("project.activate", Subject::new("project", project.id).moved(&project_from, &project.state)).await?;
    let organisation: Organisation = uow.find(project.organisation_id).await?;
    let text = format!("协议 {}（{} {}）已由各方签署，项目开始实施。", agreement.number, project.number, project.title);
    uow.mail(&organisation.contact_email, "资助协议已签署", &text).await?;
    let event = LedgerEvent::Commit {
        place: ledger::place_of(uow, project.allotment_id).await?,
        award: project.proposal_id.to_string(),
        contract: agreement.id.to_string(),
        reserved: Money::fen(project.approved_fen)?.0,
        contracted: Money::fen(agreement.amount_fen)?.0,
    };
    ledger::post(uow, &event, ("agreement", agreement.id.0), &format!("{} {}", agreement.number, project.number)).await?;
    Ok(agreement)
}

fn tranche(uow: &Uow, planned: &PlannedTranche, agreement: &Agreement, project: &Project) -> Tranche {
    let due = uow.app.calendar.add_working_days(uow.today(), planned.due_working_days).ok();
    Tranche {
        id: TrancheId(uow.id()),
        project_id: project.id,
        agreement_id: agreement.id,
        call_id: project.call_id,
        organisation_id: project.organisation_id,
        seq: planned.seq,
        share_bp: i32::try_from(planned.share_bp).unwrap_or(i32::MAX),
        amount_fen: planned.amount.get(),
        gate: planned.gate.to_string(),
        due_on: due.filter(|_| planned.gate == Gate::AgreementSigned).map(|day| day.to_string()),
        evidence: None,
        request_note: None,
        invoice_number: None,
        return_reason: None,
        area_path: project.area_path.clone(),
        state: "planned".to_owned(),
        version: 1,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    }
}

/// 409 while an objection keeps the award of this project from its agreement. The notice is locked, so that an objection
/// recorded at the same moment is either seen here or sees the signature.
async fn must_not_be_held(uow: &Uow, project: &Project) -> Result<(), Problem> {
    let notice: Notice = uow.lock(project.notice_id).await?;
    let holding = objections::holding(&uow.conn, notice.id, project.proposal_id).await?;
    let Some(first) = holding.first() else { return Ok(()) };
    let detail = "An objection to this award is not settled; nothing is signed until it is";
    Err(Problem::refused("objection_open", detail).with("objection", first.number.clone()).with("state", first.state.clone()))
}
