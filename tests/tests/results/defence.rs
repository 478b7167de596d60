//! The defence day: its drawn order, one proposal before the panel at a time, and the result of both stages.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_domain::reviews::{lottery_order, lottery_seed, lottery_snapshot, verify_bundle};
use yichuang_store::defences;
use yichuang_store::ids::{CallId, ProposalId};
use yichuang_tests::steps::{self, Round, etag, flat_scores, id};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// A round of three proposals whose written results are verified; two of them are shortlisted.
async fn shortlisted(world: &World, cast: &Cast) -> Round {
    let mut scheme = steps::scheme(world, steps::PRESET).await;
    scheme["scoring"]["stage_weights_bp"] = json!({ "written": 7000, "defence": 3000, "public_jury": 0 });
    scheme["scoring"]["shortlist"] = json!(2);
    let round = steps::submitted_to(world, cast, "90000.00", &scheme, &["20000.00", "30000.00", "40000.00"]).await;
    written(world, cast, round).await
}

/// Takes a submitted round through its written review to verified results.
async fn written(world: &World, cast: &Cast, round: Round) -> Round {
    steps::screened(world, cast, &round.call, &round.proposals).await;
    steps::started_review(cast, &round.call).await;
    steps::everything_scored(cast, &round).await;
    let results = steps::sealed(cast, &round.call, false).await;
    assert_eq!(results["defence_follows"], true);
    verify(cast, &round.call).await;
    round
}

pub(crate) async fn verify(cast: &Cast, call: &str) -> Value {
    let results = cast.director.get(&format!("/calls/{call}/results")).await.ok();
    let path = format!("/result-runs/{}/verify", id(&results["run"]));
    cast.director.call(Method::POST, &path).if_match(&etag(&results["run"])).send().await.ok()
}

fn announcement(world: &World, chair: &Actor) -> Value {
    let now = world.app.clock.now();
    json!({
        "starts_at": now.plus_seconds(7200).to_string(), "venue": "天宁区社会组织服务中心", "minutes": 15, "chair_id": chair.id,
        "entropy_source": "中国福利彩票双色球第2026100期开奖号码", "entropy_at": now.plus_seconds(3600).to_string(),
    })
}

/// The defence of the call as this person sees it.
pub(crate) async fn defence(of: &Actor, call: &str) -> Value {
    of.get(&format!("/calls/{call}/defence")).await.ok()
}

async fn draw(of: &Actor, view: &Value) -> Answer {
    let path = format!("/defences/{}/draw", id(&view["day"]));
    of.call(Method::POST, &path).if_match(&etag(&view["day"])).json(json!({ "entropy": "03 08 11 17 25 31 + 09" })).send().await
}

/// A defence whose order is drawn, with the first reviewer in the chair.
async fn drawn(world: &World, cast: &Cast) -> Round {
    let round = shortlisted(world, cast).await;
    ordered(world, cast, round).await
}

/// The same of a round that was submitted under a scheme of its own.
pub(crate) async fn drawn_from(world: &World, cast: &Cast, round: Round) -> Round {
    let round = written(world, cast, round).await;
    ordered(world, cast, round).await
}

async fn ordered(world: &World, cast: &Cast, round: Round) -> Round {
    let path = format!("/calls/{}/defence", round.call);
    let view = cast.officer.post(&path, announcement(world, &cast.reviewers[0])).await.created();
    world.later(3601);
    draw(&cast.director, &view).await.ok();
    round
}

/// Moves the turn of a proposal.
async fn step(of: &Actor, call: &str, proposal: &str, verb: &str, body: Value) -> Answer {
    let view = defence(of, call).await;
    let turn = turn(&view, proposal);
    of.call(Method::POST, &format!("/defence-turns/{}/{verb}", id(&turn))).if_match(&etag(&turn)).json(body).send().await
}

fn turn(view: &Value, proposal: &str) -> Value {
    let turns = view["turns"].as_array().unwrap();
    turns.iter().find(|turn| turn["proposal"]["id"] == proposal).cloned().unwrap_or_else(|| panic!("no turn of {proposal} in {view:#}"))
}

