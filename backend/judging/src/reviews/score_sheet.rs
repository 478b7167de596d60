//! The score sheet of one proposal: how its result came about, review by review, for signatures.
//!
//! Everything is read from the sealed input and the output of one computation, never from the reviews as they are now.

use serde_json::Value;
use yichuang_base::documents::{Block, Column, Document, Fact, NOTHING, Signature, amount, beijing, fact};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::document;
use yichuang_domain::money::Fen;
use yichuang_domain::reviews::Exact;
use yichuang_domain::schemes::Criterion;
use yichuang_domain::time::Timestamp;
use yichuang_store::record::{Call, Organisation, Proposal, ResultRow, ResultRun, ReviewStage, User};
use yichuang_store::{StoreError, reviews as rows};

use super::compute::{ExcludedReview, RowDetail, StageResult};
use super::{rubric, stage_of};

/// What a sheet says.
pub(super) struct Sheet {
    call: Call,
    run: ResultRun,
    pub proposal: Proposal,
    row: ResultRow,
    organisation: Organisation,
    criteria: Vec<Criterion>,
    /// What was scored at the defence; empty where none was held.
    defence: Vec<Criterion>,
    computed_by: String,
    verified_by: Option<String>,
}

impl Sheet {
    pub async fn read(uow: &Uow, call: Call, run: ResultRun, proposal: Proposal, row: ResultRow) -> Result<Self, Problem> {
        let stage: ReviewStage = stage_of(uow, &call).await?;
        let organisation: Organisation = uow.find(proposal.organisation_id).await?;
        let computed_by = uow.find::<User>(run.computed_by).await?.name;
        let verified_by = match run.verified_by {
            Some(id) => Some(uow.find::<User>(id).await?.name),
            None => None,
        };
        let defence = match rows::defence_stage_of(&uow.conn, call.id).await? {
            Some(stage) => rubric::weighed(&stage)?,
            None => Vec::new(),
        };
        Ok(Self { criteria: rubric::weighed(&stage)?, defence, call, run, proposal, row, organisation, computed_by, verified_by })
    }
}

/// What became of one review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Kept,
    Low,
    High,
}

/// One review as it was sealed.
struct Scored {
    reviewer: String,
    scores: Vec<String>,
    total: Exact,
    fate: Fate,
}

/// The document.
pub(super) fn sheet(of: &Sheet) -> Result<Document, Problem> {
    let input: Value = document(&of.run.input)?;
    let output: Value = document(&of.run.output)?;
    let detail: RowDetail = document(&of.row.detail)?;
    let reviews = scored(&of.proposal.number, &input, &output, &detail)?;
    let mut paper = Document::new("项目评分表", &of.proposal.number, instant(of.run.verified_at.unwrap_or(of.run.created_at))?);
    paper.issuer.clone_from(&of.call.host_name);
    paper.subtitle = format!("{}（{}）", of.call.title, of.call.number);
    paper.fingerprint.clone_from(&of.run.output_sha256);
    paper.footer = format!("{} · 第 {} 次计算 · 结果 SHA-256 {}", of.proposal.number, of.run.seq, of.run.output_sha256);
    paper.watermark = if of.run.verified_by.is_some() { String::new() } else { "未复核".to_owned() };
    paper.numbered = true;
    paper.facts = facts(of)?;
    paper.section("评分明细", vec![points(&of.criteria, &reviews), Block::Note { text: weights(&of.criteria) }]);
    not_counted(&mut paper, "未计入的评分", &detail.excluded);
    let defence = detail.stages.iter().find(|stage| stage.kind == "defence");
    let heard = defence.map(|stage| heard(&of.proposal.number, &input, &output, stage)).unwrap_or_default();
    if let Some(stage) = defence {
        paper.section("答辩评分明细", vec![points(&of.defence, &heard), Block::Note { text: weights(&of.defence) }]);
        not_counted(&mut paper, "答辩未计入的评分", &stage.excluded);
    }
    let items = if detail.stages.is_empty() {
        outcome(of, &input, &output, &reviews)
    } else {
        combined(of, &input, &output, (&detail.stages, &reviews, &heard))
    };
    paper.section("结果的形成", vec![Block::Facts { title: String::new(), items }]);
    paper.signatures = signatures(of, &reviews);
    Ok(paper)
}

fn not_counted(paper: &mut Document, title: &str, excluded: &[ExcludedReview]) {
    if !excluded.is_empty() {
        let rows = excluded.iter().map(|one| vec![one.reviewer.clone(), exclusion(&one.reason).to_owned()]).collect();
        paper.section(title, vec![Block::table("", vec![Column::text("评委", 1), Column::text("原因", 3)], rows)]);
    }
}

