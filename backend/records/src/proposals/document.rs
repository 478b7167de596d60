//! What a proposal says: the document as it is stored, sent and shown.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Money, document as stored};
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::rules::{BudgetDocument, BudgetLine, line_subtotal};
use yichuang_store::record::Proposal;

use super::parts::{ProposalPlanStep, ProposalProof, ProposalProofInput, ProposalRisk, ProposalTeamMember};

/// The texts of a proposal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalContent {
    #[schema(example = "为社区独居老人提供助餐与陪伴")]
    pub summary: String,
    #[schema(example = "社区60岁以上独居老人312人，无固定助餐点")]
    pub need: String,
    #[schema(example = "一年内建立助餐点2个，服务老人不少于150人")]
    pub goals: String,
    #[schema(example = "每周五次助餐，每月一次上门陪伴")]
    pub activities: String,
    #[schema(example = "持证社工3人，志愿者20人")]
    pub team: String,
    #[schema(example = "志愿者流失：建立后备名单")]
    pub risks: String,
}

/// The texts to change; those left out stay.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalContentInput {
    #[schema(max_length = 2000, example = "为社区独居老人提供助餐与陪伴")]
    pub summary: Option<String>,
    #[schema(max_length = 10000, example = "社区60岁以上独居老人312人，无固定助餐点")]
    pub need: Option<String>,
    #[schema(max_length = 10000, example = "一年内建立助餐点2个，服务老人不少于150人")]
    pub goals: Option<String>,
    #[schema(max_length = 20000, example = "每周五次助餐，每月一次上门陪伴")]
    pub activities: Option<String>,
    #[schema(max_length = 10000, example = "持证社工3人，志愿者20人")]
    pub team: Option<String>,
    #[schema(max_length = 10000, example = "志愿者流失：建立后备名单")]
    pub risks: Option<String>,
}

/// Something that will be measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalIndicator {
    #[schema(max_length = 100, example = "服务老人数")]
    pub name: String,
    #[schema(max_length = 20, example = "人")]
    pub unit: String,
    /// Where it stands before the project.
    #[schema(max_length = 40, example = "0")]
    pub baseline: String,
    /// Where it shall stand at the end.
    #[schema(max_length = 40, example = "150")]
    pub target: String,
}

/// A group of people whom the project serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalBeneficiary {
    #[schema(max_length = 40, example = "老年人")]
    pub kind: String,
    #[schema(minimum = 0, maximum = 10_000_000, example = 150)]
    pub head_count: u32,
}

/// The tables to replace; one left out stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalBudgetInput {
    /// What the grant pays for.
    #[schema(max_items = 200)]
    pub grant: Option<Vec<ProposalBudgetLineInput>>,
    /// What matching money pays for.
    #[schema(max_items = 200)]
    pub matching: Option<Vec<ProposalBudgetLineInput>>,
}

/// One line of a budget.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalBudgetLineInput {
    /// A subject of the scheme.
    #[schema(max_length = 40, example = "activity")]
    pub subject: String,
    #[schema(max_length = 500, example = "助餐活动耗材")]
    pub content: String,
    #[schema(value_type = String, pattern = r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$", example = "500.00")]
    pub unit_price: Money,
    #[schema(pattern = r"^(0|[1-9][0-9]{0,8})(\.[0-9]{1,2})?$", example = "40")]
    pub quantity: String,
    /// Unit price times quantity; computed when left out.
    #[schema(value_type = Option<String>, pattern = r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$", example = "20000.00")]
    pub subtotal: Option<Money>,
    /// Where matching money comes from, and what shows it.
    pub proof: Option<ProposalProofInput>,
}

/// The two tables of a budget.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalBudgetView {
    /// What the grant pays for.
    pub grant: Vec<ProposalBudgetLineView>,
    /// What matching money pays for.
    pub matching: Vec<ProposalBudgetLineView>,
}

/// One line of a budget.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalBudgetLineView {
    #[schema(example = "activity")]
    pub subject: String,
    #[schema(example = "助餐活动耗材")]
    pub content: String,
    pub unit_price: Money,
    #[schema(example = "40")]
    pub quantity: String,
    pub subtotal: Money,
    pub proof: Option<ProposalProof>,
}

