//! Everything that must hold of a proposal when it is handed in, all faults at once.

use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::rules::{BudgetCase, OrganisationKind, check_budget, check_eligibility};
use yichuang_domain::schemes::Scheme;
use yichuang_store::record::{Call, Organisation, Proposal};

use super::answers::Sheet;
use super::document::{ProposalDocument, document_of};
use crate::api::calls;
use crate::api::organisations::facts;
use crate::problem::Problem;
use crate::uow::{Uow, state_of};

/// Content, answers, budget and eligibility against the scheme of the call. Pointers lead into the proposal, or into
/// `/organisation`.
pub(super) async fn check(uow: &Uow, call: &Call, organisation: &Organisation, row: &Proposal) -> Result<Vec<Fault>, Problem> {
    let scheme = calls::scheme(call)?;
    let document = document_of(row)?;
    let sheet = Sheet::of(uow, row).await?;
    let mut faults = content(&scheme, row, &document, &sheet);
    faults.extend(budget(&scheme, organisation, row, &document)?);
    let known = facts::known(uow, organisation, Some(call), Some(row.id), uow.today()).await?;
    faults.extend(check_eligibility(&scheme, &known.facts, uow.today()));
    Ok(faults)
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
    let first = scheme.tracks.first().map_or("", |track| track.code.as_str());
    let case = BudgetCase {
        track: document.track.as_deref().unwrap_or(first),
        organisation_kind: kind(organisation)?,
        requested: Fen::new(row.requested_fen).map_err(Problem::internal)?,
        document: &document.budget,
    };
    let inside = |fault: Fault| {
        let table = fault.pointer.starts_with("/grant") || fault.pointer.starts_with("/matching");
        if table { Fault { pointer: format!("/budget{}", fault.pointer), ..fault } } else { fault }
    };
    Ok(check_budget(scheme, &case).into_iter().map(inside).collect())
}

fn kind(organisation: &Organisation) -> Result<OrganisationKind, Problem> {
    state_of(&organisation.kind)
}
