//! Runs of the assignment: looked at first, carried out only as they were looked at, undone before anybody has begun.

use std::collections::BTreeMap;

use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;
use yichuang_base::caller::Scope;
use yichuang_store::ids::OrganisationId;
use yichuang_tests::steps::{self, Round, flat_scores, id};
use yichuang_tests::{Answer, Cast, World, on_both};

/// A screened round with a panel whose review has not started, one proposal for each request.
async fn ready(world: &World, cast: &Cast, requests: &[&str]) -> Round {
    let round = steps::submitted_round(world, cast, requests).await;
    steps::screened(world, cast, &round.call, &round.proposals).await;
    round
}

const FOUR: &[&str] = &["20000.00", "30000.00", "25000.00", "15000.00"];

fn settings(per_proposal: u32, seed: &str) -> Value {
    json!({ "mode": "assigned_k", "per_proposal": per_proposal, "seed": seed })
}

async fn preview(cast: &Cast, round: &Round, settings: &Value) -> Answer {
    let call = cast.officer.call(Method::POST, &format!("/calls/{}/assignment-runs/preview", round.call)).no_key();
    call.json(json!({ "settings": settings })).send().await
}

async fn apply(cast: &Cast, round: &Round, settings: &Value, digest: &Value) -> Answer {
    cast.officer.post(&format!("/calls/{}/assignment-runs", round.call), json!({ "settings": settings, "input_sha256": digest })).await
}

/// Looks at a plan and carries it out.
async fn applied(cast: &Cast, round: &Round, settings: &Value) -> Value {
    let seen = preview(cast, round, settings).await.ok();
    apply(cast, round, settings, &seen["input_sha256"]).await.created()
}

async fn undo(cast: &Cast, round: &Round, run: &Value) -> Answer {
    let call = cast.officer.call(Method::POST, &format!("/calls/{}/assignment-runs/undo", round.call));
    call.if_match(&format!("\"{}\"", run["version"])).json(json!({ "run_id": run["id"] })).send().await
}

/// Who is on which proposal, by the preview's kind.
fn seats(preview: &Value, kind: &str) -> BTreeMap<String, Vec<String>> {
    let of = |proposal: &Value| {
        let seats = proposal["seats"].as_array().unwrap().iter().filter(|seat| seat["kind"] == kind);
        let mut found: Vec<String> = seats.map(|seat| seat["reviewer_id"].as_str().unwrap().to_owned()).collect();
        found.sort();
        (id(proposal), found)
    };
    preview["proposals"].as_array().unwrap().iter().map(of).collect()
}

on_both! {
    async fn a_plan_is_looked_at_carried_out_and_scored_by_those_it_names(world: World) {
        let cast = Cast::new(&world).await;
        let round = ready(&world, &cast, FOUR).await;
        let wanted = settings(3, "一号种子");
        let seen = preview(&cast, &round, &wanted).await.ok();
        assert_eq!((&seen["present"], &seen["added"], &seen["cut"]), (&json!(0), &json!(12), &Value::Null));
        // Five desks for twelve seats, as even as can be.
        let mut loads: Vec<u64> = seen["reviewers"].as_array().unwrap().iter().map(|one| one["added"].as_u64().unwrap()).collect();
        loads.sort_unstable();
        assert_eq!(loads, [2, 2, 2, 3, 3]);
        assert_eq!(world.number("SELECT COUNT(*) FROM assignments").await, 0);

        let run = apply(&cast, &round, &wanted, &seen["input_sha256"]).await.created();
        assert_eq!((&run["seq"], &run["planned"], &run["started"], &run["state"]), (&json!(1), &json!(12), &json!(0), &json!("applied")));
        assert_eq!(world.number("SELECT COUNT(*) FROM assignments WHERE state = 'offered'").await, 12);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit_events WHERE action = 'assignment_run.apply'").await, 1);
        // Nothing is on a desk before the review starts.
        for reviewer in &cast.reviewers {
            assert!(steps::desk(reviewer, &round.call).await.is_empty());
        }
        steps::started_review(&cast, &round.call).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM assignments").await, 12);
        let planned = seats(&seen, "added");
        for reviewer in &cast.reviewers {
            let mine: Vec<String> = steps::desk(reviewer, &round.call).await.iter().map(|item| id(&item["proposal"])).collect();
            let named = planned.iter().filter(|(_, seats)| seats.contains(&reviewer.id.to_string())).count();
            assert_eq!(mine.len(), named);
            assert!(mine.iter().all(|proposal| planned[proposal].contains(&reviewer.id.to_string())));
        }
        steps::everything_scored(&cast, &round).await;
        let results = steps::sealed(&cast, &round.call, false).await;
        for row in results["rows"].as_array().unwrap() {
            assert_eq!((&row["n_valid"], row["excluded"].as_array().unwrap().len()), (&json!(3), 0));
        }
        assert_eq!(cast.officer.get(&format!("/calls/{}/assignment-runs/export", round.call)).await.header("x-rows"), "1");
    }
}

