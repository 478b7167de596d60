//! What a reviewer learns of their own scoring once the results are public.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::document;
use yichuang_domain::reviews::diagnostics::{Conduct, METHOD, OwnDiagnostics, own};
use yichuang_store::ids::{CallId, ProposalId};
use yichuang_store::record::{Assignment, Call, Proposal};
use yichuang_store::{get_many, reviews as rows};

use super::conduct;

/// One of one's own reviews that asks for an explanation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OwnFlagView {
    pub assignment_id: Uuid,
    /// Number of the proposal.
    #[schema(example = "P2026-0001")]
    pub proposal: String,
    #[schema(example = "银发食堂")]
    pub title: String,
    /// `far_from_others`, `far_from_median`, `quick` or `same_comment`.
    #[schema(example = json!(["far_from_others"]))]
    pub flags: Vec<String>,
}

/// One's own part of the diagnostics of a call; nothing of any other reviewer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OwnDiagnosticsView {
    /// Name and version of the formulas.
    #[schema(example = "diagnostics/2")]
    pub method: String,
    /// Under which name one appears in the published file.
    #[schema(example = "评委甲")]
    pub alias: String,
    /// Valid reviews.
    #[schema(example = 12)]
    pub n: usize,
    /// Points above (lenient) or below (severe) the panel, six decimals.
    #[schema(example = "1.674485")]
    pub points: Option<String>,
    #[schema(example = "0.812000")]
    pub standard_error: Option<String>,
    /// Reviews that ask for an explanation, by number of the proposal.
    pub flagged: Vec<OwnFlagView>,
    /// Why the scoring as a whole asks for one: `always_high`, `always_low`, `no_differences`.
    #[schema(example = json!(["always_high"]))]
    pub reasons: Vec<String>,
}

/// Show one's own diagnostics of a call
///
/// To a reviewer, once the results are public: how much higher or lower than the panel they scored, and which of their
/// reviews ask for an explanation. 404 before that, and for whoever has no valid review in the call.
#[utoipa::path(get, path = "/calls/{id}/diagnostics/own", operation_id = "getOwnDiagnostics", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "One's own part", body = OwnDiagnosticsView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    Reply::ok(&view(&uow, &call).await?.ok_or_else(Problem::not_found)?)
}

async fn view(uow: &Uow, call: &Call) -> Result<Option<OwnDiagnosticsView>, Problem> {
    let Some(run) = rows::published_run(&uow.conn, call.id).await? else { return Ok(None) };
    let input: Value = document(&run.input)?;
    let desk = Desk::read(uow, call, &input).await?;
    let Some(alias) = desk.alias() else { return Ok(None) };
    let found = own(&input, alias).map_err(|faults| Problem::internal(format!("sealed input: {faults:?}")))?;
    let Some(found) = found else { return Ok(None) };
    let written = conduct::look(uow, call, &input).await?;
    Ok(Some(OwnDiagnosticsView {
        method: METHOD.to_owned(),
        alias: alias.to_owned(),
        n: found.leniency.n,
        points: found.leniency.points.clone(),
        standard_error: found.leniency.standard_error.clone(),
        flagged: desk.flagged(&flags(&found, &written, alias)?),
        reasons: found.reasons.into_iter().map(str::to_owned).collect(),
    }))
}

/// Why the reviews of one reviewer ask for an explanation, by number of the proposal.
fn flags(found: &OwnDiagnostics, written: &Conduct, alias: &str) -> Result<BTreeMap<String, BTreeSet<String>>, Problem> {
    let mut flags: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in &found.flagged {
        let codes: Vec<String> = serde_json::to_value(&one.flags).and_then(serde_json::from_value).map_err(Problem::internal)?;
        flags.entry(one.proposal.clone()).or_default().extend(codes);
    }
    for one in written.quick.iter().filter(|one| one.reviewer == alias) {
        flags.entry(one.proposal.clone()).or_default().insert("quick".to_owned());
    }
    for group in written.copied.iter().filter(|group| group.reviewers.iter().any(|name| name == alias)) {
        for proposal in &group.proposals {
            flags.entry(proposal.clone()).or_default().insert("same_comment".to_owned());
        }
    }
    Ok(flags)
}

/// The caller's reviews that count in a call, without those of proposals that a conflict hides from them by now.
struct Desk(Vec<(Assignment, Proposal)>);

impl Desk {
    async fn read(uow: &Uow, call: &Call, input: &Value) -> Result<Self, Problem> {
        let me = uow.caller()?.user;
        let counted = conduct::counted(input);
        let stage = super::stage_of(uow, call).await?;
        let hidden = recusal::hidden(uow).await?;
        let mut own = rows::assignments_of(&uow.conn, stage.id).await?;
        own.retain(|assignment| assignment.reviewer_id == me && !hidden.contains(&assignment.proposal_id));
        let ids: Vec<ProposalId> = own.iter().map(|assignment| assignment.proposal_id).collect();
        let proposals = get_many::<Proposal>(&uow.conn, &ids).await?;
        let rows = own.into_iter().filter_map(|assignment| {
            let proposal = proposals.iter().find(|proposal| proposal.id == assignment.proposal_id)?;
            counted.contains(&(proposal.number.as_str(), assignment.alias.as_str())).then(|| (assignment, proposal.clone()))
        });
        Ok(Self(rows.collect()))
    }

    /// The name under which the reviews stand in the sealed input.
    fn alias(&self) -> Option<&str> {
        self.0.first().map(|(assignment, _)| assignment.alias.as_str())
    }

    fn flagged(&self, flags: &BTreeMap<String, BTreeSet<String>>) -> Vec<OwnFlagView> {
        let mut rows: Vec<OwnFlagView> = self
            .0
            .iter()
            .filter_map(|(assignment, proposal)| {
                Some(OwnFlagView {
                    assignment_id: assignment.id.0,
                    flags: flags.get(&proposal.number)?.iter().cloned().collect(),
                    proposal: proposal.number.clone(),
                    title: proposal.title.clone(),
                })
            })
            .collect();
        rows.sort_by(|a, b| a.proposal.cmp(&b.proposal));
        rows
    }
}
