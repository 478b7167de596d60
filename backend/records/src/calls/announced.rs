//! What a call says beside its scheme, on the wire and in its versions.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{AcceptedType, Date, Instant, document};
use yichuang_domain::calls::{Amended, Attachment, CallDocument, RequiredDocument, Timetable, Window, check_timetable, earliest_timetable};
use yichuang_domain::fault::Fault;
use yichuang_domain::files::FilePurpose;
use yichuang_domain::schemes::Scheme;
use yichuang_domain::time::{Day, Timestamp, end_of_day_shanghai};
use yichuang_store::amendments;
use yichuang_store::ids::FileId;
use yichuang_store::record::Call;

use super::scheme;
use crate::files;

/// The dates after the deadline. Days on which somebody must act are working days; the first day of a notice counts.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallDocumentTimetable {
    /// The last day on which organisations may ask; absent: until the deadline.
    pub questions_until: Option<Date>,
    /// The last day of the eligibility check, on which a correction may still be asked for.
    pub screening_until: Date,
    /// The last day of every correction.
    pub corrections_until: Date,
    pub review_from: Date,
    pub review_until: Date,
    /// The first day of the public notice.
    pub notice_from: Date,
    /// Its last day.
    pub notice_to: Date,
    /// The day by which agreements are signed.
    pub agreement_until: Date,
    /// The day by which the first instalment is paid; absent if none waits for the agreement.
    pub first_payment_until: Option<Date>,
}

/// A document that applicants hand in with their proposal.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallDocumentRequired {
    /// Unique in the call; an attachment of a proposal names it.
    #[schema(pattern = "^[a-z0-9_]{1,40}$", example = "licence")]
    pub code: String,
    #[schema(max_length = 200, example = "法人登记证书副本")]
    pub title: String,
    /// True if nothing can be submitted without it.
    pub mandatory: bool,
    /// Kinds of files that are taken.
    #[schema(max_items = 10)]
    pub accepts: Vec<AcceptedType>,
    /// What it must show.
    #[serde(default)]
    #[schema(max_length = 1000, example = "须在有效期内")]
    pub note: String,
}

/// A file that the call hands out.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallDocumentAttachment {
    /// A file uploaded as `call_document`; its content is at getPublicFileContent once the call is published.
    #[schema(format = Uuid, example = "0198c0de-0000-7000-8000-000000000001")]
    pub file_id: String,
    #[schema(max_length = 200, example = "预算表模板")]
    pub title: String,
}

/// The document of a call, as sent; what is left out stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallDocumentInput {
    #[schema(value_type = Option<CallDocumentTimetable>)]
    pub timetable: Option<Timetable>,
    /// What applicants hand in.
    #[schema(value_type = Option<Vec<CallDocumentRequired>>, max_items = 40)]
    pub required_documents: Option<Vec<RequiredDocument>>,
    /// Files that the call hands out.
    #[schema(value_type = Option<Vec<CallDocumentAttachment>>, max_items = 20)]
    pub attachments: Option<Vec<Attachment>>,
    /// The last days of the later rounds of a standing call; empty: one round.
    #[schema(value_type = Option<Vec<Date>>, max_items = 24)]
    pub later_rounds: Option<Vec<Day>>,
}

/// What a call says beside its scheme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallDocumentView {
    /// The dates after the deadline; absent: none are announced.
    #[schema(value_type = Option<CallDocumentTimetable>)]
    pub timetable: Option<Timetable>,
    /// What applicants hand in with a proposal.
    #[schema(value_type = Vec<CallDocumentRequired>)]
    pub required_documents: Vec<RequiredDocument>,
    /// Files that the call hands out.
    #[schema(value_type = Vec<CallDocumentAttachment>)]
    pub attachments: Vec<Attachment>,
    /// The last days of the later rounds of a standing call.
    #[schema(value_type = Vec<Date>)]
    pub later_rounds: Vec<Day>,
}

impl From<CallDocument> for CallDocumentView {
    fn from(kept: CallDocument) -> Self {
        let CallDocument { timetable, required_documents, attachments, later_rounds } = kept;
        Self { timetable, required_documents, attachments, later_rounds }
    }
}

impl CallDocumentInput {
    /// The kept document with what was sent in its place.
    #[must_use]
    pub fn apply(&self, kept: &CallDocument) -> CallDocument {
        let kept = kept.clone();
        CallDocument {
            timetable: self.timetable.clone().or(kept.timetable),
            required_documents: self.required_documents.clone().unwrap_or(kept.required_documents),
            attachments: self.attachments.clone().unwrap_or(kept.attachments),
            later_rounds: self.later_rounds.clone().unwrap_or(kept.later_rounds),
        }
    }
}

