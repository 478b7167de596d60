//! The response clock of needs, and four eyes over registrations.

use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_store::ids::OrganisationId;
use yichuang_tests::needs::{COMMUNITY, STREET, report, small_areas};
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Cast, on_both, steps};

on_both! {
    async fn a_director_sets_the_clock_of_an_area_and_what_comes_in_keeps_to_it(world: World) {
        small_areas(&world).await;
        let cast = Cast::new(&world).await;
        let due = async |what: &str| {
            let reported = world.anonymous().post("/public/needs", report(&world, what, COMMUNITY)).await.created();
            cast.officer.get(&format!("/needs/{}", steps::id(&reported))).await.ok()["due_on"].clone()
        };
        assert_eq!(due("楼道没有扶手，老人上下楼困难").await, "2026-06-04", "three working days");
        let set = |area: &'static str, days: Value| cast.director.put("/response-days", area, json!({ "days": days }));
        let all = set(STREET, json!(5)).await.ok();
        assert_eq!(all, json!({ "default_days": 3, "items": [{ "area_code": STREET, "area_name": "红梅街道", "days": 5 }] }));
        set(DISTRICT, json!(1)).await.ok();
        assert_eq!(due("小区电动车乱停，充电桩不够").await, "2026-06-08", "the nearest area up the line holds");
        let events = "SELECT COUNT(*) FROM audit_events WHERE action = 'need.set_response_days'";
        assert_eq!(world.number(events).await, 2);
        set(STREET, json!(5)).await.ok();
        assert_eq!(world.number(events).await, 2, "the same again changes nothing");
        set(STREET, Value::Null).await.ok();
        assert_eq!(due("口袋公园缺座椅，老人没处坐").await, "2026-06-02", "as the district says");
        for wrong in [json!(0), json!(31), json!("3")] {
            set(STREET, wrong).await.refused(422, "invalid");
        }
        set("999999999999", json!(3)).await.refused(404, "not_found");
        let far = world.person("福建局长", &[("programme_director", Scope::Area("/350000000000/".to_owned()))]).await;
        far.put("/response-days", STREET, json!({ "days": 9 })).await.refused(404, "not_found");
        assert_eq!(far.get("/response-days").await.ok()["items"], json!([]));
        cast.officer.put("/response-days", STREET, json!({ "days": 9 })).await.refused(403, "forbidden");
    }
}

on_both! {
    async fn nobody_verifies_an_organisation_they_registered_or_belonged_to_with_whichever_login(world: World) {
        let district = world.district().await;
        let owner = world.person("林芳", &[]).await;
        let view = owner.post("/organisations", steps::registration(&world)).await.created();
        let path = format!("/organisations/{}", steps::id(&view));
        owner.put(&path, "bank-account", steps::bank_account(view["name"].as_str().unwrap(), "620001000000000097")).await.ok();
        owner.act(&path, "submit", Value::Null).await.ok();
        let same = world.login_of_person("林芳（主管）", &[("programme_officer", district.clone())], Some(owner.id)).await;
        same.act(&path, "verify", Value::Null).await.refused(409, "own_organisation");
        // A member's other login, and somebody who was a member and left.
        let id = OrganisationId(steps::id(&view).parse().unwrap());
        let member = world.person("王敏", &[("applicant_editor", Scope::Organisation(id))]).await;
        let double = world.login_of_person("王敏（主管）", &[("programme_officer", district.clone())], Some(member.id)).await;
        double.act(&path, "verify", Value::Null).await.refused(409, "own_organisation");
        let later = world.app.clock.now().micros() + 1;
        world.sql(&format!("UPDATE grants SET revoked_at = {later} WHERE user_id = {}", world.literal(member.id))).await.unwrap();
        world.later(60);
        double.act(&path, "verify", Value::Null).await.refused(409, "own_organisation");
        let other = world.person("另一主管", &[("programme_officer", district)]).await;
        other.act(&path, "verify", Value::Null).await.ok();
    }
}