fn facts(of: &Sheet) -> Result<Vec<Fact>, Problem> {
    let requested = Fen::new(of.proposal.requested_fen).map_err(Problem::internal)?;
    let verified = match (&of.verified_by, of.run.verified_at) {
        (Some(name), Some(at)) => format!("{name}，{}", beijing(instant(at)?)),
        _ => "尚未复核".to_owned(),
    };
    Ok(vec![
        fact("申报编号", &*of.proposal.number),
        fact("项目名称", &*of.proposal.title),
        fact("申报单位", &*of.organisation.name),
        fact("申请资助金额", amount(requested)),
        fact("计算", format!("第 {} 次，{}，{}", of.run.seq, of.computed_by, beijing(instant(of.run.created_at)?))),
        fact("复核", verified),
        fact("输入 SHA-256", &*of.run.input_sha256),
        fact("计算引擎", &*of.run.engine_version),
    ])
}

/// The sealed reviews of the proposal with what became of them, by alias.
fn scored(number: &str, input: &Value, output: &Value, detail: &RowDetail) -> Result<Vec<Scored>, Problem> {
    let mut found = Vec::new();
    for one in input["written_scores"].as_array().into_iter().flatten().filter(|one| one["proposal"] == number) {
        let reviewer = one["reviewer"].as_str().unwrap_or_default().to_owned();
        let total = output["totals"][format!("{number}/{reviewer}")].as_str().and_then(|text| text.parse::<Exact>().ok());
        found.push(Scored {
            scores: one["scores"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
            total: total.ok_or_else(|| broken("a sealed review has no total"))?,
            fate: Fate::Kept,
            reviewer,
        });
    }
    judge(&mut found, &detail.dropped, low(input, &detail.dropped));
    Ok(found)
}

/// The same of the defence.
fn heard(number: &str, input: &Value, output: &Value, stage: &StageResult) -> Vec<Scored> {
    let mut found = Vec::new();
    for (reviewer, scores) in input["defence_scores"][number].as_object().into_iter().flatten() {
        let total = output["defence_totals"][format!("{number}/{reviewer}")].as_str().and_then(|text| text.parse::<Exact>().ok());
        // Scores of a proposal that is not shortlisted any more have no total.
        let Some(total) = total else { continue };
        let scores = scores.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        found.push(Scored { reviewer: reviewer.clone(), scores, total, fate: Fate::Kept });
    }
    judge(&mut found, &stage.dropped, low(input, &stage.dropped));
    found
}

/// How many of those that were dropped stood at the lower end: as many as at the higher, unless the policy says numbers.
fn low(input: &Value, dropped: &[String]) -> usize {
    if input["policy"]["trim_share_bp"].is_u64() || input["policy"]["aggregate"] == "median" {
        return dropped.len() / 2;
    }
    usize::try_from(input["policy"]["trim_low"].as_u64().unwrap_or(0)).unwrap_or(0)
}

/// Says of each dropped review at which end it stood: in the order of the domain, by total and then by reviewer.
fn judge(reviews: &mut [Scored], dropped: &[String], low: usize) {
    reviews.sort_by(|one, other| one.total.cmp(&other.total).then_with(|| one.reviewer.cmp(&other.reviewer)));
    for (place, review) in reviews.iter_mut().enumerate() {
        if dropped.contains(&review.reviewer) {
            review.fate = if place < low { Fate::Low } else { Fate::High };
        }
    }
    reviews.sort_by(|one, other| one.reviewer.cmp(&other.reviewer));
}

fn points(criteria: &[Criterion], reviews: &[Scored]) -> Block {
    let mut columns = vec![Column::text("评委", 4)];
    columns.extend(criteria.iter().map(|criterion| Column::figure(&criterion.title.zh, 4)));
    columns.extend([Column::figure("总分（精确）", 5), Column::text("是否采用", 6)]);
    let rows = reviews.iter().map(|review| {
        let mut row = vec![review.reviewer.clone()];
        row.extend(review.scores.iter().cloned());
        row.extend([review.total.to_string(), fate(review.fate).to_owned()]);
        row
    });
    Block::table("", columns, rows.collect())
}

const fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Kept => "采用",
        Fate::Low => "去除：最低分",
        Fate::High => "去除：最高分",
    }
}

fn weights(criteria: &[Criterion]) -> String {
    let weight = |criterion: &Criterion| {
        format!("{} {}（{}–{} 分）", criterion.title.zh, percent(criterion.weight_bp), criterion.min, criterion.max)
    };
    let all: Vec<String> = criteria.iter().map(weight).collect();
    format!("权重与分值：{}。总分为各项得分按权重折算的百分制精确值，不作中间取整。", all.join("；"))
}

fn percent(bp: u32) -> String {
    let (whole, part) = (bp / 100, bp % 100);
    if part == 0 { format!("{whole}%") } else { format!("{whole}.{part:02}%") }
}

