//! Save one section of a form: one request, one transaction, a version of its own.

use std::collections::HashMap;

use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::canonical;
use yichuang_domain::fault::{Fault, pointer_step};
use yichuang_domain::forms::{SectionAnswers, SectionState, Stage};
use yichuang_domain::rules::changed_parts;
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal, ProposalSection};
use yichuang_store::{insert, update};

use super::answers::{ProposalSectionView, SectionProgressView, Sheet};
use super::{corrections, must_know, update as writing};

/// The answers of one section, all of them.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalSectionInput {
    /// By the code of the field; what is left out is not answered.
    #[schema(value_type = Object, example = json!({ "why": "社区60岁以上独居老人312人，无固定助餐点" }))]
    pub answers: SectionAnswers,
}

/// A section as it was saved, and where the others stand.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SavedSectionView {
    pub section: ProposalSectionView,
    /// Every section of the form, in its order: who worked where, and what waits for what.
    pub progress: Vec<SectionProgressView>,
}

/// Save a section
///
/// Complete or not, as a draft before the deadline or while a correction is open. `If-Match` is the version of the
/// section, `"0"` when nothing was saved yet: people in different sections never meet, and in the same section the
/// second one gets 412. Only types and hard limits are refused; what else is missing or wrong is in the answer.
#[utoipa::path(put, path = "/proposals/{id}/sections/{code}", operation_id = "saveProposalSection", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal"), ("code" = String, Path, description = "Section of the form")),
    request_body = ProposalSectionInput,
    responses((status = 200, description = "The section; the ETag is its own", body = SavedSectionView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path((id, code)): Path<(Uuid, String)>, seen: IfMatch, Json(input): Json<ProposalSectionInput>) -> Response {
    let (code, answers) = (code.as_str(), &input.answers);
    cx.write(|uow| async move {
        let sheet = run(&uow, ProposalId(id), code, seen, answers).await?;
        let progress = sheet.progress(&uow).await?;
        let own = sheet.used.form.section(code).ok_or_else(Problem::not_found)?;
        let saved = progress.iter().find(|one| one.code == code).and_then(|one| one.saved_by.clone());
        let section = ProposalSectionView { saved_by: saved, ..sheet.section(own, &HashMap::new())? };
        let version = section.version;
        Ok(Reply::ok(&SavedSectionView { section, progress })?.version(version))
    })
    .await
}

/// Saves the section and gives everything the proposal answers now.
pub async fn run(uow: &Uow, id: ProposalId, code: &str, seen: IfMatch, answers: &SectionAnswers) -> Result<Sheet, Problem> {
    let found: Proposal = uow.find(id).await?;
    let call: Call = uow.find(found.call_id).await?;
    // Held, so that a submission and a late save never pass each other, and two first saves never meet.
    let proposal: Proposal = uow.lock(id).await?;
    must_know(uow, &call, &proposal).await?;
    let sheet = Sheet::of(uow, &proposal).await?;
    if sheet.used.is_standard() {
        return Err(Problem::refused("standard_form", "This call uses the standard form: change the proposal itself"));
    }
    let Some(section) = sheet.used.form.section(code) else { return Err(Problem::not_found()) };
    seen.check(sheet.row(code).map_or(0, |row| row.version))?;
    writing::must_write(uow, &call, &proposal)?;
    if sheet.used.form.state(section, &sheet.answers, &sheet.files) == SectionState::Waiting {
        let refusal = Problem::refused("section_waits", "Another section must be complete first");
        return Err(refusal.with("after", section.after.clone().unwrap_or_default()));
    }
    let faults: Vec<Fault> = section.faults(answers, &sheet.files, Stage::Draft);
    if !faults.is_empty() {
        let below = faults.into_iter().map(|fault| Fault { pointer: format!("/answers{}", fault.pointer), ..fault });
        return Err(Problem::faults(below.collect()));
    }
    let before = sheet.row(code).cloned();
    corrections::must_be_returned(uow, &proposal, &touched(&sheet, code, answers)?).await?;
    let after = keep(uow, &proposal, code, before.as_ref(), answers).await?;
    uow.audit("proposal.save_section", trail(&proposal, before.as_ref(), &after)).await?;
    let mut sheet = sheet.with(code, answers.clone());
    sheet.rows.retain(|row| row.code != code);
    sheet.rows.push(after);
    Ok(sheet)
}

/// The answers that would change, as pointers into the proposal.
fn touched(sheet: &Sheet, code: &str, answers: &SectionAnswers) -> Result<Vec<String>, Problem> {
    let before = serde_json::to_value(sheet.answers.get(code).cloned().unwrap_or_default()).map_err(Problem::internal)?;
    let after = serde_json::to_value(answers).map_err(Problem::internal)?;
    Ok(changed_parts(&before, &after).into_iter().map(|part| format!("/answers/{}{part}", pointer_step(code))).collect())
}

async fn keep(
    uow: &Uow,
    proposal: &Proposal,
    code: &str,
    before: Option<&ProposalSection>,
    answers: &SectionAnswers,
) -> Result<ProposalSection, Problem> {
    let (me, now, text) = (uow.caller()?.user, uow.micros(), canonical(answers)?);
    if let Some(before) = before {
        let row = ProposalSection { answers: text, updated_by: me, updated_at: now, ..before.clone() };
        return Ok(update(&uow.conn, row).await?);
    }
    let row = ProposalSection {
        id: uow.id(),
        proposal_id: proposal.id,
        code: code.to_owned(),
        answers: text,
        version: 1,
        updated_by: me,
        created_at: now,
        updated_at: now,
    };
    insert(&uow.conn, row.clone()).await?;
    Ok(row)
}

/// Autosaves are many, and sealed until the deadline: the trail keeps which answers were there, not the answers.
fn trail(proposal: &Proposal, before: Option<&ProposalSection>, after: &ProposalSection) -> Subject<'static> {
    let fingerprint = |row: &ProposalSection| -> Value {
        json!({ "section": row.code, "version": row.version, "answers_sha256": sha256_hex(row.answers.as_bytes()) })
    };
    let subject = Subject::new("proposal", proposal.id).after(fingerprint(after));
    match before {
        Some(before) => subject.before(fingerprint(before)),
        None => subject,
    }
}
