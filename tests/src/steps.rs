//! Steps of a round that many tests need. Each goes over HTTP, by the person whose step it is, and leaves the
//! world one station further.

use serde_json::{Value, json};
use yichuang_domain::money::Fen;
use yichuang_domain::uscc::{OrganisationKind, Uscc};

use crate::actor::Actor;
use crate::cast::Cast;
use crate::needs::{need_document, published_need};
use crate::world::{DISTRICT, World};

pub use crate::paying::*;

/// When the calls of the tests open, and the midnight that ends their deadline day in Shanghai: from then on nothing enters.
pub const OPENS: &str = "2026-06-01T00:00:00Z";
pub const CLOSES: &str = "2026-06-10T16:00:00Z";
/// The deadline day.
pub const DEADLINE: &str = "2026-06-10";
/// Criteria of the default rubric; scores from 0 to 10 in steps of 0.5.
pub const CRITERIA: [&str; 5] = ["need", "design", "capacity", "budget", "impact"];

/// An organisation that may apply, and its owner.
#[derive(Clone)]
pub struct Grantee {
    pub owner: Actor,
    pub id: String,
    pub name: String,
}

/// A call and who applied in it: `proposals[n]` is that of `grantees[n]`.
pub struct Round {
    pub call: String,
    pub allotment: String,
    pub grantees: Vec<Grantee>,
    pub proposals: Vec<String>,
}

pub fn id(view: &Value) -> String {
    view["id"].as_str().unwrap_or_else(|| panic!("no id in {view:#}")).to_owned()
}

/// The ETag of a view that was just answered.
pub fn etag(view: &Value) -> String {
    format!("\"{}\"", view["version"])
}

/// What a registration says; name and credit code differ each time.
pub fn registration(world: &World) -> Value {
    let n = world.next();
    let uscc = Uscc::for_demonstration(OrganisationKind::SocialService, "320402", format!("test {n}").as_bytes()).unwrap();
    json!({
        "name": format!("示例社会工作服务中心{n}（测试）"), "uscc": uscc.as_str(), "kind": "service", "area_code": DISTRICT,
        "registry": "常州市天宁区民政局", "registered_on": "2020-01-01", "charter_scope": "为老服务、社区治理",
        "legal_representative": format!("法人{n}"), "contact_name": format!("联系人{n}"), "contact_phone": "0519-80000000",
        "contact_email": format!("contact{n}@test.example"), "assessment_grade": "3A", "inspections_passed": 2
    })
}

/// The account of an organisation with this name.
pub fn bank_account(name: &str, number: &str) -> Value {
    json!({ "account_name": name, "account_number": number, "bank_name": "示例银行第1支行", "cnaps": "105290000019" })
}

/// A registration by its owner, complete, with a bank account; still a draft.
pub async fn registered_organisation(world: &World) -> Grantee {
    let owner = world.person("林芳", &[]).await;
    let view = owner.post("/organisations", registration(world)).await.created();
    let grantee = Grantee { owner, id: id(&view), name: view["name"].as_str().unwrap().to_owned() };
    let number = format!("6200010000000{:05}", world.next());
    grantee.owner.put(&grantee.path(), "bank-account", bank_account(&grantee.name, &number)).await.ok();
    grantee
}

pub async fn verified_organisation(world: &World, cast: &Cast) -> Grantee {
    let grantee = registered_organisation(world).await;
    grantee.owner.act(&grantee.path(), "submit", Value::Null).await.ok();
    cast.officer.act(&grantee.path(), "verify", Value::Null).await.ok();
    grantee
}

impl Grantee {
    pub fn path(&self) -> String {
        format!("/organisations/{}", self.id)
    }
}

/// Money of a fund of its own, entered by the maker and approved by the approver.
pub async fn approved_allotment(world: &World, cast: &Cast, amount: &str) -> String {
    let n = world.next();
    let fund =
        json!({ "code": format!("TN-FC-{n}"), "name": format!("天宁区福彩公益金{n}"), "source": "welfare_lottery", "area_code": DISTRICT });
    let fund = cast.maker.post("/funds", fund).await.created();
    let allotment = json!({
        "fiscal_year": 2026, "budget_line": "2296002 为老服务", "document_no": format!("天财社〔2026〕{n}号"), "amount": amount
    });
    let allotment = cast.maker.post(&format!("/funds/{}/allotments", id(&fund)), allotment).await.created();
    let approve = format!("/allotments/{}/approve", id(&allotment));
    cast.approver.call(axum::http::Method::POST, &approve).if_match(&etag(&allotment)).send().await.ok();
    id(&allotment)
}

