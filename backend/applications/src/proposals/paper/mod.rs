//! A proposal on paper: what was handed in, read from its snapshot, with what explains its codes.

mod answers;
mod application;
mod receipt;

use serde::Deserialize;
use uuid::Uuid;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{canonical, document as stored};
use yichuang_domain::forms::{Answers, Form};
use yichuang_domain::money::Fen;
use yichuang_domain::schemes::{Scheme, Text};
use yichuang_domain::time::Timestamp;
use yichuang_store::record::{Call, Organisation, Proposal, ProposalSignature};
use yichuang_store::screening;

pub(super) use application::application;
pub(super) use receipt::receipt;

use super::answers::Sheet;
use super::document::{ProposalDocument, document_of};
use super::{attachments, is_sealed, must_know, submit};
use crate::calls;
use crate::forms::used;

/// What `proposal-snapshot/1` says, as far as it is printed; older ones lack the parts that have a default.
#[derive(Debug, Deserialize)]
struct Handed {
    number: String,
    call: HandedCall,
    organisation: HandedOrganisation,
    title: String,
    category: Option<String>,
    #[serde(default)]
    needs: Vec<HandedNeed>,
    document: ProposalDocument,
    #[serde(default)]
    form: HandedForm,
    #[serde(default)]
    attachments: Vec<HandedFile>,
    requested: Fen,
    matching: Fen,
}

#[derive(Debug, Deserialize)]
struct HandedCall {
    number: String,
    title: String,
}

#[derive(Debug, Deserialize)]
struct HandedOrganisation {
    name: String,
    uscc: Option<String>,
}

#[derive(Debug, Deserialize)]
struct HandedFile {
    name: String,
    size: u64,
    sha256: String,
}

#[derive(Debug, Deserialize)]
struct HandedNeed {
    number: String,
    title: String,
}

#[derive(Debug, Default, Deserialize)]
struct HandedForm {
    /// Nothing for the standard form, whose answers are in the document itself.
    id: Option<Uuid>,
    #[serde(default)]
    sha256: String,
    #[serde(default)]
    answers: Answers,
}

/// One submission.
#[derive(Debug)]
struct Submission {
    n: i32,
    sha256: String,
    at: Timestamp,
}

/// What is printed.
#[derive(Debug)]
pub(super) struct Printed {
    handed: Handed,
    /// Nothing for a draft.
    submission: Option<Submission>,
    /// The instant that the paper states: of the submission, or of the last change of a draft.
    at: Timestamp,
    scheme: Scheme,
    /// Nothing for the standard form.
    form: Option<Form>,
    signature: Option<ProposalSignature>,
    demonstration: bool,
    /// Where anybody checks a receipt.
    check_url: String,
}

/// The submission of this number or the latest one; a draft as it is now when nothing was handed in yet. 404 for
/// strangers, and for staff as long as nothing was handed in; 403 for staff before the deadline.
pub(super) async fn read(uow: &Uow, call: &Call, row: &Proposal, n: Option<i32>) -> Result<Printed, Problem> {
    let own = must_know(uow, call, row).await?;
    if is_sealed(uow, call, own) {
        return Err(Problem::forbidden("Proposals are sealed until the deadline"));
    }
    let found = screening::snapshot(&uow.conn, row.id, n).await?;
    let instant = |micros: i64| Timestamp::from_micros(micros).map_err(Problem::internal);
    let (handed, submission, at) = match found {
        Some(found) => {
            let at = instant(found.submitted_at)?;
            (stored(&found.text)?, Some(Submission { n: found.n, sha256: found.sha256, at }), at)
        }
        None if n.is_some() => return Err(Problem::not_found()),
        None => {
            let (handed, changed) = draft(uow, call, row).await?;
            (handed, None, instant(changed)?)
        }
    };
    Ok(Printed {
        form: form(uow, call, &handed).await?,
        signature: screening::signature_at(&uow.conn, row.id, at.micros()).await?,
        scheme: calls::scheme(call)?,
        demonstration: row.demonstration,
        check_url: format!("{}/receipts", uow.app.config.public_url.trim_end_matches('/')),
        handed,
        submission,
        at,
    })
}

/// The draft as it would be handed in now, and when it was changed last.
async fn draft(uow: &Uow, call: &Call, row: &Proposal) -> Result<(Handed, i64), Problem> {
    let organisation: Organisation = uow.find(row.organisation_id).await?;
    let sheet = Sheet::of(uow, row).await?;
    let said = sheet.stand_in(document_of(row)?);
    let row = Proposal { document: canonical(&said)?, ..row.clone() };
    let held = attachments::held(uow, row.id).await?;
    let value = submit::snapshot(uow, call, &organisation, &row, (&said, &sheet, &held)).await?;
    let changed = sheet.rows.iter().map(|section| section.updated_at).chain([row.updated_at]).max().unwrap_or(row.updated_at);
    Ok((serde_json::from_value(value).map_err(Problem::internal)?, changed))
}

/// The form that was filled in: frozen with its call, so the call's own.
async fn form(uow: &Uow, call: &Call, handed: &Handed) -> Result<Option<Form>, Problem> {
    if handed.form.id.is_none() {
        return Ok(None);
    }
    let used = used(uow, call.id).await?;
    if used.sha256 != handed.form.sha256 {
        return Err(Problem::internal("the form of a submission is not that of its call"));
    }
    Ok(Some(used.form))
}

impl Printed {
    /// The number on the paper.
    pub fn number(&self) -> &str {
        &self.handed.number
    }

    /// The address that says whether a receipt is genuine.
    fn check(&self, submission: &Submission) -> String {
        format!("{}?number={}&sha256={}", self.check_url, self.handed.number, submission.sha256)
    }
}

/// The Chinese title of a code; the code where the scheme does not name it.
fn title_of<'a>(code: &'a str, entries: impl IntoIterator<Item = (&'a str, &'a Text)>) -> &'a str {
    entries.into_iter().find(|(one, _)| *one == code).map_or(code, |(_, title)| title.zh.as_str())
}
