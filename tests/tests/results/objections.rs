//! Objections to a public notice: in time and in real name, handled by somebody else, answered in public, and holding money.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_tests::steps::{self, Round, etag, id};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

fn objection(proposal: Option<&str>) -> Value {
    json!({
        "proposal_id": proposal, "filer_name": "王真实", "contact": "13912348000", "statement": "该项目负责人与一位评委系同一单位同事",
        "facts": "见该单位官网公布的理事会名单，第三页有评委的姓名", "real_name_confirmed": true,
    })
}

/// Two awards on public notice.
async fn on_notice(world: &World, cast: &Cast) -> (Round, String) {
    let round = steps::reviewed_call(world, cast, &["20000.00", "30000.00"]).await;
    steps::approved_decision(cast, &round.call).await;
    let notice = steps::published_notice(cast, &round.call).await;
    (round, id(&notice))
}

async fn filed(world: &World, notice: &str, proposal: Option<&str>) -> String {
    let receipt = world.anonymous().post(&format!("/public/notices/{notice}/objections"), objection(proposal)).await.created();
    format!("/objections/{}", id(&receipt))
}

/// An officer of the district who had no hand in the round.
async fn handler(world: &World) -> Actor {
    world.person("复核吴", &[("programme_officer", world.district().await)]).await
}

async fn assigned(cast: &Cast, objection: &str, handler: &Actor) -> Value {
    cast.director.act(objection, "assign", json!({ "handler_id": handler.id })).await.ok()
}

async fn closing(world: &World, cast: &Cast, notice: &str) -> Answer {
    let view = cast.officer.get(&format!("/notices/{notice}")).await.ok();
    world.morning_after(view["ends_on"].as_str().unwrap());
    cast.officer.act(&format!("/notices/{notice}"), "close", Value::Null).await
}

on_both! {
    async fn objections_come_in_real_name_about_what_is_on_notice_and_in_time(world: World) {
        let cast = Cast::new(&world).await;
        let (round, notice) = on_notice(&world, &cast).await;
        let path = format!("/public/notices/{notice}/objections");
        let mut wrong = objection(Some("0198c0de-0000-7000-8000-000000000001"));
        wrong["real_name_confirmed"] = json!(false);
        wrong["organisation_id"] = json!(round.grantees[0].id);
        let refused = world.anonymous().post(&path, wrong).await;
        assert_eq!(refused.faults(), ["/real_name_confirmed not_accepted", "/proposal_id unknown", "/organisation_id unknown"]);
        let own = {
            let mut own = objection(Some(&round.proposals[0]));
            own["organisation_id"] = json!(round.grantees[1].id);
            own
        };
        let receipt = round.grantees[1].owner.post(&path, own).await.created();
        let objection_path = format!("/objections/{}", id(&receipt));
        round.grantees[1].owner.get(&objection_path).await.ok();
        round.grantees[0].owner.get(&objection_path).await.refused(404, "not_found");
        let ends_on = cast.officer.get(&format!("/notices/{notice}")).await.ok()["ends_on"].as_str().unwrap().to_owned();
        world.morning_after(&ends_on);
        assert_eq!(world.anonymous().post(&path, objection(None)).await.faults(), ["/received_on out_of_time"]);
        let letter = json!({ "received_on": ends_on, "objection": objection(None) });
        assert_eq!(cast.officer.post(&format!("/notices/{notice}/objections"), letter).await.created()["channel"], "letter");
        let tomorrow = json!({ "received_on": "2026-12-31", "objection": objection(None) });
        assert_eq!(cast.officer.post(&format!("/notices/{notice}/objections"), tomorrow).await.faults(), ["/received_on in_the_future"]);
    }
}

