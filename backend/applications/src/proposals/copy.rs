//! Start a proposal from an earlier one.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::APPLICANTS;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{FaultView, canonical, document as stored};
use yichuang_domain::fault::Fault;
use yichuang_domain::forms::{Form, Input, SectionAnswers};
use yichuang_domain::rules::{AttachmentKind, BudgetLine, Proof};
use yichuang_domain::schemes::Scheme;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Organisation, Proposal, ProposalSection};
use yichuang_store::{insert_all, update};

use super::answers::Sheet;
use super::create::{self, ProposalInput};
use super::document::{ProposalDocument, document_of};
use super::view::{ProposalView, view};
use super::{attachments, rules, team};
use crate::calls;

/// Into which call.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalCopyInput {
    pub call_id: Uuid,
}

/// The new draft, and what of the earlier one does not fit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalCopyView {
    pub proposal: ProposalView,
    /// What was left out or must be changed, because the new call asks for something else.
    pub unfit: Vec<FaultView>,
}

/// Copy a proposal into a call
///
/// A new draft of the same organisation with everything that an earlier proposal says, in a call that is open. What the
/// scheme of that call does not know is left out; this and every limit that is not kept is listed. Where matching money
/// comes from is kept; files, numbers of proofs and people who left are named to be handed over or chosen anew.
#[utoipa::path(post, path = "/proposals/{id}/copy", operation_id = "copyProposal", tag = "proposals",
    params(("id" = Uuid, Path, description = "The earlier proposal")), request_body = ProposalCopyInput,
    responses((status = 201, description = "The draft", body = ProposalCopyView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<ProposalCopyInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (row, unfit) = run(&uow, ProposalId(id), input).await?;
        let call: Call = uow.find(row.call_id).await?;
        let view = ProposalCopyView { proposal: view(&uow, &call, &row).await?, unfit: unfit.into_iter().map(Into::into).collect() };
        Ok(Reply::created(format!("/api/v1/proposals/{}", row.id), &view)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, input: &ProposalCopyInput) -> Result<(Proposal, Vec<Fault>), Problem> {
    let source: Proposal = uow.find(id).await?;
    uow.must_see(APPLICANTS, &Place::default().of_organisation(source.organisation_id))?;
    let start = ProposalInput { call_id: input.call_id, organisation_id: source.organisation_id.0, title: Some(source.title.clone()) };
    let draft = create::run(uow, &start).await?;
    let call: Call = uow.find(draft.call_id).await?;
    let scheme = calls::scheme(&call)?;
    let mut unfit = Vec::new();
    let mut document = fitted(&scheme, document_of(&source)?, &mut unfit);
    unfit.extend(team::keep_current(uow, source.organisation_id, &mut document).await?);
    let category = source.category.clone().filter(|code| scheme.categories.iter().any(|known| known.code == *code));
    if let Some(lost) = source.category.as_ref().filter(|_| category.is_none()) {
        unfit.push(left_out("/category", lost));
    }
    let change = Proposal {
        category,
        requested_fen: document.budget.grant.iter().map(|line| line.subtotal.get()).sum(),
        matching_fen: document.budget.matching.iter().map(|line| line.subtotal.get()).sum(),
        document: canonical(&document)?,
        ..draft
    };
    let row = update(&uow.conn, change).await?;
    unfit.extend(copy_answers(uow, &source, &row).await?);
    unfit.extend(files_left(uow, &source).await?);
    let organisation: Organisation = uow.find(row.organisation_id).await?;
    let limits = rules::content_faults(uow, &call, &organisation, &row).await?;
    unfit.extend(
        limits
            .into_iter()
            .filter(|fault| fault.limit.is_some() && !unfit.iter().any(|known| known.pointer == fault.pointer))
            .collect::<Vec<_>>(),
    );
    let after = json!({ "from": source.number, "call_id": row.call_id });
    uow.audit("proposal.copy", Subject::new("proposal", row.id).after(after)).await?;
    Ok((row, unfit))
}

/// Answers go along when the new call uses the very same version of a form.
async fn copy_answers(uow: &Uow, source: &Proposal, row: &Proposal) -> Result<Vec<Fault>, Problem> {
    let (old, new) = (Sheet::of(uow, source).await?, Sheet::of(uow, row).await?);
    if new.used.is_standard() {
        return Ok(Vec::new());
    }
    if old.used.sha256 != new.used.sha256 {
        return Ok(vec![Fault::new("/answers", "left_out", "The new call uses another form")]);
    }
    let me = uow.caller()?.user;
    let copied = old.rows.into_iter().map(|section| {
        Ok(ProposalSection {
            id: uow.id(),
            proposal_id: row.id,
            version: 1,
            updated_by: me,
            created_at: uow.micros(),
            updated_at: uow.micros(),
            answers: without_files(&new.used.form, &section)?,
            ..section
        })
    });
    insert_all::<ProposalSection>(&uow.conn, copied.collect::<Result<_, Problem>>()?).await?;
    Ok(Vec::new())
}

/// The answers of a section without those that are files of the other proposal.
fn without_files(form: &Form, section: &ProposalSection) -> Result<String, Problem> {
    let mut answers: SectionAnswers = stored(&section.answers)?;
    let fields = form.section(&section.code).into_iter().flat_map(|known| &known.fields);
    for field in fields.filter(|field| matches!(field.input, Input::File { .. })) {
        answers.remove(&field.code);
    }
    canonical(&answers)
}

/// A file belongs to one proposal: each is named, to be handed over again where the new call asks for it.
async fn files_left(uow: &Uow, source: &Proposal) -> Result<Vec<Fault>, Problem> {
    let held = attachments::held(uow, source.id).await?.into_iter();
    let files = held.filter(|one| one.row.kind != AttachmentKind::Proof.as_str()).map(|one| {
        let place = if one.row.code.is_empty() { "/attachments".to_owned() } else { format!("/attachments/{}", one.row.code) };
        Fault::new(place, "left_out", "Files belong to one proposal; hand it over again").with_actual(one.file.name)
    });
    Ok(files.collect())
}

fn left_out(pointer: &str, found: &str) -> Fault {
    Fault::new(pointer, "left_out", "The scheme of the new call does not know it").with_actual(found)
}

/// The document without what belongs to the other call: its track, its subjects, and what showed its matching money.
fn fitted(scheme: &Scheme, mut document: ProposalDocument, unfit: &mut Vec<Fault>) -> ProposalDocument {
    if let Some(track) = document.track.take() {
        if scheme.tracks.iter().any(|known| known.code == track) {
            document.track = Some(track);
        } else {
            unfit.push(left_out("/track", &track));
        }
    }
    let mut lines = |table: &str, lines: &mut Vec<BudgetLine>| {
        for (index, line) in lines.iter_mut().enumerate() {
            if let Some(proof) = line.proof.take() {
                if !proof.number.is_empty() || proof.file_id.is_some() {
                    unfit.push(left_out(&format!("/budget/{table}/{index}/proof"), &line.content));
                }
                line.proof = Some(Proof { source: proof.source, ..Proof::default() }).filter(|kept| *kept != Proof::default());
            }
            if !scheme.budget.lines.iter().any(|rule| rule.subject == line.subject) {
                let lost = std::mem::take(&mut line.subject);
                unfit.push(left_out(&format!("/budget/{table}/{index}/subject"), &lost));
            }
        }
    };
    lines("grant", &mut document.budget.grant);
    lines("matching", &mut document.budget.matching);
    document
}
