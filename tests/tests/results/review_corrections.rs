//! Corrections after the seal: a closed list of reasons, a second person, and a computation beside the one it supersedes.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_domain::reviews::verify_bundle;
use yichuang_tests::steps::{self, Round, etag, flat_scores, id};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// A round of two proposals whose results are verified; nothing is decided.
async fn verified(world: &World, cast: &Cast) -> Round {
    let round = steps::submitted_round(world, cast, &["20000.00", "30000.00"]).await;
    steps::screened(world, cast, &round.call, &round.proposals).await;
    steps::started_review(cast, &round.call).await;
    steps::everything_scored(cast, &round).await;
    steps::sealed(cast, &round.call, false).await;
    verify(cast, &round.call).await;
    round
}

async fn verify(cast: &Cast, call: &str) -> Value {
    let results = cast.director.get(&format!("/calls/{call}/results")).await.ok();
    let path = format!("/result-runs/{}/verify", id(&results["run"]));
    cast.director.call(Method::POST, &path).if_match(&etag(&results["run"])).send().await.ok()
}

/// The assignment of a reviewer, as an officer finds it.
async fn sealed_review(cast: &Cast, reviewer: &Actor, proposal: &str) -> String {
    let page = cast.officer.get(&format!("/assignments?proposal_id={proposal}&limit=100")).await.ok();
    let found = page["items"].as_array().unwrap().iter().find(|item| item["reviewer"]["id"] == reviewer.id.to_string()).cloned();
    format!("/assignments/{}", id(&found.unwrap()))
}

fn amendment(points: &str) -> Value {
    json!({
        "kind": "amend", "reason_code": "calc_error", "reason": "评委将分值按十分制误算，经本人书面确认", "scores": flat_scores(points),
    })
}

async fn decide(of: &Actor, correction: &Value, verb: &str, body: Value) -> Answer {
    let path = format!("/review-corrections/{}/{verb}", id(correction));
    of.call(Method::POST, &path).if_match(&etag(correction)).json(body).send().await
}

fn row(results: &Value, proposal: &str) -> Value {
    results["rows"].as_array().unwrap().iter().find(|row| row["proposal"]["id"] == proposal).unwrap().clone()
}

on_both! {
    async fn a_sealed_review_is_amended_by_two_persons_and_the_earlier_results_stay(world: World) {
        let cast = Cast::new(&world).await;
        let round = verified(&world, &cast).await;
        let call = &round.call;
        let review = sealed_review(&cast, &cast.reviewers[0], &round.proposals[1]).await;
        let path = format!("{review}/corrections");

        let wrong = json!({ "kind": "amend", "reason_code": "late_coi", "reason": "评委与申报单位存在利害关系", "scores": { "need": "10.25" } });
        let refused = cast.officer.post(&path, wrong).await;
        assert!(refused.faults().contains(&"/kind not_for_this_reason".to_owned()), "{}", refused.body);
        assert!(refused.faults().iter().any(|fault| fault.starts_with("/scores/need ")), "{}", refused.body);
        assert_eq!(cast.officer.post(&path, amendment("9.0")).await.faults(), ["/scores unchanged"]);
        cast.director.post(&path, amendment("10")).await.refused(403, "forbidden");
        let asked = cast.officer.post(&path, amendment("10")).await.created();
        cast.officer.post(&path, amendment("10")).await.refused(409, "correction_waiting");
        let results = cast.officer.get(&format!("/calls/{call}/results")).await.ok();
        assert_eq!(results["run"]["seq"], 1, "nothing changes before a second person approves");

        // Who asked is director as well now, and still does not decide.
        let both = world.login_of_person("兼任主管", &[("programme_director", world.district().await)], Some(cast.officer.id)).await;
        decide(&both, &asked, "approve", Value::Null).await.refused(409, "same_person");
        decide(&cast.officer, &asked, "approve", Value::Null).await.refused(403, "forbidden");
        let author =
            world.login_of_person("评委一（主管）", &[("programme_director", world.district().await)], Some(cast.reviewers[0].id)).await;
        decide(&author, &asked, "approve", Value::Null).await.refused(409, "same_person");
        let done = decide(&cast.director, &asked, "approve", Value::Null).await.ok();
        assert_eq!((&done["state"], &done["run_seq"], &done["new_run_seq"]), (&json!("approved"), &json!(1), &json!(2)));
        decide(&cast.director, &done, "approve", Value::Null).await.refused(409, "illegal_event");

        let results = cast.officer.get(&format!("/calls/{call}/results")).await.ok();
        assert_eq!((&results["run"]["seq"], &results["run"]["state"]), (&json!(2), &json!("computed")));
        assert_eq!(world.number("SELECT COUNT(*) FROM result_runs WHERE state = 'superseded' AND seq = 1").await, 1);
        // One of five equal reviews is higher now and is dropped as the highest: the result stays what it was.
        assert_eq!((&done["changes"], &row(&results, &round.proposals[1])["shown"]), (&json!([]), &json!("90.00")));
        assert_eq!(world.number("SELECT COUNT(*) FROM review_versions WHERE kind = 'amend'").await, 1);
        assert!(world.sql("UPDATE review_corrections SET reason = 'x'").await.is_err());

        cast.officer.act(&format!("/calls/{call}"), "start-deciding", Value::Null).await.refused(409, "results_not_verified");
        verify(&cast, call).await;
        cast.officer.act(&format!("/calls/{call}"), "start-deciding", Value::Null).await.ok();
        let asked = cast.officer.post(&path, amendment("9.5")).await.created();
        let early = cast.officer.post(&format!("/calls/{call}/decision"), json!({})).await;
        early.refused(409, "correction_waiting");
        let refused = decide(&cast.director, &asked, "reject", json!({ "reason": "经核实评分无误" })).await.ok();
        assert_eq!((&refused["state"], &refused["decision_reason"]), (&json!("rejected"), &json!("经核实评分无误")));
        steps::approved_decision(&cast, call).await;
        cast.officer.post(&path, amendment("9.5")).await.refused(409, "decision_stands");
        steps::published_notice(&cast, call).await;
        cast.officer.post(&path, amendment("9.5")).await.refused(409, "results_published");

        let bundle = world.anonymous().get(&format!("/public/calls/{call}/review-bundle")).await.ok();
        verify_bundle(&bundle).unwrap();
        assert_eq!((&bundle["seq"], &bundle["earlier"][0]["seq"]), (&json!(2), &json!(1)));
        assert_eq!(bundle["earlier"][0]["superseded"]["reason_code"], "calc_error");
        let reseal = |mut file: Value| {
            file["sha256"] = json!(yichuang_domain::reviews::bundle_sha256(&file));
            verify_bundle(&file).unwrap_err().pointer
        };
        let mut forged = bundle.clone();
        forged["earlier"][0]["superseded"]["reason_code"] = json!("because");
        assert_eq!(reseal(forged), "/earlier/0/superseded/reason_code");
        let mut forged = bundle;
        forged["earlier"][0]["results"]["input"]["written_scores"][0]["scores"][0] = json!("1");
        assert_eq!(reseal(forged), "/earlier/0/results/input_sha256");
    }
}

