//! The files of a proposal: what each stands for, which of them something names, what is handed in, what stays.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::{AttachmentKind as KindCode, Instant};
use yichuang_domain::calls::RequiredDocument;
use yichuang_domain::fault::{Fault, pointer_step};
use yichuang_domain::files::FileKind;
use yichuang_domain::forms::{Files, Input};
use yichuang_domain::rules::{Attached, AttachmentKind, Documents, check_attachments};
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, File, Proposal, ProposalAttachment};
use yichuang_store::{attachments as rows, delete, screening, update};

use super::answers::Sheet;
use super::document::{ProposalDocument, document_of};
use crate::calls::announced::call_document;
use crate::files;

/// A file of a proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalAttachmentView {
    /// The id of the file; its bytes are at getFileContent.
    pub file_id: Uuid,
    pub kind: KindCode,
    /// The document of the call or the field of its form; empty for the other kinds.
    #[schema(example = "licence")]
    pub code: String,
    #[schema(example = "法人登记证书.pdf")]
    pub name: String,
    #[schema(example = "application/pdf")]
    pub media_type: String,
    /// In bytes.
    #[schema(example = 1_843_220)]
    pub size: i64,
    pub sha256: Option<String>,
    pub added_at: Instant,
    /// Nothing in the proposal names it: it is not handed in.
    pub unused: bool,
}

/// A file of a proposal with what it stands for.
#[derive(Clone)]
pub struct Held {
    pub row: ProposalAttachment,
    pub file: File,
}

impl Held {
    pub fn kind(&self) -> Result<AttachmentKind, Problem> {
        state_of(&self.row.kind)
    }

    /// What its content turned out to be.
    pub fn content(&self) -> Result<FileKind, Problem> {
        content(&self.file)
    }

    fn id(&self) -> String {
        self.row.id.to_string()
    }

    fn attached(&self) -> Result<Attached<'_>, Problem> {
        Ok(Attached { kind: self.kind()?, code: &self.row.code, content: self.content()? })
    }

    fn view(&self, named: &BTreeSet<String>) -> Result<ProposalAttachmentView, Problem> {
        let kind = self.kind()?;
        Ok(ProposalAttachmentView {
            file_id: self.row.id.0,
            kind: KindCode(kind),
            code: self.row.code.clone(),
            name: self.file.name.clone(),
            media_type: self.file.media_type.clone().unwrap_or_default(),
            size: self.file.size.unwrap_or_default(),
            sha256: self.file.sha256.clone(),
            added_at: Instant::micros(self.row.added_at)?,
            unused: !is_used(kind, &self.id(), named),
        })
    }
}

pub fn content(file: &File) -> Result<FileKind, Problem> {
    let kind = file.media_type.as_deref().and_then(FileKind::of_media_type);
    kind.ok_or_else(|| Problem::internal("an attached file of no known kind"))
}

/// Documents and other files stand for themselves; proofs and answers only where a line or an answer names them.
fn is_used(kind: AttachmentKind, id: &str, named: &BTreeSet<String>) -> bool {
    match kind {
        AttachmentKind::Document | AttachmentKind::Other => true,
        AttachmentKind::Proof | AttachmentKind::Answer => named.contains(id),
    }
}

/// Everything that is attached now, in the order in which it was added.
pub async fn held(uow: &Uow, id: ProposalId) -> Result<Vec<Held>, Problem> {
    let all = rows::of_proposal(&uow.conn, id).await?.into_iter();
    Ok(all.filter(|(row, _)| row.removed_at.is_none()).map(|(row, file)| Held { row, file }).collect())
}

/// What others read: the files of the latest submission.
pub async fn handed_in(uow: &Uow, id: ProposalId) -> Result<Vec<ProposalAttachmentView>, Problem> {
    let all = rows::of_proposal(&uow.conn, id).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let Some(latest) = screening::snapshot(&uow.conn, id, None).await?.map(|found| found.n) else { return Ok(Vec::new()) };
    let of_latest: Vec<Held> =
        all.into_iter().filter(|(row, _)| row.last_snapshot == Some(latest)).map(|(row, file)| Held { row, file }).collect();
    let named: BTreeSet<String> = of_latest.iter().map(Held::id).collect();
    of_latest.iter().map(|one| one.view(&named)).collect()
}

/// What the organisation sees of its own files.
pub fn own_views(held: &[Held], document: &ProposalDocument, sheet: &Sheet) -> Result<Vec<ProposalAttachmentView>, Problem> {
    let named = named(document, sheet, false);
    held.iter().map(|one| one.view(&named)).collect()
}

/// The files handed over for fields of the form: the code of the field, by the id of the file.
pub async fn of_fields(uow: &Uow, id: ProposalId) -> Result<Files, Problem> {
    let answers = held(uow, id).await?.into_iter().filter(|one| one.row.kind == AttachmentKind::Answer.as_str());
    Ok(answers.map(|one| (one.id(), one.row.code)).collect())
}

/// The files that lines of the budget and answers name, by id; `shown`: only answers of fields that are shown.
fn named(document: &ProposalDocument, sheet: &Sheet, shown: bool) -> BTreeSet<String> {
    places(document, sheet, shown).into_iter().map(|(id, _)| id).collect()
}

