//! A call whose deadline is over: its proposals are being screened. One is complete, one copies much of another, and
//! one was returned with its open parts.

use uuid::Uuid;
use yichuang_applications::proposals::corrections::CorrectionPartInput;
use yichuang_applications::proposals::document::ProposalContentInput;
use yichuang_applications::proposals::parts::{ProposalPlanStep, ProposalRisk, ProposalTeamMember};
use yichuang_applications::proposals::update::ProposalChangeInput;
use yichuang_applications::{calls, proposals};
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Instant, Money, SignatureInput};
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::schemes::{SignOff, preset};
use yichuang_domain::time::end_of_day_shanghai;
use yichuang_store::record::{Area, Call, Organisation, Proposal, User};

use super::ago;
use crate::import::{self, Cast, acting};

/// The call, closed yesterday, and the proposals of these organisations in it. The first has an editor, whose
/// proposal the owner signs.
pub(super) async fn load(
    uow: &Uow,
    cast: &Cast,
    district: &Area,
    (open, needs): (&Call, [Uuid; 3]),
    applicants: &[(User, Organisation)],
    editor: &User,
) -> Result<(), Problem> {
    let call = publish(uow, cast, district, open).await?;
    let texts = [
        ("社区老人助餐服务", "辖区内60周岁以上独居老人三百余人，子女多在外地，午餐常常凑合，居民议事会连续两年提出设立助餐点。"),
        ("残障青年手作工坊", "街道登记的持证残障青年四十六人，其中三十一人没有稳定就业，家长希望有一处可以日间活动并学习手艺的场所。"),
        ("邻里互助午餐点", "辖区内60周岁以上独居老人三百余人，子女多在外地，午餐常常凑合，居民议事会连续两年提出设立助餐点。"),
    ];
    let mut rows = Vec::new();
    for ((owner, organisation), (index, (title, need))) in applicants.iter().zip(texts.iter().enumerate()) {
        let writer = if index == 0 { editor } else { owner };
        // The first and the last answer the same need.
        let listed = if index == 1 { needs[1] } else { needs[0] };
        rows.push(propose(uow, &call, (writer, owner, organisation), title, (need, listed)).await?);
    }
    screen(uow, cast, call, &rows).await
}

async fn publish(uow: &Uow, cast: &Cast, district: &Area, open: &Call) -> Result<Call, Problem> {
    let mut scheme = preset("changzhou").ok_or_else(Problem::not_found)?;
    scheme.limits.sign_off = SignOff::Owner;
    let officer = acting(uow, &cast.officer, ago(uow, 5, 3)).await?;
    let yesterday = uow.today().plus_days(-1).map_err(Problem::internal)?;
    let input = calls::create::CallInput {
        title: format!("{}年街道微创投（演示，资格审查中）", uow.today().year()),
        year: uow.today().year(),
        area_code: district.code.clone(),
        host_name: Some("常州市天宁区民政局".to_owned()),
        scheme_preset: "changzhou".to_owned(),
        scheme: Some(serde_json::to_value(&scheme).map_err(Problem::internal)?),
        budget: Money(Fen::new(20_000_000).map_err(Problem::internal)?),
        allotment_id: open.allotment_id.map(|id| id.0),
        opens_at: Instant(ago(uow, 4, 1)),
        closes_at: Instant(end_of_day_shanghai(yesterday)),
        announcement: "演示数据：申报已经截止，可以逐份审查。".to_owned(),
        document: None,
    };
    let call = calls::create::run(&officer, &input, true).await?;
    let director = acting(uow, &cast.director, ago(uow, 5, 4)).await?;
    let call = calls::approve::run(&director, call.id, IfMatch::version(call.version)).await?;
    let officer = acting(uow, &cast.officer, ago(uow, 5, 5)).await?;
    calls::publish::run(&officer, call.id, IfMatch::version(call.version)).await
}

