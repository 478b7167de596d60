//! The legal representative's signature inside the organisation: what it is of, whether it still fits, how it looks.

use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use yichuang_base::actions::Offer;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Instant, PersonView, canonical};
use yichuang_domain::fault::Fault;
use yichuang_domain::schemes::{Scheme, SignOff, canonical_json, sha256_hex};
use yichuang_domain::states::proposals::ProposalEvent as Event;
use yichuang_store::ids::{NeedId, PersonId, UserId};
use yichuang_store::record::{Call, Proposal, ProposalSignature, User};
use yichuang_store::{get_many, needs, screening};

use super::answers::Sheet;
use super::attachments;
use super::document::document_of;
use super::place;

/// The signature of a proposal inside its organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalSignatureView {
    /// What the scheme asks: `none`, `owner`, or `another_person` (who is not the one that wrote last or asked).
    #[schema(example = "another_person")]
    pub required: String,
    /// `none`, `asked`, `signed`, `returned`, or `void` when the content changed after it was signed or asked for.
    #[schema(example = "signed")]
    pub state: String,
    /// SHA-256 of the content as it is now: what a signature is given to.
    pub content_sha256: String,
    pub asked_by: Option<PersonView>,
    pub asked_at: Option<Instant>,
    pub answered_by: Option<PersonView>,
    pub answered_at: Option<Instant>,
    #[schema(example = "林芳")]
    pub signed_name: Option<String>,
    /// Why it was returned.
    pub remark: Option<String>,
}

/// The fingerprint of everything that a proposal says, its answers in the form of the call, the needs it names and its
/// files included. It stays the same when the proposal is handed in.
pub(super) async fn content_sha256(uow: &Uow, row: &Proposal) -> Result<String, Problem> {
    let sheet = Sheet::of(uow, row).await?;
    let said = sheet.stand_in(document_of(row)?);
    let document = canonical(&said)?;
    let files = attachments::snapshot(&attachments::held(uow, row.id).await?, &said, &sheet)?;
    let needs: Vec<NeedId> = needs::answered_by(&uow.conn, row.id).await?.iter().map(|need| need.id).collect();
    let mut whole = json!({
        "title": row.title, "category": row.category, "document": document, "form": sheet.snapshot(), "needs": needs,
    });
    // Left out when there are none: what was signed before proposals had files keeps its fingerprint.
    if !files.is_empty() {
        whole["attachments"] = json!(files);
    }
    Ok(sha256_hex(canonical_json(&whole).as_bytes()))
}

/// Where a request for a signature stands with the content as it is now, by its fingerprint.
pub(super) fn state(signature: Option<&ProposalSignature>, now: &str) -> &'static str {
    match signature {
        None => "none",
        Some(found) if matches!(found.state.as_str(), "asked" | "signed") && found.content_sha256 != now => "void",
        Some(found) => match found.state.as_str() {
            "asked" => "asked",
            "signed" => "signed",
            "returned" => "returned",
            _ => "none",
        },
    }
}

/// Why the proposal cannot be submitted for want of a signature.
pub(super) async fn missing(uow: &Uow, scheme: &Scheme, row: &Proposal) -> Result<Option<Fault>, Problem> {
    if scheme.limits.sign_off == SignOff::None {
        return Ok(None);
    }
    let latest = screening::latest_signature(&uow.conn, row.id).await?;
    let state = state(latest.as_ref(), &content_sha256(uow, row).await?);
    let fault = || Fault::new("/signature", "signature_missing", "The legal representative must sign what is submitted");
    Ok((state != "signed").then(|| fault().with_limit("signed").with_actual(state)))
}

/// Whether this person may not sign because they asked for the signature or wrote last.
pub(super) async fn is_author(uow: &Uow, scheme: &Scheme, row: &Proposal, asked: PersonId, who: PersonId) -> Result<bool, Problem> {
    if scheme.limits.sign_off != SignOff::AnotherPerson {
        return Ok(false);
    }
    if asked == who {
        return Ok(true);
    }
    // The one who wrote last comes first; two who wrote in the same instant both did.
    let editors = screening::editors(&uow.conn, row.id).await?;
    let latest = editors.first().map(|(.., at, _)| *at);
    let last: Vec<UserId> = editors.iter().filter(|(.., at, _)| Some(*at) == latest).map(|(user, ..)| *user).collect();
    Ok(get_many::<User>(&uow.conn, &last).await?.iter().any(|user| user.person_id == who))
}