/// The same, each with the place that names it.
pub fn places(document: &ProposalDocument, sheet: &Sheet, shown: bool) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (table, lines) in [("grant", &document.budget.grant), ("matching", &document.budget.matching)] {
        for (index, line) in lines.iter().enumerate() {
            let file = line.proof.as_ref().and_then(|proof| proof.file_id.clone());
            found.extend(file.map(|id| (id, format!("/budget/{table}/{index}/proof/file_id"))));
        }
    }
    if sheet.used.is_standard() {
        return found;
    }
    let answers = if shown { sheet.used.form.shown(&sheet.answers) } else { sheet.answers.clone() };
    for (section, field) in sheet.used.form.fields().filter(|(_, field)| matches!(field.input, Input::File { .. })) {
        let ids = answers.get(&section.code).and_then(|given| given.get(&field.code)).and_then(Value::as_array);
        let place = format!("/answers/{}/{}", pointer_step(&section.code), pointer_step(&field.code));
        found.extend(ids.into_iter().flatten().filter_map(Value::as_str).map(|id| (id.to_owned(), place.clone())));
    }
    found
}

/// What the call asks for.
pub fn required(call: &Call) -> Result<Vec<RequiredDocument>, Problem> {
    Ok(call_document(call)?.required_documents)
}

/// Every document of the call that is missing or not accepted.
pub fn faults(call: &Call, held: &[Held]) -> Result<Vec<Fault>, Problem> {
    let attached: Vec<Attached<'_>> = held.iter().map(Held::attached).collect::<Result<_, _>>()?;
    Ok(check_attachments(&required(call)?, &attached))
}

/// How many documents the call asks for in any case, and how many of them are there.
pub fn documents(call: &Call, held: &[Held]) -> Result<Documents, Problem> {
    let mandatory: Vec<RequiredDocument> = required(call)?.into_iter().filter(|document| document.mandatory).collect();
    let is_there = |document: &&RequiredDocument| {
        held.iter().any(|one| one.row.kind == AttachmentKind::Document.as_str() && one.row.code == document.code)
    };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(Documents { mandatory: count(mandatory.len()), there: count(mandatory.iter().filter(is_there).count()) })
}

/// Refuses a budget that newly names a proof which is no file of this proposal for it.
pub async fn check_proofs(uow: &Uow, before: &Proposal, after: &Proposal) -> Result<(), Problem> {
    let proofs = |row: &Proposal| -> Result<Vec<(String, String)>, Problem> {
        let budget = document_of(row)?.budget;
        let of = |table: &'static str, lines: Vec<yichuang_domain::rules::BudgetLine>| {
            lines
                .into_iter()
                .enumerate()
                .filter_map(move |(index, line)| Some((line.proof?.file_id?, format!("/budget/{table}/{index}/proof/file_id"))))
        };
        Ok(of("grant", budget.grant).chain(of("matching", budget.matching)).collect())
    };
    let known: BTreeSet<String> = proofs(before)?.into_iter().map(|(id, _)| id).collect();
    let new: Vec<(String, String)> = proofs(after)?.into_iter().filter(|(id, _)| !known.contains(id)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let held = held(uow, before.id).await?;
    let is_proof = |id: &str| held.iter().any(|one| one.row.kind == AttachmentKind::Proof.as_str() && one.id() == id);
    let unknown = new
        .into_iter()
        .filter(|(id, _)| !is_proof(id))
        .map(|(_, pointer)| Fault::new(pointer, "unknown_file", "The proposal has no such file for matching money; attach it first"));
    let faults: Vec<Fault> = unknown.collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

/// What is handed in: each file with its name, kind, size and fingerprint.
pub fn snapshot(held: &[Held], document: &ProposalDocument, sheet: &Sheet) -> Result<Vec<Value>, Problem> {
    let named = named(document, sheet, true);
    let mut said = Vec::new();
    for one in held {
        if is_used(one.kind()?, &one.id(), &named) {
            said.push(json!({
                "id": one.row.id, "kind": one.row.kind, "code": one.row.code, "name": one.file.name,
                "media_type": one.file.media_type, "size": one.file.size, "sha256": one.file.sha256,
            }));
        }
    }
    Ok(said)
}

/// With submission `n`: what nothing names goes, and the rest is marked as handed in.
pub async fn hand_in(uow: &Uow, held: Vec<Held>, (document, sheet): (&ProposalDocument, &Sheet), n: i32) -> Result<(), Problem> {
    let (all, shown) = (named(document, sheet, false), named(document, sheet, true));
    for one in held {
        let (kind, id) = (one.kind()?, one.id());
        if !is_used(kind, &id, &all) {
            take_out(uow, one).await?;
        } else if is_used(kind, &id, &shown) {
            update(&uow.conn, ProposalAttachment { last_snapshot: Some(n), ..one.row }).await?;
        }
    }
    Ok(())
}

/// Takes a file out. What was handed in once stays readable as evidence; of anything else the bytes go.
pub async fn take_out(uow: &Uow, one: Held) -> Result<(), Problem> {
    if one.row.last_snapshot.is_some() {
        update(&uow.conn, ProposalAttachment { removed_at: Some(uow.micros()), ..one.row }).await?;
        return Ok(());
    }
    delete::<ProposalAttachment>(&uow.conn, one.row.id).await?;
    files::detach(uow, one.row.id, ("proposal", one.row.proposal_id.0)).await?;
    Ok(())
}

/// Puts the files back to what was handed in last.
pub async fn restore(uow: &Uow, id: ProposalId) -> Result<(), Problem> {
    let latest = screening::snapshot(&uow.conn, id, None).await?.map(|found| found.n);
    for (row, file) in rows::of_proposal(&uow.conn, id).await? {
        match (row.last_snapshot, row.removed_at) {
            (None, None) => take_out(uow, Held { row, file }).await?,
            (Some(n), Some(_)) if Some(n) == latest => {
                update(&uow.conn, ProposalAttachment { removed_at: None, ..row }).await?;
            }
            _ => {}
        }
    }
    Ok(())
}
