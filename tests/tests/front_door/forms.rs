//! Application forms: built, versioned, used by a call, and answered section by section.

use std::sync::Arc;

use axum::http::Method;
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;
use yichuang_base::caller::Scope;
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_store::ids::{OrganisationId, ProposalId};
use yichuang_store::record::Proposal;
use yichuang_store::{areas, find};
use yichuang_tests::steps::{self, Grantee, etag, id};
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// Three sections: a text that stands for the summary, a condition and an indicator table, a declaration at the end.
fn document() -> Value {
    let text = |zh: &str| json!({ "zh": zh, "en": "" });
    let field = |code: &str, zh: &str, input: Value| json!({ "code": code, "label": text(zh), "required": true, "input": input });
    let mut why = field("why", "为什么做", json!({ "kind": "long_text", "min": 4, "max": 20 }));
    why["stands_for"] = json!("summary");
    let mut which = field("which", "合作单位", json!({ "kind": "short_text", "max": 20 }));
    which["shown_when"] = json!({ "field": "joint", "one_of": ["yes"] });
    json!({ "format": "form/1", "sections": [
        { "code": "idea", "title": text("项目构想"), "fields": [why, field("joint", "是否联合申报", json!({ "kind": "yes_no" })), which] },
        { "code": "effect", "title": text("成效"), "fields": [field("measures", "指标", json!({ "kind": "indicators", "min_rows": 1, "max_rows": 5 }))] },
        { "code": "promise", "title": text("承诺"), "after": "effect", "fields": [field("true", "以上属实", json!({ "kind": "declaration" }))] },
    ]})
}

async fn drafted_form(officer: &Actor) -> Value {
    let input = json!({ "title": "社区公益创投申报书", "purpose": "proposal", "area_code": DISTRICT, "document": document() });
    officer.post("/forms", input).await.created()
}

async fn published_form(officer: &Actor) -> Value {
    let form = drafted_form(officer).await;
    officer.act(&format!("/forms/{}", id(&form)), "publish", Value::Null).await.ok()
}

/// A published call with this form, and a draft in it without a fault but for the answers.
async fn drafted(world: &World, cast: &Cast, form: &Value) -> (String, Grantee, String) {
    let allotment = steps::approved_allotment(world, cast, "500000.00").await;
    let call = id(&cast.officer.post("/calls", steps::call_document("500000.00", &allotment, &Value::Null)).await.created());
    let path = format!("/calls/{call}");
    cast.officer.put(&path, "form", json!({ "form_id": form["id"] })).await.ok();
    cast.director.act(&path, "approve", Value::Null).await.ok();
    cast.officer.act(&path, "publish", Value::Null).await.ok();
    let grantee = steps::verified_organisation(world, cast).await;
    let mut rest = steps::proposal_document("20000.00");
    for gone in ["content", "indicators"] {
        rest.as_object_mut().unwrap().remove(gone);
    }
    let proposal = steps::drafted_proposal(&grantee, &call, rest).await;
    (call, grantee, format!("/proposals/{proposal}"))
}

async fn save(actor: &Actor, proposal: &str, section: &str, seen: i64, answers: Value) -> Answer {
    let call = actor.call(Method::PUT, &format!("{proposal}/sections/{section}")).if_match(&format!("\"{seen}\""));
    call.json(json!({ "answers": answers })).send().await
}

fn idea() -> Value {
    json!({ "why": "为独居老人助餐", "joint": false })
}

fn effect() -> Value {
    json!({ "measures": [{ "name": "服务老人数", "unit": "人", "baseline": "0", "target": "150" }] })
}

/// Everything the form of these tests asks for.
async fn answered(actor: &Actor, proposal: &str) {
    save(actor, proposal, "idea", 0, idea()).await.ok();
    save(actor, proposal, "effect", 0, effect()).await.ok();
    save(actor, proposal, "promise", 0, json!({ "true": true })).await.ok();
}

/// Another editor of the same organisation.
async fn editor(world: &World, grantee: &Grantee) -> Actor {
    let scope = Scope::Organisation(OrganisationId(grantee.id.parse().unwrap()));
    world.person("填报人", &[("applicant_editor", scope)]).await
}

fn states(view: &Value, key: &str) -> Vec<String> {
    view[key]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", one["code"].as_str().unwrap(), one["state"].as_str().unwrap()))
        .collect()
}

