//! Everything that must hold of a proposal when it is handed in, all faults at once.

use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::rules::{BudgetCase, OrganisationFacts, OrganisationKind, check_budget, check_eligibility};
use yichuang_domain::schemes::Scheme;
use yichuang_domain::time::{Day, Timestamp};
use yichuang_records::needs;
use yichuang_records::organisations::facts as known;
use yichuang_store::record::{Call, Organisation, Proposal};

use super::answers::Sheet;
use super::document::{ProposalDocument, document_of};
use super::{attachments, parts, signing, team};
use crate::calls;

/// Content, answers, budget, signature and eligibility against the scheme of the call. Pointers lead into the proposal, or into
/// `/organisation`.
pub(super) async fn check(uow: &Uow, call: &Call, organisation: &Organisation, row: &Proposal) -> Result<Vec<Fault>, Problem> {
    let scheme = calls::scheme(call)?;
    let mut faults = content_faults(uow, call, organisation, row).await?;
    faults.extend(signing::missing(uow, &scheme, row).await?);
    let facts = facts(uow, call, organisation, row).await?;
    faults.extend(check_eligibility(&scheme, &facts, judged_on(uow, row)?));
    Ok(faults)
}

/// What the proposal itself says: everything that a signature is given to.
pub(super) async fn content_faults(uow: &Uow, call: &Call, organisation: &Organisation, row: &Proposal) -> Result<Vec<Fault>, Problem> {
    let scheme = calls::scheme(call)?;
    let document = document_of(row)?;
    let sheet = Sheet::of(uow, row).await?;
    let mut faults = content(&scheme, row, &document, &sheet);
    faults.extend(parts::check(&document));
    faults.extend(budget(&scheme, organisation, row, &document)?);
    faults.extend(team::faults(uow, &scheme, row, &document, judged_on(uow, row)?).await?);
    faults.extend(attachments::faults(call, &attachments::held(uow, row.id).await?)?);
    faults.extend(needs::links::check_links(uow, &scheme, call, row).await?);
    Ok(faults)
}

/// The day by which look-backs are judged: that of the submission, or today before there is one.
pub(super) fn judged_on(uow: &Uow, row: &Proposal) -> Result<Day, Problem> {
    let submitted = row.submitted_at.filter(|_| row.state != "draft").map(Timestamp::from_micros).transpose();
    Ok(submitted.map_err(Problem::internal)?.map_or_else(|| uow.today(), Timestamp::shanghai_day))
}

fn missing(pointer: &str) -> Fault {
    Fault::new(pointer, "missing", "Must be filled in before submission")
}

/// Title and category always; texts and indicators as the form of the call asks for them.
fn content(scheme: &Scheme, row: &Proposal, document: &ProposalDocument, sheet: &Sheet) -> Vec<Fault> {
    let standard = sheet.used.is_standard();
    let texts = [
        ("/title", &row.title, true),
        ("/content/summary", &document.content.summary, standard),
        ("/content/need", &document.content.need, standard),
        ("/content/goals", &document.content.goals, standard),
    ];
    let empty = texts.iter().filter(|(_, text, asked)| *asked && text.trim().is_empty());
    let mut faults: Vec<Fault> = empty.map(|(pointer, ..)| missing(pointer)).collect();
    faults.extend(choices(scheme, row, document));
    if standard || !sheet.asks_indicators() {
        faults.extend(indicators(document));
    }
    if !standard {
        faults.extend(sheet.faults());
    }
    faults.extend(beneficiaries(document));
    faults
}

fn indicators(document: &ProposalDocument) -> Vec<Fault> {
    let mut faults = Vec::new();
    if document.indicators.is_empty() {
        faults.push(missing("/indicators"));
    }
    for (index, indicator) in document.indicators.iter().enumerate() {
        for (field, text) in [("name", &indicator.name), ("target", &indicator.target)] {
            if text.trim().is_empty() {
                faults.push(missing(&format!("/indicators/{index}/{field}")));
            }
        }
    }
    faults
}

fn beneficiaries(document: &ProposalDocument) -> Vec<Fault> {
    let mut faults = Vec::new();
    if document.beneficiaries.is_empty() {
        faults.push(missing("/beneficiaries"));
    }
    for (index, group) in document.beneficiaries.iter().enumerate() {
        if group.kind.trim().is_empty() {
            faults.push(missing(&format!("/beneficiaries/{index}/kind")));
        }
        if group.head_count == 0 {
            let fault = Fault::new(format!("/beneficiaries/{index}/head_count"), "not_positive", "Must be above zero");
            faults.push(fault.with_limit("1").with_actual("0"));
        }
    }
    faults
}

/// Category and track are among those of the scheme.
fn choices(scheme: &Scheme, row: &Proposal, document: &ProposalDocument) -> Vec<Fault> {
    let categories: Vec<&str> = scheme.categories.iter().map(|category| category.code.as_str()).collect();
    let tracks: Vec<&str> = scheme.tracks.iter().map(|track| track.code.as_str()).collect();
    let unknown = |pointer: &str, found: &str, known: &[&str]| {
        let fault = Fault::new(pointer, "unknown", "The scheme of the call has no such choice");
        (!known.contains(&found)).then(|| fault.with_limit(known.join(", ")).with_actual(found))
    };
    let category = match row.category.as_deref() {
        None => Some(Fault::new("/category", "missing", "Must be chosen before submission").with_limit(categories.join(", "))),
        Some(found) => unknown("/category", found, &categories),
    };
    let track = document.track.as_deref().and_then(|found| unknown("/track", found, &tracks));
    category.into_iter().chain(track).collect()
}

fn budget(scheme: &Scheme, organisation: &Organisation, row: &Proposal, document: &ProposalDocument) -> Result<Vec<Fault>, Problem> {
    let case = budget_case(scheme, organisation, row, document)?;
    let inside = |fault: Fault| Fault { pointer: in_budget(&fault.pointer), ..fault };
    Ok(check_budget(scheme, &case).into_iter().map(inside).collect())
}

/// A pointer of the budget's own rules as one into the proposal.
pub(super) fn in_budget(pointer: &str) -> String {
    let table = pointer.starts_with("/grant") || pointer.starts_with("/matching");
    if table { format!("/budget{pointer}") } else { pointer.to_owned() }
}

/// The budget with what its limits depend on.
pub(super) fn budget_case<'a>(
    scheme: &'a Scheme,
    organisation: &Organisation,
    row: &Proposal,
    document: &'a ProposalDocument,
) -> Result<BudgetCase<'a>, Problem> {
    let first = scheme.tracks.first().map_or("", |track| track.code.as_str());
    Ok(BudgetCase {
        track: document.track.as_deref().unwrap_or(first),
        organisation_kind: kind(organisation)?,
        requested: Fen::new(row.requested_fen).map_err(Problem::internal)?,
        document: &document.budget,
    })
}

fn kind(organisation: &Organisation) -> Result<OrganisationKind, Problem> {
    state_of(&organisation.kind)
}

/// What is known of the organisation on the day by which the proposal is judged.
pub(super) async fn facts(uow: &Uow, call: &Call, organisation: &Organisation, row: &Proposal) -> Result<OrganisationFacts, Problem> {
    Ok(known::known(uow, organisation, Some(call), Some(row.id), judged_on(uow, row)?).await?.facts)
}