/// The reviewer's assignment at the defence.
async fn seat(reviewer: &Actor, call: &str, proposal: &str) -> String {
    let own = turn(&defence(reviewer, call).await, proposal)["own_assignment_id"].clone();
    format!("/assignments/{}", own.as_str().unwrap())
}

/// Everybody who has a seat for it declares, scores and submits.
async fn scored_by_all(cast: &Cast, call: &str, proposal: &str, points: &str) {
    for reviewer in &cast.reviewers {
        steps::scored(reviewer, &seat(reviewer, call, proposal).await, &flat_scores(points)).await;
    }
}

pub(crate) async fn heard(cast: &Cast, call: &str, proposal: &str, points: &str) {
    step(&cast.officer, call, proposal, "open", Value::Null).await.ok();
    scored_by_all(cast, call, proposal, points).await;
    step(&cast.officer, call, proposal, "close", json!({ "confirm_missing": false })).await.ok();
}

pub(crate) async fn seal(cast: &Cast, call: &str) -> Answer {
    let view = defence(&cast.officer, call).await;
    cast.officer.call(Method::POST, &format!("/calls/{call}/defence/seal")).if_match(&etag(&view["stage"])).send().await
}

pub(crate) fn row(results: &Value, proposal: &str) -> Value {
    results["rows"].as_array().unwrap().iter().find(|row| row["proposal"]["id"] == proposal).unwrap().clone()
}

on_both! {
    async fn the_order_of_a_defence_is_drawn_from_a_source_that_spoke_after_the_digest(world: World) {
        let cast = Cast::new(&world).await;
        let round = shortlisted(&world, &cast).await;
        let path = format!("/calls/{}/defence", round.call);
        let before = defence(&cast.officer, &round.call).await;
        assert_eq!((&before["shortlisted"], &before["may_announce"], &before["day"]), (&json!(2), &json!(true), &Value::Null));
        assert_eq!((&before["stage"]["written_bp"], &before["stage"]["defence_bp"]), (&json!(7000), &json!(3000)));

        let mut wrong = announcement(&world, &cast.officer);
        wrong["starts_at"] = wrong["entropy_at"].clone();
        assert_eq!(cast.officer.post(&path, wrong).await.faults(), ["/starts_at too_early", "/chair_id not_on_the_panel"]);
        cast.director.post(&path, announcement(&world, &cast.reviewers[0])).await.refused(403, "forbidden");
        cast.officer.post(&path, announcement(&world, &cast.reviewers[1])).await.created();
        let view = cast.officer.post(&path, announcement(&world, &cast.reviewers[0])).await.created();
        assert_eq!(view["day"]["members"].as_array().unwrap().len(), 2);
        draw(&cast.officer, &view).await.refused(403, "forbidden");
        draw(&cast.director, &view).await.refused(409, "source_silent");
        world.later(3601);
        cast.officer.post(&path, announcement(&world, &cast.reviewers[0])).await.refused(409, "source_has_spoken");
        let drawn = draw(&cast.director, &view).await.ok();

        let call = cast.officer.get(&format!("/calls/{}", round.call)).await.ok();
        let run = cast.officer.get(&format!("/calls/{}/results", round.call)).await.ok()["run"].clone();
        let members: Vec<String> = serde_json::from_value(view["day"]["members"].clone()).unwrap();
        let at: yichuang_domain::time::Timestamp = view["day"]["entropy_at"].as_str().unwrap().parse().unwrap();
        let source = view["day"]["entropy_source"].as_str().unwrap();
        let snapshot = lottery_snapshot(run["output_sha256"].as_str().unwrap(), 0, &members, source, at.micros());
        let name = format!("{}/defence", call["number"].as_str().unwrap());
        let order = lottery_order(&lottery_seed(&name, &snapshot, "03 08 11 17 25 31 + 09"), &members);
        let found: Vec<&str> = drawn["turns"].as_array().unwrap().iter().map(|turn| turn["proposal"]["number"].as_str().unwrap()).collect();
        assert_eq!(found, order.iter().map(|(number, _)| number.as_str()).collect::<Vec<_>>());
        for change in ["UPDATE defences SET entropy = 'x'", "DELETE FROM defences", "UPDATE defence_turns SET position = position + 10"] {
            assert!(world.sql(change).await.is_err(), "{change}");
        }
        let stranger = world.person("别处评委", &[("reviewer", world.district().await)]).await;
        stranger.get(&path).await.refused(404, "not_found");
    }
}

