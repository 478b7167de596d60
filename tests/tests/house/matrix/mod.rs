//! Every operation × every role: who may call what, written down a second time and compared by asking.
//!
//! The table (`table.rs`) is the tests' own; it knows nothing of `access.rs`. An operation that is served but not listed here,
//! or listed but gone, fails the walk.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use uuid::Uuid;
use yichuang_base::caller::Scope;
use yichuang_domain::roles::Role;
use yichuang_store::areas;
use yichuang_store::ids::OrganisationId;
use yichuang_tests::contract::{NO_ID, Operation, document, operations};
use yichuang_tests::{Actor, Answer, World};

mod table;
mod things;

use table::*;
use things::*;

/// Every operation; those that change the caller's own roles or session come last.
fn walk() -> Vec<Operation> {
    let mut all = operations(document());
    all.sort_by_key(|operation| ["createOrganisation", "deleteSession"].iter().position(|id| *id == operation.id));
    all
}

/// A person who holds the role in the tests' district, for an organisation role in some organisation.
async fn holder(world: &World, role: &str, area: &str) -> Actor {
    let scope = match role {
        "system_admin" | "security_admin" => Scope::Platform,
        role if ORGANISATION.contains(&role) => Scope::Organisation(OrganisationId(Uuid::from_u128(1))),
        _ => Scope::Area(areas::find(&world.app.store.read(), area).await.unwrap().unwrap().path),
    };
    world.person(role, &[(role, scope)]).await
}

fn code(answer: &Answer) -> &str {
    answer.body["code"].as_str().unwrap_or_default()
}

#[test]
fn the_table_names_every_role_and_every_operation_once() {
    let known: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
    assert_eq!(known, ROLES, "the roles of the domain");
    let mut served: Vec<String> = operations(document()).into_iter().map(|operation| operation.id).collect();
    let mut listed: Vec<&str> = TABLE.iter().map(|(id, _)| *id).collect();
    served.sort_unstable();
    listed.sort_unstable();
    assert_eq!(served, listed, "served operations and the table of this test");
}

