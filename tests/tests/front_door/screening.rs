//! The eligibility check: rules with evidence, verdicts, corrections by part, bulk, likenesses, openings.

use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_server::clockwork;
use yichuang_store::ids::OrganisationId;
use yichuang_tests::steps::{self, Grantee};
use yichuang_tests::{Cast, World, on_both};

/// A call in screening with one proposal for each document.
async fn in_screening(world: &World, cast: &Cast, documents: Vec<Value>) -> (String, Vec<(Grantee, String)>) {
    let (call, _) = steps::funded_call(world, cast, "250000.00").await;
    let mut found = Vec::new();
    for document in documents {
        let grantee = steps::verified_organisation(world, cast).await;
        let path = format!("/proposals/{}", steps::drafted_proposal(&grantee, &call, document).await);
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        found.push((grantee, path));
    }
    world.morning_after(steps::DEADLINE);
    cast.officer.act(&format!("/calls/{call}"), "start-screening", Value::Null).await.ok();
    (call, found)
}

async fn one_in_screening(world: &World, cast: &Cast) -> (Grantee, String) {
    in_screening(world, cast, vec![steps::proposal_document("20000.00")]).await.1.remove(0)
}

fn rule<'a>(screening: &'a Value, code: &str) -> &'a Value {
    let rules = screening["rules"].as_array().unwrap();
    rules.iter().find(|rule| rule["rule"] == code).unwrap_or_else(|| panic!("no rule {code} in {screening:#}"))
}

async fn judge(cast: &Cast, path: &str, body: Value) -> yichuang_tests::Answer {
    let seen = cast.officer.etag(path).await;
    cast.officer.call(axum::http::Method::POST, &format!("{path}/screening-verdicts")).if_match(&seen).json(body).send().await
}

on_both! {
    async fn every_rule_is_shown_with_limit_figure_and_evidence_and_kept_with_the_decision(world: World) {
        let cast = Cast::new(&world).await;
        let (grantee, path) = one_in_screening(&world, &cast).await;
        // It kept every rule when it was handed in; now its verification is suspended.
        cast.officer.act(&grantee.path(), "suspend", json!({ "reason": "年检材料存疑" })).await.ok();
        let seen = cast.officer.get(&format!("{path}/screening")).await.ok();
        assert_eq!((&seen["kept"], &seen["judging"], &seen["round"]), (&json!(false), &json!(true), &json!(0)));
        let cap = rule(&seen, "cap");
        assert_eq!((&cap["result"], &cap["limit"], &cap["actual"]), (&json!("pass"), &json!("250000.00"), &json!("20000.00")));
        let verified = rule(&seen, "verified");
        assert_eq!((&verified["result"], &verified["evidence"][0]["code"], &verified["actual"]), (&json!("fail"), &json!("not_verified"), &json!("suspended")));
        let refused = cast.officer.act(&path, "declare-eligible", Value::Null).await;
        assert_eq!(refused.faults(), ["/rules/verified rule_fails"]);
        refused.refused(409, "rules_fail");

        let lift = json!({ "rule": "verified", "verdict": "pass" });
        assert_eq!(judge(&cast, &path, lift.clone()).await.faults(), ["/reason missing"]);
        assert_eq!(judge(&cast, &path, json!({ "rule": "yacht", "verdict": "pass" })).await.faults(), ["/rule unknown"]);
        judge(&cast, &path, json!({ "rule": "cap", "verdict": "pass" })).await.ok();
        let lifted = judge(&cast, &path, json!({ "rule": "verified", "verdict": "pass", "reason": "年检证明已现场核对" })).await.ok();
        assert_eq!(rule(&lifted, "verified")["judged_by"]["name"], "林主管");
        cast.officer.act(&path, "declare-eligible", Value::Null).await.ok();

        // What is kept stays as it stood, whatever changes afterwards.
        cast.officer.act(&grantee.path(), "reinstate", json!({ "reason": "已核实" })).await.ok();
        let kept = cast.auditor.get(&format!("{path}/screening")).await.ok();
        assert_eq!((&kept["kept"], &kept["outcome"], &kept["judging"]), (&json!(true), &json!("eligible"), &json!(false)));
        let verified = rule(&kept, "verified");
        assert_eq!((&verified["result"], &verified["verdict"], &verified["reason"]), (&json!("fail"), &json!("pass"), &json!("年检证明已现场核对")));
        judge(&cast, &path, json!({ "rule": "cap", "verdict": "fail", "reason": "太迟" })).await.refused(409, "illegal_event");
        grantee.owner.get(&format!("{path}/screening")).await.refused(403, "forbidden");
        for statement in ["UPDATE screening_findings SET result = 'pass'", "DELETE FROM screening_findings"] {
            assert!(world.sql(statement).await.unwrap_err().contains("append-only"));
        }
    }
}