/// Everything a proposal says besides its title and category, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProposalDocument {
    pub content: ProposalContent,
    /// The track of the scheme; the first one when none was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    pub indicators: Vec<ProposalIndicator>,
    pub beneficiaries: Vec<ProposalBeneficiary>,
    pub budget: BudgetDocument,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<ProposalTeamMember>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plan: Vec<ProposalPlanStep>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub risks: Vec<ProposalRisk>,
}

pub fn document_of(proposal: &Proposal) -> Result<ProposalDocument, Problem> {
    stored(&proposal.document)
}

/// The sum of the lines of one table, or the fault of a table whose sum is no money any more.
pub fn total(lines: &[BudgetLine], table: &str) -> Result<Fen, Fault> {
    Fen::sum(lines.iter().map(|line| line.subtotal))
        .map_err(|error| Fault::new(format!("/budget/{table}"), error.code(), error.to_string()))
}

impl ProposalContentInput {
    pub fn apply(&self, content: &mut ProposalContent) {
        let texts = [
            (&self.summary, &mut content.summary),
            (&self.need, &mut content.need),
            (&self.goals, &mut content.goals),
            (&self.activities, &mut content.activities),
            (&self.team, &mut content.team),
            (&self.risks, &mut content.risks),
        ];
        for (sent, kept) in texts {
            if let Some(sent) = sent {
                kept.clone_from(sent);
            }
        }
    }
}

impl ProposalBudgetInput {
    pub fn apply(&self, budget: &mut BudgetDocument) {
        if let Some(lines) = &self.grant {
            budget.grant = lines.iter().map(Into::into).collect();
        }
        if let Some(lines) = &self.matching {
            budget.matching = lines.iter().map(Into::into).collect();
        }
    }
}

impl From<&ProposalBudgetLineInput> for BudgetLine {
    /// A product that is no whole number of fen stays zero; the check names it.
    fn from(line: &ProposalBudgetLineInput) -> Self {
        let computed = || line_subtotal(line.unit_price.0, &line.quantity).unwrap_or(Fen::ZERO);
        Self {
            subject: line.subject.clone(),
            content: line.content.clone(),
            unit_price: line.unit_price.0,
            quantity: line.quantity.clone(),
            subtotal: line.subtotal.map_or_else(computed, |subtotal| subtotal.0),
            proof: line.proof.as_ref().and_then(ProposalProofInput::stored),
        }
    }
}

impl From<BudgetLine> for ProposalBudgetLineView {
    fn from(line: BudgetLine) -> Self {
        Self {
            subject: line.subject,
            content: line.content,
            unit_price: Money(line.unit_price),
            quantity: line.quantity,
            subtotal: Money(line.subtotal),
            proof: line.proof.map(Into::into),
        }
    }
}

impl From<BudgetDocument> for ProposalBudgetView {
    fn from(budget: BudgetDocument) -> Self {
        let lines = |lines: Vec<BudgetLine>| lines.into_iter().map(Into::into).collect();
        Self { grant: lines(budget.grant), matching: lines(budget.matching) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(subtotal: Option<&str>) -> BudgetLine {
        let sent =
            serde_json::json!({ "subject": "activity", "content": "", "unit_price": "12.50", "quantity": "3", "subtotal": subtotal });
        (&serde_json::from_value::<ProposalBudgetLineInput>(sent).unwrap()).into()
    }

    #[test]
    fn a_subtotal_left_out_is_computed_and_one_that_was_sent_is_kept_for_the_check() {
        assert_eq!(line(None).subtotal.to_string(), "37.50");
        assert_eq!(line(Some("1.00")).subtotal.to_string(), "1.00");
        assert_eq!(total(&[line(None), line(None)], "grant").unwrap().to_string(), "75.00");
    }

    #[test]
    fn an_empty_document_reads_as_an_empty_proposal() {
        let document: ProposalDocument = serde_json::from_str("{}").unwrap();
        assert_eq!(document, ProposalDocument::default());
    }
}
