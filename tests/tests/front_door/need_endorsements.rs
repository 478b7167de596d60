//! Endorsements: one person, one voice, over every merger.

use serde_json::{Value, json};
use yichuang_tests::needs::{need_document, officer_of, published_need, report};
use yichuang_tests::steps::id;
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Answer, Cast, World, on_both};

pub(super) const WORDS: &str = "3幢张桂芳老人独居，中午没地方吃饭，希望小区设一个助餐点";

use super::needs::{join, link_token, mails};

async fn endorsements(world: &World, need: &str) -> Value {
    world.anonymous().get(&format!("/public/needs/{need}")).await.ok()["endorsements"].clone()
}

on_both! {
    async fn sixty_four_endorsements_of_one_person_at_once_are_one(world: World) {
        let cast = Cast::new(&world).await;
        let need = published_need(&cast.officer, need_document("小区助餐点")).await;
        let person = world.person("王敏", &[]).await;
        let second = world.login_of_person("王敏", &[], Some(person.id)).await;
        let all: Vec<Answer> = join(64, |n| {
            let (who, path) = (if n % 2 == 0 { person.clone() } else { second.clone() }, format!("/needs/{need}/endorse"));
            async move { who.push(&path).await }
        }).await;
        let counted = all.into_iter().filter(|answer| answer.body["counted"] == true).count();
        assert_eq!((counted, endorsements(&world, &need).await), (1, json!(1)));
    }
}

on_both! {
    async fn sixty_four_endorsements_of_sixty_four_persons_at_once_are_sixty_four(world: World) {
        let cast = Cast::new(&world).await;
        let need = published_need(&cast.officer, need_document("小区助餐点")).await;
        let mut people = Vec::new();
        for n in 0..64 {
            people.push(world.person(&format!("居民{n}"), &[]).await);
        }
        let all: Vec<Answer> = join(64, |n| {
            let (who, path) = (people[n].clone(), format!("/needs/{need}/endorse"));
            async move { who.push(&path).await }
        }).await;
        for answer in all {
            assert_eq!(answer.ok()["counted"], true);
        }
        assert_eq!(endorsements(&world, &need).await, json!(64));
        assert_eq!(world.number("SELECT COUNT(*) FROM need_endorsements").await, 64);
    }
}

on_both! {
    async fn a_mailbox_counts_once_however_it_is_written_and_a_link_is_good_once(world: World) {
        let cast = Cast::new(&world).await;
        let need = published_need(&cast.officer, need_document("小区助餐点")).await;
        let anybody = world.anonymous();
        let ask = async |email: &str| {
            // Ids sort by their instant, and the newest mail is looked for.
            world.later(1);
            let body = json!({ "email": email, "follow": true });
            anybody.post(&format!("/public/needs/{need}/endorsements"), body).await
        };
        ask("no address").await.refused(422, "invalid");
        ask("Lin+one@Example.org").await.expect(204);
        let token = link_token(&world).await;
        let confirm = |token: &str| {
            let (anybody, token) = (anybody.clone(), token.to_owned());
            async move { anybody.post("/public/need-endorsements/confirm", json!({ "token": token })).await }
        };
        assert_eq!(endorsements(&world, &need).await, json!(0), "asking does not count");
        let all = join(16, |_| confirm(&token)).await;
        assert_eq!(all.iter().filter(|answer| answer.status == 200).count(), 1);
        for answer in all.into_iter().filter(|answer| answer.status != 200) {
            answer.refused(409, "link_used");
        }
        ask("lin@example.org").await.expect(204);
        let second = confirm(&link_token(&world).await).await.ok();
        assert_eq!((&second["counted"], &second["endorsements"]), (&json!(false), &json!(1)));
        ask("min@example.org").await.expect(204);
        let token = link_token(&world).await;
        world.later(48 * 3600);
        confirm(&token).await.refused(409, "link_expired");
        confirm("nonsense").await.refused(404, "not_found");
        assert_eq!(endorsements(&world, &need).await, json!(1));
        assert_eq!(world.number("SELECT COUNT(*) FROM need_endorsement_links WHERE address_digest LIKE '%lin%'").await, 0);
        for table in ["need_endorsement_links", "need_followers"] {
            assert_eq!(world.number(&format!("SELECT COUNT(*) FROM {table} WHERE address_sealed LIKE '%example%'")).await, 0);
        }
        let before = mails(&world).await;
        cast.officer.act(&format!("/needs/{need}"), "mark-met", json!({ "reason": "社区食堂已开放" })).await.ok();
        assert_eq!(mails(&world).await, before + 1, "who follows hears of it, once");
        ask("wang@example.org").await.expect(204);
        confirm(&link_token(&world).await).await.refused(409, "need_over");
    }
}