on_both! {
    async fn an_expert_is_a_specialist_by_the_library_in_what_the_call_asks_for(world: World) {
        let cast = Cast::new(&world).await;
        let round = ready(&world, &cast, FOUR).await;
        let reviewer = cast.reviewers[0].id;
        for code in ["elderly", "finance"] {
            let id = world.literal(Uuid::from_bytes(yichuang_base::ids::random_bytes()));
            let sql = format!(
                "INSERT INTO expert_specialities (id, expert_id, code, weight) SELECT {id}, e.id, '{code}', 80 FROM experts e WHERE e.user_id = {}",
                world.literal(reviewer)
            );
            world.sql(&sql).await.unwrap();
        }
        let plan = preview(&cast, &round, &settings(3, "甲")).await.ok();
        let load = plan["reviewers"].as_array().unwrap().iter().find(|one| one["reviewer"]["id"] == json!(reviewer)).cloned().unwrap();
        assert_eq!((&load["categories"], &load["cap"]), (&json!(["elderly"]), &json!(100)));
    }
}

on_both! {
    async fn the_same_facts_give_the_same_plan_and_another_seed_only_another_of_equals(world: World) {
        let cast = Cast::new(&world).await;
        let round = ready(&world, &cast, FOUR).await;
        let first = preview(&cast, &round, &settings(3, "甲")).await.ok();
        assert_eq!(preview(&cast, &round, &settings(3, "甲")).await.ok(), first);
        let other = preview(&cast, &round, &settings(3, "乙")).await.ok();
        assert_eq!((&other["cost"], &other["least_score"]), (&first["cost"], &first["least_score"]));
        assert_ne!(other["input_sha256"], first["input_sha256"]);
        // The general cap, the caps of single reviewers and specialists decide.
        let reviewer = cast.reviewers[0].id;
        let wanted = json!({
            "mode": "assigned_k", "per_proposal": 3, "seed": "甲", "cap": 3, "specialist_reward": 500,
            "reviewers": [{ "reviewer_id": reviewer, "cap": 1, "categories": ["elderly"] }],
        });
        let capped = preview(&cast, &round, &wanted).await.ok();
        let load = capped["reviewers"].as_array().unwrap().iter().find(|one| one["reviewer"]["id"] == json!(reviewer)).cloned().unwrap();
        assert_eq!((&load["cap"], &load["added"], &load["categories"]), (&json!(1), &json!(1), &json!(["elderly"])));
        let faults = json!({ "mode": "assigned_k", "per_proposal": 2, "seed": "甲", "reviewers": [{ "reviewer_id": round.call, "categories": ["nothing"] }] });
        assert_eq!(preview(&cast, &round, &faults).await.faults(), [
            "/settings/per_proposal out_of_range", "/settings/reviewers/0/reviewer_id unknown", "/settings/reviewers/0/categories/0 unknown",
        ]);
    }
}

on_both! {
    async fn what_cannot_be_assigned_is_said_with_the_proposals_and_reviewers_that_lack(world: World) {
        let cast = Cast::new(&world).await;
        let round = ready(&world, &cast, FOUR).await;
        let mut wanted = settings(3, "甲");
        wanted["cap"] = json!(2);
        let seen = preview(&cast, &round, &wanted).await.ok();
        let cut = &seen["cut"];
        assert_eq!((&cut["needed"], &cut["capacity"], &cut["elsewhere"], &cut["missing"]), (&json!(12), &json!(10), &json!(0), &json!(2)));
        assert_eq!((cut["proposals"].as_array().unwrap().len(), cut["reviewers"].as_array().unwrap().len()), (4, 5));
        assert_eq!((&seen["added"], &seen["least_score"]), (&json!(0), &Value::Null));
        let refused = apply(&cast, &round, &wanted, &seen["input_sha256"]).await;
        assert_eq!(refused.fault_codes(), ["infeasible"]);
        refused.refused(409, "infeasible");
        assert_eq!(world.number("SELECT COUNT(*) FROM assignments").await, 0);
    }
}