on_both! {
    async fn a_rule_that_passed_can_be_overridden_and_the_organisation_is_told_which_ones_failed(world: World) {
        let cast = Cast::new(&world).await;
        let (grantee, path) = one_in_screening(&world, &cast).await;
        assert_eq!(judge(&cast, &path, json!({ "rule": "lines", "verdict": "fail" })).await.faults(), ["/reason missing"]);
        judge(&cast, &path, json!({ "rule": "lines", "verdict": "fail", "reason": "单价明显高于市场价" })).await.ok();
        cast.officer.act(&path, "declare-eligible", Value::Null).await.refused(409, "rules_fail");
        cast.officer.act(&path, "declare-ineligible", json!({ "reason": "预算不实" })).await.ok();
        let told = grantee.owner.get(&path).await.ok()["screening"].clone();
        assert_eq!((&told["failed_rules"], &told["reason"]), (&json!(["预算科目与单价"]), &json!("预算不实")));
        assert_eq!(world.number("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%不符合：预算科目与单价%'").await, 1);
    }
}

on_both! {
    async fn an_officer_never_screens_a_proposal_of_an_organisation_they_belong_to_with_whichever_login(world: World) {
        let cast = Cast::new(&world).await;
        let (grantee, path) = one_in_screening(&world, &cast).await;
        let scope = Scope::Organisation(OrganisationId(grantee.id.parse().unwrap()));
        world.login_of_person("林主管（兼职）", &[("applicant_finance", scope)], Some(cast.officer.id)).await;
        cast.officer.act(&path, "declare-eligible", Value::Null).await.refused(409, "own_organisation");
        cast.officer.act(&path, "request-correction", json!({ "reason": "补正" })).await.refused(409, "own_organisation");
        judge(&cast, &path, json!({ "rule": "cap", "verdict": "pass" })).await.refused(409, "own_organisation");
        let version = cast.officer.get(&path).await.ok()["version"].clone();
        let id = path.rsplit('/').next().unwrap();
        let bulk = json!({ "decision": "eligible", "items": [{ "id": id, "version": version }] });
        assert_eq!(cast.officer.post("/proposals/screen", bulk).await.ok()["items"][0]["code"], "own_organisation");
        let other = world.person("赵主管", &[("programme_officer", world.district().await)]).await;
        other.act(&path, "declare-eligible", Value::Null).await.ok();
    }
}

