//! The whole proposal.

use yichuang_base::documents::{Block, Column, Document, Fact, Signature, amount, beijing, fact, or_nothing};
use yichuang_base::problem::Problem;
use yichuang_domain::money::{Fen, MoneyError};
use yichuang_domain::rules::BudgetLine;

use super::{Handed, Printed, answers, title_of};
use crate::proposals::document::ProposalDocument;

/// The proposal as it was handed in, or as a draft with a watermark.
pub(in super::super) fn application(printed: &Printed) -> Result<Document, Problem> {
    let handed = &printed.handed;
    let mut document = Document::new("公益创投项目申报书", &handed.number, printed.at);
    document.issuer.clone_from(&handed.call.title);
    document.subtitle = if handed.title.trim().is_empty() { "（未填写项目名称）".to_owned() } else { handed.title.clone() };
    document.numbered = true;
    document.facts = facts(printed);
    match &printed.form {
        Some(form) => answers::add(&mut document, form, &handed.form),
        None => texts(&mut document, &handed.document),
    }
    rows(&mut document, printed);
    budget(&mut document, printed).map_err(Problem::internal)?;
    if let Some(files) = files(handed) {
        document.section("附件", vec![files]);
    }
    document.signatures = signatures(printed);
    close(&mut document, printed);
    Ok(document)
}

fn facts(printed: &Printed) -> Vec<Fact> {
    let (handed, scheme) = (&printed.handed, &printed.scheme);
    let mut facts = vec![
        fact("申报编号", &*handed.number),
        fact("征集公告", format!("{}（{}）", handed.call.title, handed.call.number)),
        fact("申报单位", &*handed.organisation.name),
    ];
    facts.extend(handed.organisation.uscc.as_deref().map(|code| fact("统一社会信用代码", code)));
    let categories = scheme.categories.iter().map(|one| (one.code.as_str(), &one.title));
    facts.push(fact("项目类别", or_nothing(title_of(handed.category.as_deref().unwrap_or_default(), categories))));
    if let [first, _, ..] = &scheme.tracks[..] {
        let chosen = handed.document.track.as_deref().unwrap_or(&first.code);
        facts.push(fact("申报赛道", title_of(chosen, scheme.tracks.iter().map(|one| (one.code.as_str(), &one.title)))));
    }
    facts.extend(handed.needs.iter().map(|need| fact("对应需求", format!("{} {}", need.number, need.title))));
    facts.push(fact("申请资助金额", amount(handed.requested)));
    facts.push(fact("配套资金", amount(handed.matching)));
    facts.push(fact("提交时刻", printed.submission.as_ref().map_or_else(|| "尚未提交".to_owned(), |one| beijing(one.at))));
    if printed.demonstration {
        facts.push(fact("数据性质", "演示数据"));
    }
    facts
}

/// The texts of the standard form, with the rows that belong to them under them.
fn texts(document: &mut Document, said: &ProposalDocument) {
    let content = &said.content;
    for (title, text) in [("项目概述", &content.summary), ("需求分析", &content.need), ("项目目标", &content.goals)] {
        document.section(title, vec![Block::text("", text)]);
    }
    for (title, text) in [("活动计划", &content.activities), ("项目团队", &content.team), ("风险与应对", &content.risks)] {
        if !text.trim().is_empty() {
            document.section(title, vec![Block::text("", text)]);
        }
    }
}

/// What stands in rows beside every form: plan, people, risks, indicators, beneficiaries.
fn rows(document: &mut Document, printed: &Printed) {
    let said = &printed.handed.document;
    // Indicators that the form asks for are printed with its answers.
    let measured = printed.form.as_ref().is_some_and(|form| form.indicators(&printed.handed.form.answers).is_some());
    let tables = [
        ("活动计划", plan(said)),
        ("项目团队", team(said)),
        ("风险与应对", risks(said)),
        ("绩效指标", (!measured).then(|| indicators(said)).flatten()),
        ("服务对象", beneficiaries(said)),
    ];
    for (title, table) in tables {
        let Some(table) = table else { continue };
        match document.sections.iter_mut().find(|section| section.title == title) {
            Some(section) => section.blocks.push(table),
            None => document.section(title, vec![table]),
        }
    }
}