/// The complete scheme of a preset, to be changed and sent with a call.
pub async fn scheme(world: &World, preset: &str) -> Value {
    let presets = world.anonymous().get("/scheme-presets").await.ok();
    let found = presets["items"].as_array().unwrap().iter().find(|item| item["code"] == preset).cloned();
    found.unwrap_or_else(|| panic!("no preset {preset}"))["scheme"].clone()
}

/// The scheme of the tests: ¥250,000 a project, five working days of notice, 50/40/10.
pub const PRESET: &str = "fujian-flat";

/// A call as its officer writes it; `scheme` in place of the preset's, or null.
pub fn call_document(budget: &str, allotment: &str, scheme: &Value) -> Value {
    let mut call = json!({
        "title": "2026年天宁区公益创投", "year": 2026, "area_code": DISTRICT, "host_name": "常州市天宁区民政局",
        "scheme_preset": PRESET, "budget": budget, "allotment_id": allotment, "opens_at": OPENS, "closes_at": CLOSES,
        "announcement": "面向天宁区社会组织征集公益创投项目。"
    });
    if !scheme.is_null() {
        call["scheme"] = scheme.clone();
    }
    call
}

/// A call that takes proposals now: written by the officer, approved by the director, published.
pub async fn published_call(cast: &Cast, document: Value) -> String {
    let call = id(&cast.officer.post("/calls", document).await.created());
    let path = format!("/calls/{call}");
    cast.director.act(&path, "approve", Value::Null).await.ok();
    cast.officer.act(&path, "publish", Value::Null).await.ok();
    call
}

/// A published call with an allotment of exactly its budget; gives call and allotment.
pub async fn funded_call(world: &World, cast: &Cast, budget: &str) -> (String, String) {
    let allotment = approved_allotment(world, cast, budget).await;
    let call = published_call(cast, call_document(budget, &allotment, &Value::Null)).await;
    (call, allotment)
}

/// A proposal without a fault: one grant line of the requested amount, matched one to one.
pub fn proposal_document(requested: &str) -> Value {
    let line = |content: &str| json!({ "subject": "activity", "content": content, "unit_price": requested, "quantity": "1" });
    json!({
        "title": "社区老人助餐与陪伴项目", "category": "elderly",
        "content": {
            "summary": "为社区独居老人提供助餐与陪伴", "need": "社区60岁以上独居老人312人，无固定助餐点",
            "goals": "一年内建立助餐点2个，服务老人不少于150人", "activities": "每周五次助餐，每月一次上门陪伴",
            "team": "持证社工3人，志愿者20人", "risks": "志愿者流失：建立后备名单"
        },
        "indicators": [{ "name": "服务老人数", "unit": "人", "baseline": "0", "target": "150" }],
        "beneficiaries": [{ "kind": "老年人", "head_count": 150 }],
        "budget": { "grant": [line("助餐活动")], "matching": [line("自筹配套")] }
    })
}

pub async fn drafted_proposal(grantee: &Grantee, call: &str, document: Value) -> String {
    let start = json!({ "call_id": call, "organisation_id": grantee.id });
    let proposal = id(&grantee.owner.post("/proposals", start).await.created());
    grantee.owner.patch(&format!("/proposals/{proposal}"), document).await.ok();
    answer_a_need(&grantee.owner, &proposal).await;
    proposal
}

/// Makes the proposal answer a need of the district, where its call asks for one.
pub async fn answer_a_need(writer: &Actor, proposal: &str) {
    let path = format!("/proposals/{proposal}");
    if writer.get(&format!("{path}/needs")).await.ok()["rule"] != "required" {
        return;
    }
    let open = writer.get(&format!("/public/needs?open=true&area_code={DISTRICT}&limit=1")).await.ok();
    let need = if let Some(need) = open["items"].as_array().unwrap().first() {
        id(need)
    } else {
        let officer = writer.world.person("需求受理员", &[("programme_officer", writer.world.district().await)]).await;
        published_need(&officer, need_document("社区老人助餐点")).await
    };
    writer.put(&path, "needs", json!({ "needs": [need] })).await.ok();
}

pub async fn submitted_proposal(grantee: &Grantee, call: &str, requested: &str) -> String {
    let proposal = drafted_proposal(grantee, call, proposal_document(requested)).await;
    grantee.owner.act(&format!("/proposals/{proposal}"), "submit", Value::Null).await.ok();
    proposal
}

