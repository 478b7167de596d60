//! Files of answers, people of the team, files that race with the submission.

use std::sync::Arc;

use axum::http::Method;
use serde_json::{Value, json};
use tokio::sync::Barrier;
use yichuang_tests::samples::pdf;
use yichuang_tests::steps::{self, Grantee, id};
use yichuang_tests::uploads::{attach, files_of, uploaded_pdf};
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

use super::attachments::{ATTACHMENT, call_with, draft, remove};

/// A call whose form asks for up to two plans as files.
async fn call_with_file_field(world: &World, cast: &Cast) -> String {
    let text = |zh: &str| json!({ "zh": zh, "en": "" });
    let field = json!({
        "code": "plans", "label": text("实施方案"), "required": true, "input": { "kind": "file", "purpose": "plan", "max_files": 2 },
    });
    let form = json!({ "format": "form/1", "sections": [{ "code": "how", "title": text("实施"), "fields": [field] }] });
    let input = json!({ "title": "附件表", "purpose": "proposal", "area_code": DISTRICT, "document": form });
    let form = cast.officer.post("/forms", input).await.created();
    let form = cast.officer.act(&format!("/forms/{}", id(&form)), "publish", Value::Null).await.ok();
    let allotment = steps::approved_allotment(world, cast, "250000.00").await;
    let call = id(&cast.officer.post("/calls", steps::call_document("250000.00", &allotment, &Value::Null)).await.created());
    let path = format!("/calls/{call}");
    cast.officer.put(&path, "form", json!({ "form_id": form["id"] })).await.ok();
    cast.director.act(&path, "approve", Value::Null).await.ok();
    cast.officer.act(&path, "publish", Value::Null).await.ok();
    call
}

async fn save(actor: &Actor, proposal: &str, seen: i64, plans: Value) -> Answer {
    let call = actor.call(Method::PUT, &format!("{proposal}/sections/how")).if_match(&format!("\"{seen}\""));
    call.json(json!({ "answers": { "plans": plans } })).send().await
}

on_both! {
    async fn an_answer_names_files_of_its_own_field_and_no_others(world: World) {
        let cast = Cast::new(&world).await;
        let call = call_with_file_field(&world, &cast).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let mut rest = steps::proposal_document("20000.00");
        rest.as_object_mut().unwrap().remove("content");
        let path = format!("/proposals/{}", steps::drafted_proposal(&grantee, &call, rest).await);
        let owner = &grantee.owner;
        let file = uploaded_pdf(owner, ATTACHMENT, "方案.pdf", 200).await;
        assert_eq!(save(owner, &path, 0, json!([file])).await.faults(), ["/answers/plans/0 unknown_file"]);
        assert_eq!(attach(owner, &path, &file, "answer", "other").await.faults(), ["/code unknown"]);
        let free = uploaded_pdf(owner, ATTACHMENT, "其他.pdf", 210).await;
        attach(owner, &path, &free, "other", "").await.ok();
        assert_eq!(save(owner, &path, 0, json!([free])).await.faults(), ["/answers/plans/0 unknown_file"]);
        attach(owner, &path, &file, "answer", "plans").await.ok();
        assert_eq!(owner.act(&path, "submit", Value::Null).await.faults(), ["/answers/how/plans too_few"]);
        let saved = save(owner, &path, 0, json!([file])).await.ok();
        assert_eq!((&saved["section"]["state"], &saved["section"]["faults"]), (&json!("complete"), &json!([])));
        assert_eq!(remove(owner, &path, &file).await.faults(), ["/answers/how/plans file_in_use"]);
        assert_eq!(save(owner, &path, 1, json!([file, file, file])).await.faults().len(), 3);
        owner.act(&path, "submit", Value::Null).await.ok();
        let snapshot = owner.get(&format!("{path}/snapshot")).await.ok();
        assert_eq!(snapshot["form"]["answers"]["how"]["plans"], json!([file]));
        assert_eq!(snapshot["attachments"].as_array().unwrap().len(), 2);

        let (next, _) = steps::funded_call(&world, &cast, "250000.00").await;
        let copy = owner.post(&format!("{path}/copy"), json!({ "call_id": next })).await.created();
        assert!(copy["unfit"].as_array().unwrap().iter().any(|fault| fault["pointer"] == "/attachments/plans"), "{:#}", copy["unfit"]);
    }
}

fn member(staff: Option<&str>, name: &str) -> Value {
    let mut row = json!({ "name": name, "role": "负责人", "qualification": "", "duty": "" });
    if let Some(staff) = staff {
        row["staff_id"] = json!(staff);
    }
    row
}

