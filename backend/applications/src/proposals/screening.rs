//! The eligibility check of one proposal: every rule with limit, figure and evidence, what the officer makes of it,
//! and the rows that are kept with the decision.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{FaultView, Instant, PersonView, canonical, document as stored};
use yichuang_domain::fault::Fault;
use yichuang_domain::rules::{Finding, FindingResult, ScreeningCase, ScreeningRule, screen};
use yichuang_store::ids::{ProposalId, UserId};
use yichuang_store::record::{Call, Organisation, Proposal, ScreeningFinding, User};
use yichuang_store::screening::{self as rows, Verdict};
use yichuang_store::{get_many, insert_all};

use super::document::document_of;
use super::{attachments, is_sealed, likeness, must_know, not_screening, openings, place, rules};
use crate::calls;

/// One rule of the check.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScreeningRuleView {
    #[schema(example = "cap")]
    pub rule: String,
    /// Chinese title of the rule.
    #[schema(example = "资助上限")]
    pub title: String,
    /// `pass`, `fail`, or `unknown` when a person must judge.
    #[schema(example = "pass")]
    pub result: String,
    #[schema(example = "150000.00")]
    pub limit: Option<String>,
    #[schema(example = "50950.00")]
    pub actual: Option<String>,
    /// What speaks against it, with its place.
    pub evidence: Vec<FaultView>,
    /// `pass` or `fail`, as the officer judged.
    #[schema(example = "pass")]
    pub verdict: Option<String>,
    pub reason: String,
    pub judged_by: Option<PersonView>,
    pub judged_at: Option<Instant>,
}

/// The eligibility check of a proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScreeningView {
    pub proposal_id: Uuid,
    /// 0 for what was handed in first, 1 for the correction.
    pub round: i32,
    /// True when the rows are those that were kept with the decision; false while they are evaluated anew.
    pub kept: bool,
    /// `eligible`, `ineligible` or `correction_requested`, when it was decided.
    #[schema(example = "eligible")]
    pub outcome: Option<String>,
    pub rules: Vec<ScreeningRuleView>,
    /// The caller may judge single rules now.
    pub judging: bool,
    /// Rows kept with the decision that asked for a correction.
    pub earlier: Vec<ScreeningRuleView>,
}

/// Show the eligibility check
///
/// Every automatic rule of the scheme with its limit, the figure found and the evidence, and what the officer made of
/// it; once decided, exactly as it stood then. After the deadline only.
#[utoipa::path(get, path = "/proposals/{id}/screening", operation_id = "getScreening", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "The check", body = ScreeningView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(row.call_id).await?;
    let own = must_know(&uow, &call, &row).await?;
    if own || !uow.caller()?.holds(PROGRAMME, &place(&call, &row)) {
        return Err(Problem::not_found());
    }
    if is_sealed(&uow, &call, own) {
        return Err(Problem::forbidden("Proposals are sealed until the deadline"));
    }
    openings::record(&uow, &call, &row).await?;
    Ok(Reply::ok(&view(&uow, &call, &row).await?)?.version(row.version))
}

/// Which pass of the screening the proposal is in: the correction opens a second one.
pub(super) fn round(row: &Proposal) -> i32 {
    if row.state == "correction_requested" { 0 } else { row.corrections.min(1) }
}

/// Every rule with what came out of it, evaluated now.
pub(super) async fn evaluate(uow: &Uow, call: &Call, row: &Proposal) -> Result<Vec<Finding>, Problem> {
    let scheme = calls::scheme(call)?;
    let organisation: Organisation = uow.find(row.organisation_id).await?;
    let faults = rules::check(uow, call, &organisation, row).await?;
    let doubts = likeness::doubts(uow, call, row).await?;
    let facts = rules::facts(uow, call, &organisation, row).await?;
    let document = document_of(row)?;
    let case = ScreeningCase {
        facts: &facts,
        on: rules::judged_on(uow, row)?,
        budget: rules::budget_case(&scheme, &organisation, row, &document)?,
        faults: &faults,
        doubts: &doubts,
        documents: attachments::documents(call, &attachments::held(uow, row.id).await?)?,
    };
    Ok(screen(&scheme, &case))
}

/// The rules that speak against eligibility and that no verdict lifts, as faults.
pub(super) fn against(findings: &[Finding], verdicts: &[Verdict]) -> Vec<Fault> {
    let verdict = |rule: ScreeningRule| verdicts.iter().find(|one| one.rule == rule.as_str()).map(|one| one.verdict.as_str());
    let fails = |finding: &&Finding| match verdict(finding.rule) {
        Some(verdict) => verdict == "fail",
        None => finding.result == FindingResult::Fail,
    };
    let fault = |finding: &Finding| {
        let fault = Fault::new(format!("/rules/{}", finding.rule), "rule_fails", "The rule does not hold, and no verdict lifts it");
        let fault = finding.limit.as_ref().map_or(fault.clone(), |limit| fault.with_limit(limit.as_str()));
        finding.actual.as_ref().map_or(fault.clone(), |actual| fault.with_actual(actual.as_str()))
    };
    findings.iter().filter(fails).map(fault).collect()
}