/// What keeps the owner from signing or returning the proposal now.
pub(super) async fn unanswerable(uow: &Uow, call: &Call, row: &Proposal) -> Result<Option<Fault>, Problem> {
    let latest = screening::latest_signature(&uow.conn, row.id).await?;
    Ok(match state(latest.as_ref(), &content_sha256(uow, row).await?) {
        "asked" => None,
        "signed" => Some(Fault::new("", "proposal_signed", "The proposal is signed as it is")),
        found => {
            let fault = Fault::new("", "signature_not_asked", "Nobody asks for a signature of the proposal as it is now");
            Some(fault.with_actual(found))
        }
    }
    .or(super::untimely(call, row, uow.now)?))
}

/// Asking for the signature, giving it, returning it: offered where the scheme asks for one.
pub(super) async fn offers(uow: &Uow, call: &Call, row: &Proposal, faults: &[Fault]) -> Result<Vec<Offer<Event>>, Problem> {
    let scheme = crate::calls::scheme(call)?;
    if scheme.limits.sign_off == SignOff::None {
        return Ok(Vec::new());
    }
    let latest = screening::latest_signature(&uow.conn, row.id).await?;
    let state = state(latest.as_ref(), &content_sha256(uow, row).await?);
    // What the proposal itself still lacks; who may apply is asked when it is submitted.
    let content: Vec<Fault> = faults
        .iter()
        .filter(|fault| !fault.pointer.starts_with("/signature") && !fault.pointer.starts_with("/organisation"))
        .cloned()
        .collect();
    let ask = Offer::new(Event::AskSignature, "askProposalSignature").blocked(content);
    let ask = ask.needs(state != "signed", "proposal_signed", "The proposal is signed as it is");
    let mut offers = vec![ask.needs(state != "asked", "signature_asked", "The owner is asked already")];
    let wait: Vec<Fault> = unanswerable(uow, call, row).await?.into_iter().collect();
    let who = uow.caller()?.person;
    let author = match latest.filter(|_| state == "asked") {
        Some(asked) => is_author(uow, &scheme, row, asked.asked_person, who).await?,
        None => false,
    };
    let sign = Offer::new(Event::Sign, "signProposal").blocked(wait.clone());
    offers.push(sign.needs(!author, "author_cannot_sign", super::sign::AUTHOR));
    offers.push(Offer::new(Event::ReturnToWriters, "returnProposalToWriters").blocked(wait));
    Ok(offers)
}

/// How the signature looks to the organisation, and to staff once they may read the proposal.
pub(super) async fn view(uow: &Uow, scheme: &Scheme, call: &Call, row: &Proposal) -> Result<ProposalSignatureView, Problem> {
    let latest = screening::latest_signature(&uow.conn, row.id).await?;
    let own = uow.caller()?.holds(yichuang_base::access::APPLICANTS, &place(call, row));
    let ids: Vec<UserId> = latest.iter().flat_map(|found| [Some(found.asked_by), found.answered_by]).flatten().collect();
    let people = get_many::<User>(&uow.conn, &ids).await?;
    let named = |id: Option<UserId>| {
        let found = people.iter().find(|user| Some(user.id) == id);
        found.map(|user| PersonView { id: user.id.0, name: user.name.clone() })
    };
    let found = latest.as_ref();
    let now = content_sha256(uow, row).await?;
    Ok(ProposalSignatureView {
        required: scheme.limits.sign_off.as_str().to_owned(),
        state: state(found, &now).to_owned(),
        content_sha256: now,
        asked_by: named(found.map(|found| found.asked_by)),
        asked_at: Instant::maybe(found.map(|found| found.asked_at))?,
        answered_by: named(found.and_then(|found| found.answered_by)),
        answered_at: Instant::maybe(found.and_then(|found| found.answered_at))?,
        signed_name: found.map(|found| found.signed_name.clone()).filter(|name| !name.is_empty()),
        remark: found.map(|found| found.remark.clone()).filter(|remark| own && !remark.is_empty()),
    })
}