on_both! {
    async fn a_conflict_found_after_the_seal_voids_the_review_and_changes_the_ranking(world: World) {
        let cast = Cast::new(&world).await;
        let round = verified(&world, &cast).await;
        let (call, first) = (&round.call, &round.proposals[0]);
        let review = sealed_review(&cast, &cast.reviewers[0], first).await;
        let late = json!({ "kind": "void", "reason_code": "late_coi", "reason": "评委配偶在申报单位任职，封存后查实" });
        let asked = cast.officer.post(&format!("{review}/corrections"), late.clone()).await.created();
        let done = decide(&cast.director, &asked, "approve", Value::Null).await.ok();
        assert_eq!(done["new_run_seq"], 2);
        cast.reviewers[0].get(&review).await.refused(404, "not_found");
        let hidden = cast.reviewers[0].get(&format!("/assignments?proposal_id={first}")).await.ok();
        assert_eq!(hidden["items"], json!([]));
        let results = cast.officer.get(&format!("/calls/{call}/results")).await.ok();
        let found = row(&results, first);
        // Four reviews are too few to drop extremes, and still a quorum.
        assert_eq!((&found["n_valid"], &found["state"], &found["excluded"][0]["reason"]), (&json!(4), &json!("untrimmed_small_n"), &json!("recused")));
        assert_eq!(cast.officer.get(&format!("/proposals/{first}")).await.ok()["state"], "under_review");

        // Two more fall away: without a quorum the first has no rank any more, and the list says so.
        for reviewer in &cast.reviewers[1..3] {
            let review = sealed_review(&cast, reviewer, first).await;
            let asked = cast.officer.post(&format!("{review}/corrections"), late.clone()).await.created();
            decide(&cast.director, &asked, "approve", Value::Null).await.ok();
        }
        let list = cast.officer.get(&format!("/calls/{call}/review-corrections")).await.ok();
        let last = &list["items"][2];
        assert_eq!((&last["run_seq"], &last["new_run_seq"]), (&json!(3), &json!(4)));
        let changed = last["changes"].as_array().unwrap();
        let of = |n: usize| {
            let number = row(&results, &round.proposals[n])["proposal"]["number"].clone();
            changed.iter().find(|one| one["number"] == number).cloned().unwrap()
        };
        assert_eq!((&of(0)["rank_before"], &of(0)["rank_after"], &of(0)["shown_after"]), (&json!(1), &Value::Null, &Value::Null));
        assert_eq!((&of(1)["rank_before"], &of(1)["rank_after"]), (&json!(2), &json!(1)));
        verify(&cast, call).await;
        let state = async |n: usize| cast.officer.get(&format!("/proposals/{}", round.proposals[n])).await.ok()["state"].clone();
        assert_eq!([state(0).await, state(1).await], [json!("not_selected"), json!("ranked")]);
    }
}

on_both! {
    async fn nothing_is_corrected_before_the_seal_nor_by_somebody_with_a_conflict(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::submitted_round(&world, &cast, &["20000.00"]).await;
        steps::screened(&world, &cast, &round.call, &round.proposals).await;
        steps::started_review(&cast, &round.call).await;
        steps::everything_scored(&cast, &round).await;
        let review = sealed_review(&cast, &cast.reviewers[0], &round.proposals[0]).await;
        let path = format!("{review}/corrections");
        cast.officer.post(&path, amendment("10")).await.refused(409, "stage_not_sealed");
        steps::sealed(&cast, &round.call, false).await;
        let second = world.person("经办乙", &[("programme_officer", world.district().await)]).await;
        let conflict = json!({ "organisation_id": round.grantees[0].id, "kind": "kinship", "reason": "配偶在该单位任职" });
        second.post("/conflicts", conflict).await.created();
        second.post(&path, amendment("10")).await.refused(404, "not_found");
        let asked = cast.officer.post(&path, amendment("10")).await.created();
        let list = second.get(&format!("/calls/{}/review-corrections", round.call)).await.ok();
        assert_eq!(list["items"], json!([]));
        decide(&cast.director, &asked, "reject", json!({ "reason": "经核实评分无误" })).await.ok();
        assert_eq!(cast.officer.get(&format!("/calls/{}/results", round.call)).await.ok()["run"]["seq"], 1);
    }
}