on_both! {
    async fn a_correction_opens_the_returned_parts_and_nothing_else(world: World) {
        let cast = Cast::new(&world).await;
        let (grantee, path) = one_in_screening(&world, &cast).await;
        let parts = json!([{ "pointer": "/content/need", "remark": "请写明测算依据" }, { "pointer": "/budget/matching", "remark": "" }]);
        let unknown = json!({ "reason": "请补正", "parts": [{ "pointer": "/secret", "remark": "" }] });
        assert_eq!(cast.officer.act(&path, "request-correction", unknown).await.faults(), ["/parts/0/pointer unknown"]);
        cast.officer.act(&path, "request-correction", json!({ "reason": "请补正", "parts": parts })).await.ok();
        let told = grantee.owner.get(&path).await.ok()["screening"].clone();
        assert_eq!((&told["correction_parts"][0]["pointer"], &told["correction_parts"][0]["remark"]), (&json!("/content/need"), &json!("请写明测算依据")));

        let before = grantee.owner.get(&path).await.ok();
        let mut all = steps::proposal_document("20000.00");
        all["title"] = json!("另一个标题");
        all["content"]["goals"] = json!("另一个目标");
        all["content"]["need"] = json!("入户调查312户，测算依据见附表");
        all["budget"]["grant"][0]["unit_price"] = json!("21000.00");
        all["plan"] = json!([{ "month": "2026-09", "activity": "开班", "place": "", "target": "", "share_bp": 0 }]);
        let refused = grantee.owner.patch(&path, all.clone()).await;
        let mut locked = refused.faults();
        locked.sort();
        let expected = [
            "/budget/grant/0/subtotal part_locked", "/budget/grant/0/unit_price part_locked", "/content/goals part_locked",
            "/plan part_locked", "/title part_locked",
        ];
        assert_eq!(locked, expected);
        refused.refused(409, "part_locked");
        assert_eq!(grantee.owner.get(&path).await.ok()["version"], before["version"]);

        // A page sends everything: what did not change is no change.
        let mut fine = steps::proposal_document("20000.00");
        fine["content"]["need"] = json!("入户调查312户，测算依据见附表");
        fine["budget"]["matching"] = json!([{ "subject": "activity", "content": "自筹", "unit_price": "2500.00", "quantity": "1" }]);
        grantee.owner.patch(&path, fine).await.ok();
        let again = grantee.owner.act(&path, "submit", Value::Null).await.ok();
        assert_eq!((&again["state"], &again["matching"]), (&json!("submitted"), &json!("2500.00")));
        let second = cast.officer.get(&format!("{path}/screening")).await.ok();
        assert_eq!((&second["round"], &second["earlier"].as_array().unwrap().is_empty()), (&json!(1), &false));
        cast.officer.act(&path, "declare-eligible", Value::Null).await.ok();
    }
}

on_both! {
    async fn when_the_clock_of_a_correction_runs_out_the_proposal_goes_back_as_it_was(world: World) {
        let cast = Cast::new(&world).await;
        let (grantee, path) = one_in_screening(&world, &cast).await;
        cast.officer.act(&path, "request-correction", json!({ "reason": "请补正", "due_on": "2026-06-12" })).await.ok();
        let half = json!({ "title": "写了一半", "budget": { "grant": [], "matching": [] } });
        grantee.owner.patch(&path, half).await.ok();
        world.at("2026-06-12T23:59:59.999999+08:00");
        clockwork::once(&world.app).await.unwrap();
        assert_eq!(grantee.owner.get(&path).await.ok()["state"], "correction_requested");
        world.at("2026-06-13T00:00:00+08:00");
        clockwork::once(&world.app).await.unwrap();
        clockwork::once(&world.app).await.unwrap();
        let back = grantee.owner.get(&path).await.ok();
        assert_eq!((&back["state"], &back["title"], &back["requested"]), (&json!("submitted"), &json!("社区老人助餐与陪伴项目"), &json!("20000.00")));
        assert_eq!(world.number("SELECT COUNT(*) FROM audit_events WHERE action = 'proposal.lapse_correction'").await, 1);
        cast.officer.act(&path, "request-correction", json!({ "reason": "再补正" })).await.refused(409, "correction_used");
        cast.officer.act(&path, "declare-eligible", Value::Null).await.ok();
    }
}

on_both! {
    async fn a_bulk_decision_answers_for_each_and_one_refusal_leaves_the_others(world: World) {
        let cast = Cast::new(&world).await;
        let documents = vec![steps::proposal_document("20000.00"); 3];
        let (call, found) = in_screening(&world, &cast, documents).await;
        cast.officer.act(&found[1].0.path(), "suspend", json!({ "reason": "材料存疑" })).await.ok();
        let mut items = Vec::new();
        for (_, path) in &found {
            items.push(json!({ "id": path.rsplit('/').next().unwrap(), "version": cast.officer.get(path).await.ok()["version"] }));
        }
        items.push(json!({ "id": "0198c0de-0000-7000-8000-0000000000ff", "version": 1 }));
        items[2]["version"] = json!(99);
        let bulk = |decision: &str, items: &Vec<Value>| json!({ "decision": decision, "items": items });
        assert_eq!(cast.officer.post("/proposals/screen", bulk("ineligible", &items)).await.faults(), ["/reason missing"]);
        let answer = cast.officer.post("/proposals/screen", bulk("eligible", &items)).await.ok();
        let said: Vec<&str> = answer["items"].as_array().unwrap().iter().map(|one| one["state"].as_str().or(one["code"].as_str()).unwrap()).collect();
        assert_eq!(said, ["eligible", "rules_fail", "stale", "not_found"]);
        assert_eq!(answer["items"][1]["errors"][0]["pointer"], "/rules/verified");
        assert_eq!(world.number("SELECT COUNT(DISTINCT proposal_id) FROM screening_findings").await, 1);
        let list = cast.officer.get(&format!("/proposals?call_id={call}&state=submitted")).await.ok();
        assert_eq!(list["items"].as_array().unwrap().len(), 2);
        let rest = json!({ "decision": "ineligible", "reason": "材料不全", "items": [{ "id": items[1]["id"], "version": items[1]["version"] }] });
        assert_eq!(cast.officer.post("/proposals/screen", rest).await.ok()["items"][0]["state"], "ineligible");
    }
}

