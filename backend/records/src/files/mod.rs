//! Files: uploaded in chunks, checked, attached to a thing, read by whoever may read the thing.
//!
//! For other nouns:
//!
//! - [`attach`] takes a file that the caller uploaded into a thing, inside the transaction that changes the thing;
//!   [`attach_anonymous`] does it for an upload without an account, whose token is good for this once.
//! - [`detach`] lets go of one; its bytes go after the commit.
//! - [`of_subjects`] lists what is attached to the things of a page, in one query.
//! - [`content`] gives the bytes to whoever must read them (an import).
//!
//! Who else may read a file is said in `downloads`.

use std::collections::HashMap;

use axum::body::Bytes;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::Reply;
use yichuang_base::objects::Erase;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{FilePurpose as PurposeCode, FileState, Instant};
use yichuang_domain::fault::Fault;
use yichuang_domain::files::{CHUNK_BYTES, FilePurpose};
use yichuang_domain::schemes::sha256_hex;
use yichuang_domain::states::files::{FileEvent as Event, FileMachine};
use yichuang_store::ids::FileId;
use yichuang_store::record::File;
use yichuang_store::{files as rows, update};

pub mod headers;

/// An uploaded file.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FileView {
    pub id: Uuid,
    pub purpose: PurposeCode,
    #[schema(example = "社区老人助餐项目计划书.pdf")]
    pub name: String,
    /// What it is said to be until it is complete; then what it is.
    #[schema(example = "application/pdf")]
    pub media_type: String,
    /// Bytes that were announced; once it is complete, bytes that are kept.
    #[schema(example = 1_843_220)]
    pub size: i64,
    /// Bytes that have arrived: where the next chunk begins.
    #[schema(example = 1_048_576)]
    pub offset: i64,
    /// Every chunk but the last has exactly this many bytes.
    #[schema(example = 1_048_576)]
    pub chunk_size: i64,
    /// SHA-256 of the bytes that are kept.
    pub sha256: Option<String>,
    /// SHA-256 of the bytes as they arrived. It differs from the other for photographs, which are kept without what
    /// the camera wrote about time and place.
    pub uploaded_sha256: Option<String>,
    /// Kind of the thing it is attached to.
    #[schema(example = "proposal")]
    pub subject_kind: Option<String>,
    /// The thing it is attached to.
    pub subject_id: Option<Uuid>,
    pub state: FileState,
    pub created_at: Instant,
}

pub fn view(row: &File) -> Result<FileView, Problem> {
    Ok(FileView {
        id: row.id.0,
        purpose: PurposeCode::read(&row.purpose)?,
        name: row.name.clone(),
        media_type: row.media_type.clone().unwrap_or_else(|| row.declared_type.clone()),
        size: row.size.unwrap_or(row.declared_size),
        offset: row.received,
        chunk_size: CHUNK_BYTES,
        sha256: row.sha256.clone(),
        uploaded_sha256: row.uploaded_sha256.clone(),
        subject_kind: row.subject_kind.clone(),
        subject_id: row.subject_id,
        state: FileState::read(&row.state)?,
        created_at: Instant::micros(row.created_at)?,
    })
}