on_both! {
    async fn one_proposal_is_before_the_panel_at_a_time_and_only_that_one_is_scored(world: World) {
        let cast = Cast::new(&world).await;
        let round = drawn(&world, &cast).await;
        let (call, first, second) = (&round.call, &round.proposals[0], &round.proposals[1]);
        let (chair, member) = (&cast.reviewers[0], &cast.reviewers[1]);
        let own = seat(member, call, first).await;
        steps::attested(member, &own).await;
        let scores = json!({ "scores": flat_scores("8") });
        member.put(&own, "review", scores.clone()).await.refused(409, "presenter_not_open");
        step(member, call, first, "open", Value::Null).await.refused(403, "forbidden");
        step(chair, call, first, "open", Value::Null).await.ok();
        step(&cast.officer, call, second, "open", Value::Null).await.refused(409, "another_open");
        let blocked = defence(&cast.officer, call).await;
        assert_eq!(turn(&blocked, second)["available_actions"][0]["blockers"][0]["code"], "another_open");
        member.put(&own, "review", scores.clone()).await.ok();
        member.act(&own, "submit", Value::Null).await.ok();
        let monitor = turn(&defence(&cast.officer, call).await, first);
        assert_eq!((&monitor["submitted"], &monitor["expected"]), (&json!(1), &json!(5)));
        assert_eq!(monitor["seats"].as_array().unwrap().iter().filter(|seat| seat["state"] == "completed").count(), 1);
        assert!(!monitor.to_string().contains("score"), "who has submitted, never what: {monitor}");
        assert_eq!(turn(&defence(member, call).await, first)["seats"], json!([]), "members of the panel see only themselves");

        step(chair, call, first, "begin-scoring", Value::Null).await.ok();
        let refused = step(chair, call, first, "close", json!({ "confirm_missing": false })).await;
        assert_eq!(refused.fault_codes().len(), 4);
        refused.refused(409, "reviews_outstanding");
        step(chair, call, first, "close", json!({ "confirm_missing": true })).await.ok();
        let late = seat(&cast.reviewers[2], call, first).await;
        steps::attested(&cast.reviewers[2], &late).await;
        cast.reviewers[2].put(&late, "review", scores.clone()).await.refused(409, "presenter_not_open");
        member.act(&own, "withdraw", Value::Null).await.refused(409, "presenter_not_open");
        seal(&cast, call).await.refused(409, "turns_not_closed");
        step(chair, call, first, "reopen", json!({ "reason": "一位评委断网，评分未及时送达" })).await.ok();
        cast.reviewers[2].put(&late, "review", scores).await.ok();
        cast.reviewers[2].act(&late, "submit", Value::Null).await.ok();
        step(&cast.officer, call, first, "close", json!({ "confirm_missing": true })).await.ok();
        let two = "UPDATE defence_turns SET state = 'presenting'";
        assert!(world.sql(two).await.is_err(), "the database keeps it to one as well");
    }
}

