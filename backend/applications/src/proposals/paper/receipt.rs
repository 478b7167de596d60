//! The receipt of a submission.

use yichuang_base::documents::{Block, Document, amount, beijing, fact};
use yichuang_base::problem::Problem;

use super::{Printed, Submission};

/// The receipt; 404 when nothing was handed in.
pub(in super::super) fn receipt(printed: &Printed) -> Result<Document, Problem> {
    let submission = printed.submission.as_ref().ok_or_else(Problem::not_found)?;
    let handed = &printed.handed;
    let mut document = Document::new("申报回执", &handed.number, printed.at);
    document.issuer.clone_from(&handed.call.title);
    document.fingerprint.clone_from(&submission.sha256);
    document.footer = format!("{} · SHA-256 {}", handed.number, submission.sha256);
    document.facts = vec![
        fact("回执编号", &*handed.number),
        fact("项目名称", &*handed.title),
        fact("征集公告", format!("{}（{}）", handed.call.title, handed.call.number)),
        fact("申报单位", &*handed.organisation.name),
        fact("提交时刻", beijing(submission.at)),
        fact("提交次数", which(submission)),
        fact("申请资助金额", amount(handed.requested)),
        fact("配套资金", amount(handed.matching)),
        fact("内容摘要 SHA-256", &*submission.sha256),
    ];
    if printed.demonstration {
        document.facts.push(fact("数据性质", "演示数据"));
    }
    let text = "扫描二维码，或打开下列网址，可核验本回执的编号与内容摘要是否与平台记录一致。核验不显示申报内容。";
    let code = Block::Qr { title: String::new(), data: printed.check(submission), text: text.to_owned() };
    let keep = "内容摘要由提交时的全部内容算得，内容改动一字，摘要即不相同。请妥善保存本回执。";
    document.section("核验", vec![code, Block::Note { text: keep.to_owned() }]);
    Ok(document)
}

/// Whether it was handed in first or corrected.
fn which(submission: &Submission) -> String {
    if submission.n == 1 { "第 1 次提交".to_owned() } else { format!("第 {} 次提交（补正）", submission.n) }
}
