//! The application form of the open call, and what the demonstration's proposals answer in it.

use serde_json::{Value, json};
use yichuang_applications::forms::{call_form, create, publish};
use yichuang_applications::proposals::save_section;
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::FormPurpose;
use yichuang_domain::forms::Purpose;
use yichuang_store::record::{Call, Proposal};

const FORM: &str = include_str!("form.json");

/// Builds the form, publishes it and gives it to the call, which is a draft.
pub(super) async fn choose(uow: &Uow, call: Call) -> Result<Call, Problem> {
    let input = create::FormInput {
        title: "社区公益创投项目申报书（演示数据）".to_owned(),
        purpose: FormPurpose(Purpose::Proposal),
        area_code: call.area_code.clone(),
        document: Some(serde_json::from_str(FORM).map_err(Problem::internal)?),
    };
    let form = create::run(uow, &input, true).await?;
    let form = publish::run(uow, form.id, IfMatch::version(form.version)).await?;
    call_form::run(uow, call.id, IfMatch::version(call.version), Some(form.id)).await
}

/// Fills in every section.
pub(super) async fn answer(uow: &Uow, proposal: &Proposal, title: &str) -> Result<(), Problem> {
    let Value::Object(sections) = answers(uow, title)? else { return Ok(()) };
    for (code, answers) in &sections {
        let Some(answers) = answers.as_object() else { continue };
        save_section::run(uow, proposal.id, code, IfMatch::version(0), answers).await?;
    }
    Ok(())
}

fn answers(uow: &Uow, title: &str) -> Result<Value, Problem> {
    let day = |days: i64| uow.today().plus_days(days).map(|day| day.to_string()).map_err(Problem::internal);
    Ok(json!({
        "idea": {
            "summary": format!("{title}：依托社区服务站，由持证社工带领志愿者，为有需要的居民提供定期、就近的服务（演示数据）。"),
            "place": "天宁区红梅街道（演示数据）", "starts_on": day(60)?, "ends_on": day(425)?, "is_new": true,
        },
        "need": {
            "sources": ["visits", "council"], "surveyed": "312",
            "need": "入户走访312户，其中六成居民表示现有服务距离远、时间不合适，希望在社区内每周都能得到服务（演示数据）。",
        },
        "plan": {
            "goals": "一年内服务不少于200人，建立一支30人的志愿者队伍，居民满意度不低于85%（演示数据）。",
            "schedule": [
                { "time": "第1至2个月", "what": "招募志愿者，开展岗前培训（演示数据）", "times": "4", "people": "30" },
                { "time": "第3至11个月", "what": "每周开展上门与集中服务（演示数据）", "times": "72", "people": "2400" },
                { "time": "第12个月", "what": "总结评估与成果展示（演示数据）", "times": "1", "people": "100" },
            ],
            "steps": "每月召开一次督导会，按季度公示进度与开支（演示数据）。",
        },
        "effect": {
            "measures": [{ "name": "服务人数（演示数据）", "unit": "人", "baseline": "0", "target": "200" }], "satisfaction": "85",
            "lasting": "志愿者队伍转入社区常设服务（演示数据）。",
        },
        "team": {
            "people": [
                { "name": "林芳（演示）", "position": "项目负责人", "qualification": "中级社会工作师", "duty": "统筹与督导" },
                { "name": "王强（演示）", "position": "项目专员", "qualification": "助理社会工作师", "duty": "活动执行" },
            ],
            "social_workers": true, "certified": "2", "experience": "连续三年承接同类社区服务项目（演示数据）。",
            "risks": "人员流动：建立后备名单（演示数据）。",
        },
        "promise": { "true": true, "privacy": true },
    }))
}
