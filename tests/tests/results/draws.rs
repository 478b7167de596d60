//! The draw of a panel: bound before chance speaks, drawn again by anybody, signed by a second person.

use std::process::Command;

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_domain::schemes::sha256_hex;
use yichuang_tests::steps::{self, Round, etag, id};
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// After the deadline, all proposals eligible, nobody on the panel.
async fn screening(world: &World, cast: &Cast, requests: &[&str]) -> Round {
    let round = steps::submitted_round(world, cast, requests).await;
    world.morning_after(steps::DEADLINE);
    cast.officer.act(&format!("/calls/{}", round.call), "start-screening", Value::Null).await.ok();
    for proposal in &round.proposals {
        cast.officer.act(&format!("/proposals/{proposal}"), "declare-eligible", Value::Null).await.ok();
    }
    round
}

/// More reviewers, so that there is something to draw.
async fn crowd(world: &World, cast: &mut Cast, more: usize) {
    for n in 0..more {
        cast.reviewers.push(world.person(&format!("候选{n}"), &[("reviewer", world.district().await)]).await);
    }
}

/// What an officer writes into the record of a reviewer.
async fn record(cast: &Cast, reviewer: &Actor, speciality: &str, employer: &str, change: Value) {
    let path = format!("/experts/{}", id(&reviewer.get("/experts/mine").await.ok()["expert"]));
    let mut body = json!({
        "name": reviewer.name, "titles": "会计师", "phone": "", "area_code": DISTRICT, "load_cap": 100,
        "specialities": [{ "code": speciality, "weight": 90 }],
        "affiliations": [{ "organisation": employer, "role": "", "employer": true }], "available": [],
    });
    body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    cast.officer.put_whole(&path, body).await.ok();
}

fn announcement(cast: &Cast) -> Value {
    json!({
        "strata": [
            { "code": "finance", "specialities": ["finance"], "seats": 1, "reserves": 1 },
            { "code": "general", "specialities": [], "seats": 4, "reserves": 3 },
        ],
        "max_conflicts": 0, "entropy_source": "中国福利彩票双色球第2026100期开奖号码", "entropy_at": "2026-06-12T12:00:00Z",
        "supervisor_id": cast.auditor.id,
    })
}

async fn step(actor: &Actor, draw: &Value, verb: &str, body: Value) -> Answer {
    actor.call(Method::POST, &format!("/draws/{}/{verb}", id(draw))).if_match(&etag(draw)).json(body).send().await
}

/// Announced, drawn and signed.
async fn confirmed(world: &World, cast: &Cast, call: &str) -> Value {
    let draw = cast.officer.post(&format!("/calls/{call}/draws"), announcement(cast)).await.created();
    world.at("2026-06-12T12:30:00Z");
    let drawn = step(&cast.officer, &draw, "draw", json!({ "entropy": "03 08 11 17 25 31 + 09" })).await.ok();
    step(&cast.auditor, &drawn, "confirm", json!({ "file_sha256": drawn["file_sha256"] })).await.ok()
}

async fn panel(cast: &Cast, call: &str) -> Vec<String> {
    let panel = cast.officer.get(&format!("/calls/{call}/panel")).await.ok();
    let mut ids: Vec<String> =
        panel["members"].as_array().unwrap().iter().map(|one| one["user"]["id"].as_str().unwrap().to_owned()).collect();
    ids.sort_unstable();
    ids
}

fn users(drawn: &Value) -> Vec<String> {
    let mut ids: Vec<String> = drawn.as_array().unwrap().iter().map(|one| one["user"]["id"].as_str().unwrap().to_owned()).collect();
    ids.sort_unstable();
    ids
}

/// What the script of the project says about a file.
fn replayed(world: &World, bytes: &[u8]) -> (bool, String) {
    let path = world.folder.join("draw.json");
    std::fs::write(&path, bytes).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../scripts/replay_draw.py");
    let run = Command::new("python3").arg(script).arg(&path).output().unwrap();
    (run.status.success(), String::from_utf8(run.stdout).unwrap().trim().to_owned())
}