on_both! {
    async fn openings_are_recorded_after_the_deadline_for_staff_only_and_shown_to_auditors(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "250000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let path = format!("/proposals/{}", steps::submitted_proposal(&grantee, &call, "20000.00").await);
        cast.officer.get(&path).await.ok();
        cast.officer.get(&format!("{path}/similar")).await.refused(403, "forbidden");
        cast.officer.get(&format!("{path}/screening")).await.refused(403, "forbidden");
        grantee.owner.get(&path).await.ok();
        assert_eq!(world.number("SELECT COUNT(*) FROM proposal_openings").await, 0);
        world.morning_after(steps::DEADLINE);
        cast.officer.get(&path).await.ok();
        cast.officer.get(&format!("{path}/check")).await.ok();
        grantee.owner.get(&path).await.ok();
        world.later(60);
        cast.director.get(&path).await.ok();
        let shown = cast.auditor.get(&format!("/proposal-openings?call_id={call}")).await.ok();
        let said: Vec<&str> = shown["items"].as_array().unwrap().iter().map(|one| one["opened_by"]["name"].as_str().unwrap()).collect();
        assert_eq!(said, ["周局长", "林主管"]);
        cast.officer.get("/proposal-openings").await.refused(403, "forbidden");
        world.later(3600);
        cast.officer.get(&path).await.ok();
        let id = path.rsplit('/').next().unwrap();
        let shown = cast.auditor.get(&format!("/proposal-openings?proposal_id={id}")).await.ok();
        assert_eq!(shown["items"].as_array().unwrap().len(), 3);
        assert!(world.sql("DELETE FROM proposal_openings").await.unwrap_err().contains("append-only"));
    }
}

/// A document whose texts are about something else.
fn other_document() -> Value {
    let mut document = steps::proposal_document("20000.00");
    document["title"] = json!("青少年夏令营");
    document["content"] = json!({
        "summary": "面向外来务工人员子女的暑期夏令营与课业辅导", "need": "辖区内随迁子女四百余人暑期无人照看，家长诉求强烈",
        "goals": "两个月内开营四期，每期三十名学生", "activities": "上午课业辅导，下午科学实验与户外拓展",
        "team": "大学生志愿者二十名，教师两名", "risks": "安全：购买保险并配备校医"
    });
    document
}

