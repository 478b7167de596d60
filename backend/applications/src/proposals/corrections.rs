//! The one correction of a proposal: which parts it opens, how it ends, and what happens when its last day is over.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use yichuang_base::app::App;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{canonical, document};
use yichuang_domain::fault::Fault;
use yichuang_domain::rules::{changed_parts, is_open_part};
use yichuang_domain::states::proposals::ProposalEvent as Event;
use yichuang_domain::time::{Day, end_of_day_shanghai};
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Organisation, Proposal, ProposalCorrection, ProposalSection};
use yichuang_store::{forms, insert, screening, update};

use super::document::ProposalDocument;
use super::{attachments, follow, tell};

/// Most corrections that one pass of the clock puts back.
const AT_ONCE: u64 = 50;

/// A part that is returned, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionPartInput {
    /// JSON pointer into the proposal; everything below it may be changed.
    #[schema(pattern = "^(/[^/]{1,60}){1,6}$", example = "/content/need")]
    pub pointer: String,
    #[schema(max_length = 500, example = "请写明受益人数的测算依据")]
    pub remark: String,
}

/// A part that was returned, and what is wrong with it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CorrectionPartView {
    #[schema(example = "/content/need")]
    pub pointer: String,
    #[schema(example = "请写明受益人数的测算依据")]
    pub remark: String,
}

/// The parts of a proposal that can be returned.
const PARTS: &[&str] = &[
    "/title",
    "/category",
    "/track",
    "/content",
    "/indicators",
    "/beneficiaries",
    "/budget",
    "/team",
    "/plan",
    "/risks",
    "/answers",
    "/attachments",
    "/needs",
];

/// Every pointer that leads to no part of a proposal.
pub(super) fn unknown_parts(parts: &[CorrectionPartInput]) -> Vec<Fault> {
    let unknown = |pointer: &str| !is_open_part(PARTS.iter().copied(), pointer);
    let faults = parts.iter().enumerate().filter(|(_, part)| unknown(&part.pointer)).map(|(index, part)| {
        let fault = Fault::new(format!("/parts/{index}/pointer"), "unknown", "A proposal has no such part");
        fault.with_limit(PARTS.join(", ")).with_actual(&*part.pointer)
    });
    faults.collect()
}

/// Writes down what is returned and until when.
pub(super) async fn begin(uow: &Uow, of: ProposalId, reason: &str, parts: &[CorrectionPartInput], due: Day) -> Result<(), Problem> {
    let row = ProposalCorrection {
        id: uow.id(),
        proposal_id: of,
        reason: reason.to_owned(),
        parts: canonical(&parts)?,
        due_at: end_of_day_shanghai(due).micros(),
        state: "open".to_owned(),
        asked_by: uow.caller()?.user,
        asked_at: uow.micros(),
        ended_at: None,
        version: 1,
    };
    Ok(insert(&uow.conn, row).await?)
}

/// Ends the correction, if one is open.
pub(super) async fn end(uow: &Uow, of: ProposalId, how: &str) -> Result<(), Problem> {
    if let Some(open) = screening::correction(&uow.conn, of).await?.filter(|found| found.state == "open") {
        update(&uow.conn, ProposalCorrection { state: how.to_owned(), ended_at: Some(uow.micros()), ..open }).await?;
    }
    Ok(())
}

/// The parts that were returned; empty when all of the proposal was.
pub(super) async fn parts(uow: &Uow, row: &Proposal) -> Result<Vec<CorrectionPartInput>, Problem> {
    if row.corrections == 0 {
        return Ok(Vec::new());
    }
    let found = screening::correction(&uow.conn, row.id).await?;
    found.map_or_else(|| Ok(Vec::new()), |found| document(&found.parts))
}

/// 409 with everything that a change touches although it was not returned.
pub(super) async fn must_be_open(uow: &Uow, before: &Proposal, after: &Proposal) -> Result<(), Problem> {
    if before.state != "correction_requested" {
        return Ok(());
    }
    let changed = changed_parts(&whole(before)?, &whole(after)?);
    must_be_returned(uow, before, &changed).await
}