#[test]
fn the_contract_shows_the_same_roles() {
    for operation in operations(document()) {
        let mut shown: Vec<&str> = operation.spec["x-roles"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let mut listed: Vec<&str> = match expected(&operation.id) {
            Everybody => vec!["public"],
            LoggedIn => vec!["authenticated"],
            Holding(groups) => groups.concat(),
        };
        shown.sort_unstable();
        listed.sort_unstable();
        listed.dedup();
        assert_eq!(shown, listed, "{}", operation.id);
    }
}

#[tokio::test]
async fn nobody_gets_further_than_the_public_operations_without_logging_in() {
    let world = World::sqlite().await;
    let anonymous = world.anonymous();
    for operation in walk() {
        let answer = operation.send(&anonymous, NO_ID).await;
        if matches!(expected(&operation.id), Everybody) {
            assert_ne!(code(&answer), "unauthenticated", "{}", operation.id);
            assert_ne!(answer.status, 403, "{}", operation.id);
        } else {
            answer.refused(401, "unauthenticated");
        }
    }
    world.end().await;
}

#[tokio::test]
async fn every_role_is_let_through_exactly_where_the_table_says() {
    let world = World::sqlite().await;
    for role in ROLES {
        let actor = holder(&world, role, yichuang_tests::world::DISTRICT).await;
        for operation in walk() {
            let answer = operation.send(&actor, NO_ID).await;
            let told = format!("{} as {role}: {} {}", operation.id, answer.status, answer.body);
            if expected(&operation.id).lets(role) {
                assert_ne!(code(&answer), "unauthenticated", "{told}");
                assert_ne!(answer.status, 403, "{told}");
            } else {
                assert_eq!((answer.status.as_u16(), code(&answer)), (403, "forbidden"), "{told}");
            }
            assert!(!answer.status.is_server_error(), "{told}");
        }
    }
    world.end().await;
}

#[tokio::test]
async fn an_account_without_a_role_gets_only_what_needs_no_role() {
    let world = World::sqlite().await;
    let nobody = world.person("nobody", &[]).await;
    for operation in walk() {
        let answer = operation.send(&nobody, NO_ID).await;
        let refused = answer.status == 403;
        assert_eq!(refused, matches!(expected(&operation.id), Holding(_)), "{}: {}", operation.id, answer.body);
    }
    world.end().await;
}

#[tokio::test]
async fn a_change_without_the_token_of_the_session_is_refused() {
    let world = World::sqlite().await;
    let actors: Vec<Actor> = {
        let mut actors = Vec::new();
        for role in ROLES {
            actors.push(holder(&world, role, yichuang_tests::world::DISTRICT).await);
        }
        actors
    };
    for operation in walk().into_iter().filter(|operation| !operation.method.is_safe()) {
        let who = expected(&operation.id);
        let allowed = actors.iter().find(|actor| who.lets(&actor.name)).unwrap();
        let answer = operation.request(allowed, NO_ID).no_csrf().send().await;
        if matches!(who, Everybody) {
            assert_ne!(code(&answer), "csrf", "{}", operation.id);
        } else {
            answer.refused(403, "csrf");
        }
    }
    world.end().await;
}

/// Operations on one thing that belongs to an area or an organisation.
fn on_one_thing() -> Vec<(Operation, &'static [&'static [&'static str]])> {
    let of_one = walk().into_iter().filter(|operation| operation.path.contains('{') && !operation.path.starts_with("/users"));
    of_one
        .filter_map(|operation| match expected(&operation.id) {
            Holding(groups) => Some((operation, *groups)),
            _ => None,
        })
        .collect()
}

fn first_part(path: &str) -> &str {
    path.trim_start_matches('/').split('/').next().unwrap()
}

#[tokio::test]
async fn the_right_role_in_another_area_or_organisation_finds_nothing_there() {
    let world = World::sqlite().await;
    let things = real_things(&world).await;
    let mut strangers = BTreeMap::new();
    for role in ROLES {
        strangers.insert(role, holder(&world, role, yichuang_tests::world::DISTRICT).await);
    }
    for (operation, groups) in on_one_thing() {
        let thing = &things[first_part(&operation.path)];
        for role in groups.concat() {
            operation.send(&strangers[role], thing).await.refused(404, "not_found");
        }
    }
    world.end().await;
}

#[tokio::test]
async fn the_right_role_in_the_right_place_finds_it() {
    let world = World::sqlite().await;
    let things = real_things(&world).await;
    let auditor = world.person("platform auditor", &[("auditor", Scope::Platform)]).await;
    let organisations = auditor.get("/organisations?limit=100").await.ok();
    let organisations =
        organisations["items"].as_array().unwrap().iter().map(|item| OrganisationId(item["id"].as_str().unwrap().parse().unwrap()));
    let organisations: Vec<OrganisationId> = organisations.collect();
    let mut insiders = BTreeMap::new();
    for role in ROLES {
        let insider = if ORGANISATION.contains(&role) {
            let grants: Vec<_> = organisations.iter().map(|id| (role, Scope::Organisation(*id))).collect();
            world.person(role, &grants).await
        } else {
            holder(&world, role, FUJIAN).await
        };
        insiders.insert(role, insider);
    }
    for (operation, groups) in on_one_thing().into_iter().filter(|(operation, _)| operation.method == "GET") {
        let thing = &things[first_part(&operation.path)];
        // A reviewer sees only what is assigned to them; the tests of reviews look at that.
        // Of a conflict and of an objection, outsiders learn only what they declared or filed themselves.
        let told = |role: &str| match operation.id.as_str() {
            "getConflict" => PROGRAMME.contains(&role),
            "getObjection" => !ORGANISATION.contains(&role),
            _ => true,
        };
        for role in groups.concat().into_iter().filter(|role| *role != "reviewer" && told(role)) {
            let answer = operation.send(&insiders[role], thing).await;
            // The call of these tests waits for a lottery: its line cannot be drawn, which only an insider is told.
            let expected = if operation.id == "listFundingAlternatives" { 409 } else { 200 };
            assert_eq!(answer.status, expected, "{} as {role}: {}", operation.id, answer.body);
        }
    }
    world.end().await;
}

#[tokio::test]
async fn lists_show_strangers_nothing_and_sums_count_nothing_of_others() {
    let world = World::sqlite().await;
    real_things(&world).await;
    let lists = walk().into_iter().filter(|operation| operation.method == "GET" && !operation.path.contains('{'));
    for operation in lists {
        let Holding(groups) = expected(&operation.id) else { continue };
        // Accounts, reviewers and the trail belong to the whole installation; an empty sheet to nobody.
        let whole = [
            "listUsers",
            "listReviewers",
            "getPaymentTiers",
            "listBankFileProfiles",
            "listAuditEvents",
            "exportUsers",
            "exportAuditEvents",
            "exportReviewers",
            "downloadOrganisationTemplate",
            "downloadNeedTemplate",
            "downloadExpertTemplate",
            "exportExperts",
            "getOwnExpert",
        ];
        if whole.contains(&operation.id.as_str()) {
            continue;
        }
        for role in groups.concat() {
            let stranger = holder(&world, role, yichuang_tests::world::DISTRICT).await;
            let answer = operation.send(&stranger, NO_ID).await;
            if answer.header("x-rows") == "0" {
                continue;
            }
            let text = String::from_utf8(answer.bytes.clone()).unwrap();
            let seen = answer.ok();
            match operation.id.as_str() {
                "exportBeancount" => assert!(!text.contains("E01"), "{role}: {text}"),
                "getTrialBalance" => assert_eq!((&seen["accounts"], &seen["by_allotment"]), (&json!([]), &json!([])), "{role}"),
                // The reviewers of this test are experts of the district themselves.
                "listExperts" => assert!(!text.contains(FUJIAN), "{role}: {text}"),
                "summariseTranches" => assert!(!text.contains("250000"), "{role}: {text}"),
                id => assert_eq!(seen["items"], json!([]), "{id} as {role}"),
            }
        }
    }
    world.end().await;
}

#[tokio::test]
async fn a_body_cannot_name_the_things_of_another_place() {
    let world = World::sqlite().await;
    let things = real_things(&world).await;
    let officer = holder(&world, "programme_officer", yichuang_tests::world::DISTRICT).await;
    let maker = holder(&world, "finance_maker", yichuang_tests::world::DISTRICT).await;
    let writer = holder(&world, "applicant_owner", "").await;
    let of = |id: &str| operations(document()).into_iter().find(|operation| operation.id == id).unwrap();
    let with = |operation: &Operation, key: &str, value: Value| {
        let mut body = operation.example().unwrap().clone();
        body[key] = value;
        body
    };

    let create_call = of("createCall");
    officer.post("/calls", with(&create_call, "area_code", json!(FUJIAN))).await.refused(403, "forbidden");
    let create_fund = of("createFund");
    maker.post("/funds", with(&create_fund, "area_code", json!(FUJIAN))).await.refused(403, "forbidden");
    let body = json!({ "call_id": things["calls"], "organisation_id": things["organisations"] });
    writer.post("/proposals", body).await.refused(404, "not_found");
    let refused = maker.post("/batches", with(&of("createBatch"), "payment_ids", json!([things["payments"]]))).await;
    assert!([404, 422].contains(&refused.status.as_u16()), "{}", refused.body);
    let mut body = with(&create_call, "allotment_id", json!(things["allotments"]));
    body["opens_at"] = json!("2026-07-01T00:00:00Z");
    body["closes_at"] = json!("2026-08-01T00:00:00Z");
    let refused = officer.post("/calls", body).await;
    assert_eq!(refused.status, 422, "an allotment of another area: {}", refused.body);
    world.end().await;
}