/// A table of these rows; nothing when there are none.
fn table<'a, T: 'a>(title: &str, columns: Vec<Column>, rows: &'a [T], cells: impl Fn(&'a T) -> Vec<String>) -> Option<Block> {
    (!rows.is_empty()).then(|| Block::table(title, columns, rows.iter().map(cells).collect()))
}

fn plan(said: &ProposalDocument) -> Option<Block> {
    let columns = vec![
        Column::text("月份", 2),
        Column::text("活动", 5),
        Column::text("地点", 3),
        Column::text("目标", 4),
        Column::figure("预算占比", 2),
    ];
    table("分月计划", columns, &said.plan, |step| {
        let share = format!("{}.{:02}%", step.share_bp / 100, step.share_bp % 100);
        let texts = [&step.month, &step.activity, &step.place, &step.target].map(|text| or_nothing(text));
        texts.into_iter().chain([share]).collect()
    })
}

/// The files that were handed in, each with the fingerprint by which it is known again.
fn files(handed: &Handed) -> Option<Block> {
    let columns = vec![Column::text("文件", 4), Column::figure("大小（字节）", 2), Column::text("SHA-256", 6)];
    table("", columns, &handed.attachments, |file| vec![or_nothing(&file.name), file.size.to_string(), file.sha256.clone()])
}

fn team(said: &ProposalDocument) -> Option<Block> {
    let columns = vec![Column::text("姓名", 2), Column::text("项目分工", 3), Column::text("专业资质", 3), Column::text("职责与投入", 5)];
    table("团队成员", columns, &said.team, |member| {
        [&member.name, &member.role, &member.qualification, &member.duty].map(|text| or_nothing(text)).into()
    })
}

fn risks(said: &ProposalDocument) -> Option<Block> {
    let columns = vec![Column::text("风险", 4), Column::text("程度", 1), Column::text("应对措施", 6)];
    table("风险清单", columns, &said.risks, |risk| {
        vec![or_nothing(&risk.risk), or_nothing(level(&risk.level)), or_nothing(&risk.response)]
    })
}

fn level(code: &str) -> &str {
    match code {
        "low" => "低",
        "medium" => "中",
        "high" => "高",
        other => other,
    }
}

fn indicators(said: &ProposalDocument) -> Option<Block> {
    let columns = vec![Column::text("指标名称", 5), Column::text("计量单位", 2), Column::figure("现状值", 2), Column::figure("目标值", 2)];
    table("", columns, &said.indicators, |one| [&one.name, &one.unit, &one.baseline, &one.target].map(|text| or_nothing(text)).into())
}

fn beneficiaries(said: &ProposalDocument) -> Option<Block> {
    let people: u64 = said.beneficiaries.iter().map(|group| u64::from(group.head_count)).sum();
    let columns = vec![Column::text("服务对象类别", 3), Column::figure("人数", 1)];
    let found = table("", columns, &said.beneficiaries, |group| vec![or_nothing(kind(&group.kind)), group.head_count.to_string()])?;
    let Block::Table { title, columns, rows, in_words, .. } = found else { return Some(found) };
    Some(Block::Table { title, columns, rows, in_words, total: vec!["合计".to_owned(), people.to_string()] })
}

/// The kinds that the pages offer; any other is the applicant's own word.
fn kind(code: &str) -> &str {
    match code {
        "children" => "儿童",
        "elderly" => "老年人",
        "disabled" => "残障人士",
        "families" => "困难家庭",
        "residents" => "社区居民",
        "other" => "其他",
        own => own,
    }
}

