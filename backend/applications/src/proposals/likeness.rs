//! What a proposal shares with others: remembered when it is handed in, looked for at the screening.

use std::collections::HashMap;

use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::rules::{Doubt, Passage, ScreeningRule, TakenNeed, fingerprints, shared_passages, taken_needs};
use yichuang_store::ids::{CallId, NeedId, OrganisationId, ProposalId};
use yichuang_store::likeness::{self as rows, Candidates, ProofMark};
use yichuang_store::record::{Call, Organisation, Proposal};
use yichuang_store::{get_many, needs};

use super::attachments::Held;
use super::document::{ProposalDocument, document_of};

/// Shorter runs of characters are phrases that everybody writes.
const LEAST_PASSAGE: usize = 12;
/// Fewer shared fingerprints are chance.
const LEAST_SHARED: i64 = 5;
/// From this share of the text on, a funded proposal counts as the same project, in basis points.
const SAME_PROJECT_BP: u32 = 3_000;
const MOST: u64 = 20;

/// Another proposal with what both say.
pub(super) struct Likeness {
    pub row: Proposal,
    pub call: Call,
    pub organisation: Organisation,
    /// The share of this proposal's text that stands in the other, in basis points.
    pub share_bp: u32,
    /// With the pointer of the text in this proposal, the longest first.
    pub passages: Vec<(String, Passage)>,
}

/// The texts of a proposal, each with its place.
fn texts(document: &ProposalDocument) -> Vec<(String, String)> {
    let content = &document.content;
    let mut found: Vec<(String, String)> = [
        ("summary", &content.summary),
        ("need", &content.need),
        ("goals", &content.goals),
        ("activities", &content.activities),
        ("team", &content.team),
        ("risks", &content.risks),
    ]
    .into_iter()
    .map(|(field, text)| (format!("/content/{field}"), text.clone()))
    .collect();
    let plan = document.plan.iter().enumerate();
    found.extend(plan.map(|(index, step)| (format!("/plan/{index}"), format!("{}。{}。{}", step.activity, step.place, step.target))));
    found
}

