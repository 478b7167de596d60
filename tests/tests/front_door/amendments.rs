//! Later versions of a published call, copies and later rounds.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_tests::steps::{self, call_document, etag, id};
use yichuang_tests::{Actor, Answer, Cast, on_both};

use super::calls::{draft, faults, named, published, timetable};

/// An amendment as the officer proposes it now.
async fn propose(officer: &Actor, call: &str, body: Value) -> Answer {
    let seen = officer.etag(&format!("/calls/{call}")).await;
    officer.call(Method::POST, &format!("/calls/{call}/amendments")).if_match(&seen).json(body).send().await
}

on_both! {
    /// The whole way of an amendment; the scheme stays what it was.
    async fn an_amendment_takes_effect_by_a_second_person_and_everybody_with_a_draft_is_told_once(world: World) {
        let cast = Cast::new(&world).await;
        let call = published(&world, &cast, json!({})).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let draft = grantee.owner.post("/proposals", json!({ "call_id": call, "organisation_id": grantee.id })).await.created();
        assert_eq!(draft["call_revision"], 1);
        let before = cast.officer.get(&format!("/calls/{call}")).await.ok();

        world.later(60);
        let wanted = json!({ "reason": "应申报单位要求延长申报时间", "closes_at": "2026-06-20T16:00:00Z", "announcement": "更正后的公告。" });
        let seen = cast.officer.post(&format!("/calls/{call}/amendments/check"), wanted.clone()).await.ok();
        assert_eq!(seen["faults"], json!([]));
        let pointers: Vec<_> = seen["changes"].as_array().unwrap().iter().map(|one| one["pointer"].clone()).collect();
        assert_eq!(pointers, ["/announcement", "/closes_at"]);
        let version = propose(&cast.officer, &call, wanted.clone()).await.created();
        propose(&cast.officer, &call, wanted).await.refused(409, "amendment_waiting");
        let path = format!("/amendments/{}", id(&version));
        let unchanged = cast.officer.get(&format!("/calls/{call}")).await.ok();
        assert_eq!((&unchanged["revision"], &unchanged["closes_at"]), (&json!(1), &before["closes_at"]));

        let mails = world.number("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%第2版%'").await;
        assert_eq!(mails, 0);
        cast.director.act(&path, "approve", Value::Null).await.ok();
        let after = cast.officer.get(&format!("/calls/{call}")).await.ok();
        assert_eq!((&after["revision"], &after["closes_at"]), (&json!(2), &json!("2026-06-20T16:00:00Z")));
        assert_eq!(after["scheme_sha256"], before["scheme_sha256"]);
        assert_eq!(world.number("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%第2版%'").await, 1);
        cast.director.act(&path, "approve", Value::Null).await.refused(409, "illegal_event");

        let versions = world.anonymous().get(&format!("/public/calls/{call}/versions")).await.ok();
        let shown: Vec<_> = versions["items"].as_array().unwrap().iter().map(|one| one["revision"].clone()).collect();
        assert_eq!(shown, [2, 1]);
        assert_eq!(versions["items"][0]["changes"][0]["after"], "更正后的公告。");
        assert_eq!(versions["items"][0]["scheme_sha256"], versions["items"][1]["scheme_sha256"]);
        let kept = grantee.owner.get(&format!("/proposals/{}", id(&draft))).await.ok();
        assert_eq!(kept["call_revision"], 1, "the draft still knows under which version it was begun");
        let public = world.anonymous().get(&format!("/public/calls/{call}")).await.ok();
        assert_eq!((&public["announcement"], &public["revision"]), (&json!("更正后的公告。"), &json!(2)));
    }
}