/// A call with one submitted proposal for each request, and an allotment of exactly the sum of all.
pub async fn submitted_round(world: &World, cast: &Cast, requests: &[&str]) -> Round {
    let mut scheme = scheme(world, PRESET).await;
    scheme["budget"]["cap_per_project"] = json!("500000.00");
    let total = Fen::sum(requests.iter().map(|text| text.parse().unwrap())).unwrap();
    submitted_to(world, cast, &total.to_string(), &scheme, requests).await
}

/// The same with a budget and a scheme of one's own.
pub async fn submitted_to(world: &World, cast: &Cast, budget: &str, scheme: &Value, requests: &[&str]) -> Round {
    let allotment = approved_allotment(world, cast, budget).await;
    submitted_from(world, cast, &allotment, budget, scheme, requests).await
}

/// The same with the money of an allotment that is there.
pub async fn submitted_from(world: &World, cast: &Cast, allotment: &str, budget: &str, scheme: &Value, requests: &[&str]) -> Round {
    let call = published_call(cast, call_document(budget, allotment, scheme)).await;
    let mut round = Round { call, allotment: allotment.to_owned(), grantees: Vec::new(), proposals: Vec::new() };
    for requested in requests {
        let grantee = verified_organisation(world, cast).await;
        round.proposals.push(submitted_proposal(&grantee, &round.call, requested).await);
        round.grantees.push(grantee);
    }
    round
}

/// After the deadline every proposal is found eligible, and the panel is appointed.
pub async fn screened(world: &World, cast: &Cast, call: &str, proposals: &[String]) {
    world.morning_after(DEADLINE);
    cast.officer.act(&format!("/calls/{call}"), "start-screening", Value::Null).await.ok();
    for proposal in proposals {
        cast.officer.act(&format!("/proposals/{proposal}"), "declare-eligible", Value::Null).await.ok();
    }
    let ids: Vec<_> = cast.reviewers.iter().map(|reviewer| reviewer.id).collect();
    cast.officer.post(&format!("/calls/{call}/panel"), json!({ "reviewer_ids": ids })).await.created();
}

pub async fn started_review(cast: &Cast, call: &str) {
    cast.officer.act(&format!("/calls/{call}"), "start-review", Value::Null).await.ok();
}

/// What is on a reviewer's desk in a call.
pub async fn desk(reviewer: &Actor, call: &str) -> Vec<Value> {
    let page = reviewer.get(&format!("/assignments?call_id={call}&limit=100")).await.ok();
    page["items"].as_array().unwrap().clone()
}

/// The reviewer's assignment for a proposal.
pub async fn assignment(reviewer: &Actor, call: &str, proposal: &str) -> String {
    let desk = desk(reviewer, call).await;
    let found = desk.iter().find(|item| item["proposal"]["id"] == proposal);
    format!("/assignments/{}", id(found.unwrap_or_else(|| panic!("{} has no assignment for {proposal}", reviewer.name))))
}

/// The same points for every criterion of the default rubric.
pub fn flat_scores(points: &str) -> Value {
    let scores = CRITERIA.iter().map(|code| ((*code).to_owned(), json!(points)));
    Value::Object(scores.collect())
}

pub async fn attested(reviewer: &Actor, assignment: &str) {
    reviewer.act(assignment, "attest", json!({ "statement_accepted": true })).await.ok();
}

/// Declares no conflict, saves the scores and submits them.
pub async fn scored(reviewer: &Actor, assignment: &str, scores: &Value) {
    attested(reviewer, assignment).await;
    reviewer.put(assignment, "review", json!({ "scores": scores })).await.ok();
    reviewer.act(assignment, "submit", Value::Null).await.ok();
}

/// A change of the account of a verified organisation, asked for by its owner and confirmed by a second person.
pub async fn confirmed_account_change(cast: &Cast, grantee: &Grantee) -> String {
    let number = format!("62000200000000{:04}", cast.officer.world.next());
    grantee.owner.put(&grantee.path(), "bank-account", bank_account(&grantee.name, &number)).await.ok();
    let change = grantee.owner.get(&format!("{}/account-changes", grantee.path())).await.ok()["items"][0].clone();
    let change = format!("/account-changes/{}", id(&change));
    cast.officer.act(&change, "confirm", Value::Null).await.ok();
    change
}

/// The clock does what is due, as it does every few seconds in a running server.
pub async fn clock_strikes(world: &World) -> usize {
    yichuang_server::clockwork::once(&world.app).await.unwrap()
}