on_both! {
    async fn the_final_result_joins_both_stages_exactly_and_rounds_once(world: World) {
        let cast = Cast::new(&world).await;
        let round = drawn(&world, &cast).await;
        let call = &round.call;
        let waits = cast.officer.act(&format!("/calls/{call}"), "start-deciding", Value::Null).await;
        waits.refused(409, "defence_not_verified");
        heard(&cast, call, &round.proposals[0], "8").await;
        heard(&cast, call, &round.proposals[1], "10").await;
        let results = seal(&cast, call).await.ok();
        assert_eq!((&results["run"]["seq"], &results["defence_follows"]), (&json!(2), &json!(false)));
        // 95 and 80, 90 and 100, at 70 to 30.
        let [first, second, third] = [0, 1, 2].map(|n| row(&results, &round.proposals[n]));
        assert_eq!((&first["rank"], &first["exact"], &first["shown"]), (&json!(2), &json!("181/2"), &json!("90.50")));
        assert_eq!((&second["rank"], &second["exact"], &second["shown"]), (&json!(1), &json!("93"), &json!("93.00")));
        assert_eq!((&third["rank"], &third["shown"], &third["reason"]), (&Value::Null, &Value::Null, &json!("not_shortlisted")));
        let stages = &second["stages"];
        assert_eq!((&stages[0]["kind"], &stages[0]["exact"], &stages[0]["weight_bp"]), (&json!("written"), &json!("90"), &json!(7000)));
        assert_eq!((&stages[1]["kind"], &stages[1]["exact"], &stages[1]["weight_bp"]), (&json!("defence"), &json!("100"), &json!(3000)));
        assert_eq!((&stages[1]["kept"].as_array().unwrap().len(), &stages[1]["dropped"].as_array().unwrap().len()), (&3, &2));

        verify(&cast, call).await;
        let state = async |n: usize| cast.officer.get(&format!("/proposals/{}", round.proposals[n])).await.ok()["state"].clone();
        assert_eq!([state(0).await, state(1).await, state(2).await], [json!("ranked"), json!("ranked"), json!("not_selected")]);
        cast.officer.act(&format!("/calls/{call}"), "start-deciding", Value::Null).await.ok();
        steps::approved_decision(&cast, call).await;
        steps::published_notice(&cast, call).await;
        let bundle = world.anonymous().get(&format!("/public/calls/{call}/review-bundle")).await.ok();
        let checked = verify_bundle(&bundle).unwrap();
        assert_eq!((checked.reviews, checked.ranked, checked.awards), (15, 2, 2));
        let mut other = bundle;
        other["results"]["input"]["defence_scores"] = json!({});
        assert!(verify_bundle(&other).is_err());
    }
}

on_both! {
    async fn a_conflict_and_an_absence_count_at_the_defence_as_everywhere(world: World) {
        let cast = Cast::new(&world).await;
        let round = drawn(&world, &cast).await;
        let (call, first, second) = (&round.call, &round.proposals[0], &round.proposals[1]);
        let member = &cast.reviewers[1];
        let own = seat(member, call, first).await;
        member.act(&own, "recuse", json!({ "kind": "kinship", "reason": "与负责人是亲属" })).await.ok();
        let left = defence(member, call).await;
        assert_eq!((left["turns"].as_array().unwrap().len(), left["day"]["members"].as_array().unwrap().len()), (1, 1));
        let marks = async || {
            let conn = world.app.store.read();
            let day = defences::of_call(&conn, CallId(call.parse().unwrap())).await.unwrap().unwrap();
            let hidden = [ProposalId(first.parse().unwrap())];
            (defences::mark(&conn, &day, &hidden).await.unwrap(), defences::mark(&conn, &day, &[]).await.unwrap())
        };
        let before = marks().await;
        step(&cast.officer, call, first, "open", Value::Null).await.ok();
        let after = marks().await;
        assert_eq!(before.0, after.0, "who has a conflict does not even learn that something has happened");
        assert_ne!(before.1, after.1);
        for reviewer in cast.reviewers.iter().filter(|one| one.id != member.id) {
            steps::scored(reviewer, &seat(reviewer, call, first).await, &flat_scores("9")).await;
        }
        let closed = step(&cast.officer, call, first, "close", json!({ "confirm_missing": false })).await.ok();
        assert_eq!(turn(&closed, first)["expected"], 4);
        let why = json!({ "reason": "申报单位未到场" });
        step(&cast.reviewers[0], call, second, "miss", why.clone()).await.refused(403, "forbidden");
        step(&cast.officer, call, second, "miss", why.clone()).await.ok();
        step(&cast.officer, call, second, "recall", why.clone()).await.ok();
        step(&cast.officer, call, second, "miss", why).await.ok();
        let results = seal(&cast, call).await.ok();
        let [one, two] = [row(&results, first), row(&results, second)];
        assert_eq!((&one["rank"], &one["stages"][1]["n_valid"], &one["stages"][1]["excluded"][0]["reason"]), (&json!(1), &json!(4), &json!("recused")));
        assert_eq!((&two["rank"], &two["reason"], &two["stages"][1]["state"]), (&Value::Null, &json!("no_defence"), &json!("not_held")));
    }
}
