//! Draw up an agreement.

use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Date, Money, canonical, document};
use yichuang_domain::money::{Fen, split};
use yichuang_domain::roles::Role;
use yichuang_domain::schemes::{Scheme, canonical_json, sha256_hex};
use yichuang_domain::states::projects::ProjectState;
use yichuang_records::proposals::document::document_of;
use yichuang_store::ids::{AgreementId, ProjectId};
use yichuang_store::record::{Agreement, Call, Organisation, Project, Proposal};
use yichuang_store::{StoreError, insert};

use super::{PlannedTranche, notice_ended, view};
use crate::projects::reservation::must_not_have_lapsed;
use crate::projects::{place, readers};

/// The period, and the amount when it is less than what was approved.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreementInput {
    pub starts_on: Date,
    pub ends_on: Date,
    /// At most what was approved, which it is when left out; the rest becomes available again at signing.
    pub amount: Option<Money>,
}

/// Draft an agreement
///
/// From the approved amount and the tranche plan of the call's scheme, split to the fen. Impossible before the
/// public notice has ended.
#[utoipa::path(post, path = "/projects/{id}/agreement", operation_id = "draftAgreement", tag = "agreements",
    params(("id" = Uuid, Path, description = "Project")), request_body = AgreementInput,
    responses((status = 201, description = "The draft", body = super::AgreementView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<AgreementInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, ProjectId(id), input).await?;
        Ok(Reply::created(format!("/api/v1/agreements/{}", row.id), &view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: ProjectId, input: &AgreementInput) -> Result<Agreement, Problem> {
    let project: Project = uow.lock(id).await?;
    let place = place(&project);
    uow.must_see(&readers(), &place)?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &place) {
        return Err(Problem::forbidden("Only an officer of the programme may do this"));
    }
    must_not_have_lapsed(&project)?;
    if project.state != ProjectState::AgreementDraft.as_str() {
        return Err(
            Problem::refused("illegal_event", "An agreement is drawn up once, before the project runs").with("state", project.state)
        );
    }
    notice_ended(uow, &project).await?;
    let amount = input.amount.map_or_else(|| Money::fen(project.approved_fen), Ok)?.0;
    check(&project, input, amount)?;
    let call: Call = uow.find(project.call_id).await?;
    let organisation: Organisation = uow.find(project.organisation_id).await?;
    let proposal: Proposal = uow.find(project.proposal_id).await?;
    let track = document_of(&proposal)?.track.unwrap_or_default();
    let plan = plan(&document(&call.scheme)?, &track, amount)?;
    let number = uow.number("XY", uow.today().year()).await?;
    let text = canonical_json(&text(&number, &project, &call, &organisation, input, amount, &plan));
    let row = Agreement {
        id: AgreementId(uow.id()),
        number,
        project_id: project.id,
        amount_fen: amount.get(),
        tranche_plan: canonical(&plan)?,
        document_sha256: sha256_hex(text.as_bytes()),
        document: text,
        starts_on: input.starts_on.0.to_string(),
        ends_on: input.ends_on.0.to_string(),
        signed_at: None,
        state: "draft".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    match insert(&uow.conn, row.clone()).await {
        Err(StoreError::Duplicate(_)) => return Err(Problem::refused("agreement_exists", "The project has an agreement already")),
        other => other?,
    }
    let after = json!({ "number": row.number, "amount": amount, "document_sha256": row.document_sha256 });
    uow.audit("agreement.draft", Subject::new("agreement", row.id).after(after)).await?;
    Ok(row)
}

fn check(project: &Project, input: &AgreementInput, amount: Fen) -> Result<(), Problem> {
    if input.ends_on <= input.starts_on {
        return Err(Problem::fault("/ends_on", "too_early", "The period must end after its first day"));
    }
    if amount <= Fen::ZERO {
        return Err(Problem::fault("/amount", "too_small", "The amount must be above zero"));
    }
    let approved = Money::fen(project.approved_fen)?.0;
    if amount > approved {
        let fault = yichuang_domain::fault::Fault::new("/amount", "too_large", "The agreement cannot promise more than was approved");
        return Err(Problem::faults(vec![fault.with_limit(approved.to_string()).with_actual(amount.to_string())]));
    }
    Ok(())
}

/// The instalments, split by largest remainder so that they add up to the amount.
fn plan(scheme: &Scheme, track: &str, amount: Fen) -> Result<Vec<PlannedTranche>, Problem> {
    let instalments = scheme.tranches_of(track);
    let shares: Vec<u32> = instalments.iter().map(|tranche| tranche.bp).collect();
    let parts = split(amount, &shares).map_err(|error| Problem::refused(error.code(), error.to_string()))?;
    if parts.iter().any(|part| part.is_zero()) {
        return Err(Problem::fault("/amount", "too_small", "The amount is too small for the instalments of the scheme"));
    }
    let planned = instalments.iter().zip(parts).zip(1..);
    Ok(planned
        .map(|((tranche, amount), seq)| PlannedTranche {
            seq,
            share_bp: tranche.bp,
            gate: tranche.gate,
            due_working_days: tranche.due_working_days,
            amount,
        })
        .collect())
}

/// What both parties sign.
#[expect(clippy::too_many_arguments, reason = "everything that stands in the document")]
fn text(
    number: &str,
    project: &Project,
    call: &Call,
    organisation: &Organisation,
    input: &AgreementInput,
    amount: Fen,
    plan: &[PlannedTranche],
) -> Value {
    let tranches: Vec<Value> = plan
        .iter()
        .map(|tranche| {
            json!({
                "seq": tranche.seq, "share_bp": tranche.share_bp, "amount": tranche.amount, "amount_upper": tranche.amount.upper(),
                "gate": tranche.gate, "gate_title": tranche.gate.zh(), "due_working_days": tranche.due_working_days,
            })
        })
        .collect();
    json!({
        "form": "yichuang-agreement/1",
        "number": number,
        "call": { "number": call.number, "title": call.title },
        "project": { "number": project.number, "title": project.title },
        "funder": { "name": call.host_name },
        "grantee": {
            "name": organisation.name, "uscc": organisation.uscc, "legal_representative": organisation.legal_representative,
        },
        "starts_on": input.starts_on,
        "ends_on": input.ends_on,
        "amount": amount,
        "amount_upper": amount.upper(),
        "tranches": tranches,
    })
}