/// Takes files that were not named before into the call. Those of a draft that are named no more are let go; once the call
/// is published an earlier version still names them.
pub async fn attach(uow: &Uow, call: &Call, before: &CallDocument, after: &CallDocument) -> Result<(), Problem> {
    let named = |document: &CallDocument, id: &str| document.attachments.iter().any(|file| file.file_id == id);
    let subject = ("call", call.id.0);
    for (index, file) in after.attachments.iter().enumerate().filter(|(_, file)| !named(before, &file.file_id)) {
        let pointer = format!("/document/attachments/{index}/file_id");
        let id = file_id(file, &pointer)?;
        // An amendment that was returned or withdrawn may have brought it already, or an earlier version named it.
        if !files::belongs(uow, id, subject).await? {
            files::attach(uow, id, FilePurpose::CallDocument, subject, &pointer).await?;
        }
    }
    if call.published_at.is_none() {
        for file in before.attachments.iter().filter(|file| !named(after, &file.file_id)) {
            files::detach(uow, file_id(file, "/document/attachments")?, subject).await?;
        }
    }
    Ok(())
}

/// Whether a published call hands the file out: now, or in a version that was in force. What only an amendment names that
/// still waits for the director is not public.
pub async fn hands_out(uow: &Uow, call: &Call, file: FileId) -> Result<bool, Problem> {
    let names = |document: &CallDocument| document.attachments.iter().any(|one| one.file_id == file.to_string());
    if call.published_at.is_none() {
        return Ok(false);
    }
    if names(&call_document(call)?) {
        return Ok(true);
    }
    for version in amendments::in_force(&uow.conn, call.id).await? {
        let content: Value = document(&version.content)?;
        let kept: CallDocument = serde_json::from_value(content["document"].clone()).map_err(Problem::internal)?;
        if names(&kept) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn file_id(file: &Attachment, pointer: &str) -> Result<FileId, Problem> {
    Uuid::parse_str(&file.file_id).map(FileId).map_err(|_| Problem::fault(pointer, "wrong_format", "This is no id of a file"))
}

/// The document of a call.
pub fn call_document(call: &Call) -> Result<CallDocument, Problem> {
    document(&call.document)
}

/// When applications are taken, in days: the last one is that which ends at `closes_at`, or holds it.
pub fn window(opens_at: i64, closes_at: i64) -> Result<Window, Problem> {
    let day = |micros: i64| Timestamp::from_micros(micros).map(Timestamp::shanghai_day).map_err(Problem::internal);
    Ok(Window { opens: day(opens_at)?, closes: day(closes_at - 1)? })
}

/// The call as an amendment compares it.
pub fn amended<'a>(call: &'a Call, document: &'a CallDocument) -> Result<Amended<'a>, Problem> {
    Ok(Amended { announcement: &call.announcement, window: window(call.opens_at, call.closes_at)?, document })
}

/// What is announced, as a version keeps it.
pub fn content(call: &Call) -> Result<Value, Problem> {
    let document = call_document(call)?;
    Ok(json!({
        "title": call.title,
        "announcement": call.announcement,
        "opens_at": Instant::micros(call.opens_at)?,
        "closes_at": Instant::micros(call.closes_at)?,
        "document": document,
    }))
}

/// The instant from which nothing can be asked any more.
pub fn questions_close(call: &Call) -> Result<i64, Problem> {
    let dates = call_document(call)?.timetable;
    let until = dates.and_then(|dates| dates.questions_until).map(|day| end_of_day_shanghai(day).micros());
    Ok(until.map_or(call.closes_at, |until| until.min(call.closes_at)))
}

/// Everything that keeps these dates and lists from being announced, as pointers into the call.
pub fn faults(uow: &Uow, call: &Call) -> Result<Vec<Fault>, Problem> {
    let (rules, document) = (scheme(call)?, call_document(call)?);
    let window = window(call.opens_at, call.closes_at)?;
    let mut faults: Vec<Fault> = rules.scoring.stage_weights_bp.not_held().map(|fault| fault.below("/scheme")).into_iter().collect();
    if let Some(dates) = &document.timetable {
        faults.extend(check_timetable(&rules, uow.app.calendar, window, dates).into_iter().map(in_timetable));
    }
    faults.extend(document.validate().into_iter().map(in_call));
    faults.extend(rounds(uow, &rules, window, &document.later_rounds));
    Ok(faults)
}

/// A fault of a timetable as one of the call: its deadline is the call's own.
#[must_use]
pub fn in_timetable(fault: Fault) -> Fault {
    if fault.pointer == "/closes_at" { fault } else { fault.below("/document/timetable") }
}

/// A fault of a part of the call's document as one of the call.
#[must_use]
pub fn in_call(fault: Fault) -> Fault {
    let parts = ["/timetable", "/required_documents", "/attachments", "/later_rounds"];
    if parts.iter().any(|part| fault.pointer.starts_with(part)) { fault.below("/document") } else { fault }
}

/// Each later round closes after the one before, early enough for its own dates to lie in the calendar.
fn rounds(uow: &Uow, rules: &Scheme, window: Window, later: &[Day]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, closes) in later.iter().enumerate() {
        let pointer = format!("/document/later_rounds/{index}");
        if *closes <= window.closes {
            let fault = Fault::new(pointer, "out_of_order", "a later round ends after the first one");
            faults.push(fault.with_limit(window.closes.to_string()).with_actual(closes.to_string()));
        } else if let Err(fault) = earliest_timetable(rules, uow.app.calendar, Window { opens: window.opens, closes: *closes }) {
            faults.push(Fault { pointer, ..fault });
        }
    }
    faults
}