/// Everybody scores everything on their desk: the first proposal gets the most points.
pub async fn everything_scored(cast: &Cast, round: &Round) {
    for reviewer in &cast.reviewers {
        for item in desk(reviewer, &round.call).await {
            let place = round.proposals.iter().position(|proposal| item["proposal"]["id"] == **proposal).unwrap();
            let half_points = 19 - place;
            let points = format!("{}.{}", half_points / 2, half_points % 2 * 5);
            scored(reviewer, &format!("/assignments/{}", id(&item)), &flat_scores(&points)).await;
        }
    }
}

/// The officer seals the reviews; gives the results.
pub async fn sealed(cast: &Cast, call: &str, confirm_lapse: bool) -> Value {
    let stage = cast.officer.etag(&format!("/calls/{call}/panel")).await;
    let seal = cast.officer.call(axum::http::Method::POST, &format!("/calls/{call}/reviews/seal")).if_match(&stage);
    seal.json(json!({ "confirm_lapse": confirm_lapse })).send().await.ok()
}

/// The director verifies the results, and the call goes to its decision.
pub async fn verified_results(cast: &Cast, call: &str) -> Value {
    let results = cast.director.get(&format!("/calls/{call}/results")).await.ok();
    let path = format!("/result-runs/{}/verify", id(&results["run"]));
    let verified = cast.director.call(axum::http::Method::POST, &path).if_match(&etag(&results["run"])).send().await.ok();
    cast.officer.act(&format!("/calls/{call}"), "start-deciding", Value::Null).await.ok();
    verified
}

/// A round whose call is at its decision, one ranked proposal for each request, in this order.
pub async fn reviewed_call(world: &World, cast: &Cast, requests: &[&str]) -> Round {
    let round = submitted_round(world, cast, requests).await;
    reviewed(world, cast, &round).await;
    round
}

/// Takes a submitted round to its decision.
pub async fn reviewed(world: &World, cast: &Cast, round: &Round) {
    screened(world, cast, &round.call, &round.proposals).await;
    started_review(cast, &round.call).await;
    everything_scored(cast, round).await;
    sealed(cast, &round.call, false).await;
    verified_results(cast, &round.call).await;
}

/// The decision of a call, proposed by the officer.
pub async fn proposed_decision(cast: &Cast, call: &str) -> Value {
    cast.officer.post(&format!("/calls/{call}/decision"), json!({ "reason": "按评审排名与资金总额拟定" })).await.created()
}

/// What the director signs of a decision.
pub fn signature(decision: &Value) -> Value {
    json!({ "document_sha256": decision["document_sha256"] })
}

/// The decision, approved by the director: the money is reserved.
pub async fn approved_decision(cast: &Cast, call: &str) -> Value {
    let decision = proposed_decision(cast, call).await;
    let path = format!("/decisions/{}/approve", id(&decision));
    cast.director.call(axum::http::Method::POST, &path).if_match(&etag(&decision)).json(signature(&decision)).send().await.ok()
}

/// The notice, drafted by the officer and published by the director today.
pub async fn published_notice(cast: &Cast, call: &str) -> Value {
    let notice = cast.officer.post(&format!("/calls/{call}/notice"), json!({})).await.created();
    cast.director.act(&format!("/notices/{}", id(&notice)), "publish", Value::Null).await.ok()
}

/// The notice, run to its end and closed.
pub async fn closed_notice(world: &World, cast: &Cast, call: &str) -> Value {
    let notice = published_notice(cast, call).await;
    world.morning_after(notice["ends_on"].as_str().unwrap());
    cast.officer.act(&format!("/notices/{}", id(&notice)), "close", Value::Null).await.ok()
}

/// The project of a proposal of the call.
pub async fn project_of(cast: &Cast, call: &str, proposal: &str) -> String {
    let projects = cast.officer.get(&format!("/projects?call_id={call}&limit=100")).await.ok();
    for item in projects["items"].as_array().unwrap() {
        let project = format!("/projects/{}", id(item));
        if cast.officer.get(&project).await.ok()["proposal_id"] == proposal {
            return project;
        }
    }
    panic!("proposal {proposal} has no project");
}

/// A round with an awarded project for each request; gives their paths in the same order.
pub async fn awarded_round(world: &World, cast: &Cast, requests: &[&str]) -> (Round, Vec<String>) {
    let round = reviewed_call(world, cast, requests).await;
    let projects = awarded(world, cast, &round).await;
    (round, projects)
}

/// Takes a round at its decision to its awards; the paths of the projects.
pub async fn awarded(world: &World, cast: &Cast, round: &Round) -> Vec<String> {
    approved_decision(cast, &round.call).await;
    closed_notice(world, cast, &round.call).await;
    let mut projects = Vec::new();
    for proposal in &round.proposals {
        projects.push(project_of(cast, &round.call, proposal).await);
    }
    projects
}