on_both! {
    async fn a_conflict_and_a_colleague_are_never_assigned_not_even_when_found_after_the_preview(world: World) {
        let mut cast = Cast::new(&world).await;
        let round = steps::submitted_round(&world, &cast, FOUR).await;
        let grantee = |n: usize| Scope::Organisation(OrganisationId(round.grantees[n].id.parse().unwrap()));
        // The first is of the first applicant; the second and third are colleagues of the fourth.
        cast.reviewers[0] = world.person("评委六", &[("reviewer", world.district().await), ("applicant_editor", grantee(0))]).await;
        cast.reviewers[1] = world.person("评委七", &[("reviewer", world.district().await), ("applicant_editor", grantee(3))]).await;
        cast.reviewers[2] = world.person("评委八", &[("reviewer", world.district().await), ("applicant_finance", grantee(3))]).await;
        steps::screened(&world, &cast, &round.call, &round.proposals).await;
        let wanted = settings(3, "甲");
        let seen = preview(&cast, &round, &wanted).await.ok();
        // The fourth proposal has three who may: the first, the fourth and the fifth reviewer.
        let (added, closed) = (seats(&seen, "added"), seats(&seen, "closed"));
        let ids: Vec<String> = cast.reviewers.iter().map(|reviewer| reviewer.id.to_string()).collect();
        assert!(closed[&round.proposals[0]].contains(&ids[0]) && !added[&round.proposals[0]].contains(&ids[0]));
        for seats in added.values() {
            assert_eq!(seats.len(), 3);
            assert!(!(seats.contains(&ids[1]) && seats.contains(&ids[2])), "two of one organisation");
        }
        assert!(!added[&round.proposals[3]].contains(&ids[1]) && !added[&round.proposals[3]].contains(&ids[2]));

        // A conflict that comes up now changes what decides: the old plan is not carried out.
        let declared = json!({ "organisation_id": round.grantees[1].id, "kind": "kinship", "reason": "配偶在该单位任职" });
        cast.reviewers[3].post("/conflicts", declared).await.created();
        apply(&cast, &round, &wanted, &seen["input_sha256"]).await.refused(409, "inputs_changed");
        assert_eq!(world.number("SELECT COUNT(*) FROM assignments").await, 0);
        let again = preview(&cast, &round, &wanted).await.ok();
        assert!(seats(&again, "closed")[&round.proposals[1]].contains(&ids[3]));
        // An officer with a conflict about one proposal learns nothing of any plan.
        let own = json!({ "organisation_id": round.grantees[2].id, "kind": "kinship", "reason": "配偶在该单位任职" });
        cast.officer.post("/conflicts", own).await.created();
        preview(&cast, &round, &wanted).await.refused(404, "not_found");
        cast.officer.get(&format!("/calls/{}/assignment-runs", round.call)).await.refused(404, "not_found");
    }
}

on_both! {
    async fn a_run_is_undone_before_anybody_has_begun_and_not_afterwards(world: World) {
        let cast = Cast::new(&world).await;
        let round = ready(&world, &cast, FOUR).await;
        let first = applied(&cast, &round, &settings(3, "甲")).await;
        let undone = undo(&cast, &round, &first).await.ok();
        assert_eq!((&undone["state"], &undone["assignments"], &undone["undone_by"]["name"]), (&json!("undone"), &json!(0), &json!("林主管")));
        assert_eq!(world.number("SELECT COUNT(*) FROM assignments").await, 0);
        undo(&cast, &round, &undone).await.refused(409, "illegal_event");

        let second = applied(&cast, &round, &settings(3, "乙")).await;
        steps::started_review(&cast, &round.call).await;
        let item = steps::desk(&cast.reviewers[0], &round.call).await.remove(0);
        steps::attested(&cast.reviewers[0], &format!("/assignments/{}", id(&item))).await;
        let stands = undo(&cast, &round, &second).await;
        assert_eq!(stands.fault_codes(), ["run_started"]);
        stands.refused(409, "run_stands");
        let runs = cast.auditor.get(&format!("/calls/{}/assignment-runs", round.call)).await.ok();
        let items = runs["items"].as_array().unwrap();
        assert_eq!(items.len(), 2);
        let standing = items.iter().find(|run| run["seq"] == 2).cloned().unwrap();
        assert_eq!((&standing["started"], &standing["available_actions"]), (&json!(1), &json!([])));
    }
}