fn whole(document: &ProposalDocument) -> String {
    texts(document).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

/// Keeps what others will be compared with. Called when the proposal is handed in, never for a draft.
pub(super) async fn remember(uow: &Uow, row: &Proposal, held: &[Held]) -> Result<(), Problem> {
    let document = document_of(row)?;
    rows::set_fingerprints(&uow.conn, row.id, &fingerprints(&whole(&document))).await?;
    let mut marks = Vec::new();
    for (line, index) in document.budget.matching.iter().zip(0..) {
        let Some(proof) = &line.proof else { continue };
        let number: String = proof.number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
        // A number of a few characters ("1") says nothing.
        if number.chars().count() >= 6 {
            marks.push(ProofMark { line: index, kind: "number", mark: number });
        }
        let file = held.iter().find(|one| proof.file_id.as_ref().is_some_and(|id| *id == one.row.id.to_string()));
        if let Some(sha256) = file.and_then(|one| one.file.sha256.clone()) {
            marks.push(ProofMark { line: index, kind: "file", mark: sha256 });
        }
    }
    Ok(rows::set_proofs(&uow.conn, row.id, &marks).await?)
}

/// The proposals that share text with this one, the likest first: only the organisation's own, or all whose call is over.
pub(super) async fn alike(uow: &Uow, row: &Proposal, own: Option<OrganisationId>) -> Result<Vec<Likeness>, Problem> {
    let document = document_of(row)?;
    let hashes = fingerprints(&whole(&document));
    let want = Candidates { of: row.id, hashes: &hashes, own, now: uow.micros(), least: LEAST_SHARED, limit: MOST };
    let ids: Vec<ProposalId> = rows::candidates(&uow.conn, &want).await?.into_iter().map(|(id, _)| id).collect();
    let found = get_many::<Proposal>(&uow.conn, &ids).await?;
    let calls: Vec<CallId> = found.iter().map(|row| row.call_id).collect();
    let calls: HashMap<CallId, Call> = get_many::<Call>(&uow.conn, &calls).await?.into_iter().map(|call| (call.id, call)).collect();
    let organisations: Vec<OrganisationId> = found.iter().map(|row| row.organisation_id).collect();
    let organisations: HashMap<OrganisationId, Organisation> =
        get_many::<Organisation>(&uow.conn, &organisations).await?.into_iter().map(|found| (found.id, found)).collect();
    let mut alike = Vec::new();
    for other in found {
        let (Some(call), Some(organisation)) = (calls.get(&other.call_id), organisations.get(&other.organisation_id)) else { continue };
        let (share_bp, passages) = compare(&document, &document_of(&other)?);
        if !passages.is_empty() {
            alike.push(Likeness { call: call.clone(), organisation: organisation.clone(), row: other, share_bp, passages });
        }
    }
    alike.sort_by_key(|one| std::cmp::Reverse(one.share_bp));
    Ok(alike)
}

fn compare(left: &ProposalDocument, right: &ProposalDocument) -> (u32, Vec<(String, Passage)>) {
    let other = whole(right);
    let (mut passages, mut shared, mut all) = (Vec::new(), 0_usize, 0_usize);
    for (pointer, text) in texts(left) {
        let (found, _) = shared_passages(&text, &other, LEAST_PASSAGE);
        shared += found.iter().map(|passage| passage.length).sum::<usize>();
        all += text.chars().filter(|c| c.is_alphanumeric()).count();
        passages.extend(found.into_iter().map(|passage| (pointer.clone(), passage)));
    }
    passages.sort_by_key(|(_, passage)| std::cmp::Reverse(passage.length));
    (u32::try_from(shared * 10_000 / all.max(1)).unwrap_or(10_000), passages)
}

/// What speaks against a proposal when others are looked at: funded before, a proof used twice, an award already.
pub(super) async fn doubts(uow: &Uow, call: &Call, row: &Proposal) -> Result<Vec<Doubt>, Problem> {
    let mut doubts = Vec::new();
    let funded = |state: &str| ["recommended", "on_notice", "awarded"].contains(&state);
    for one in alike(uow, row, None).await? {
        let live_elsewhere = one.row.organisation_id == row.organisation_id && one.row.call_id != row.call_id && is_live(&one.row.state);
        if one.share_bp >= SAME_PROJECT_BP && (funded(&one.row.state) || live_elsewhere) {
            let text = format!("{} {}（{}，{}）", one.row.number, one.row.title, one.organisation.name, one.call.title);
            let fault =
                Fault::new("/content", "alike_funded", "A proposal with much of the same text is funded, or asks for money elsewhere");
            let fault = fault.with_limit(percent(SAME_PROJECT_BP)).with_actual(format!("{} · {text}", percent(one.share_bp)));
            doubts.push(Doubt { rule: ScreeningRule::DoubleFunding, certain: false, evidence: fault });
        }
    }
    for (line, kind, number) in rows::shared_proofs(&uow.conn, row.id, uow.micros()).await? {
        let pointer = format!("/budget/matching/{line}/proof/{}", if kind == "file" { "file_id" } else { "number" });
        let fault = Fault::new(pointer, "proof_used_twice", "The same proof stands in another proposal").with_actual(number);
        doubts.push(Doubt { rule: ScreeningRule::SameProof, certain: false, evidence: fault });
    }
    let scheme = crate::calls::scheme(call)?;
    doubts.extend(taken_needs(&scheme, &taken(uow, row).await?));
    let limit = scheme.limits.awards_per_organisation;
    let awards = rows::standing_awards(&uow.conn, row.id, row.organisation_id, call.id, call.year).await?;
    let here = awards.iter().filter(|(_, here)| *here).count();
    let full = u32::try_from(here).unwrap_or(u32::MAX) >= limit;
    for (number, in_this_call) in awards {
        let fault =
            Fault::new("/organisation", "award_standing", "The organisation wins, or is about to win, with another proposal of this year");
        let fault = fault.with_limit(limit.to_string()).with_actual(number);
        doubts.push(Doubt { rule: ScreeningRule::Awards, certain: in_this_call && full, evidence: fault });
    }
    Ok(doubts)
}

/// The needs of the proposal that a project answers already.
async fn taken(uow: &Uow, row: &Proposal) -> Result<Vec<TakenNeed>, Problem> {
    let answered = needs::answered_by(&uow.conn, row.id).await?;
    let place = |id: NeedId| answered.iter().position(|need| need.id == id).unwrap_or_default();
    let found = needs::taken(&uow.conn, row.id).await?.into_iter();
    Ok(found.map(|(id, need, project, title, organisation)| TakenNeed { index: place(id), need, project, title, organisation }).collect())
}

fn is_live(state: &str) -> bool {
    ["submitted", "correction_requested", "eligible", "under_review", "ranked", "reserve"].contains(&state)
}

fn percent(bp: u32) -> String {
    format!("{}.{:02}%", bp / 100, bp % 100)
}
