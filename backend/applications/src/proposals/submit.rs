//! Hand in a proposal.

use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::screen;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{canonical, document};
use yichuang_domain::money::Fen;
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_domain::states::proposals::{ProposalEvent as Event, ProposalMachine};
use yichuang_store::ids::ProposalId;
use yichuang_store::needs::answered_by;
use yichuang_store::record::{Call, Organisation, Proposal};
use yichuang_store::screening;

use super::answers::Sheet;
use super::attachments::{self, Held};
use super::document::{ProposalDocument, document_of};
use super::{advance, corrections, likeness, open_with_call, place, refuse, reply, rules, team, untimely};

/// Submit a proposal
///
/// Before the deadline, or a correction before its last day ends, by the instant at which the request was here. Every rule is checked again and everything that
/// does not hold is named at once. What was handed in is kept as a snapshot; the receipt shows number, instant and
/// SHA-256.
#[utoipa::path(post, path = "/proposals/{id}/submit", operation_id = "submitProposal", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "The proposal with its receipt", body = super::view::ProposalView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let (call, row) = run(&uow, ProposalId(id), seen).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, seen: IfMatch) -> Result<(Call, Proposal), Problem> {
    let (call, before) = open_with_call(uow, id, seen).await?;
    uow.fire::<ProposalMachine>(&before.state, Event::Submit, &place(&call, &before))?;
    refuse(untimely(&call, &before, uow.now)?)?;
    let organisation: Organisation = uow.find(before.organisation_id).await?;
    let faults = rules::check(uow, &call, &organisation, &before).await?;
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    keep_former(uow, &before).await?;
    let sheet = Sheet::of(uow, &before).await?;
    let said = sheet.stand_in(document_of(&before)?);
    let before = Proposal { document: canonical(&said)?, ..before };
    let held = attachments::held(uow, before.id).await?;
    let snapshot = canonical_json(&snapshot(uow, &call, &organisation, &before, (&said, &sheet, &held)).await?);
    let sha256 = sha256_hex(snapshot.as_bytes());
    let by = uow.caller()?.user;
    let n = screening::keep_snapshot(&uow.conn, before.id, &snapshot, &sha256, uow.micros(), Some(by)).await?;
    corrections::end(uow, before.id, "answered").await?;
    likeness::remember(uow, &before, &held).await?;
    attachments::hand_in(uow, held, (&said, &sheet), n).await?;
    let row = Proposal {
        snapshot: Some(snapshot),
        snapshot_sha256: Some(sha256.clone()),
        submitted_at: Some(uow.micros()),
        call_revision: call.revision,
        ..before
    };
    let row = advance(uow, &call, row, Event::Submit, None).await?;
    screen::applicant(uow, organisation.id, &call.area_path).await?;
    let text = format!(
        "{} {}已提交至“{}”。\n回执编号：{}\n提交时刻：{}\n内容摘要（SHA-256）：{sha256}",
        row.number, row.title, call.title, row.number, uow.now
    );
    uow.mail(&organisation.contact_email, &format!("申报回执：{}", row.number), &text).await?;
    Ok((call, row))
}

/// A correction makes a new snapshot; what was handed in before stays in the trail.
async fn keep_former(uow: &Uow, row: &Proposal) -> Result<(), Problem> {
    let Some(snapshot) = &row.snapshot else { return Ok(()) };
    let former: Value = document(snapshot)?;
    let before = json!({ "sha256": row.snapshot_sha256, "submitted_at": row.submitted_at, "snapshot": former });
    uow.audit("proposal.replace_snapshot", Subject::new("proposal", row.id).before(before)).await
}

/// What is handed in, or would be.
pub(super) async fn snapshot(
    uow: &Uow,
    call: &Call,
    organisation: &Organisation,
    row: &Proposal,
    (said, sheet, held): (&ProposalDocument, &Sheet, &[Held]),
) -> Result<Value, Problem> {
    let answered = answered_by(&uow.conn, row.id).await?;
    let needs: Vec<Value> = answered.iter().map(|need| json!({ "id": need.id, "number": need.number, "title": need.title })).collect();
    let yuan = |fen: i64| Fen::new(fen).map(|amount| amount.to_string()).map_err(Problem::internal);
    Ok(json!({
        "format": "proposal-snapshot/1",
        "number": row.number,
        "call": { "id": call.id, "number": call.number, "title": call.title, "scheme_sha256": sha256_hex(call.scheme.as_bytes()) },
        "organisation": { "id": organisation.id, "name": organisation.name, "uscc": organisation.uscc },
        "title": row.title,
        "category": row.category,
        "needs": needs,
        "document": document::<Value>(&row.document)?,
        "form": sheet.snapshot(),
        "attachments": attachments::snapshot(held, said, sheet)?,
        "staff": team::snapshot(uow, row, said).await?,
        "requested": yuan(row.requested_fen)?,
        "matching": yuan(row.matching_fen)?,
        "submitted_at": uow.now,
    }))
}