on_both! {
    async fn a_panel_is_drawn_signed_and_drawn_again_by_anybody(world: World) {
        let mut cast = Cast::new(&world).await;
        crowd(&world, &mut cast, 5).await;
        for (at, employer) in [(0, "甲会计师事务所"), (1, "乙会计师事务所")] {
            record(&cast, &cast.reviewers[at], "finance", employer, json!({})).await;
        }
        let round = screening(&world, &cast, &["20000.00", "30000.00"]).await;
        let draws = format!("/calls/{}/draws", round.call);
        let mut even = announcement(&cast);
        even["strata"][1]["seats"] = json!(3);
        even["supervisor_id"] = json!(cast.officer.id);
        assert_eq!(cast.officer.post(&draws, even).await.faults(), ["/strata too_small", "/supervisor_id same_person"]);
        let mut many = announcement(&cast);
        many["strata"][0]["seats"] = json!(3);
        assert_eq!(cast.officer.post(&draws, many).await.faults(), ["/strata too_few_candidates"]);

        let draw = cast.officer.post(&draws, announcement(&cast)).await.created();
        cast.officer.post(&draws, announcement(&cast)).await.refused(409, "draw_exists");
        let public = format!("/public/calls/{}/draws", round.call);
        let shown = world.anonymous().get(&public).await.ok()["items"][0].clone();
        assert_eq!((&shown["commitment"], &shown["entropy"], &shown["strata"][1]["candidates"]), (&draw["commitment"], &Value::Null, &json!(8)));
        let file = format!("/public/draws/{}/file", id(&draw));
        world.anonymous().get(&file).await.refused(404, "not_found");
        let entropy = json!({ "entropy": " 03 08 11 17 25 31 + 09 " });
        step(&cast.officer, &draw, "draw", entropy.clone()).await.refused(409, "source_silent");
        world.at("2026-06-12T12:00:00Z");
        let drawn = step(&cast.officer, &draw, "draw", entropy).await.ok();
        assert_eq!((&drawn["state"], drawn["panel"].as_array().unwrap().len(), drawn["reserves"].as_array().unwrap().len()), (&json!("drawn"), 5, 4));
        assert!(panel(&cast, &round.call).await.is_empty(), "nobody is appointed before the supervisor signs");
        world.anonymous().get(&file).await.refused(404, "not_found");
        let sign = json!({ "file_sha256": drawn["file_sha256"] });
        step(&cast.director, &drawn, "confirm", sign.clone()).await.refused(409, "not_the_supervisor");
        assert_eq!(step(&cast.auditor, &drawn, "confirm", json!({ "file_sha256": "0".repeat(64) })).await.faults(), ["/file_sha256 another_file"]);
        let done = step(&cast.auditor, &drawn, "confirm", sign).await.ok();
        assert_eq!(panel(&cast, &round.call).await, users(&done["panel"]));

        let published = world.anonymous().get(&file).await;
        published.clone().ok();
        assert_eq!(json!(sha256_hex(&published.bytes)), done["file_sha256"]);
        assert_eq!(replayed(&world, &published.bytes), (true, "the same: 5 seats, 4 reserves".to_owned()));
        let forged = String::from_utf8(published.bytes.clone()).unwrap().replace("+ 09", "+ 10");
        assert!(!replayed(&world, forged.as_bytes()).0);
        for private in ["会计师事务所", &cast.reviewers[0].name, &cast.reviewers[0].id.to_string()] {
            assert!(!String::from_utf8_lossy(&published.bytes).contains(private), "{private}");
        }
        let ids: Vec<_> = cast.reviewers.iter().take(5).map(|one| one.id).collect();
        cast.officer.post(&format!("/calls/{}/panel", round.call), json!({ "reviewer_ids": ids })).await.refused(409, "panel_is_drawn");
        for change in ["UPDATE draws SET salt = 'x'", "UPDATE draws SET outcome = '{}'", "DELETE FROM draws"] {
            let refused = world.sql(change).await.unwrap_err();
            assert!(refused.contains("append-only"), "{refused}");
        }
        steps::started_review(&cast, &round.call).await;
    }
}

on_both! {
    async fn whoever_has_a_conflict_no_time_or_no_approval_is_not_on_the_list(world: World) {
        let mut cast = Cast::new(&world).await;
        crowd(&world, &mut cast, 5).await;
        record(&cast, &cast.reviewers[0], "finance", "甲会计师事务所", json!({})).await;
        let round = screening(&world, &cast, &["20000.00", "30000.00"]).await;
        let away = json!({ "available": [{ "from_on": "2026-09-01", "until_on": "2026-09-30" }] });
        record(&cast, &cast.reviewers[1], "youth", "某单位", away).await;
        record(&cast, &cast.reviewers[2], "youth", "另一单位", json!({ "load_cap": 1 })).await;
        record(&cast, &cast.reviewers[3], "youth", &round.grantees[0].name, json!({})).await;
        let suspended = format!("/experts/{}", id(&cast.reviewers[4].get("/experts/mine").await.ok()["expert"]));
        cast.officer.act(&suspended, "suspend", json!({ "reason": "接受调查" })).await.ok();
        let seen = cast.officer.get(&format!("/calls/{}/draw-candidates", round.call)).await.ok();
        let why = |name: &str| {
            let found = seen["items"].as_array().unwrap().iter().find(|one| one["name"] == name);
            found.map_or_else(|| json!("not there"), |one| one["hindrances"].clone())
        };
        assert_eq!(
            [why("评委一"), why("评委二"), why("评委三"), why("评委四"), why("评委五")],
            [json!([]), json!(["not_available"]), json!(["load_too_large"]), json!(["conflicted"]), json!("not there")],
        );
        assert_eq!((&seen["eligible"], seen["supervisors"].as_array().unwrap().len()), (&json!(6), 2));
        let draw = cast.officer.post(&format!("/calls/{}/draws", round.call), announcement(&cast)).await.created();
        assert_eq!(draw["strata"][1]["candidates"], 5);
        let void = json!({ "reason": "随机源停止开奖" });
        step(&cast.officer, &draw, "void", void.clone()).await.refused(403, "forbidden");
        step(&cast.director, &draw, "void", void).await.ok();
        let mut tolerant = announcement(&cast);
        tolerant["max_conflicts"] = json!(1);
        let again = cast.officer.post(&format!("/calls/{}/draws", round.call), tolerant).await.created();
        assert_eq!((&again["strata"][1]["candidates"], again["round"].as_str().unwrap().ends_with("/2")), (&json!(6), true));
        let shown = world.anonymous().get(&format!("/public/calls/{}/draws", round.call)).await.ok();
        assert_eq!((&shown["items"][0]["state"], &shown["items"][0]["void_reason"]), (&json!("void"), &json!("随机源停止开奖")));
    }
}

