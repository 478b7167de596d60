//! An agreement on paper: the text that both parties sign, and who signed it.

use serde::Deserialize;
use yichuang_base::documents::{Block, Column, Document, Fact, Signature, amount, beijing, fact, or_nothing};
use yichuang_base::problem::Problem;
use yichuang_base::wire::document as stored;
use yichuang_domain::money::{Fen, MoneyError};
use yichuang_domain::time::{Day, Timestamp};
use yichuang_store::record::{Agreement, AgreementSignature};

/// What `yichuang-agreement/1` says, as far as it is printed.
#[derive(Deserialize)]
struct Text {
    number: String,
    call: Named,
    project: Named,
    funder: Party,
    grantee: Party,
    starts_on: Day,
    ends_on: Day,
    amount: Fen,
    tranches: Vec<Tranche>,
}

#[derive(Deserialize)]
struct Named {
    number: String,
    title: String,
}

#[derive(Deserialize)]
struct Party {
    name: String,
    uscc: Option<String>,
    legal_representative: Option<String>,
}

#[derive(Deserialize)]
struct Tranche {
    seq: i32,
    share_bp: u32,
    amount: Fen,
    gate_title: String,
    due_working_days: u32,
}

/// The agreement with the signatures it has; a watermark as long as not both parties have signed.
pub(super) fn agreement(row: &Agreement, signatures: &[AgreementSignature]) -> Result<Document, Problem> {
    let text: Text = stored(&row.document)?;
    let last = signatures.iter().map(|one| one.signed_at).max().unwrap_or(row.created_at);
    let at = Timestamp::from_micros(last).map_err(Problem::internal)?;
    let mut document = Document::new("公益创投项目资助协议", &text.number, at);
    document.issuer.clone_from(&text.call.title);
    document.numbered = true;
    document.fingerprint.clone_from(&row.document_sha256);
    document.footer = format!("{} · SHA-256 {}", text.number, row.document_sha256);
    if row.signed_at.is_none() {
        "未生效".clone_into(&mut document.watermark);
    }
    document.facts = vec![
        fact("协议编号", &*text.number),
        fact("征集公告", format!("{}（{}）", text.call.title, text.call.number)),
        fact("项目", format!("{}（{}）", text.project.title, text.project.number)),
    ];
    let parties = [party("甲方（资助方）", &text.funder), party("乙方（受资助方）", &text.grantee)].concat();
    document.section("协议双方", vec![Block::Facts { title: String::new(), items: parties }]);
    let terms = vec![fact("项目期限", format!("{} 至 {}", text.starts_on, text.ends_on)), fact("资助金额", amount(text.amount))];
    document.section("期限与金额", vec![Block::Facts { title: String::new(), items: terms }]);
    document.section("拨付计划", vec![plan(&text).map_err(Problem::internal)?]);
    let note = "本协议的签署内容为平台保存的电子文本，其 SHA-256 摘要印于页脚；双方签署均针对该摘要。";
    document.section("签署", vec![Block::Note { text: note.to_owned() }]);
    document.signatures = vec![
        block("甲方（资助方）", &text.funder.name, signatures.iter().find(|one| one.party == "funder")),
        block("乙方（受资助方）", &text.grantee.name, signatures.iter().find(|one| one.party == "grantee")),
    ];
    Ok(document)
}

fn party(label: &str, party: &Party) -> Vec<Fact> {
    let mut facts = vec![fact(label, &*party.name)];
    facts.extend(party.uscc.as_deref().map(|code| fact("统一社会信用代码", code)));
    facts.extend(party.legal_representative.as_deref().map(|name| fact("法定代表人", or_nothing(name))));
    facts
}

fn plan(text: &Text) -> Result<Block, MoneyError> {
    let columns = vec![
        Column::text("期次", 2),
        Column::text("拨付条件", 4),
        Column::text("时限", 3),
        Column::figure("比例", 2),
        Column::figure("金额（元）", 3),
        Column::text("大写", 5),
    ];
    let cells = |one: &Tranche| {
        let share = format!("{}.{:02}%", one.share_bp / 100, one.share_bp % 100);
        let due = format!("{} 个工作日内", one.due_working_days);
        vec![format!("第 {} 期", one.seq), one.gate_title.clone(), due, share, one.amount.grouped(), one.amount.upper()]
    };
    let sum = Fen::sum(text.tranches.iter().map(|one| one.amount))?;
    let mut total = vec![String::new(); columns.len()];
    "合计".clone_into(&mut total[0]);
    total[4] = sum.grouped();
    let in_words = format!("合计（大写）：人民币{}", sum.upper());
    Ok(Block::Table { title: String::new(), rows: text.tranches.iter().map(cells).collect(), columns, total, in_words })
}

/// One party: its name, its seal, and who signed here; lines to write on where nobody has.
fn block(title: &str, name: &str, signed: Option<&AgreementSignature>) -> Signature {
    let by = signed.map(|one| format!("{}（已在线签署）", one.signed_name)).unwrap_or_default();
    let at = signed.and_then(|one| Timestamp::from_micros(one.signed_at).ok()).map(beijing).unwrap_or_default();
    Signature { title: title.to_owned(), items: vec![fact("单位", name), fact("盖章", ""), fact("签署", by), fact("日期", at)] }
}