on_both! {
    /// The rule of the domain, over HTTP: at the proposal and again at the approval.
    async fn a_change_that_costs_applicants_time_moves_the_deadline(world: World) {
        let cast = Cast::new(&world).await;
        let call = published(&world, &cast, json!({})).await;
        let text = json!({ "reason": "更正表述", "announcement": "更正后的公告。" });
        // The call closes on Wednesday the 10th: from Tuesday the 2nd six working days are left.
        world.at("2026-06-02T02:00:00Z");
        let version = propose(&cast.officer, &call, text.clone()).await.created();
        world.at("2026-06-04T02:00:00Z");
        let path = format!("/amendments/{}", id(&version));
        cast.director.act(&path, "approve", Value::Null).await.refused(409, "too_close_to_deadline");
        cast.director.act(&path, "return", json!({ "reason": "请同时顺延截止时间" })).await.ok();
        let refused = propose(&cast.officer, &call, text).await;
        assert_eq!(faults(&refused), ["/announcement too_close_to_deadline"]);
        let sooner = propose(&cast.officer, &call, json!({ "reason": "提前截止", "closes_at": "2026-06-09T16:00:00Z" })).await;
        assert_eq!(faults(&sooner), ["/closes_at deadline_sooner"]);
        propose(&cast.officer, &call, json!({ "reason": "无变化" })).await.refused(422, "invalid");
        let moved = json!({ "reason": "更正表述并顺延", "announcement": "更正后的公告。", "closes_at": "2026-06-15T16:00:00Z" });
        let version = propose(&cast.officer, &call, moved).await.created();
        cast.officer.act(&format!("/amendments/{}", id(&version)), "withdraw", Value::Null).await.ok();
        world.at("2026-06-11T02:00:00Z");
        let late = propose(&cast.officer, &call, json!({ "reason": "补充延期", "closes_at": "2026-06-20T16:00:00Z" })).await;
        assert_eq!(faults(&late), ["/closes_at deadline_over"]);
    }
}

on_both! {
    /// Two directors at once: one version takes effect, the other hand finds it done.
    async fn two_approvals_at_once_make_one_version(world: World) {
        let cast = Cast::new(&world).await;
        let district = world.district().await;
        let second = world.person("另一位局长", &[("programme_director", district)]).await;
        let call = published(&world, &cast, json!({})).await;
        let version = propose(&cast.officer, &call, json!({ "reason": "延长申报", "closes_at": "2026-06-20T16:00:00Z" })).await.created();
        let path = format!("/amendments/{}/approve", id(&version));
        let seen = etag(&version);
        let approve = |who: Actor| {
            let (path, seen) = (path.clone(), seen.clone());
            tokio::spawn(async move { who.call(Method::POST, &path).if_match(&seen).send().await.status.as_u16() })
        };
        let (one, other) = (approve(cast.director.clone()), approve(second));
        let mut statuses = [one.await.unwrap(), other.await.unwrap()];
        statuses.sort_unstable();
        assert_eq!(statuses[0], 200);
        assert!([409, 412].contains(&statuses[1]), "{statuses:?}");
        assert_eq!(cast.officer.get(&format!("/calls/{call}")).await.ok()["revision"], 2);
    }
}

on_both! {
    /// The copy is a draft of its own whose dates are judged anew.
    async fn a_copy_shifts_the_dates_and_judges_them_again(world: World) {
        let cast = Cast::new(&world).await;
        let required = json!([{ "code": "licence", "title": "登记证书", "mandatory": true, "accepts": ["pdf", "image"], "note": "有效期内" }]);
        let document = json!({ "timetable": timetable(), "required_documents": required, "later_rounds": [] });
        let call = published(&world, &cast, document).await;
        let from = cast.officer.get(&format!("/calls/{call}")).await.ok();
        let body = json!({ "title": "2026年第二批", "year": 2026, "opens_on": "2026-09-01" });
        let copy = cast.officer.post(&format!("/calls/{call}/copy"), body).await.created();
        assert_eq!((&copy["state"], &copy["copied_from"], &copy["allotment_id"]), (&json!("draft"), &json!(call), &Value::Null));
        assert_eq!(copy["scheme_sha256"], from["scheme_sha256"]);
        assert_eq!(copy["document"]["required_documents"], from["document"]["required_documents"]);
        assert_eq!((&copy["opens_at"], &copy["closes_at"]), (&json!("2026-09-01T00:00:00Z"), &json!("2026-09-10T16:00:00Z")));
        // 92 days after Friday 5 June is Saturday 5 September.
        assert_eq!(copy["document"]["timetable"]["questions_until"], "2026-09-07");
        let found = named(&copy["findings"]);
        assert!(found.contains(&"/allotment_id allotment_missing".to_owned()), "{found:?}");
        let beyond = json!({ "title": "2027年", "year": 2027, "opens_on": "2027-06-01" });
        let copy = cast.officer.post(&format!("/calls/{call}/copy"), beyond).await.created();
        assert!(named(&copy["findings"]).contains(&"/document/timetable/notice_from outside_calendar".to_owned()), "{}", copy["findings"]);
        let past = json!({ "title": "过去", "year": 2026, "opens_on": "2026-01-05" });
        cast.officer.post(&format!("/calls/{call}/copy"), past).await.refused(422, "invalid");
    }
}

