//! Stages that an office counts, the public jury and site visits: two persons stand for the count, and the results take it as a
//! stage.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::vacate::before_seal;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::document;
use yichuang_domain::fault::Fault;
use yichuang_domain::reviews::{CountedStage, JuryCount};
use yichuang_domain::roles::Role;
use yichuang_domain::schemes::{Scheme, StageWeights};
use yichuang_domain::states::jury_protocols::{JuryProtocolEvent, JuryProtocolMachine};
use yichuang_records::calls;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, JuryCountRow, JuryProtocol, Proposal, ReviewStage};
use yichuang_store::{StoreError, get_many, juries as rows, proposals, reviews, update};

use crate::defences;
use crate::reviews::compute::Sealed;

pub mod confirm;
pub mod enter;
pub mod get;
pub mod reject;
pub mod view;

/// What a stage whose count does not stand is refused with: while its protocol waits for a second person, and without one.
const fn refusals(stage: CountedStage) -> [(&'static str, &'static str); 2] {
    match stage {
        CountedStage::PublicJury => [
            ("jury_protocol_waiting", "A protocol of the public jury waits for a second person"),
            (
                "jury_not_confirmed",
                "The scheme weighs a public jury; a protocol of its count must be entered and confirmed by a second person",
            ),
        ],
        CountedStage::SiteVisit => [
            ("site_visit_protocol_waiting", "A protocol of the site visits waits for a second person"),
            (
                "site_visit_not_confirmed",
                "The scheme weighs site visits; a protocol of them must be entered and confirmed by a second person",
            ),
        ],
    }
}

fn not_confirmed(stage: CountedStage) -> Problem {
    let [_, (code, detail)] = refusals(stage);
    Problem::refused(code, detail)
}

/// What the scheme of a call says about the weights of its stages.
pub(crate) fn weights(call: &Call) -> Result<StageWeights, Problem> {
    Ok(document::<Scheme>(&call.scheme)?.scoring.stage_weights_bp)
}

/// The stage after which the final results are computed: the defence where one is weighed, else the written review.
async fn last_stage(uow: &Uow, call: &Call) -> Result<Option<ReviewStage>, Problem> {
    match reviews::defence_stage_of(&uow.conn, call.id).await? {
        Some(defence) => Ok(Some(defence)),
        None => Ok(reviews::stage_of(&uow.conn, call.id).await?),
    }
}

/// Whom a counted stage is about.
pub(crate) enum Field {
    /// The scheme does not weigh the stage.
    NotWeighed,
    /// Who goes through to it is not known yet.
    NotKnown,
    /// These.
    Proposals(Vec<Proposal>),
}

/// Whom the jury or the site visits of a call are about: the shortlist where a defence is held, else everybody under review;
/// once results are computed with a protocol, those that it counts.
pub(crate) async fn field(uow: &Uow, call: &Call, counted: CountedStage) -> Result<Field, Problem> {
    if weights(call)?.counted(counted) == 0 {
        return Ok(Field::NotWeighed);
    }
    let Some(stage) = last_stage(uow, call).await? else { return Ok(Field::NotKnown) };
    if !before_seal(&stage) {
        let Some(standing) = rows::standing(&uow.conn, call.id, counted.as_str()).await? else { return Ok(Field::NotKnown) };
        let ids: Vec<ProposalId> = rows::counts(&uow.conn, &[standing.id]).await?.into_iter().map(|row| row.proposal_id).collect();
        return Ok(Field::Proposals(ordered(get_many::<Proposal>(&uow.conn, &ids).await?)));
    }
    let live = proposals::list_in(&uow.conn, call.id, &["under_review"]).await?;
    if stage.kind != "defence" {
        return Ok(if call.state == "reviewing" { Field::Proposals(ordered(live)) } else { Field::NotKnown });
    }
    let Some((_, members)) = defences::shortlist(uow, call, Some(&stage)).await? else { return Ok(Field::NotKnown) };
    Ok(Field::Proposals(ordered(live.into_iter().filter(|one| members.contains(&one.number)).collect())))
}

fn ordered(mut proposals: Vec<Proposal>) -> Vec<Proposal> {
    proposals.sort_by(|one, other| one.number.cmp(&other.number));
    proposals
}

/// Whether the caller may enter protocols of the call.
fn is_officer(uow: &Uow, call: &Call) -> bool {
    uow.who.as_ref().is_some_and(|who| who.holds(&[Role::ProgrammeOfficer], &calls::place(call)))
}

