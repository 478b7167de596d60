//! Roles that are lent until a day: the delegate acts as themselves.

use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_tests::{Actor, Cast, World, on_both, steps};

/// The grant of somebody with this role.
async fn grant(actor: &Actor, role: &str) -> Value {
    let session = actor.get("/sessions/current").await.ok();
    session["user"]["grants"].as_array().unwrap().iter().find(|grant| grant["role"] == role).unwrap().clone()
}

async fn email(actor: &Actor) -> String {
    actor.get("/sessions/current").await.ok()["user"]["email"].as_str().unwrap().to_owned()
}

async fn loan(giver: &Actor, role: &str, to: &Actor, until: &str) -> Value {
    json!({ "grant_id": grant(giver, role).await["id"], "email": email(to).await, "until": until, "reason": "休假，由副科长代办" })
}

/// Somebody who checks in their own right.
async fn deputy(world: &World) -> Actor {
    world.person("副科长", &[("finance_checker", world.district().await)]).await
}

on_both! {
    async fn a_delegate_approves_for_another_but_is_never_two_hands_on_one_payment(world: World) {
        let cast = Cast::new(&world).await;
        let deputy = deputy(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["30000.00", "20000.00"]).await;
        let mut payments = Vec::new();
        for (grantee, project) in round.grantees.iter().zip(&projects) {
            steps::active_project(&cast, grantee, project).await;
            let tranche = steps::requested_tranche(&cast, grantee, project).await;
            payments.push(steps::prepared_payment(&cast, &tranche).await);
        }
        let until = world.today();
        cast.approver.post("/accounts/me/delegations", loan(&cast.approver, "finance_approver", &deputy, &until).await).await.created();
        let lent = grant(&deputy, "finance_approver").await;
        assert_eq!(lent["until"], until.as_str());
        assert_eq!(lent["delegated_by"]["name"], cast.approver.name.as_str());
        assert_eq!(grant(&cast.approver, "finance_approver").await["delegated_to"]["person"]["name"], "副科长");

        deputy.act(&payments[0], "check", Value::Null).await.ok();
        deputy.act(&payments[0], "approve", Value::Null).await.refused(409, "hands_not_separate");
        cast.checker.act(&payments[1], "check", Value::Null).await.ok();
        let approved = deputy.act(&payments[1], "approve", Value::Null).await.ok();
        assert!(approved["approvals"].as_array().unwrap().iter().any(|hand| hand["step"] == "approver" && hand["by"]["name"] == "副科长"));

        world.morning_after(&until);
        deputy.act(&payments[0], "approve", Value::Null).await.refused(403, "forbidden");
        cast.approver.act(&payments[0], "approve", Value::Null).await.ok();
    }
}

on_both! {
    async fn what_was_lent_ends_by_either_side_and_with_the_role_it_came_from(world: World) {
        let cast = Cast::new(&world).await;
        let deputy = deputy(&world).await;
        let until = world.today();
        let lend = || async { cast.approver.post("/accounts/me/delegations", loan(&cast.approver, "finance_approver", &deputy, &until).await).await };
        let approves = || async { deputy.get("/sessions/current").await.ok()["user"]["grants"].as_array().unwrap().len() == 2 };
        for ender in [&cast.approver, &deputy] {
            lend().await.created();
            lend().await.refused(409, "lent_already");
            let id = grant(&deputy, "finance_approver").await["id"].as_str().unwrap().to_owned();
            cast.maker.call(axum::http::Method::DELETE, &format!("/delegations/{id}")).send().await.refused(404, "not_found");
            ender.call(axum::http::Method::DELETE, &format!("/delegations/{id}")).send().await.expect(204);
            assert!(!approves().await);
        }
        lend().await.created();
        let security = world.person("安全管理员", &[("security_admin", Scope::Platform)]).await;
        security.act(&format!("/users/{}", cast.approver.id), "disable", json!({ "reason": "调离" })).await.ok();
        assert!(!approves().await);
    }
}

on_both! {
    async fn every_fault_of_a_delegation_is_named_at_once_and_nobody_lends_what_is_not_theirs(world: World) {
        let cast = Cast::new(&world).await;
        let deputy = deputy(&world).await;
        let path = "/accounts/me/delegations";
        let wrong = json!({ "grant_id": grant(&cast.maker, "finance_maker").await["id"], "email": "nobody@example.org", "until": "2026-12-31", "reason": "休假" });
        let faults = cast.approver.post(path, wrong).await;
        assert_eq!(faults.faults(), ["/grant_id unknown", "/until too_large", "/email unknown"]);
        let today = world.today();
        let own = loan(&cast.approver, "finance_approver", &cast.approver, &today).await;
        assert_eq!(cast.approver.post(path, own).await.faults(), ["/email same_person"]);
        cast.checker.post(path, loan(&cast.checker, "finance_checker", &deputy, &today).await).await.refused(409, "already_holds");
        cast.approver.post(path, loan(&cast.approver, "finance_approver", &deputy, &today).await).await.created();
        let further = loan(&deputy, "finance_approver", &cast.maker, &today).await;
        assert_eq!(deputy.post(path, further).await.faults(), ["/grant_id lent_to_you"]);
        let grantee = steps::registered_organisation(&world).await;
        cast.checker.post(path, loan(&cast.checker, "finance_checker", &grantee.owner, &today).await).await.refused(409, "separation_of_duties");
    }
}