fn budget(document: &mut Document, printed: &Printed) -> Result<(), MoneyError> {
    let (handed, budget) = (&printed.handed, &printed.handed.document.budget);
    let whole = handed.requested.checked_add(handed.matching)?;
    let sums =
        vec![fact("申请资助金额", amount(handed.requested)), fact("配套资金", amount(handed.matching)), fact("项目总预算", amount(whole))];
    document.section(
        "经费预算",
        vec![
            lines(printed, "资助资金预算", &budget.grant, handed.requested, false),
            lines(printed, "配套资金预算", &budget.matching, handed.matching, true),
            Block::Facts { title: "预算合计".to_owned(), items: sums },
        ],
    );
    Ok(())
}

/// One of the two tables, with its sum in figures and in capital numerals.
fn lines(printed: &Printed, title: &str, lines: &[BudgetLine], sum: Fen, shown: bool) -> Block {
    if lines.is_empty() {
        return Block::text(title, "");
    }
    let subject = |line: &BudgetLine| {
        let subjects = printed.scheme.budget.lines.iter().map(|rule| (rule.subject.as_str(), &rule.title));
        or_nothing(title_of(&line.subject, subjects))
    };
    let cells = |(index, line): (usize, &BudgetLine)| {
        let mut cells = vec![(index + 1).to_string(), subject(line), or_nothing(&line.content)];
        cells.extend(shown.then(|| proof(line)));
        cells.extend([line.unit_price.grouped(), or_nothing(&line.quantity), line.subtotal.grouped()]);
        cells
    };
    let mut columns = vec![Column::text("序号", 2), Column::text("科目", 4), Column::text("支出内容", if shown { 6 } else { 11 })];
    columns.extend(shown.then(|| Column::text("来源与凭证", 5)));
    columns.extend([Column::figure("单价（元）", 4), Column::figure("数量", 3), Column::figure("小计（元）", 4)]);
    let mut total = vec![String::new(); columns.len()];
    "合计".clone_into(&mut total[1]);
    total.last_mut().into_iter().for_each(|cell| *cell = sum.grouped());
    let rows = lines.iter().enumerate().map(cells).collect();
    Block::Table { title: title.to_owned(), columns, rows, total, in_words: format!("合计（大写）：人民币{}", sum.upper()) }
}

fn proof(line: &BudgetLine) -> String {
    let Some(proof) = &line.proof else { return or_nothing("") };
    let said: Vec<&str> = [&proof.source, &proof.number].into_iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    or_nothing(&said.join("；"))
}

/// The organisation's seal, and its representative by hand or as they signed here.
fn signatures(printed: &Printed) -> Vec<Signature> {
    let signed = printed.signature.as_ref();
    let name = signed.map(|one| format!("{}（已在线签署）", one.signed_name)).unwrap_or_default();
    let at = signed.and_then(|one| one.answered_at).and_then(|at| yichuang_domain::time::Timestamp::from_micros(at).ok());
    let day = at.map(yichuang_domain::time::Timestamp::shanghai_second).unwrap_or_default();
    vec![
        Signature {
            title: "申报单位（盖章）".to_owned(),
            items: vec![fact("单位", &*printed.handed.organisation.name), fact("盖章", ""), fact("日期", "")],
        },
        Signature { title: "法定代表人（负责人）".to_owned(), items: vec![fact("签署", name), fact("日期", day)] },
    ]
}

/// The receipt at the end and at the foot of every page; a draft has none and says so.
fn close(document: &mut Document, printed: &Printed) {
    let number = &printed.handed.number;
    let Some(submission) = &printed.submission else {
        "草稿".clone_into(&mut document.watermark);
        document.footer = format!("{number} · 草稿，尚未提交");
        return;
    };
    document.fingerprint.clone_from(&submission.sha256);
    document.footer = format!("{number} · SHA-256 {}", submission.sha256);
    let items = vec![fact("申报编号", &**number), fact("提交时刻", beijing(submission.at)), fact("内容摘要 SHA-256", &*submission.sha256)];
    let text = "扫描二维码可核验申报编号与内容摘要是否与平台记录一致。";
    let code = Block::Qr { title: String::new(), data: printed.check(submission), text: text.to_owned() };
    document.section("提交凭证", vec![Block::Facts { title: String::new(), items }, code]);
}