on_both! {
    async fn what_is_missing_after_a_recusal_is_filled_up_and_what_is_there_stays(world: World) {
        let cast = Cast::new(&world).await;
        let round = ready(&world, &cast, FOUR).await;
        applied(&cast, &round, &settings(3, "甲")).await;
        steps::started_review(&cast, &round.call).await;
        let item = steps::desk(&cast.reviewers[0], &round.call).await.remove(0);
        let assignment = format!("/assignments/{}", id(&item));
        let proposal = id(&item["proposal"]);
        steps::scored(&cast.reviewers[0], &assignment, &flat_scores("8")).await;
        cast.officer.act(&assignment, "recuse", json!({ "kind": "partner", "reason": "三年内与申报单位有合作" })).await.ok();

        let wanted = settings(3, "补位");
        let seen = preview(&cast, &round, &wanted).await.ok();
        assert_eq!((&seen["present"], &seen["added"]), (&json!(11), &json!(1)));
        assert_eq!(seats(&seen, "added")[&proposal].len(), 1);
        assert_eq!(seats(&seen, "closed")[&proposal], [cast.reviewers[0].id.to_string()]);
        let mails = "SELECT COUNT(*) FROM outbox WHERE payload LIKE '%新的评审任务已分配%'";
        let run = apply(&cast, &round, &wanted, &seen["input_sha256"]).await.created();
        assert_eq!((&run["seq"], &run["planned"]), (&json!(2), &json!(1)));
        assert_eq!(world.number(mails).await, 1);
        let again = preview(&cast, &round, &wanted).await.ok();
        assert_eq!((&again["present"], &again["added"]), (&json!(12), &json!(0)));
        apply(&cast, &round, &wanted, &again["input_sha256"]).await.refused(409, "nothing_to_assign");
        // The first run is not the last any more; the second can still go.
        let runs = cast.officer.get(&format!("/calls/{}/assignment-runs", round.call)).await.ok();
        let first = runs["items"].as_array().unwrap().iter().find(|run| run["seq"] == 1).cloned().unwrap();
        let blockers: Vec<&str> = first["available_actions"][0]["blockers"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
        assert_eq!(blockers, ["not_last_run", "run_started"]);
        undo(&cast, &round, &run).await.ok();
        assert_eq!(world.number("SELECT COUNT(*) FROM assignments").await, 12);
    }
}

on_both! {
    async fn the_review_does_not_start_with_a_plan_that_does_not_fit_any_more(world: World) {
        let cast = Cast::new(&world).await;
        let round = ready(&world, &cast, FOUR).await;
        let run = applied(&cast, &round, &settings(3, "甲")).await;
        let path = format!("/calls/{}", round.call);
        // Another panel: four of the old and one new.
        let newcomer = world.person("评委九", &[("reviewer", world.district().await)]).await;
        let mut panel: Vec<_> = cast.reviewers.iter().skip(1).map(|reviewer| reviewer.id).collect();
        panel.push(newcomer.id);
        cast.officer.post(&format!("{path}/panel"), json!({ "reviewer_ids": panel })).await.created();
        let stopped = cast.officer.act(&path, "start-review", Value::Null).await;
        assert_eq!(stopped.fault_codes(), ["assignment_outdated"]);
        undo(&cast, &round, &run).await.ok();
        // Without a plan everybody reviews everything.
        steps::started_review(&cast, &round.call).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM assignments").await, 20);
    }
}

on_both! {
    async fn everybody_for_everything_is_a_run_too(world: World) {
        let cast = Cast::new(&world).await;
        let round = ready(&world, &cast, &["20000.00", "30000.00"]).await;
        let run = applied(&cast, &round, &json!({ "mode": "all_by_all", "seed": "甲" })).await;
        assert_eq!(run["planned"], 10);
        steps::started_review(&cast, &round.call).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM assignments").await, 10);
    }
}

on_both! {
    async fn two_who_carry_out_the_same_plan_at_once_make_it_once(world: World) {
        let cast = Cast::new(&world).await;
        let round = ready(&world, &cast, FOUR).await;
        let wanted = settings(3, "甲");
        let digest = preview(&cast, &round, &wanted).await.ok()["input_sha256"].clone();
        let (one, other) = tokio::join!(apply(&cast, &round, &wanted, &digest), apply(&cast, &round, &wanted, &digest));
        let mut codes = [one.status.as_u16(), other.status.as_u16()];
        codes.sort_unstable();
        assert_eq!(codes, [201, 409]);
        assert_eq!(world.number("SELECT COUNT(*) FROM assignments").await, 12);
    }
}