on_both! {
    async fn a_draft_may_be_unsound_and_says_what_keeps_it_from_being_published(world: World) {
        let cast = Cast::new(&world).await;
        let form = drafted_form(&cast.officer).await;
        let path = format!("/forms/{}", id(&form));
        assert_eq!((&form["faults"], &form["fields"], &form["editable"]), (&json!([]), &Value::Null, &json!(true)));
        let mut broken = document();
        broken["sections"][0]["fields"][1]["code"] = json!("why");
        broken["sections"][1]["title"]["zh"] = json!("");
        let saved = cast.officer.patch(&path, json!({ "document": broken })).await.ok();
        let found: Vec<&str> = saved["faults"].as_array().unwrap().iter().map(|fault| fault["pointer"].as_str().unwrap()).collect();
        let expected = ["/document/sections/0/fields/1/code", "/document/sections/0/fields/2/shown_when/field", "/document/sections/1/title/zh"];
        assert_eq!(found, expected);
        let refused = cast.officer.act(&path, "publish", Value::Null).await;
        assert_eq!(refused.faults().len(), 3);
        refused.refused(422, "invalid");
        let checked = cast.officer.post("/forms/check", json!({ "document": broken })).await.ok();
        assert_eq!(checked["faults"], saved["faults"]);
        let shapeless = cast.officer.patch(&path, json!({ "document": { "format": "form/1", "sections": [], "colour": 1 } })).await;
        assert_eq!(shapeless.faults(), ["/document form"]);
        shapeless.refused(422, "invalid");
    }
}

on_both! {
    async fn what_is_published_never_changes_and_continues_as_a_next_version(world: World) {
        let cast = Cast::new(&world).await;
        let form = published_form(&cast.officer).await;
        let path = format!("/forms/{}", id(&form));
        assert_eq!(form["sha256"], sha256_hex(canonical_json(&form["document"]).as_bytes()));
        cast.officer.patch(&path, json!({ "title": "改过的标题" })).await.refused(409, "not_editable");
        cast.officer.act(&path, "discard", Value::Null).await.refused(409, "illegal_event");
        let literal = world.literal(id(&form).parse().unwrap());
        let bare = world.sql(&format!("UPDATE forms SET title = 'x' WHERE id = {literal}")).await;
        assert!(bare.unwrap_err().contains("does not change"));

        let next = cast.officer.post(&format!("{path}/copy"), json!({ "next_version": true })).await.created();
        assert_eq!((&next["revision"], &next["chain_id"], &next["copied_from"]), (&json!(2), &form["chain_id"], &form["id"]));
        assert_eq!((&next["sha256"], &next["state"]), (&form["sha256"], &json!("draft")));
        let twice = cast.officer.post(&format!("{path}/copy"), json!({ "next_version": true })).await;
        assert_eq!(twice.refused(409, "draft_exists")["form_id"], next["id"]);
        cast.officer.act(&format!("/forms/{}", id(&next)), "discard", Value::Null).await.ok();
        let third = cast.officer.post(&format!("{path}/copy"), json!({ "next_version": true })).await.created();
        assert_eq!(third["revision"], 3);
        let own = cast.officer.post(&format!("{path}/copy"), json!({ "next_version": false, "title": "另一份申报书" })).await.created();
        assert_eq!((&own["revision"], &own["chain_id"], &own["title"]), (&json!(1), &own["id"], &json!("另一份申报书")));
    }
}