on_both! {
    async fn people_of_the_team_are_registered_work_there_and_are_kept_as_they_were(world: World) {
        let cast = Cast::new(&world).await;
        let call = call_with(&world, &cast, json!([]), |scheme| scheme["limits"]["registered_team"] = json!(true)).await;
        let (grantee, path) = draft(&world, &cast, &call).await;
        let owner = &grantee.owner;
        let hire = |grantee: &Grantee, name: &'static str, until: Option<&'static str>| {
            let (owner, path) = (grantee.owner.clone(), grantee.path());
            async move {
                let mut input = json!({ "name": name, "position": "项目主任", "full_time": true, "certificate_level": "social_worker" });
                if let Some(until) = until {
                    input["until_on"] = json!(until);
                }
                id(&owner.post(&format!("{path}/staff"), input).await.created())
            }
        };
        let (works, left) = (hire(&grantee, "王敏", None).await, hire(&grantee, "赵离", Some("2026-05-31")).await);
        let other = steps::verified_organisation(&world, &cast).await;
        let theirs = hire(&other, "钱别", None).await;
        let refused = owner.patch(&path, json!({ "team": [member(Some(&left), "赵离"), member(Some(&theirs), "钱别")] })).await;
        assert_eq!(refused.faults(), ["/team/0/staff_id staff_unknown", "/team/1/staff_id staff_unknown"]);
        let view = owner.patch(&path, json!({ "team": [member(Some(&works), "随便写的名字"), member(None, "志愿者甲")] })).await.ok();
        assert_eq!(view["team"][0]["name"], "王敏", "the register says what people are called");
        assert_eq!(owner.act(&path, "submit", Value::Null).await.faults(), ["/team/1/staff_id staff_required"]);
        owner.patch(&path, json!({ "team": [member(Some(&works), "王敏")] })).await.ok();
        let staff = format!("/staff/{works}");
        owner.patch(&staff, json!({ "until_on": "2026-05-30" })).await.ok();
        assert_eq!(owner.act(&path, "submit", Value::Null).await.faults(), ["/team/0/staff_id staff_not_current"]);
        owner.patch(&staff, json!({ "until_on": "2027-05-30", "certificate_level": "senior" })).await.ok();
        owner.act(&path, "submit", Value::Null).await.ok();
        owner.patch(&staff, json!({ "name": "王敏敏" })).await.ok();
        let kept = owner.get(&format!("{path}/snapshot")).await.ok()["staff"][0].clone();
        assert_eq!((&kept["name"], &kept["certificate_level"]), (&json!("王敏"), &json!("senior")));
    }
}

on_both! {
    /// Whatever comes first: a file is part of what was handed in, or it was refused.
    async fn a_file_that_races_with_the_submission_is_handed_in_or_refused(world: World) {
        let cast = Cast::new(&world).await;
        let call = call_with(&world, &cast, json!([]), |_| {}).await;
        for n in 0..4 {
            let (grantee, path) = draft(&world, &cast, &call).await;
            let file = uploaded_pdf(&grantee.owner, ATTACHMENT, "抢时间.pdf", 90 + n).await;
            let barrier = Arc::new(Barrier::new(2));
            let seen = grantee.owner.etag(&path).await;
            let (start, owner, place) = (barrier.clone(), grantee.owner.clone(), path.clone());
            let submit = tokio::spawn(async move {
                start.wait().await;
                owner.call(Method::POST, &format!("{place}/submit")).if_match(&seen).send().await
            });
            let (owner, place) = (grantee.owner.clone(), path.clone());
            let added = tokio::spawn(async move {
                barrier.wait().await;
                attach(&owner, &place, &file, "other", "").await
            });
            submit.await.unwrap().ok();
            let added = added.await.unwrap();
            let kept = grantee.owner.get(&format!("{path}/snapshot")).await.ok()["attachments"].as_array().unwrap().len();
            let expected = usize::from(added.status.is_success());
            if expected == 0 {
                added.refused(409, "not_editable");
            }
            assert_eq!((kept, files_of(&grantee.owner, &path).await.len()), (expected, expected));
        }
    }
}

on_both! {
    async fn what_a_call_hands_out_is_public_with_the_version_that_names_it(world: World) {
        let cast = Cast::new(&world).await;
        let template = uploaded_pdf(&cast.officer, "call_document", "预算模板.pdf", 120).await;
        let allotment = steps::approved_allotment(&world, &cast, "250000.00").await;
        let mut input = steps::call_document("250000.00", &allotment, &Value::Null);
        input["document"] = json!({ "attachments": [{ "file_id": template, "title": "预算表模板" }] });
        let call = id(&cast.officer.post("/calls", input).await.created());
        let (path, anonymous) = (format!("/calls/{call}"), world.anonymous());
        let read = |file: &str| format!("/public/files/{file}/content");
        anonymous.get(&read(&template)).await.refused(404, "not_found");
        cast.director.act(&path, "approve", Value::Null).await.ok();
        cast.officer.act(&path, "publish", Value::Null).await.ok();
        assert_eq!(anonymous.get(&read(&template)).await.bytes, pdf(120));

        let newer = uploaded_pdf(&cast.officer, "call_document", "新模板.pdf", 130).await;
        let amend = || {
            json!({ "reason": "模板有误", "document": { "attachments": [{ "file_id": newer, "title": "预算表模板（更正）" }] } })
        };
        let propose = |body: Value| {
            let (officer, call, path) = (cast.officer.clone(), call.clone(), path.clone());
            async move {
                let seen = officer.etag(&path).await;
                officer.call(Method::POST, &format!("/calls/{call}/amendments")).if_match(&seen).json(body).send().await.created()
            }
        };
        let version = propose(amend()).await;
        anonymous.get(&read(&newer)).await.refused(404, "not_found");
        cast.director.act(&format!("/amendments/{}", id(&version)), "return", json!({ "reason": "请写明更正内容" })).await.ok();
        let version = propose(amend()).await;
        cast.director.act(&format!("/amendments/{}", id(&version)), "approve", Value::Null).await.ok();
        assert_eq!(anonymous.get(&read(&newer)).await.bytes, pdf(130));
        assert_eq!(anonymous.get(&read(&template)).await.bytes, pdf(120), "an earlier version names it");
        let shown = anonymous.get(&format!("/public/calls/{call}")).await.ok();
        assert_eq!(shown["document"]["attachments"], json!([{ "file_id": newer, "title": "预算表模板（更正）" }]));
    }
}