on_both! {
    async fn who_reported_a_need_does_not_count_a_second_time(world: World) {
        let cast = Cast::new(&world).await;
        let resident = world.person("林芳", &[]).await;
        let receipt = resident.post("/public/needs", report(&world, WORDS, DISTRICT)).await.created();
        let need = id(&receipt);
        let path = format!("/needs/{need}");
        cast.officer.act(&path, "accept", json!({})).await.ok();
        let wording = json!({ "title": "助餐点", "description": "助餐", "category": "elderly", "target_group": "老人", "head_count": 1 });
        cast.officer.patch(&path, wording).await.ok();
        cast.officer.act(&path, "publish", Value::Null).await.ok();
        resident.push(&format!("{path}/endorse")).await.refused(409, "own_need");
        let other_login = world.login_of_person("林芳", &[], Some(resident.id)).await;
        other_login.push(&format!("{path}/endorse")).await.refused(409, "own_need");
        assert_eq!(endorsements(&world, &need).await, json!(0));
    }
}

on_both! {
    async fn what_was_merged_counts_for_the_need_that_stays_each_person_once_over_every_step(world: World) {
        let cast = Cast::new(&world).await;
        let mut needs = Vec::new();
        for title in ["小区助餐点", "独居老人吃饭难", "社区食堂"] {
            needs.push(published_need(&cast.officer, need_document(title)).await);
        }
        let mut people = Vec::new();
        for n in 0..4 {
            people.push(world.person(&format!("居民{n}"), &[]).await);
        }
        for (need, who) in [(0, vec![0, 1]), (1, vec![1, 2]), (2, vec![2, 3])] {
            for person in who {
                people[person].push(&format!("/needs/{}/endorse", needs[need])).await.ok();
            }
        }
        let merge = async |from: usize, into: usize| {
            let body = json!({ "into_id": needs[into], "reason": "内容相同，合并办理" });
            cast.officer.act(&format!("/needs/{}", needs[from]), "merge", body).await
        };
        merge(0, 0).await.refused(422, "invalid");
        assert_eq!(merge(0, 1).await.ok()["merged_into"]["id"], json!(needs[1]));
        assert_eq!(endorsements(&world, &needs[1]).await, json!(3));
        merge(1, 0).await.refused(409, "target_over");
        merge(1, 2).await.ok();
        merge(2, 0).await.refused(409, "target_over");
        merge(2, 1).await.refused(409, "target_over");
        let stays = world.anonymous().get(&format!("/public/needs/{}", needs[0])).await.ok();
        assert_eq!((&stays["id"], &stays["endorsements"], &stays["merged_reports"]), (&json!(needs[2]), &json!(4), &json!(2)));
        people[0].push(&format!("/needs/{}/endorse", needs[0])).await.ok();
        assert_eq!(endorsements(&world, &needs[2]).await, json!(4), "an old address endorses what stays, once");
        let stranger = officer_of(&world, "programme_officer", "350000000000").await;
        let body = json!({ "into_id": needs[2], "reason": "内容相同，合并办理" });
        stranger.act(&format!("/needs/{}", needs[2]), "merge", body).await.refused(404, "not_found");
    }
}

on_both! {
    async fn two_needs_that_are_merged_into_each_other_at_once_do_not_vanish(world: World) {
        let cast = Cast::new(&world).await;
        let first = published_need(&cast.officer, need_document("小区助餐点")).await;
        let second = published_need(&cast.officer, need_document("社区食堂")).await;
        let body = |into: &str| json!({ "into_id": into, "reason": "内容相同，合并办理" });
        let (one, other) = (format!("/needs/{first}"), format!("/needs/{second}"));
        let (forth, back) =
            tokio::join!(cast.officer.act(&one, "merge", body(&second)), cast.officer.act(&other, "merge", body(&first)));
        assert_eq!([&forth, &back].iter().filter(|answer| answer.status == 200).count(), 1, "{}\n{}", forth.body, back.body);
        assert_eq!(world.number("SELECT COUNT(*) FROM needs WHERE state = 'published'").await, 1);
    }
}
