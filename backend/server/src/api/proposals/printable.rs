//! A proposal as a document for paper: headings, texts and tables, in order, with every code in words. Whatever prints
//! or typesets a proposal starts from here.

use serde::Serialize;
use yichuang_domain::rules::BudgetLine;
use yichuang_domain::schemes::Scheme;
use yichuang_store::record::{Call, Organisation, Proposal};

use super::document::{ProposalDocument, document_of};
use crate::api::calls;
use crate::problem::Problem;
use crate::wire::{Instant, Money};

/// The whole document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Printable {
    pub title: String,
    /// Label and value of the head: number, call, organisation, amounts, instant, hash.
    pub facts: Vec<(String, String)>,
    pub sections: Vec<PrintedSection>,
}

/// One part under its heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrintedSection {
    pub heading: String,
    pub body: PrintedBody,
}

/// What stands under a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PrintedBody {
    Text { text: String },
    Table { head: Vec<String>, rows: Vec<Vec<String>>, total: Option<String> },
}

/// The document of a proposal as it says now.
pub fn printable(call: &Call, organisation: &Organisation, row: &Proposal) -> Result<Printable, Problem> {
    let scheme = calls::scheme(call)?;
    let document = document_of(row)?;
    let fact = |label: &str, value: String| (label.to_owned(), value);
    let category = scheme.categories.iter().find(|known| Some(&known.code) == row.category.as_ref());
    let mut facts = vec![
        fact("申报编号", row.number.clone()),
        fact("征集公告", format!("{}（{}）", call.title, call.number)),
        fact("申报单位", format!("{}（{}）", organisation.name, organisation.uscc)),
        fact("项目类别", category.map_or_else(String::new, |known| known.title.zh.clone())),
        fact("申请资助", yuan(row.requested_fen)?),
        fact("配套资金", yuan(row.matching_fen)?),
    ];
    if let (Some(at), Some(sha256)) = (row.submitted_at, &row.snapshot_sha256) {
        facts.push(fact("提交时刻", Instant::micros(at)?.0.to_string()));
        facts.push(fact("内容摘要（SHA-256）", sha256.clone()));
    }
    let mut sections = texts(&document);
    sections.extend(tables(&document));
    sections.extend(budget(&scheme, &document)?);
    Ok(Printable { title: row.title.clone(), facts, sections })
}

fn yuan(fen: i64) -> Result<String, Problem> {
    Ok(format!("¥{}", Money::fen(fen)?.0))
}

fn texts(document: &ProposalDocument) -> Vec<PrintedSection> {
    let content = &document.content;
    let parts = [
        ("项目概述", &content.summary),
        ("需求分析", &content.need),
        ("项目目标", &content.goals),
        ("活动方案", &content.activities),
        ("团队说明", &content.team),
        ("风险说明", &content.risks),
    ];
    let written = parts.into_iter().filter(|(_, text)| !text.trim().is_empty());
    written.map(|(heading, text)| PrintedSection { heading: heading.to_owned(), body: PrintedBody::Text { text: text.clone() } }).collect()
}

fn table(heading: &str, head: &[&str], rows: Vec<Vec<String>>, total: Option<String>) -> Option<PrintedSection> {
    if rows.is_empty() {
        return None;
    }
    let head = head.iter().map(|label| (*label).to_owned()).collect();
    Some(PrintedSection { heading: heading.to_owned(), body: PrintedBody::Table { head, rows, total } })
}

fn tables(document: &ProposalDocument) -> impl Iterator<Item = PrintedSection> {
    let share = |bp: u32| format!("{}.{:02}%", bp / 100, bp % 100);
    let level = |code: &str| match code {
        "low" => "低",
        "medium" => "中",
        "high" => "高",
        _ => "",
    };
    let heads: u64 = document.beneficiaries.iter().map(|group| u64::from(group.head_count)).sum();
    let plan =
        document.plan.iter().map(|s| vec![s.month.clone(), s.activity.clone(), s.place.clone(), s.target.clone(), share(s.share_bp)]);
    let team = document.team.iter().map(|m| vec![m.name.clone(), m.role.clone(), m.qualification.clone(), m.duty.clone()]);
    let risks = document.risks.iter().map(|r| vec![r.risk.clone(), level(&r.level).to_owned(), r.response.clone()]);
    let indicators = document.indicators.iter().map(|i| vec![i.name.clone(), i.unit.clone(), i.baseline.clone(), i.target.clone()]);
    let groups = document.beneficiaries.iter().map(|g| vec![g.kind.clone(), g.head_count.to_string()]);
    [
        table("实施计划", &["月份", "活动", "地点", "目标", "预算占比"], plan.collect(), None),
        table("预期指标", &["指标", "单位", "基线值", "目标值"], indicators.collect(), None),
        table("服务对象", &["类别", "人数"], groups.collect(), Some(heads.to_string())),
        table("项目团队", &["姓名", "分工", "资质", "职责"], team.collect(), None),
        table("风险与应对", &["风险", "程度", "应对"], risks.collect(), None),
    ]
    .into_iter()
    .flatten()
}

fn budget(scheme: &Scheme, document: &ProposalDocument) -> Result<Vec<PrintedSection>, Problem> {
    let subject = |code: &str| {
        let known = scheme.budget.lines.iter().find(|rule| rule.subject == code);
        known.map_or_else(|| code.to_owned(), |rule| rule.title.zh.clone())
    };
    let rows = |lines: &[BudgetLine]| -> Vec<Vec<String>> {
        let row = |line: &BudgetLine| {
            let proof = line.proof.as_ref().map(|proof| format!("{} {}", proof.source, proof.number)).unwrap_or_default();
            let figures = [line.unit_price.to_string(), line.quantity.clone(), line.subtotal.to_string()];
            [vec![subject(&line.subject), line.content.clone()], figures.to_vec(), vec![proof.trim().to_owned()]].concat()
        };
        lines.iter().map(row).collect()
    };
    let sum = |lines: &[BudgetLine]| yuan(lines.iter().map(|line| line.subtotal.get()).sum());
    let head = ["科目", "支出内容", "单价（元）", "数量", "小计（元）", "来源与凭证"];
    let (grant, matching) = (&document.budget.grant, &document.budget.matching);
    let tables = [
        table("资助资金预算", &head[..5], rows(grant).into_iter().map(|row| row[..5].to_vec()).collect(), Some(sum(grant)?)),
        table("配套资金预算", &head, rows(matching), Some(sum(matching)?)),
    ];
    Ok(tables.into_iter().flatten().collect())
}