on_both! {
    /// A standing call is one approval for several rounds, each a call of its own.
    async fn the_next_round_of_a_standing_call_opens_once_after_the_one_before_closed(world: World) {
        let cast = Cast::new(&world).await;
        let allotment = steps::approved_allotment(&world, &cast, "1200000.00").await;
        let mut standing = call_document("600000.00", &allotment, &Value::Null);
        standing["document"] = json!({ "timetable": timetable(), "later_rounds": ["2026-09-10"] });
        let mut greedy = standing.clone();
        greedy["document"]["later_rounds"] = json!(["2026-09-10", "2026-10-15"]);
        let greedy = cast.officer.post("/calls", greedy).await.created();
        assert_eq!(named(&greedy["findings"]), ["/budget above_allotment"], "three rounds of 600,000");
        let call = steps::published_call(&cast, standing).await;
        let path = format!("/calls/{call}");
        let grantee = steps::verified_organisation(&world, &cast).await;
        grantee.owner.post("/proposals", json!({ "call_id": call, "organisation_id": grantee.id })).await.created();
        cast.officer.act(&path, "open-round", Value::Null).await.refused(409, "round_not_over");
        world.at("2026-06-11T02:00:00Z");
        let round = cast.officer.act(&path, "open-round", Value::Null).await.created();
        assert_eq!((&round["state"], &round["round"], &round["round_of"]), (&json!("published"), &json!(2), &json!(call)));
        assert_eq!((&round["phase"], &round["closes_at"]), (&json!("open"), &json!("2026-09-10T16:00:00Z")));
        assert_eq!(round["document"]["later_rounds"], json!([]));
        cast.officer.act(&path, "open-round", Value::Null).await.refused(409, "duplicate");
        cast.officer.act(&format!("/calls/{}", id(&round)), "open-round", Value::Null).await.refused(409, "round_not_over");
        grantee.owner.post("/proposals", json!({ "call_id": round["id"], "organisation_id": grantee.id })).await.created();
    }
}

/// A PDF of the officer, uploaded for a call.
async fn uploaded(officer: &Actor, name: &str) -> String {
    let bytes = yichuang_tests::samples::pdf(2_000);
    let file = json!({ "purpose": "call_document", "name": name, "size": bytes.len(), "media_type": "application/pdf" });
    let file = id(&officer.post("/files", file).await.created());
    let path = format!("/files/{file}/content");
    officer.call(Method::PUT, &path).header("upload-offset", "0").send_raw(Some(bytes), "application/octet-stream").await.ok();
    officer.post(&format!("/files/{file}/complete"), json!({})).await.ok();
    file
}

on_both! {
    /// Attached to the draft, public with the call, and never somebody else's upload.
    async fn files_of_a_call_are_public_once_it_is_published(world: World) {
        let cast = Cast::new(&world).await;
        let call = draft(&world, &cast, json!({})).await;
        let path = format!("/calls/{}", id(&call));
        let foreign = uploaded(&cast.director, "别人的文件.pdf").await;
        let refused = cast.officer.patch(&path, json!({ "document": { "attachments": [{ "file_id": foreign, "title": "模板" }] } })).await;
        assert_eq!(faults(&refused), ["/document/attachments/0/file_id unknown"]);
        let (kept, gone) = (uploaded(&cast.officer, "预算表模板.pdf").await, uploaded(&cast.officer, "旧版.pdf").await);
        let both = json!([{ "file_id": kept, "title": "预算表模板" }, { "file_id": gone, "title": "旧版" }]);
        cast.officer.patch(&path, json!({ "document": { "attachments": both } })).await.ok();
        let one = json!([{ "file_id": kept, "title": "预算表模板" }]);
        let call = cast.officer.patch(&path, json!({ "document": { "attachments": one } })).await.ok();
        assert_eq!(call["document"]["attachments"], one);
        cast.officer.get(&format!("/files/{gone}/content")).await.refused(404, "not_found");
        let public = format!("/public/files/{kept}/content");
        world.anonymous().get(&public).await.refused(404, "not_found");
        cast.director.act(&path, "approve", Value::Null).await.ok();
        cast.officer.act(&path, "publish", Value::Null).await.ok();
        assert_eq!(world.anonymous().get(&public).await.status, 200);
    }
}