fn exclusion(code: &str) -> &str {
    match code {
        "recused" => "回避（存在利害关系）",
        "abstained" => "弃权（不计为零分）",
        "voided" => "作废",
        "not_submitted" => "未提交（按缺评处理，不计为零分）",
        "replaced" => "已更换评委",
        other => other,
    }
}

fn outcome(of: &Sheet, input: &Value, output: &Value, reviews: &[Scored]) -> Vec<Fact> {
    let count = |key: &str| input["policy"][key].as_u64().unwrap_or(0).to_string();
    let kept: Vec<String> = reviews.iter().filter(|one| one.fate == Fate::Kept).map(|one| one.total.to_string()).collect();
    let mut items = vec![fact("有效评分", format!("{} 份（方案规定至少 {} 份）", of.row.n_valid, count("quorum")))];
    let Some(exact) = &of.row.exact else {
        items.push(fact("结果", unplaced(&of.row.reason, &count("quorum"))));
        return items;
    };
    items.extend([fact("合成方法", method(&of.row.agg_state, input)), fact("算式", format!("（{}）÷ {}", kept.join(" + "), kept.len()))]);
    items.extend(placed(of, input, output, exact));
    items
}

/// The same with further stages: each stage exactly, then all of them by their weights, rounded once.
fn combined(of: &Sheet, input: &Value, output: &Value, (stages, written, heard): (&[StageResult], &[Scored], &[Scored])) -> Vec<Fact> {
    let count = |key: &str| input["policy"][key].as_u64().unwrap_or(0).to_string();
    let mut items = Vec::new();
    for stage in stages {
        let (name, reviews) = match stage.kind.as_str() {
            "defence" => ("答辩", heard),
            "written" => ("书面评审", written),
            _ => {
                items.extend(counted(of, input, output, stage));
                continue;
            }
        };
        items.push(fact(&format!("{name}：有效评分"), format!("{} 份（方案规定至少 {} 份）", stage.n_valid, count("quorum"))));
        let Some(exact) = &stage.exact else { continue };
        let kept: Vec<String> = reviews.iter().filter(|one| one.fate == Fate::Kept).map(|one| one.total.to_string()).collect();
        items.push(fact(&format!("{name}：合成方法"), method(&stage.state, input)));
        items.push(fact(&format!("{name}：算式"), format!("（{}）÷ {} = {exact}", kept.join(" + "), kept.len())));
    }
    let Some(exact) = &of.row.exact else {
        items.push(fact("结果", unplaced(&of.row.reason, &count("quorum"))));
        return items;
    };
    let parts = stages.iter().map(|stage| format!("{} × {}", stage.exact.as_deref().unwrap_or(NOTHING), percent(stage.weight_bp)));
    items.push(fact("总成绩算式", format!("{} = {exact}", parts.collect::<Vec<_>>().join(" + "))));
    items.extend(placed(of, input, output, exact));
    items
}

/// What the public jury or the visitors gave: their ballots, and the mean.
fn counted(of: &Sheet, input: &Value, output: &Value, stage: &StageResult) -> Vec<Fact> {
    let (name, ballots, unit, record) = match stage.kind.as_str() {
        "site_visit" => ("实地考察", "评分表", "份", "考察记录"),
        _ => ("大众评审", "选票", "张", "计票记录"),
    };
    let mut items = vec![fact(&format!("{name}：有效{ballots}"), format!("{} {unit}", stage.n_valid))];
    if let Some(exact) = &stage.exact {
        let points = output[&stage.kind][&of.proposal.number]["points"].as_str().unwrap_or(NOTHING);
        items.push(fact(&format!("{name}：算式"), format!("合计 {points} 分 ÷ {} {unit} = {exact}", stage.n_valid)));
    }
    let digest = input[format!("{}_protocol", stage.kind)]["evidence_sha256"].as_str().unwrap_or(NOTHING);
    items.push(fact(&format!("{name}：{record} SHA-256"), digest));
    items
}

/// The exact result, its one rounding, and the rank.
fn placed(of: &Sheet, input: &Value, output: &Value, exact: &str) -> [Fact; 4] {
    let shown = of.row.shown.clone().unwrap_or_else(|| NOTHING.to_owned());
    let rounding = if input["policy"]["rounding"] == "half_even" { "四舍六入五成双" } else { "四舍五入" };
    let digits = input["policy"]["rank_dp"].as_u64().unwrap_or(0);
    [
        fact("精确值", exact),
        fact("唯一一次取整", format!("{exact} → {shown}（{rounding}，保留 {digits} 位小数）")),
        fact("名次", of.row.place.map_or_else(|| NOTHING.to_owned(), |place| format!("第 {place} 名"))),
        fact("排序依据", reason(of, output)),
    ]
}

