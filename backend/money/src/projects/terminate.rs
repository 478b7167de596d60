//! End a project before its completion; what was not drawn becomes available again.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::ledger;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Money, Reason};
use yichuang_domain::fault::Fault;
use yichuang_domain::ledger::{LedgerEvent, Place as Where};
use yichuang_domain::states::agreements::{AgreementEvent, AgreementMachine};
use yichuang_domain::states::projects::{ProjectEvent, ProjectMachine};
use yichuang_domain::states::tranches::{TrancheEvent, TrancheMachine};
use yichuang_store::ids::{ProjectId, TrancheId};
use yichuang_store::payments::lock_many;
use yichuang_store::record::{Agreement, Organisation, Project, Tranche};
use yichuang_store::{projects as rows, update};

use super::promised::{given_back, is_open};
use super::view::view;
use super::{place, readers};
use crate::payments::{Step, step_tranches, tranche_number};

/// Terminate a project
///
/// By the director, with the reason, which the organisation gets by mail. Every tranche that nobody has requested yet is
/// cancelled and its money becomes available again; what was paid stays paid and is claimed back by a fund order. While a
/// payment is under way it is refused (409), naming every tranche: that payment ends first.
#[utoipa::path(post, path = "/projects/{id}/terminate", operation_id = "terminateProject", tag = "projects",
    params(("id" = Uuid, Path, description = "Project")), request_body = Reason,
    responses((status = 200, description = "The project", body = super::view::ProjectView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, ProjectId(id), seen, &input.reason).await?;
        Ok(Reply::ok(&view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: ProjectId, seen: IfMatch, reason: &str) -> Result<Project, Problem> {
    let before: Project = uow.lock(id).await?;
    uow.must_see(&readers(), &place(&before))?;
    seen.check(before.version)?;
    let to = uow.fire::<ProjectMachine>(&before.state, ProjectEvent::Terminate, &place(&before))?;
    let ids: Vec<TrancheId> = rows::tranches_of(&uow.conn, id).await?.iter().map(|tranche| tranche.id).collect();
    let tranches = lock_many::<Tranche>(&uow.conn, &ids).await?;
    nothing_under_way(&before, &tranches)?;
    let lies = ledger::place_of(uow, before.allotment_id).await?;
    let agreement = rows::agreements_of(&uow.conn, &[id]).await?.into_iter().next();
    let events = match &agreement {
        Some(agreement) if agreement.signed_at.is_some() => open_tranches(uow, &lies, agreement, tranches, reason).await?,
        _ => vec![LedgerEvent::ReleaseReserve {
            place: lies,
            award: before.proposal_id.to_string(),
            amount: Money::fen(before.approved_fen)?.0,
        }],
    };
    if let Some(agreement) = agreement.filter(|agreement| agreement.signed_at.is_none()) {
        drop_agreement(uow, agreement, reason).await?;
    }
    let from = before.state.clone();
    let after = update(&uow.conn, Project { state: to.to_string(), updated_at: uow.micros(), ..before }).await?;
    uow.audit("project.terminate", Subject::new("project", after.id).moved(&from, &after.state).because(reason)).await?;
    let organisation: Organisation = uow.find(after.organisation_id).await?;
    let text = format!("项目 {} {} 已终止：{reason}", after.number, after.title);
    uow.mail(&organisation.contact_email, "项目已终止", &text).await?;
    for event in &events {
        ledger::post(uow, event, ("project", after.id.0), &format!("{} 终止", after.number)).await?;
    }
    Ok(after)
}

/// 409 that names every tranche on whose payment somebody has put a hand.
fn nothing_under_way(project: &Project, tranches: &[Tranche]) -> Result<(), Problem> {
    let under_way = tranches.iter().filter(|row| matches!(row.state.as_str(), "requested" | "checked" | "approved" | "batched"));
    let faults: Vec<Fault> = under_way
        .map(|row| {
            let detail = "Its payment is under way and must be paid or refused first";
            Fault::new(format!("/{}", tranche_number(project, row.seq)), "payment_under_way", detail).with_actual(&row.state)
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::blocked("payment_under_way", "Payments of the project are under way", faults)) }
}

/// Cancels every tranche that is not paid; what the ledger posts for it.
async fn open_tranches(
    uow: &Uow,
    lies: &Where,
    agreement: &Agreement,
    tranches: Vec<Tranche>,
    reason: &str,
) -> Result<Vec<LedgerEvent>, Problem> {
    let open: Vec<Tranche> = tranches.into_iter().filter(is_open).collect();
    let amounts = open.iter().map(|tranche| Ok((tranche.id, Money::fen(tranche.amount_fen)?.0))).collect::<Result<Vec<_>, Problem>>()?;
    let events = given_back(uow, lies, agreement.id, &amounts).await?;
    let mut steps = Vec::with_capacity(open.len());
    for tranche in open {
        let to = uow.follow::<TrancheMachine>(&tranche.state, TrancheEvent::Cancel)?.as_str();
        steps.push(Step { before: tranche, to, reason: Some(reason) });
    }
    step_tranches(uow, steps, TrancheEvent::Cancel).await?;
    Ok(events)
}

/// An agreement that not every party has signed never comes into force.
pub(super) async fn drop_agreement(uow: &Uow, agreement: Agreement, reason: &str) -> Result<(), Problem> {
    let to = uow.follow::<AgreementMachine>(&agreement.state, AgreementEvent::Cancel)?;
    let from = agreement.state.clone();
    let after = update(&uow.conn, Agreement { state: to.to_string(), updated_at: uow.micros(), ..agreement }).await?;
    uow.audit("agreement.cancel", Subject::new("agreement", after.id).moved(&from, &after.state).because(reason)).await
}