on_both! {
    async fn the_library_of_an_area_shows_its_own_and_what_was_published_above(world: World) {
        let cast = Cast::new(&world).await;
        let city = areas::find(&world.app.store.read(), "320400000000").await.unwrap().unwrap();
        let above = world.person("市主管", &[("programme_officer", Scope::Area(city.path))]).await;
        let of_city = |title: &str| json!({ "title": title, "purpose": "proposal", "area_code": "320400000000" });
        let hidden = above.post("/forms", of_city("市级草稿")).await.created();
        let shared = above.post("/forms", of_city("市级申报书")).await.created();
        above.act(&format!("/forms/{}", id(&shared)), "publish", Value::Null).await.ok();
        let own = drafted_form(&cast.officer).await;
        let titles = |list: Value| -> Vec<String> {
            let mut titles: Vec<String> =
                list["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect();
            titles.sort();
            titles
        };
        assert_eq!(titles(cast.officer.get("/forms").await.ok()), ["市级申报书", "社区公益创投申报书"]);
        assert_eq!(titles(cast.officer.get("/forms?state=published&purpose=proposal").await.ok()), ["市级申报书"]);
        assert_eq!(titles(above.get("/forms").await.ok()).len(), 3);
        assert_eq!(titles(cast.officer.get("/forms?q=%E5%B8%82%E7%BA%A7").await.ok()), ["市级申报书"]);
        cast.officer.get(&format!("/forms/{}", id(&hidden))).await.refused(404, "not_found");
        cast.officer.get(&format!("/forms/{}", id(&shared))).await.ok();
        cast.officer.patch(&format!("/forms/{}", id(&shared)), json!({ "title": "区里改的" })).await.refused(403, "forbidden");
        let copy = json!({ "next_version": false, "area_code": DISTRICT });
        let copied = cast.officer.post(&format!("/forms/{}/copy", id(&shared)), copy).await.created();
        assert_eq!(copied["area"]["code"], DISTRICT);
        assert_eq!(id(&own).len(), 36);
    }
}

on_both! {
    async fn a_call_takes_only_a_published_form_and_keeps_it_when_it_is_published(world: World) {
        let cast = Cast::new(&world).await;
        let allotment = steps::approved_allotment(&world, &cast, "500000.00").await;
        let call = cast.officer.post("/calls", steps::call_document("500000.00", &allotment, &Value::Null)).await.created();
        let path = format!("/calls/{}", id(&call));
        let standard = cast.officer.get(&format!("{path}/form")).await.ok();
        assert_eq!((&standard["standard"], &standard["id"]), (&json!(true), &Value::Null));
        let draft = drafted_form(&cast.officer).await;
        let set = |form: &Value| json!({ "form_id": form["id"] });
        assert_eq!(cast.officer.put(&path, "form", set(&draft)).await.faults(), ["/form_id form_not_published"]);
        let report = json!({ "title": "中期报告", "purpose": "report", "area_code": DISTRICT });
        let report = cast.officer.post("/forms", report).await.created();
        cast.officer.act(&format!("/forms/{}", id(&report)), "publish", Value::Null).await.ok();
        assert_eq!(cast.officer.put(&path, "form", set(&report)).await.faults(), ["/form_id wrong_purpose"]);
        let form = published_form(&cast.officer).await;
        let seen = cast.officer.etag(&path).await;
        let chosen = cast.officer.put(&path, "form", set(&form)).await;
        assert_ne!(chosen.header("etag"), seen, "whoever approves has to look again");
        assert_eq!(chosen.ok()["sha256"], form["sha256"]);
        let stale = cast.director.call(Method::POST, &format!("{path}/approve")).if_match(&seen).send().await;
        stale.refused(412, "stale");
        assert_eq!(cast.officer.get(&format!("/forms/{}", id(&form))).await.ok()["calls"], 1);
        world.anonymous().get(&format!("/public{path}/form")).await.refused(404, "not_found");
        cast.director.act(&path, "approve", Value::Null).await.ok();
        cast.officer.put(&path, "form", json!({})).await.refused(409, "not_editable");
        cast.officer.act(&path, "publish", Value::Null).await.ok();
        let public = world.anonymous().get(&format!("/public{path}/form")).await.ok();
        assert_eq!((&public["sha256"], &public["document"]), (&form["sha256"], &form["document"]));
        let copy = json!({ "title": "2026年秋季天宁区公益创投", "year": 2026, "opens_on": "2026-09-01" });
        let copy = id(&cast.officer.post(&format!("{path}/copy"), copy).await.created());
        assert_eq!(cast.officer.get(&format!("/calls/{copy}/form")).await.ok()["id"], form["id"]);
    }
}

on_both! {
    async fn sections_are_saved_by_themselves_and_judged_at_once(world: World) {
        let cast = Cast::new(&world).await;
        let form = published_form(&cast.officer).await;
        let (_, grantee, path) = drafted(&world, &cast, &form).await;
        let start = grantee.owner.get(&format!("{path}/answers")).await.ok();
        assert_eq!(states(&start, "sections"), ["idea not_started", "effect not_started", "promise waiting"]);
        save(&grantee.owner, &path, "promise", 0, json!({ "true": true })).await.refused(409, "section_waits");
        save(&grantee.owner, &path, "nonsense", 0, json!({})).await.refused(404, "not_found");

        let saved = save(&grantee.owner, &path, "idea", 0, json!({ "why": "助餐", "joint": true })).await;
        assert_eq!(saved.header("etag"), "\"1\"");
        let saved = saved.ok();
        assert_eq!((&saved["section"]["state"], &saved["section"]["saved_by"]["name"]), (&json!("in_progress"), &json!("林芳")));
        let faults = steps_faults(&saved["section"]["faults"]);
        assert_eq!(faults, ["/answers/idea/why too_short", "/answers/idea/which missing"]);
        let wrong = save(&grantee.owner, &path, "idea", 1, json!({ "why": "字".repeat(21), "more": 1, "joint": "yes" })).await;
        assert_eq!(wrong.faults(), ["/answers/more unknown_field", "/answers/why too_long", "/answers/joint wrong_type"]);
        wrong.refused(422, "invalid");

        let done = save(&grantee.owner, &path, "effect", 0, effect()).await.ok();
        assert_eq!(states(&done, "progress"), ["idea in_progress", "effect complete", "promise not_started"]);
        save(&grantee.owner, &path, "promise", 0, json!({ "true": true })).await.ok();
        let refused = grantee.owner.act(&path, "submit", Value::Null).await;
        assert_eq!(refused.faults(), ["/answers/idea/why too_short", "/answers/idea/which missing"]);
        let action = grantee.owner.get(&path).await.ok()["available_actions"].as_array().unwrap().iter().find(|one| one["event"] == "submit").cloned();
        assert_eq!(steps_faults(&action.unwrap()["blockers"]), ["/answers/idea/why too_short", "/answers/idea/which missing"]);
        save(&grantee.owner, &path, "idea", 1, idea()).await.ok();
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        save(&grantee.owner, &path, "idea", 2, idea()).await.refused(409, "not_editable");
    }
}

fn steps_faults(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| format!("{} {}", one["pointer"].as_str().unwrap(), one["code"].as_str().unwrap())).collect()
}

