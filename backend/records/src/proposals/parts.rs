//! The rows of a proposal besides its budget: team, plan, risks, and what shows matching money.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_domain::fault::Fault;
use yichuang_domain::money::WHOLE_BP;
use yichuang_domain::rules::Proof;

use super::document::ProposalDocument;

/// Somebody who works in the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalTeamMember {
    /// The entry in the organisation's register of staff; left out for somebody who is not registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_id: Option<Uuid>,
    #[schema(max_length = 60, example = "陈晓")]
    pub name: String,
    #[schema(max_length = 60, example = "项目负责人")]
    pub role: String,
    #[schema(max_length = 100, example = "中级社会工作师")]
    pub qualification: String,
    #[schema(max_length = 500, example = "统筹项目实施，每周两天")]
    pub duty: String,
}

/// What happens in one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalPlanStep {
    #[schema(pattern = r"^(|20[0-9]{2}-(0[1-9]|1[0-2]))$", example = "2026-09")]
    pub month: String,
    #[schema(max_length = 200, example = "开设助餐点")]
    pub activity: String,
    #[schema(max_length = 100, example = "红梅街道翠竹社区")]
    pub place: String,
    #[schema(max_length = 200, example = "每日助餐 60 人次")]
    pub target: String,
    /// The share of the whole budget, in basis points.
    #[schema(minimum = 0, maximum = 10_000, example = 1500)]
    pub share_bp: u32,
}

/// Something that may go wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalRisk {
    #[schema(max_length = 500, example = "志愿者流失")]
    pub risk: String,
    /// `low`, `medium`, `high`, or empty while it is not decided.
    #[schema(pattern = "^(|low|medium|high)$", example = "medium")]
    pub level: String,
    #[schema(max_length = 1000, example = "建立后备名单，每季度培训")]
    pub response: String,
}

/// Where matching money comes from, and what shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalProofInput {
    #[schema(max_length = 200, example = "翠竹社区慈善基金")]
    pub source: Option<String>,
    /// The number of the invoice, the agreement or the donation receipt.
    #[schema(max_length = 100, example = "捐赠票据 0012345678")]
    pub number: Option<String>,
    /// An attachment of the proposal.
    pub file_id: Option<Uuid>,
}

/// Where matching money comes from, and what shows it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalProof {
    #[schema(example = "翠竹社区慈善基金")]
    pub source: String,
    #[schema(example = "捐赠票据 0012345678")]
    pub number: String,
    pub file_id: Option<Uuid>,
}

impl ProposalProofInput {
    /// What is kept; nothing of a proof that says nothing.
    #[must_use]
    pub fn stored(&self) -> Option<Proof> {
        let text = |sent: &Option<String>| sent.as_deref().unwrap_or_default().trim().to_owned();
        let proof = Proof { source: text(&self.source), number: text(&self.number), file_id: self.file_id.map(|id| id.to_string()) };
        (proof != Proof::default()).then_some(proof)
    }
}

impl From<Proof> for ProposalProof {
    fn from(proof: Proof) -> Self {
        Self { source: proof.source, number: proof.number, file_id: proof.file_id.and_then(|id| id.parse().ok()) }
    }
}

/// Rows that were begun and not finished, and shares that are more than the whole.
#[must_use]
pub fn check(document: &ProposalDocument) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut must = |list: &str, index: usize, field: &str, text: &str| {
        if text.trim().is_empty() {
            faults.push(Fault::new(format!("/{list}/{index}/{field}"), "missing", "Must be filled in before submission"));
        }
    };
    for (index, member) in document.team.iter().enumerate() {
        must("team", index, "name", &member.name);
        must("team", index, "role", &member.role);
    }
    for (index, step) in document.plan.iter().enumerate() {
        must("plan", index, "month", &step.month);
        must("plan", index, "activity", &step.activity);
    }
    for (index, risk) in document.risks.iter().enumerate() {
        must("risks", index, "risk", &risk.risk);
        must("risks", index, "response", &risk.response);
    }
    let shares: u64 = document.plan.iter().map(|step| u64::from(step.share_bp)).sum();
    if shares > u64::from(WHOLE_BP) {
        let fault = Fault::new("/plan", "shares_above_whole", "The shares of the budget are more than the whole");
        faults.push(fault.with_limit(WHOLE_BP.to_string()).with_actual(shares.to_string()));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_were_begun_are_named_and_a_plan_holds_no_more_than_the_whole() {
        let step = |activity: &str, share_bp| ProposalPlanStep {
            month: "2026-09".to_owned(),
            activity: activity.to_owned(),
            place: String::new(),
            target: String::new(),
            share_bp,
        };
        let document = ProposalDocument { plan: vec![step("开班", 6_000), step(" ", 4_001)], ..ProposalDocument::default() };
        let found: Vec<_> = check(&document).into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect();
        assert_eq!(found, ["/plan/1/activity missing", "/plan shares_above_whole"]);
        assert!(check(&ProposalDocument::default()).is_empty());
    }

    #[test]
    fn a_proof_that_says_nothing_is_none() {
        assert_eq!(ProposalProofInput { source: Some("  ".to_owned()), ..ProposalProofInput::default() }.stored(), None);
        assert!(ProposalProofInput { number: Some("12".to_owned()), ..ProposalProofInput::default() }.stored().is_some());
    }
}