on_both! {
    async fn only_somebody_without_a_hand_in_the_round_handles_it(world: World) {
        let cast = Cast::new(&world).await;
        let (round, notice) = on_notice(&world, &cast).await;
        let path = filed(&world, &notice, Some(&round.proposals[0])).await;
        for involved in [&cast.officer, &cast.director] {
            let refused = cast.director.act(&path, "assign", json!({ "handler_id": involved.id })).await;
            assert_eq!(refused.faults(), ["/handler_id involved"], "{}", involved.name);
        }
        let refused = cast.director.act(&path, "assign", json!({ "handler_id": cast.reviewers[0].id })).await;
        assert_eq!(refused.faults(), ["/handler_id not_staff"]);
        let other = handler(&world).await;
        assigned(&cast, &path, &other).await;
        cast.officer.act(&path, "admit", Value::Null).await.refused(409, "not_handler");
        assert!(cast.officer.get(&path).await.ok()["contact"].as_str().unwrap().contains('*'));
        assert_eq!(other.get(&path).await.ok()["contact"], "13912348000");
        let admitted = other.act(&path, "admit", Value::Null).await.ok();
        assert_eq!(admitted["state"], "admitted");
        world.anonymous().get(&path).await.refused(401, "unauthenticated");
    }
}

on_both! {
    async fn an_open_objection_keeps_the_notice_open_and_its_answer_is_published_without_names(world: World) {
        let cast = Cast::new(&world).await;
        let (round, notice) = on_notice(&world, &cast).await;
        let path = filed(&world, &notice, Some(&round.proposals[0])).await;
        let second = filed(&world, &notice, None).await;
        closing(&world, &cast, &notice).await.refused(409, "objection_open");
        let other = handler(&world).await;
        assigned(&cast, &path, &other).await;
        assigned(&cast, &second, &other).await;
        let grounds = json!({ "ground": "we_do_not_like_it", "public_answer": "所提意见未附具体事实与证据材料" });
        other.act(&second, "dismiss", grounds).await.refused(422, "invalid");
        let grounds = json!({ "ground": "no_facts", "public_answer": "所提意见未附具体事实与证据材料" });
        other.act(&second, "dismiss", grounds).await.ok();
        other.act(&path, "admit", Value::Null).await.ok();
        other.act(&path, "re-review", json!({ "reason": "调阅评审记录逐项复核" })).await.ok();
        closing(&world, &cast, &notice).await.refused(409, "objection_open");
        let answer = json!({ "finding": "rejected", "public_answer": "经核查，所反映情况不属实，维持公示结果" });
        other.act(&path, "answer", answer.clone()).await.ok();
        other.act(&path, "answer", answer).await.refused(409, "illegal_event");
        assert!(world.sql("UPDATE objections SET public_answer = 'other'").await.is_err());
        closing(&world, &cast, &notice).await.ok();
        let public = world.anonymous().get(&format!("/public/notices/{notice}")).await;
        let text = String::from_utf8(public.bytes.clone()).unwrap();
        let public = public.ok();
        // The clock of the test stands still, so neither was filed before the other.
        let told = public["objections"].as_array().unwrap().iter().map(|one| (one["outcome"].clone(), one["ground"].clone()));
        let told: Vec<_> = told.collect();
        assert_eq!(told.len(), 2);
        assert!(told.contains(&(json!("rejected"), Value::Null)) && told.contains(&(json!("dismissed"), json!("no_facts"))), "{told:?}");
        assert!(!text.contains("王真实") && !text.contains("13912348000"));
    }
}

on_both! {
    async fn an_objection_that_is_right_takes_the_award_away_and_gives_its_money_back(world: World) {
        let cast = Cast::new(&world).await;
        let (round, notice) = on_notice(&world, &cast).await;
        let path = filed(&world, &notice, Some(&round.proposals[0])).await;
        let other = handler(&world).await;
        assigned(&cast, &path, &other).await;
        other.act(&path, "admit", Value::Null).await.ok();
        let upheld = other.act(&path, "answer", json!({ "finding": "upheld", "public_answer": "经核查属实，撤销该项目拟立项资格" })).await.ok();
        assert_eq!(upheld["state"], "upheld");
        closing(&world, &cast, &notice).await.ok();
        let states: Vec<Value> = {
            let mut states = Vec::new();
            for proposal in &round.proposals {
                states.push(cast.officer.get(&format!("/proposals/{proposal}")).await.ok()["state"].clone());
            }
            states
        };
        assert_eq!(states, [json!("revoked"), json!("awarded")]);
        assert_eq!(world.number("SELECT COUNT(*) FROM projects").await, 1);
        assert!(steps::broken_identities(&cast).await.is_empty());
    }
}