/// Keeps every rule as it stands with the decision. Eligible only if no rule speaks against it.
pub(super) async fn settle(uow: &Uow, call: &Call, row: &Proposal, outcome: &str) -> Result<(), Problem> {
    let findings = evaluate(uow, call, row).await?;
    let verdicts = rows::verdicts(&uow.conn, row.id, round(row)).await?;
    let against = against(&findings, &verdicts);
    if outcome == "eligible" && !against.is_empty() {
        return Err(Problem::blocked("rules_fail", "A rule does not hold; judge it with a reason first", against));
    }
    let by = uow.caller()?.user;
    let kept = findings.iter().map(|finding| {
        let verdict = verdicts.iter().find(|one| one.rule == finding.rule.as_str());
        Ok(ScreeningFinding {
            id: uow.id(),
            proposal_id: row.id,
            round: round(row),
            rule: finding.rule.to_string(),
            result: finding.result.to_string(),
            limit_shown: finding.limit.clone(),
            actual_shown: finding.actual.clone(),
            evidence: canonical(&finding.evidence)?,
            verdict: verdict.map(|one| one.verdict.clone()),
            reason: verdict.map(|one| one.reason.clone()).unwrap_or_default(),
            snapshot_sha256: row.snapshot_sha256.clone(),
            outcome: outcome.to_owned(),
            decided_by: verdict.map_or(by, |one| one.decided_by),
            decided_at: verdict.map_or_else(|| uow.micros(), |one| one.decided_at),
        })
    });
    let kept: Vec<ScreeningFinding> = kept.collect::<Result<_, Problem>>()?;
    Ok(insert_all(&uow.conn, kept).await?)
}

/// The titles of the rules that the organisation is told not to have kept.
pub(super) async fn failed_titles(uow: &Uow, row: &Proposal) -> Result<Vec<String>, Problem> {
    let kept = rows::findings(&uow.conn, row.id).await?;
    let latest = kept.first().map(|one| one.round);
    let fails = |one: &&ScreeningFinding| Some(one.round) == latest && one.verdict.as_deref().unwrap_or(&one.result) == "fail";
    Ok(kept.iter().filter(fails).map(|one| title(&one.rule)).collect())
}

fn title(rule: &str) -> String {
    rule.parse::<ScreeningRule>().map_or_else(|_| rule.to_owned(), |rule| rule.zh().to_owned())
}

pub(super) async fn view(uow: &Uow, call: &Call, row: &Proposal) -> Result<ScreeningView, Problem> {
    let mut kept = rows::findings(&uow.conn, row.id).await?;
    kept.sort_by_key(|one| ScreeningRule::ALL.iter().position(|rule| rule.as_str() == one.rule));
    let (now, earlier): (Vec<_>, Vec<_>) = kept.into_iter().partition(|one| one.round == round(row));
    let earlier = earlier.iter().map(|one| (of_kept(one), Some(one.decided_by))).collect();
    let outcome = now.first().map(|one| one.outcome.clone());
    let live = now.is_empty();
    let found: Vec<(ScreeningRuleView, Option<UserId>)> = if live {
        let verdicts = rows::verdicts(&uow.conn, row.id, round(row)).await?;
        let findings = evaluate(uow, call, row).await?;
        findings.iter().map(|finding| of_finding(finding, &verdicts)).collect::<Result<_, _>>()?
    } else {
        now.iter().map(|one| (of_kept(one), Some(one.decided_by))).collect()
    };
    let judging = row.state == "submitted" && not_screening(uow, call, row).await?.is_none();
    Ok(ScreeningView {
        proposal_id: row.id.0,
        round: round(row),
        kept: !live,
        outcome,
        rules: named(uow, found).await?,
        judging,
        earlier: named(uow, earlier).await?,
    })
}

async fn named(uow: &Uow, found: Vec<(ScreeningRuleView, Option<UserId>)>) -> Result<Vec<ScreeningRuleView>, Problem> {
    let ids: Vec<UserId> = found.iter().filter_map(|(_, by)| *by).collect();
    let people = get_many::<User>(&uow.conn, &ids).await?;
    let name = |id: UserId| people.iter().find(|user| user.id == id).map(|user| PersonView { id: id.0, name: user.name.clone() });
    Ok(found
        .into_iter()
        .map(|(view, by)| ScreeningRuleView { judged_by: by.filter(|_| view.verdict.is_some()).and_then(name), ..view })
        .collect())
}

fn of_finding(finding: &Finding, verdicts: &[Verdict]) -> Result<(ScreeningRuleView, Option<UserId>), Problem> {
    let verdict = verdicts.iter().find(|one| one.rule == finding.rule.as_str());
    let view = ScreeningRuleView {
        rule: finding.rule.to_string(),
        title: finding.rule.zh().to_owned(),
        result: finding.result.to_string(),
        limit: finding.limit.clone(),
        actual: finding.actual.clone(),
        evidence: finding.evidence.iter().cloned().map(Into::into).collect(),
        verdict: verdict.map(|one| one.verdict.clone()),
        reason: verdict.map(|one| one.reason.clone()).unwrap_or_default(),
        judged_by: None,
        judged_at: Instant::maybe(verdict.map(|one| one.decided_at))?,
    };
    Ok((view, verdict.map(|one| one.decided_by)))
}

fn of_kept(row: &ScreeningFinding) -> ScreeningRuleView {
    let evidence: Vec<Fault> = stored(&row.evidence).unwrap_or_default();
    ScreeningRuleView {
        rule: row.rule.clone(),
        title: title(&row.rule),
        result: row.result.clone(),
        limit: row.limit_shown.clone(),
        actual: row.actual_shown.clone(),
        evidence: evidence.into_iter().map(Into::into).collect(),
        verdict: row.verdict.clone(),
        reason: row.reason.clone(),
        judged_by: None,
        judged_at: row.verdict.as_ref().and_then(|_| Instant::micros(row.decided_at).ok()),
    }
}