on_both! {
    async fn the_receipt_proves_the_version_of_the_form_and_every_answer_that_was_shown(world: World) {
        let cast = Cast::new(&world).await;
        let form = published_form(&cast.officer).await;
        let (_, grantee, path) = drafted(&world, &cast, &form).await;
        answered(&grantee.owner, &path).await;
        let hidden = json!({ "why": "为独居老人助餐", "joint": false, "which": "不再显示的单位" });
        save(&grantee.owner, &path, "idea", 1, hidden).await.ok();
        let view = grantee.owner.act(&path, "submit", Value::Null).await.ok();
        assert_eq!((&view["content"]["summary"], &view["indicators"][0]["target"]), (&json!("为独居老人助餐"), &json!("150")));
        let row: Proposal = find(&world.app.store.read(), ProposalId(id(&view).parse().unwrap())).await.unwrap().unwrap();
        let snapshot = row.snapshot.unwrap();
        assert_eq!(sha256_hex(snapshot.as_bytes()), view["snapshot"]["sha256"]);
        let said: Value = serde_json::from_str(&snapshot).unwrap();
        assert_eq!((&said["form"]["sha256"], &said["form"]["id"], &said["form"]["revision"]), (&form["sha256"], &form["id"], &json!(1)));
        let answers = json!({ "idea": idea(), "effect": effect(), "promise": { "true": true } });
        assert_eq!(said["form"]["answers"], answers);
        assert!(!snapshot.contains("不再显示的单位"));
    }
}

on_both! {
    async fn staff_read_the_answers_after_the_deadline_and_a_reviewer_after_the_declaration(world: World) {
        let cast = Cast::new(&world).await;
        let form = published_form(&cast.officer).await;
        let (call, grantee, path) = drafted(&world, &cast, &form).await;
        answered(&grantee.owner, &path).await;
        let answers = format!("{path}/answers");
        cast.officer.get(&answers).await.refused(404, "not_found");
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        let sealed = cast.officer.get(&answers).await.ok();
        assert_eq!((&sealed["sealed"], &sealed["sections"]), (&json!(true), &json!([])));
        steps::screened(&world, &cast, &call, &[path.rsplit('/').next().unwrap().to_owned()]).await;
        let read = cast.officer.get(&answers).await.ok();
        assert_eq!((&read["sections"][0]["answers"]["why"], &read["sections"][0]["saved_by"]), (&json!("为独居老人助餐"), &Value::Null));
        steps::verified_organisation(&world, &cast).await.owner.get(&answers).await.refused(404, "not_found");

        steps::started_review(&cast, &call).await;
        let reviewer = &cast.reviewers[0];
        let desk = steps::assignment(reviewer, &call, path.rsplit('/').next().unwrap()).await;
        assert_eq!(reviewer.get(&format!("{desk}/answers")).await.ok()["sealed"], true);
        steps::attested(reviewer, &desk).await;
        let read = reviewer.get(&format!("{desk}/answers")).await.ok();
        assert_eq!(read["sections"][1]["answers"], effect());
        cast.reviewers[1].get(&format!("{desk}/answers")).await.refused(404, "not_found");
    }
}