/// Written, signed by the owner, handed in.
async fn propose(
    uow: &Uow,
    call: &Call,
    who: (&User, &User, &Organisation),
    title: &str,
    (need, listed): (&str, Uuid),
) -> Result<Proposal, Problem> {
    let (writer, owner, organisation) = who;
    let by = acting(uow, writer, ago(uow, 2, 1)).await?;
    let input = proposals::create::ProposalInput { call_id: call.id.0, organisation_id: organisation.id.0, title: None };
    let row = proposals::create::run(&by, &input).await?;
    let amount = Fen::new(4_800_000).map_err(Problem::internal)?;
    let change = import::filled_proposal(&calls::scheme(call)?, title, None, amount)?;
    let (_, row) = proposals::update::run(&by, row.id, IfMatch::version(row.version), &detailed(change, need)).await?;
    let (_, row) = proposals::set_needs::run(&by, row.id, IfMatch::version(row.version), &[listed]).await?;
    let (_, row) = proposals::ask_signature::run(&by, row.id, IfMatch::version(row.version)).await?;
    let by = acting(uow, owner, ago(uow, 2, 2)).await?;
    let asked = yichuang_store::screening::latest_signature(&uow.conn, row.id).await?;
    let signature =
        SignatureInput { signed_name: owner.name.clone(), document_sha256: asked.map(|found| found.content_sha256).unwrap_or_default() };
    let (_, row) = proposals::sign::run(&by, row.id, IfMatch::version(row.version), &signature).await?;
    let (_, row) = proposals::submit::run(&by, row.id, IfMatch::version(row.version)).await?;
    Ok(row)
}

/// The generated proposal with a need of its own, and with rows of plan, team and risks.
fn detailed(change: ProposalChangeInput, need: &str) -> ProposalChangeInput {
    let step = |month: &str, activity: &str, target: &str, share_bp| ProposalPlanStep {
        month: month.to_owned(),
        activity: activity.to_owned(),
        place: "社区服务中心".to_owned(),
        target: target.to_owned(),
        share_bp,
    };
    let member = |name: &str, role: &str, qualification: &str| ProposalTeamMember {
        staff_id: None,
        name: name.to_owned(),
        role: role.to_owned(),
        qualification: qualification.to_owned(),
        duty: "每周两天（演示数据）".to_owned(),
    };
    ProposalChangeInput {
        content: Some(ProposalContentInput { need: Some(format!("{need}（演示数据）")), ..change.content.unwrap_or_default() }),
        plan: Some(vec![
            step("2027-03", "走访登记、组建志愿者队伍", "走访 120 户", 2_000),
            step("2027-04", "开展日常服务", "每月 300 人次", 5_000),
            step("2027-11", "总结与满意度回访", "回访 60 人", 3_000),
        ]),
        team: Some(vec![member("陈晓", "项目负责人", "中级社会工作师"), member("周宁", "财务", "初级会计")]),
        risks: Some(vec![ProposalRisk {
            risk: "志愿者流失".to_owned(),
            level: "medium".to_owned(),
            response: "建立后备名单，每季度培训".to_owned(),
        }]),
        ..change
    }
}

/// The check has started; the last proposal was returned with two parts.
async fn screen(uow: &Uow, cast: &Cast, call: Call, rows: &[Proposal]) -> Result<(), Problem> {
    let officer = acting(uow, &cast.officer, uow.now.plus_seconds(-3_600)).await?;
    let officer = if calls::is_over(&call, officer.now) { officer } else { acting(uow, &cast.officer, uow.now).await? };
    calls::start_screening::run(&officer, call.id, IfMatch::version(call.version)).await?;
    let Some(last) = rows.last() else { return Ok(()) };
    let part = |pointer: &str, remark: &str| CorrectionPartInput { pointer: pointer.to_owned(), remark: remark.to_owned() };
    let correction = proposals::request_correction::CorrectionInput {
        reason: "请补充需求来源的依据，并核对配套资金（演示数据）".to_owned(),
        due_on: None,
        parts: vec![part("/content/need", "请写明调查时间与户数"), part("/budget/matching", "请注明资金来源")],
    };
    let done = proposals::request_correction::run(&officer, last.id, IfMatch::version(last.version), &correction).await;
    match done {
        Ok(_) => Ok(()),
        // Outside the loaded calendar there are no working days to count.
        Err(problem) if problem.errors.iter().any(|fault: &Fault| fault.pointer == "/due_on") => Ok(()),
        Err(problem) => Err(problem),
    }
}