on_both! {
    async fn copied_text_is_shown_side_by_side_but_never_from_a_call_that_is_still_sealed(world: World) {
        let cast = Cast::new(&world).await;
        let documents = vec![steps::proposal_document("20000.00"), steps::proposal_document("30000.00"), other_document()];
        let (_, found) = in_screening(&world, &cast, documents).await;
        let (first, second) = (&found[0].1, &found[1].1);
        let alike = cast.officer.get(&format!("{first}/similar")).await.ok();
        let items = alike["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "{alike:#}");
        assert_eq!(format!("/proposals/{}", items[0]["proposal_id"].as_str().unwrap()), *second);
        assert_eq!(items[0]["passages"][0]["here"], items[0]["passages"][0]["there"]);
        assert!(items[0]["share_bp"].as_i64().unwrap() > 5_000, "{alike:#}");
        // The organisation learns nothing of others.
        assert_eq!(found[0].0.owner.get(&format!("{first}/similar")).await.ok()["items"], json!([]));

        // The same text handed in to a call that is still open does not come up, except for its own organisation.
        let allotment = steps::approved_allotment(&world, &cast, "250000.00").await;
        let mut document = steps::call_document("250000.00", &allotment, &Value::Null);
        document["opens_at"] = json!("2026-06-10T00:00:00Z");
        document["closes_at"] = json!("2026-07-10T16:00:00Z");
        let open = steps::published_call(&cast, document).await;
        let sealed = steps::submitted_proposal(&found[0].0, &open, "20000.00").await;
        let alike = cast.officer.get(&format!("{first}/similar")).await.ok();
        assert_eq!(alike["items"].as_array().unwrap().len(), 1, "{alike:#}");
        let own = found[0].0.owner.get(&format!("/proposals/{sealed}/similar")).await.ok();
        assert_eq!((own["items"].as_array().unwrap().len(), &own["items"][0]["same_organisation"]), (1, &json!(true)));
        world.at("2026-07-11T00:00:00+08:00");
        let alike = cast.officer.get(&format!("{first}/similar")).await.ok();
        assert_eq!(alike["items"].as_array().unwrap().len(), 2);
        // The same project asks for money in another call: a person must judge, and may.
        let screening = cast.officer.get(&format!("{first}/screening")).await.ok();
        let double = rule(&screening, "double_funding");
        assert_eq!((&double["result"], &double["evidence"][0]["code"]), (&json!("unknown"), &json!("alike_funded")));
        cast.officer.act(first, "declare-eligible", Value::Null).await.ok();
    }
}

on_both! {
    async fn a_proof_of_matching_money_that_stands_in_two_proposals_comes_up(world: World) {
        let cast = Cast::new(&world).await;
        let with_proof = |mut document: Value, number: &str| {
            document["budget"]["matching"][0]["proof"] = json!({ "source": "慈善总会", "number": number });
            document
        };
        let documents = vec![
            with_proof(steps::proposal_document("20000.00"), "发票 No. 0012-3456"),
            with_proof(other_document(), "发票NO.00123456"),
            with_proof(steps::proposal_document("20000.00"), "发票 No. 0012-9999"),
        ];
        let (_, found) = in_screening(&world, &cast, documents).await;
        let screening = cast.officer.get(&format!("{}/screening", found[0].1)).await.ok();
        let same = rule(&screening, "same_proof");
        let number = cast.officer.get(&found[1].1).await.ok()["number"].clone();
        assert_eq!((&same["result"], &same["evidence"][0]["actual"]), (&json!("unknown"), &number));
        assert_eq!(same["evidence"][0]["pointer"], "/budget/matching/0/proof/number");
        let screening = cast.officer.get(&format!("{}/screening", found[2].1)).await.ok();
        assert_eq!(rule(&screening, "same_proof")["result"], "pass");
    }
}

on_both! {
    async fn a_need_that_a_funded_project_answers_speaks_against_another_proposal(world: World) {
        let cast = Cast::new(&world).await;
        // Two calls at the same time; both proposals answer the one need that is open.
        let (call, _) = steps::funded_call(&world, &cast, "250000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let path = format!("/proposals/{}", steps::submitted_proposal(&grantee, &call, "20000.00").await);
        let need = grantee.owner.get(&format!("{path}/needs")).await.ok()["needs"][0]["number"].as_str().unwrap().to_owned();
        let (_, projects) = steps::awarded_round(&world, &cast, &["30000.00"]).await;
        let project = cast.officer.get(&projects[0]).await.ok();
        cast.officer.act(&format!("/calls/{call}"), "start-screening", Value::Null).await.ok();
        let seen = cast.officer.get(&format!("{path}/screening")).await.ok();
        let taken = rule(&seen, "need_taken");
        let evidence = &taken["evidence"][0];
        assert_eq!((&taken["result"], &evidence["pointer"], &evidence["code"]), (&json!("fail"), &json!("/needs/0"), &json!("need_taken")));
        let said = evidence["actual"].as_str().unwrap();
        assert!(said.starts_with(&need) && said.contains(project["number"].as_str().unwrap()), "{said}");
        assert_eq!(cast.officer.act(&path, "declare-eligible", Value::Null).await.faults(), ["/rules/need_taken rule_fails"]);
        judge(&cast, &path, json!({ "rule": "need_taken", "verdict": "pass", "reason": "两个项目分别服务不同楼栋" })).await.ok();
        cast.officer.act(&path, "declare-eligible", Value::Null).await.ok();
    }
}
