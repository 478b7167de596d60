//! Questions about calls: asked until a day, answered to everybody, without the asker's name.

use serde_json::{Value, json};
use yichuang_tests::steps::{self, Grantee, id};
use yichuang_tests::{Cast, World, on_both};

const QUESTION: &str = "配套资金可以用志愿者工时折算吗？";

async fn ask(grantee: &Grantee, call: &str, question: &str) -> yichuang_tests::Answer {
    grantee.owner.post(&format!("/calls/{call}/questions"), json!({ "organisation_id": grantee.id, "question": question })).await
}

async fn told(world: &World, text: &str) -> i64 {
    world.number(&format!("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%{text}%'")).await
}

on_both! {
    /// The whole way of a question.
    async fn an_answer_is_public_without_the_asker_and_everybody_with_a_draft_is_told_once(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "600000.00").await;
        let asker = steps::verified_organisation(&world, &cast).await;
        let writer = steps::verified_organisation(&world, &cast).await;
        writer.owner.post("/proposals", json!({ "call_id": call, "organisation_id": writer.id })).await.created();
        let asked = ask(&asker, &call, &format!("我们是{}，{QUESTION}", asker.name)).await.created();
        assert_eq!(told(&world, "收到一条提问").await, 1, "the officer");
        let path = format!("/questions/{}", id(&asked));
        writer.owner.get(&path).await.refused(404, "not_found");
        let public = format!("/public/calls/{call}/questions");
        assert_eq!(world.anonymous().get(&public).await.ok()["items"], json!([]), "nothing is public before it is answered");
        assert_eq!(cast.officer.get(&format!("/calls/{call}")).await.ok()["questions_waiting"], 1);

        let answer = json!({ "question": QUESTION, "answer": "不可以，配套资金须为货币资金。" });
        cast.officer.act(&path, "answer", answer.clone()).await.ok();
        assert_eq!(told(&world, "须为货币资金").await, 2, "the asker and the writer, once each");
        cast.officer.act(&path, "answer", answer).await.refused(409, "illegal_event");
        let seen = world.anonymous().get(&public).await;
        let text = String::from_utf8(seen.bytes.clone()).unwrap();
        let seen = seen.ok();
        assert_eq!((seen["items"].as_array().unwrap().len(), &seen["items"][0]["question"]), (1, &json!(QUESTION)));
        assert!(!text.contains(&asker.name) && !text.contains(&asker.id), "{text}");
        let own = asker.owner.get(&format!("/questions?call_id={call}")).await.ok();
        assert_eq!(own["items"][0]["state"], "answered");
        assert_eq!(writer.owner.get("/questions").await.ok()["items"], json!([]));
    }
}

on_both! {
    /// The last day is included whole.
    async fn a_late_question_is_refused_and_so_is_one_for_somebody_else(world: World) {
        let cast = Cast::new(&world).await;
        let allotment = steps::approved_allotment(&world, &cast, "600000.00").await;
        let mut document = steps::call_document("600000.00", &allotment, &Value::Null);
        document["document"] = json!({ "timetable": {
            "questions_until": "2026-06-03", "screening_until": "2026-06-12", "corrections_until": "2026-06-22",
            "review_from": "2026-06-23", "review_until": "2026-06-26", "notice_from": "2026-06-29", "notice_to": "2026-07-03",
            "agreement_until": "2026-07-10", "first_payment_until": "2026-07-17"
        } });
        let call = steps::published_call(&cast, document).await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let stranger = steps::verified_organisation(&world, &cast).await;
        let body = json!({ "organisation_id": grantee.id, "question": QUESTION });
        stranger.owner.post(&format!("/calls/{call}/questions"), body).await.refused(404, "not_found");
        world.at("2026-06-03T15:59:59Z");
        ask(&grantee, &call, QUESTION).await.created();
        world.at("2026-06-03T16:00:00Z");
        let late = ask(&grantee, &call, QUESTION).await;
        assert_eq!(late.body["errors"][0]["limit"], "2026-06-03T16:00:00Z");
        late.refused(409, "questions_closed");
    }
}

on_both! {
    /// Nobody floods the officer, and what is declined is told to the asker only.
    async fn five_questions_wait_at_most_and_a_declined_one_is_not_published(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "600000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let first = ask(&grantee, &call, QUESTION).await.created();
        for _ in 0..4 {
            ask(&grantee, &call, QUESTION).await.created();
        }
        ask(&grantee, &call, QUESTION).await.refused(409, "too_many_questions");
        let path = format!("/questions/{}", id(&first));
        let declined = cast.officer.act(&path, "decline", json!({ "reason": "与本公告无关" })).await.ok();
        assert_eq!((&declined["state"], &declined["decline_reason"]), (&json!("declined"), &json!("与本公告无关")));
        assert_eq!(world.anonymous().get(&format!("/public/calls/{call}/questions")).await.ok()["items"], json!([]));
        assert_eq!(told(&world, "与本公告无关").await, 1);
        ask(&grantee, &call, QUESTION).await.created();
    }
}
