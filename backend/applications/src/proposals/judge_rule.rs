//! What an officer makes of one rule.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::fault::Fault;
use yichuang_domain::rules::FindingResult;
use yichuang_domain::states::proposals::ProposalEvent as Event;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal};
use yichuang_store::screening::{Verdict, set_verdict};

use super::open_to_screen;
use super::screening::{ScreeningView, evaluate, round, view};

/// A verdict on one rule.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleVerdictInput {
    /// A rule of the check.
    #[schema(max_length = 40, example = "cap")]
    pub rule: String,
    /// Whether the rule holds.
    #[schema(pattern = "^(pass|fail)$", example = "pass")]
    pub verdict: String,
    /// Needed when the verdict differs from what the rule came to.
    #[schema(max_length = 1000, example = "已核对纸质材料，金额以补充协议为准")]
    pub reason: Option<String>,
}

/// Judge a rule of the eligibility check
///
/// An officer confirms what the rule came to, or overrides it with a reason. It can be judged again until the screening
/// is decided; then it is kept with the decision.
#[utoipa::path(post, path = "/proposals/{id}/screening-verdicts", operation_id = "judgeScreeningRule", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")), request_body = RuleVerdictInput,
    responses((status = 200, description = "The check", body = ScreeningView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<RuleVerdictInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, ProposalId(id), seen, input).await?;
        Ok(Reply::ok(&view(&uow, &call, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, seen: IfMatch, input: &RuleVerdictInput) -> Result<(Call, Proposal), Problem> {
    let (call, row) = open_to_screen(uow, id, seen, Event::DeclareEligible).await?;
    let findings = evaluate(uow, &call, &row).await?;
    let finding = findings.iter().find(|finding| finding.rule.as_str() == input.rule);
    let finding = finding.ok_or_else(|| Problem::faults(vec![unknown(&input.rule)]))?;
    let reason = input.reason.as_deref().unwrap_or_default().trim().to_owned();
    let same = match finding.result {
        FindingResult::Pass | FindingResult::Unknown => input.verdict == "pass",
        FindingResult::Fail => input.verdict == "fail",
    };
    if !same && reason.is_empty() {
        let fault = Fault::new("/reason", "missing", "A verdict that differs from the rule needs its reason");
        return Err(Problem::faults(vec![fault.with_limit(finding.result.as_str())]));
    }
    let verdict = Verdict {
        rule: input.rule.clone(),
        verdict: input.verdict.clone(),
        reason,
        decided_by: uow.caller()?.user,
        decided_at: uow.micros(),
    };
    set_verdict(&uow.conn, row.id, round(&row), &verdict).await?;
    let after = json!({ "rule": verdict.rule, "result": finding.result, "verdict": verdict.verdict });
    let mut subject = Subject::new("proposal", row.id).after(after);
    subject.reason = Some(verdict.reason.as_str()).filter(|reason| !reason.is_empty());
    uow.audit("proposal.judge_rule", subject).await?;
    Ok((call, row))
}

fn unknown(rule: &str) -> Fault {
    Fault::new("/rule", "unknown", "The scheme of the call has no such rule").with_actual(rule)
}