fn method(state: &str, input: &Value) -> String {
    let count = |key: &str| input["policy"][key].as_u64().unwrap_or(0);
    match state {
        "median" => "取中位数（居中的一份，或居中两份的平均）".to_owned(),
        "hodges_lehmann" => "取两两平均值（含各自）的中位数".to_owned(),
        "trimmed" if count("trim_share_bp") > 0 => {
            let share = u32::try_from(count("trim_share_bp")).unwrap_or_default();
            format!("最低、最高各去掉 {}（按份数向下取整）后取平均", percent(share))
        }
        "trimmed" => format!("去掉 {} 个最低分、{} 个最高分后取平均", count("trim_low"), count("trim_high")),
        _ => format!("不足 {} 份，不去极值，取全部平均", count("min_n_for_trim")),
    }
}

fn unplaced(reason: &str, quorum: &str) -> String {
    match reason {
        "not_shortlisted" => "书面评审未入围答辩，不产生总成绩与名次".to_owned(),
        "no_jury" => "大众评审未计得选票，不产生总成绩与名次".to_owned(),
        "no_site_visit" => "实地考察未得评分，不产生总成绩与名次".to_owned(),
        "no_defence" => "答辩缺席或有效评分不足，不产生总成绩与名次".to_owned(),
        _ => format!("有效评分不足 {quorum} 份，不产生得分与名次"),
    }
}

/// What sets the proposal apart from the one above.
fn reason(of: &Sheet, output: &Value) -> String {
    let above = output["ranking"].as_array().into_iter().flatten().collect::<Vec<_>>();
    let at = above.iter().position(|row| row[1] == of.proposal.number.as_str());
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| above[at][1].as_str());
    let said = match (before, of.row.reason.as_str()) {
        (None, _) => "得分最高，名列第一".to_owned(),
        (Some(before), "score") => format!("得分低于前一名（{before}）"),
        (Some(before), "LOTTERY") => format!("与前一名（{before}）各项比较均相同，须以抽签区分先后"),
        (Some(before), "tie-break: lower ask") => format!("与前一名（{before}）同分，申请金额较高者列后"),
        (Some(before), "tie-break: defence") => format!("与前一名（{before}）同分，按答辩得分排列"),
        (Some(before), code) => {
            let by = code.trim_start_matches("tie-break: ").trim_end_matches(" mean of kept");
            let title = of.criteria.iter().find(|criterion| criterion.code == by).map_or(code, |criterion| &*criterion.title.zh);
            format!("与前一名（{before}）同分，按「{title}」平均分排列")
        }
    };
    of.row.tie_group.map_or(said.clone(), |group| format!("{said}；同分组 {group}"))
}

/// A line for each reviewer whose review was sealed, and for those who counted, verified and watched.
fn signatures(of: &Sheet, reviews: &[Scored]) -> Vec<Signature> {
    let lines = || vec![fact("签名", ""), fact("日期", "")];
    let mut all: Vec<Signature> = reviews.iter().map(|one| Signature { title: one.reviewer.clone(), items: lines() }).collect();
    let named = |title: &str, name: Option<&str>| {
        let mut items: Vec<Fact> = name.map(|name| fact("姓名", name)).into_iter().collect();
        items.extend(lines());
        Signature { title: title.to_owned(), items }
    };
    all.push(named("计分人", Some(&of.computed_by)));
    all.push(named("复核人", of.verified_by.as_deref()));
    all.push(named("监督人", None));
    all
}

fn instant(micros: i64) -> Result<Timestamp, Problem> {
    Timestamp::from_micros(micros).map_err(Problem::internal)
}

fn broken(what: &str) -> Problem {
    StoreError::Broken(what.to_owned()).into()
}

#[cfg(test)]
mod tests {
    use super::{Fate, Scored, judge};

    #[test]
    fn a_dropped_review_stands_at_its_end_and_equals_are_told_apart_by_name() {
        let review = |reviewer: &str, total: &str| Scored {
            reviewer: reviewer.to_owned(),
            scores: Vec::new(),
            total: total.parse().unwrap(),
            fate: Fate::Kept,
        };
        let mut all = vec![review("丙", "80"), review("甲", "161/2"), review("乙", "80"), review("丁", "80")];
        // Of three equal ones the first by name is the lowest.
        judge(&mut all, &["丁".to_owned(), "甲".to_owned()], 1);
        let fates: Vec<_> = all.iter().map(|one| (one.reviewer.as_str(), one.fate)).collect();
        assert_eq!(fates, [("丁", Fate::Low), ("丙", Fate::Kept), ("乙", Fate::Kept), ("甲", Fate::High)]);
    }
}