/// What keeps the last stage of a call from being sealed: a counted stage that is weighed and whose count does not stand.
pub(crate) async fn missing(uow: &Uow, call: &Call) -> Result<Vec<Fault>, Problem> {
    let weights = weights(call)?;
    let weighed: Vec<CountedStage> = CountedStage::ALL.iter().copied().filter(|stage| weights.counted(*stage) > 0).collect();
    if weighed.is_empty() {
        return Ok(Vec::new());
    }
    let protocols = rows::of_call(&uow.conn, call.id).await?;
    let hindered = |stage: CountedStage| {
        let states: Vec<&str> = protocols.iter().filter(|one| one.stage == stage.as_str()).map(|one| one.state.as_str()).collect();
        let [waiting, not_confirmed] = refusals(stage);
        let stands = states.iter().any(|state| matches!(*state, "confirmed" | "sealed"));
        let refusal = if states.contains(&"entered") { Some(waiting) } else { (!stands).then_some(not_confirmed) };
        refusal.map(|(code, detail)| Fault::new("", code, detail))
    };
    Ok(weighed.into_iter().filter_map(hindered).collect())
}

/// Adds the counts that stand to the sealed input, where the policy of the input weighs them. Their protocols are sealed with
/// it; what is not weighed changes nothing.
pub(crate) async fn counted(uow: &Uow, call: &Call, live: &[Proposal], mut sealed: Sealed) -> Result<Sealed, Problem> {
    let weighs =
        |stage: &&CountedStage| sealed.input["policy"]["stage_weights_bp"][stage.as_str()].as_u64().is_some_and(|weight| weight > 0);
    let weighed: Vec<CountedStage> = CountedStage::ALL.iter().filter(weighs).copied().collect();
    if weighed.is_empty() {
        return Ok(sealed);
    }
    if let Some(fault) = missing(uow, call).await?.into_iter().next() {
        return Err(Problem::refused(&fault.code, fault.detail));
    }
    for stage in weighed {
        let protocol = rows::standing(&uow.conn, call.id, stage.as_str()).await?.ok_or_else(|| not_confirmed(stage))?;
        let counts = rows::counts(&uow.conn, &[protocol.id]).await?;
        let protocol = if protocol.state == "confirmed" { first_sealed(uow, call, stage, protocol, &counts).await? } else { protocol };
        let mut given = BTreeMap::new();
        for row in &counts {
            let Some(proposal) = live.iter().find(|proposal| proposal.id == row.proposal_id) else { continue };
            let count = exact(row)?;
            given.insert(proposal.number.clone(), json!({ "ballots": count.ballots(), "points": count.points_text() }));
        }
        sealed.input[stage.as_str()] = json!(given);
        sealed.input[format!("{}_protocol", stage.as_str())] = about(&protocol);
        sealed.counted.push(stage);
    }
    Ok(sealed)
}

/// What the sealed input says of the protocol: which one it is, and the digest of its evidence.
fn about(protocol: &JuryProtocol) -> Value {
    json!({ "seq": protocol.seq, "held_on": protocol.held_on, "evidence_sha256": protocol.evidence_sha256 })
}

/// Seals a protocol with the first computation; it must count everybody who goes through to its stage.
async fn first_sealed(
    uow: &Uow,
    call: &Call,
    stage: CountedStage,
    protocol: JuryProtocol,
    counts: &[JuryCountRow],
) -> Result<JuryProtocol, Problem> {
    let Field::Proposals(field) = field(uow, call, stage).await? else { return Err(not_confirmed(stage)) };
    let left_out = field.iter().filter(|proposal| !counts.iter().any(|row| row.proposal_id == proposal.id));
    let faults: Vec<Fault> = left_out
        .map(|one| Fault::new("", "jury_incomplete", "The protocol does not count this proposal").with_actual(&one.number))
        .collect();
    if !faults.is_empty() {
        let detail = "The protocol does not count every proposal; enter another one";
        return Err(Problem::blocked("jury_incomplete", detail, faults));
    }
    let to = uow.follow::<JuryProtocolMachine>(&protocol.state, JuryProtocolEvent::Seal)?;
    let sealed = update(&uow.conn, JuryProtocol { state: to.to_string(), updated_at: uow.micros(), ..protocol }).await?;
    uow.audit("jury_protocol.seal", Subject::new("jury_protocol", sealed.id).moved("confirmed", &sealed.state)).await?;
    Ok(sealed)
}

/// A stored count, checked again.
pub(crate) fn exact(row: &JuryCountRow) -> Result<JuryCount, Problem> {
    let broken = |what: String| Problem::from(StoreError::Broken(what));
    let ballots = u32::try_from(row.ballots).map_err(|_| broken(format!("jury count {} is out of range", row.id)))?;
    JuryCount::new(ballots, row.points).map_err(|fault| broken(format!("jury count {}: {}", row.id, fault.detail)))
}