on_both! {
    async fn a_letter_that_came_in_time_bars_the_agreement_until_it_is_answered(world: World) {
        let cast = Cast::new(&world).await;
        let (round, notice) = on_notice(&world, &cast).await;
        let ends_on = cast.officer.get(&format!("/notices/{notice}")).await.ok()["ends_on"].clone();
        closing(&world, &cast, &notice).await.ok();
        let project = steps::project_of(&cast, &round.call, &round.proposals[0]).await;
        let agreement = cast.officer.post(&format!("{project}/agreement"), steps::agreement_document()).await.created();
        let path = format!("/agreements/{}", id(&agreement));
        cast.officer.act(&path, "offer", Value::Null).await.ok();
        let letter = json!({ "received_on": ends_on, "objection": objection(Some(&round.proposals[0])) });
        let objection = cast.officer.post(&format!("/notices/{notice}/objections"), letter).await.created();
        let objection = format!("/objections/{}", id(&objection));
        let owner = &round.grantees[0].owner;
        let document = owner.get(&path).await.ok()["document_sha256"].clone();
        let signature = json!({ "signed_name": "负责人", "document_sha256": document });
        owner.act(&path, "sign", signature.clone()).await.refused(409, "objection_open");
        // What keeps the agreement from being signed keeps the award from lapsing; the other one has no such reason.
        let other = steps::project_of(&cast, &round.call, &round.proposals[1]).await;
        let last = cast.officer.get(&project).await.ok()["reservation"]["sign_by"].as_str().unwrap().to_owned();
        world.morning_after(&last);
        steps::clock_strikes(&world).await;
        let held = cast.officer.get(&project).await.ok();
        assert_eq!((&held["state"], &cast.officer.get(&other).await.ok()["state"]), (&json!("signing"), &json!("lapsed")));
        assert!(held["reservation"]["sign_by"].as_str().unwrap() > last.as_str(), "{held:#}");
        let other = handler(&world).await;
        assigned(&cast, &objection, &other).await;
        let ground = json!({ "ground": "answered_already", "public_answer": "同一事项已于公示期内答复，无新的事实" });
        other.act(&objection, "dismiss", ground).await.ok();
        owner.act(&path, "sign", signature).await.ok();
    }
}

on_both! {
    async fn a_notice_is_only_ever_prolonged_and_takes_objections_until_its_new_end(world: World) {
        let cast = Cast::new(&world).await;
        let (_, notice) = on_notice(&world, &cast).await;
        let path = format!("/notices/{notice}");
        let view = cast.officer.get(&path).await.ok();
        let ends_on = view["ends_on"].as_str().unwrap().to_owned();
        let same = json!({ "ends_on": ends_on, "reason": "核查尚未完成" });
        assert_eq!(cast.officer.act(&path, "extend", same).await.faults(), ["/ends_on not_later"]);
        let longer = cast.officer.act(&path, "extend", json!({ "ends_on": "2026-07-10", "reason": "核查尚未完成" })).await.ok();
        assert!(longer["working_days"].as_i64().unwrap() > view["working_days"].as_i64().unwrap());
        world.morning_after(&ends_on);
        filed(&world, &notice, None).await;
        cast.officer.act(&path, "close", Value::Null).await.refused(409, "still_running");
    }
}

on_both! {
    async fn an_objection_and_the_closing_at_once_never_both_succeed(world: World) {
        let cast = Cast::new(&world).await;
        let (_, notice) = on_notice(&world, &cast).await;
        let view = cast.officer.get(&format!("/notices/{notice}")).await.ok();
        let ends_on = view["ends_on"].clone();
        world.morning_after(ends_on.as_str().unwrap());
        let letter = json!({ "received_on": ends_on, "objection": objection(None) });
        let (record, close) = (format!("/notices/{notice}/objections"), format!("/notices/{notice}/close"));
        let (letter, closed) = tokio::join!(
            cast.officer.post(&record, letter),
            cast.officer.call(Method::POST, &close).if_match(&etag(&view)).send(),
        );
        letter.created();
        let open = world.number("SELECT COUNT(*) FROM notices WHERE state = 'published'").await;
        if closed.status == 200 {
            assert_eq!(open, 0, "closed before the letter was there");
        } else {
            closed.refused(409, "objection_open");
            assert_eq!(open, 1);
        }
    }
}
