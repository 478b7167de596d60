//! The verified ranking as the funding line reads it.

use std::collections::HashMap;

use rust_decimal::Decimal;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::money::Fen;
use yichuang_domain::schemes::{OverCap, Scheme};
use yichuang_records::proposals::document::document_of;
use yichuang_store::ids::{OrganisationId, ProposalId};
use yichuang_store::record::{Organisation, Proposal, ResultRow};
use yichuang_store::{StoreError, get_many};

use super::funding::Ranked;

/// The states of proposals that a decision can still fund.
pub const UNDECIDED: &[&str] = &["ranked"];
/// The states of proposals that have been ranked and are still in the round.
pub const IN_ROUND: &[&str] = &["ranked", "recommended", "reserve", "not_selected", "on_notice", "awarded", "revoked"];

/// The ranking with what the line needs to know. A proposal taken out of the round since then is not in it.
pub async fn ranked(uow: &Uow, scheme: &Scheme, result: &[ResultRow], states: &[&str]) -> Result<Vec<Ranked>, Problem> {
    let ids: Vec<ProposalId> = result.iter().map(|row| row.proposal_id).collect();
    let proposals: HashMap<ProposalId, Proposal> = get_many::<Proposal>(&uow.conn, &ids).await?.into_iter().map(|p| (p.id, p)).collect();
    let ids: Vec<OrganisationId> = proposals.values().map(|proposal| proposal.organisation_id).collect();
    let organisations = get_many::<Organisation>(&uow.conn, &ids).await?;
    let mut ranked = Vec::new();
    for row in result {
        let proposal = proposals.get(&row.proposal_id).filter(|proposal| states.contains(&proposal.state.as_str()));
        let (Some(place), Some(proposal)) = (row.place, proposal) else { continue };
        let filed = organisations.iter().any(|one| one.id == proposal.organisation_id && one.kind == "filed_group");
        let first = || scheme.tracks.first().map(|track| track.code.clone());
        let track = document_of(proposal)?.track.or_else(first);
        ranked.push(Ranked {
            id: proposal.id,
            number: proposal.number.clone(),
            shown: row.shown.clone().unwrap_or_default(),
            organisation: proposal.organisation_id,
            category: proposal.category.clone(),
            place,
            tie_group: row.tie_group.and_then(|group| u32::try_from(group).ok()),
            passes: passes(scheme, row.shown.as_deref())?,
            amount: amount(scheme, proposal, track.as_deref().unwrap_or_default(), filed)?,
            track,
        });
    }
    Ok(ranked)
}

/// Compared as published, so that no invisible decimal decides.
pub fn passes(scheme: &Scheme, shown: Option<&str>) -> Result<bool, Problem> {
    let number = |text: &str| text.parse::<Decimal>().map_err(|error| StoreError::Broken(format!("score {text}: {error}")));
    let mark = number(&scheme.scoring.pass_mark)?;
    Ok(shown.map(number).transpose()?.is_some_and(|shown| shown >= mark))
}

fn amount(scheme: &Scheme, proposal: &Proposal, track: &str, filed: bool) -> Result<Fen, Problem> {
    let request = Fen::new(proposal.requested_fen).map_err(Problem::internal)?;
    let cap = scheme.cap_of(track, filed).filter(|_| scheme.budget.over_cap == OverCap::Trim);
    Ok(cap.map_or(request, |cap| request.min(cap)))
}