/// Takes a file of the caller into a thing. It must be complete, not yet part of anything, and uploaded for this.
/// Faults point at `pointer`, the field of the request that named the file.
pub async fn attach(uow: &Uow, id: FileId, purpose: FilePurpose, subject: (&'static str, Uuid), pointer: &str) -> Result<File, Problem> {
    join(uow, id, &Holder::Caller, purpose, subject, pointer).await
}

/// The same for an upload without an account. The token is used up.
pub async fn attach_anonymous(
    uow: &Uow,
    (id, token): (FileId, &str),
    purpose: FilePurpose,
    subject: (&'static str, Uuid),
    pointer: &str,
) -> Result<File, Problem> {
    join(uow, id, &Holder::Token(token.to_owned()), purpose, subject, pointer).await
}

async fn join(
    uow: &Uow,
    id: FileId,
    holder: &Holder,
    purpose: FilePurpose,
    (kind, subject): (&'static str, Uuid),
    pointer: &str,
) -> Result<File, Problem> {
    let refused = |code: &str, detail: &str| Problem::faults(vec![Fault::new(pointer, code, detail)]);
    let found = yichuang_store::lock::<File>(&uow.conn, id).await?;
    let Some(row) = found.filter(|row| holder.holds(uow, row)) else {
        return Err(refused("unknown", "There is no such upload of yours"));
    };
    if row.purpose != purpose.as_str() {
        let fault = Fault::new(pointer, "wrong_purpose", "The file was uploaded for something else");
        return Err(Problem::faults(vec![fault.with_limit(purpose.as_str()).with_actual(row.purpose)]));
    }
    if row.state != "stored" {
        return Err(refused("not_stored", "The upload is not complete, or the file belongs to something already"));
    }
    let taken = File { subject_kind: Some(kind.to_owned()), subject_id: Some(subject), token_sha256: None, ..row };
    moved(uow, File { attached_at: Some(uow.micros()), ..taken }, Event::Attach, None).await
}

/// Whether the thing has this file.
pub async fn belongs(uow: &Uow, id: FileId, (kind, subject): (&str, Uuid)) -> Result<bool, Problem> {
    let found = yichuang_store::find::<File>(&uow.conn, id).await?;
    Ok(found.is_some_and(|row| row.subject_kind.as_deref() == Some(kind) && row.subject_id == Some(subject) && row.state == "attached"))
}

/// Lets go of a file of this thing; its bytes go after the commit. 404 when the thing has no such file.
pub async fn detach(uow: &Uow, id: FileId, (kind, subject): (&str, Uuid)) -> Result<File, Problem> {
    let row: File = uow.lock(id).await?;
    if row.subject_kind.as_deref() != Some(kind) || row.subject_id != Some(subject) || row.state != "attached" {
        return Err(Problem::not_found());
    }
    discard(uow, row, Event::Detach, None).await
}

/// What is attached to these things, by thing.
pub async fn of_subjects(uow: &Uow, kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<FileView>>, Problem> {
    let mut found: HashMap<Uuid, Vec<FileView>> = HashMap::new();
    for row in rows::of_subjects(&uow.conn, kind, ids).await? {
        if let Some(subject) = row.subject_id {
            found.entry(subject).or_default().push(view(&row)?);
        }
    }
    Ok(found)
}

/// The bytes of a file of the caller that was uploaded for this and is complete: what an import reads.
pub async fn content(uow: &Uow, id: FileId, purpose: FilePurpose, pointer: &str) -> Result<(File, Bytes), Problem> {
    let found = yichuang_store::find::<File>(&uow.conn, id).await?;
    let fits = |row: &File| Holder::Caller.holds(uow, row) && row.purpose == purpose.as_str() && row.sha256.is_some();
    let Some(row) = found.filter(|row| fits(row) && row.state != "removed") else {
        return Err(Problem::fault(pointer, "unknown", "There is no such complete upload of yours for this"));
    };
    let bytes = uow.app.objects.read(id).await?;
    Ok((row, bytes))
}

/// In whose name an upload goes on: that of the person who is logged in, or of whoever has its token.
#[derive(Clone, Debug)]
pub enum Holder {
    Caller,
    Token(String),
}

impl Holder {
    #[must_use]
    pub fn holds(&self, uow: &Uow, row: &File) -> bool {
        match self {
            Self::Caller => uow.who.as_ref().is_some_and(|who| row.owner_id == Some(who.user)),
            Self::Token(token) => row.token_sha256.as_ref().is_some_and(|kept| *kept == sha256_hex(token.as_bytes())),
        }
    }

    /// 404 for everybody else.
    pub fn must_hold(&self, uow: &Uow, row: &File) -> Result<(), Problem> {
        if self.holds(uow, row) { Ok(()) } else { Err(Problem::not_found()) }
    }
}

/// Moves a file along one edge of its table.
pub async fn moved(uow: &Uow, before: File, event: Event, reason: Option<&str>) -> Result<File, Problem> {
    let from = before.state.clone();
    let to = uow.follow::<FileMachine>(&from, event)?;
    let after = update(&uow.conn, File { state: to.to_string(), updated_at: uow.micros(), ..before }).await?;
    let mut subject = Subject::new("file", after.id).moved(&from, &after.state);
    subject.after = Some(json!({
        "state": after.state, "name": named(&after), "sha256": after.sha256,
        "subject_kind": after.subject_kind, "subject_id": after.subject_id,
    }));
    subject.reason = reason;
    uow.audit(&format!("file.{}", event.as_str()), subject).await?;
    Ok(after)
}

/// What a file is called, for the trail: nothing where that would tell of a proposal which is sealed until the deadline.
#[must_use]
pub fn named(row: &File) -> Option<&str> {
    let sealed = [FilePurpose::ProposalAttachment, FilePurpose::MatchingProof];
    (!sealed.iter().any(|purpose| purpose.as_str() == row.purpose)).then_some(row.name.as_str())
}

/// The same towards the end of a file: its bytes go after the commit.
pub async fn discard(uow: &Uow, row: File, event: Event, reason: Option<&str>) -> Result<File, Problem> {
    let after = moved(uow, File { removed_at: Some(uow.micros()), ..row }, event, reason).await?;
    rows::delete_parts(&uow.conn, after.id).await?;
    erase_later(uow, after.id, Erase::All).await?;
    Ok(after)
}

pub async fn erase_later(uow: &Uow, id: FileId, what: Erase) -> Result<(), Problem> {
    uow.job("erase_file", &json!({ "id": id, "all": what == Erase::All })).await
}

pub fn reply(row: &File) -> Result<Reply, Problem> {
    Reply::ok(&view(row)?)
}