on_both! {
    async fn a_draw_that_is_given_up_after_it_was_drawn_shows_everybody_whom_it_would_have_given(world: World) {
        let mut cast = Cast::new(&world).await;
        crowd(&world, &mut cast, 5).await;
        record(&cast, &cast.reviewers[0], "finance", "甲会计师事务所", json!({})).await;
        let round = screening(&world, &cast, &["20000.00", "30000.00"]).await;
        let draw = cast.officer.post(&format!("/calls/{}/draws", round.call), announcement(&cast)).await.created();
        world.at("2026-06-12T12:00:00Z");
        let drawn = step(&cast.officer, &draw, "draw", json!({ "entropy": "03 08 11 17 25 31 + 09" })).await.ok();
        let file = format!("/public/draws/{}/file", id(&draw));
        world.anonymous().get(&file).await.refused(404, "not_found");
        step(&cast.director, &drawn, "void", json!({ "reason": "监督人未到场" })).await.ok();
        let published = world.anonymous().get(&file).await;
        assert_eq!(json!(sha256_hex(&published.bytes)), drawn["file_sha256"]);
        assert!(replayed(&world, &published.bytes).0);
        let shown = world.anonymous().get(&format!("/public/calls/{}/draws", round.call)).await.ok();
        assert_eq!((&shown["items"][0]["state"], &shown["items"][0]["file_sha256"]), (&json!("void"), &drawn["file_sha256"]));
    }
}

on_both! {
    async fn the_next_reserve_takes_the_seat_and_what_is_open(world: World) {
        let mut cast = Cast::new(&world).await;
        crowd(&world, &mut cast, 4).await;
        record(&cast, &cast.reviewers[0], "finance", "甲会计师事务所", json!({})).await;
        let round = screening(&world, &cast, &["20000.00", "30000.00"]).await;
        let draw = confirmed(&world, &cast, &round.call).await;
        steps::started_review(&cast, &round.call).await;
        let who = |user: &Value| cast.reviewers.iter().find(|one| json!(one.id) == *user).unwrap();
        let member = draw["panel"].as_array().unwrap().iter().find(|one| one["stratum"] == "general").unwrap();
        let first = draw["reserves"].as_array().unwrap().iter().find(|one| one["stratum"] == "general").unwrap();
        let (leaving, coming) = (who(&member["user"]["id"]), who(&first["user"]["id"]));
        let done = steps::assignment(leaving, &round.call, &round.proposals[0]).await;
        steps::scored(leaving, &done, &steps::flat_scores("8")).await;
        let body = json!({ "reviewer_id": leaving.id, "reason": "因病不能参加评审" });
        step(&cast.director, &draw, "replace", body.clone()).await.refused(403, "forbidden");
        let after = step(&cast.officer, &draw, "replace", body.clone()).await.ok();
        assert_eq!((&after["replacements"][0]["left"], &after["replacements"][0]["came"]), (&member["number"], &first["number"]));
        let seats = panel(&cast, &round.call).await;
        assert!(seats.contains(&coming.id.to_string()) && !seats.contains(&leaving.id.to_string()));
        let desk = steps::desk(coming, &round.call).await;
        assert_eq!((desk.len(), &desk[0]["proposal"]["id"]), (1, &json!(round.proposals[1])), "what was handed in stays");
        assert_eq!(step(&cast.officer, &after, "replace", body).await.faults(), ["/reviewer_id not_on_the_panel"]);
        let finance = draw["panel"].as_array().unwrap().iter().find(|one| one["stratum"] == "finance").unwrap();
        let body = json!({ "reviewer_id": finance["user"]["id"], "reason": "因病不能参加评审" });
        step(&cast.officer, &after, "replace", body).await.refused(409, "no_reserve_left");
        // The file of the draw is that of the draw, whatever came later.
        let file = world.anonymous().get(&format!("/public/draws/{}/file", id(&draw))).await;
        assert_eq!(json!(sha256_hex(&file.bytes)), draw["file_sha256"]);
    }
}