on_both! {
    async fn without_a_form_of_its_own_a_call_uses_the_standard_form_and_its_texts_are_the_answers(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "500000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let path = format!("/proposals/{}", steps::drafted_proposal(&grantee, &call, steps::proposal_document("20000.00")).await);
        let read = grantee.owner.get(&format!("{path}/answers")).await.ok();
        assert_eq!((&read["form"]["standard"], &read["sections"][0]["answers"]["summary"]), (&json!(true), &json!("为社区独居老人提供助餐与陪伴")));
        assert!(states(&read, "sections").iter().all(|state| state.ends_with(" complete")), "{read:#}");
        save(&grantee.owner, &path, "need", 0, json!({})).await.refused(409, "standard_form");
        let view = grantee.owner.act(&path, "submit", Value::Null).await.ok();
        let row: Proposal = find(&world.app.store.read(), ProposalId(id(&view).parse().unwrap())).await.unwrap().unwrap();
        let said: Value = serde_json::from_str(&row.snapshot.unwrap()).unwrap();
        assert_eq!((&said["form"]["id"], &said["form"]["sha256"]), (&Value::Null, &read["form"]["sha256"]));
    }
}

on_both! {
    async fn a_section_is_not_written_by_strangers_nor_after_the_deadline(world: World) {
        let cast = Cast::new(&world).await;
        let form = published_form(&cast.officer).await;
        let (_, grantee, path) = drafted(&world, &cast, &form).await;
        let scope = Scope::Organisation(OrganisationId(grantee.id.parse().unwrap()));
        let treasurer = world.person("组织财务", &[("applicant_finance", scope)]).await;
        save(&treasurer, &path, "idea", 0, idea()).await.refused(403, "forbidden");
        let stranger = steps::verified_organisation(&world, &cast).await;
        save(&stranger.owner, &path, "idea", 0, idea()).await.refused(404, "not_found");
        world.at(steps::CLOSES);
        save(&grantee.owner, &path, "idea", 0, idea()).await.refused(409, "call_not_open");
    }
}

/// Saves at the same time, one for each of these people and sections.
async fn together(saves: Vec<(Actor, String, &'static str, Value)>) -> Vec<Answer> {
    let barrier = Arc::new(Barrier::new(saves.len()));
    let mut runners = JoinSet::new();
    for (actor, path, section, answers) in saves {
        let barrier = barrier.clone();
        runners.spawn(async move {
            barrier.wait().await;
            save(&actor, &path, section, 0, answers).await
        });
    }
    runners.join_all().await
}

on_both! {
    async fn two_editors_in_two_sections_never_meet(world: World) {
        let cast = Cast::new(&world).await;
        let form = published_form(&cast.officer).await;
        let (_, grantee, path) = drafted(&world, &cast, &form).await;
        let second = editor(&world, &grantee).await;
        let both = vec![(grantee.owner.clone(), path.clone(), "idea", idea()), (second, path.clone(), "effect", effect())];
        for answer in together(both).await {
            answer.ok();
        }
        let read = grantee.owner.get(&format!("{path}/answers")).await.ok();
        assert_eq!((&read["sections"][0]["answers"], &read["sections"][1]["answers"]), (&idea(), &effect()));
        let by: Vec<&str> = [0, 1].map(|n: usize| read["sections"][n]["saved_by"]["name"].as_str().unwrap()).into();
        assert_eq!(by, ["林芳", "填报人"]);
    }
}

on_both! {
    async fn of_many_first_saves_in_one_section_exactly_one_is_kept(world: World) {
        let cast = Cast::new(&world).await;
        let form = published_form(&cast.officer).await;
        let (_, grantee, path) = drafted(&world, &cast, &form).await;
        let second = editor(&world, &grantee).await;
        let racer = |n: usize| {
            let actor = if n.is_multiple_of(2) { grantee.owner.clone() } else { second.clone() };
            (actor, path.clone(), "idea", json!({ "why": format!("第{n}个人写的构想"), "joint": false }))
        };
        let answers = together((0..8).map(racer).collect()).await;
        let (kept, stale): (Vec<Answer>, Vec<Answer>) = answers.into_iter().partition(|answer| answer.status == 200);
        assert_eq!((kept.len(), stale.len()), (1, 7));
        for answer in stale {
            answer.refused(412, "stale");
        }
        let read = grantee.owner.get(&format!("{path}/answers")).await.ok();
        assert_eq!((&read["sections"][0]["answers"], &read["sections"][0]["version"]), (&kept[0].body["section"]["answers"], &json!(1)));
        assert_eq!(etag(&read["sections"][0]), "\"1\"");
    }
}