/// The same for parts that stand beside the document, such as answers and attachments.
pub async fn must_be_returned(uow: &Uow, row: &Proposal, changed: &[String]) -> Result<(), Problem> {
    if row.state != "correction_requested" {
        return Ok(());
    }
    let parts = parts(uow, row).await?;
    let open: Vec<&str> = parts.iter().map(|part| part.pointer.as_str()).collect();
    let locked = changed.iter().filter(|pointer| !open.is_empty() && !is_open_part(open.iter().copied(), pointer));
    let fault = |pointer: &String| {
        Fault::new(pointer.as_str(), "part_locked", "Only the parts that were returned can be changed").with_limit(open.join(", "))
    };
    let faults: Vec<Fault> = locked.map(fault).collect();
    if faults.is_empty() {
        return Ok(());
    }
    Err(Problem::blocked("part_locked", "Only the parts that were returned can be changed", faults))
}

/// Everything that a change can touch, as one document.
fn whole(row: &Proposal) -> Result<Value, Problem> {
    let mut whole: Value = document(&row.document)?;
    whole["title"] = json!(row.title);
    whole["category"] = json!(row.category);
    Ok(whole)
}

/// Puts proposals back into the screening as they were handed in, when the last day of their correction is over.
pub async fn lapse_overdue(app: &App) -> Result<usize, Problem> {
    let due = screening::overdue_corrections(&app.store.read(), app.clock.now().micros(), AT_ONCE).await?;
    for id in &due {
        let conn = Arc::new(app.store.begin().await?);
        let uow = Uow::new(conn.clone(), app.clone(), None, app.clock.now(), "clock".to_owned());
        lapse(&uow, *id).await?;
        drop(uow);
        let conn = Arc::into_inner(conn).ok_or_else(|| Problem::internal("a transaction is still in use at its end"))?;
        conn.commit().await?;
    }
    Ok(due.len())
}

async fn lapse(uow: &Uow, id: ProposalId) -> Result<(), Problem> {
    let found: Proposal = uow.find(id).await?;
    let _call: Call = uow.lock(found.call_id).await?;
    let row: Proposal = uow.lock(id).await?;
    if row.state != "correction_requested" || super::may_still_correct(&row, uow.now)? {
        return Ok(());
    }
    end(uow, id, "lapsed").await?;
    restore_answers(uow, &row).await?;
    attachments::restore(uow, id).await?;
    let row = follow(uow, handed_in(row)?, Event::LapseCorrection).await?;
    let organisation: Organisation = uow.find(row.organisation_id).await?;
    tracing::info!(proposal = %row.number, organisation = %organisation.id, "the correction was not handed in in time");
    tell(uow, &row, "补正逾期", "补正期限已过，将按原提交内容继续资格审查。").await
}

/// Puts the answers in the form of the call back to what was handed in.
async fn restore_answers(uow: &Uow, row: &Proposal) -> Result<(), Problem> {
    let snapshot: Value = document(row.snapshot.as_deref().unwrap_or("{}"))?;
    for section in forms::sections(&uow.conn, row.id).await? {
        let said = snapshot["form"]["answers"].get(&section.code).cloned().unwrap_or_else(|| json!({}));
        let answers = canonical(&said)?;
        if answers != section.answers {
            update(&uow.conn, ProposalSection { answers, updated_at: uow.micros(), ..section }).await?;
        }
    }
    Ok(())
}

/// The proposal with the content of its last submission.
fn handed_in(row: Proposal) -> Result<Proposal, Problem> {
    let snapshot: Value = document(row.snapshot.as_deref().unwrap_or("{}"))?;
    let said: ProposalDocument = serde_json::from_value(snapshot["document"].clone()).map_err(Problem::internal)?;
    let sum = |lines: &[yichuang_domain::rules::BudgetLine]| lines.iter().map(|line| line.subtotal.get()).sum();
    Ok(Proposal {
        title: snapshot["title"].as_str().unwrap_or_default().to_owned(),
        category: snapshot["category"].as_str().map(str::to_owned),
        requested_fen: sum(&said.budget.grant),
        matching_fen: sum(&said.budget.matching),
        document: canonical(&said)?,
        ..row
    })
}
