//! What a request costs in questions to the database: counted, not timed.

use std::collections::BTreeMap;

use axum::http::Method;
use sea_orm::Statement;
use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_tests::contract::{Operation, document, operations};
use yichuang_tests::statements::{is_admission, of_operation};
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Actor, Cast, World, donations, needs, on_both, steps};

/// The page, and what its rows name.
const OF_A_LIST: usize = 2;
/// A list inside one thing first reads the thing.
const OF_A_PART: usize = 3;

/// Lists of the contract: what answers page after page, and the search of the portal.
fn lists() -> Vec<Operation> {
    operations(document()).into_iter().filter(|operation| operation.method == "GET" && operation.takes("limit")).collect()
}

fn roles(operation: &Operation) -> Vec<String> {
    operation.spec["x-roles"].as_array().unwrap().iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn told(heard: &[Statement]) -> String {
    heard.iter().map(|statement| format!("\n  {}", statement.sql)).collect()
}

/// Asks once and gives the answer with the statements of the operation itself.
async fn counted(world: &World, actor: &Actor, path: &str) -> (Value, Vec<Statement>) {
    let (answer, heard) = world.statements.during(actor.get(path)).await;
    let admission = heard.iter().filter(|statement| is_admission(statement)).count();
    assert!(admission <= 2, "{path}: who asks, and what is kept from them, is found out by two statements: {}", told(&heard));
    (answer.ok(), of_operation(heard))
}

/// A whole round with several of everything, two needs, a question, a form and a change of an account.
async fn furnished(world: &World) -> (Cast, Actor, BTreeMap<&'static str, String>) {
    let cast = Cast::new(world).await;
    let asker = steps::verified_organisation(world, &cast).await;
    let (open, _) = steps::funded_call(world, &cast, "500000.00").await;
    for question in ["配套资金可以用志愿者工时折算吗？", "可以与街道联合申报吗？"] {
        let said = json!({ "organisation_id": asker.id, "question": question });
        asker.owner.post(&format!("/calls/{open}/questions"), said).await.created();
    }
    let (round, _) = steps::approved_payments(world, &cast, &["20000.00", "30000.00", "25000.00"]).await;
    let grantee = &round.grantees[0];
    for title in ["社区老人助餐点", "社区儿童暑托班"] {
        needs::published_need(&cast.officer, needs::need_document(title)).await;
    }
    for title in ["申报书", "另一份申报书"] {
        let form = json!({ "title": title, "purpose": "proposal", "area_code": DISTRICT });
        cast.officer.post("/forms", form).await.created();
    }
    let account = steps::bank_account(&grantee.name, "620001000000000776");
    grantee.owner.put(&grantee.path(), "bank-account", account).await.ok();
    let things =
        BTreeMap::from([("organisations", grantee.id.clone()), ("calls", round.call.clone()), ("community-funds", donated(&cast).await)]);
    (cast, grantee.owner.clone(), things)
}

/// A community fund with two confirmed donations, one of goods of which some were handed out; its id.
async fn donated(cast: &Cast) -> String {
    let fund = donations::fund(cast, "TN-SQ", "community_fund").await;
    donations::confirmed(cast, &fund, donations::cash("100.00", None)).await;
    let goods = donations::confirmed(cast, &fund, donations::rice()).await;
    cast.maker.act(&format!("/donations/{}", steps::id(&goods)), "handouts", donations::handout("20.00")).await.ok();
    fund
}

on_both! {
    async fn a_page_of_a_list_costs_two_statements_however_many_rows_it_has(world: World) {
        let (_, owner, things) = furnished(&world).await;
        let auditor = world.person("审计陈", &[("auditor", Scope::Platform)]).await;
        let anonymous = world.anonymous();
        let mut filled = 0;
        let mut costly = BTreeMap::new();
        for operation in lists() {
            let roles = roles(&operation);
            let noun = operation.path.trim_start_matches("/public").trim_matches('/').split('/').next().unwrap();
            let part = operation.path.contains('{');
            let address = if part { operation.address(&things[noun]) } else { operation.path.clone() };
            let most = if part { OF_A_PART } else { OF_A_LIST };
            let actors = [(&auditor, "auditor"), (&owner, "applicant_owner"), (&anonymous, "public")];
            let may: Vec<&Actor> = actors.into_iter().filter(|(_, role)| roles.iter().any(|one| one == role)).map(|(actor, _)| actor).collect();
            assert!(!may.is_empty(), "{} is asked by nobody here", operation.id);
            for actor in may {
                let mut paths = vec![address.clone(), format!("{address}?limit=1")];
                if operation.takes("q") {
                    paths.push(format!("{address}?q=%E7%A4%BE%E5%8C%BA"));
                }
                if operation.takes("area_code") {
                    paths.push(format!("{address}?area_code={DISTRICT}"));
                }
                for path in paths {
                    let (seen, heard) = counted(&world, actor, &path).await;
                    if heard.len() > most {
                        costly.entry(operation.id.clone()).or_insert_with(|| format!("{path}{}", told(&heard)));
                    }
                    filled += usize::from(seen["items"].as_array().is_some_and(|items| items.len() > 1));
                }
            }
        }
        assert!(costly.is_empty(), "{costly:#?}");
        assert!(filled > 30, "only {filled} of the pages had more than one row");
    }
}

on_both! {
    async fn a_section_is_saved_by_one_request_in_one_transaction(world: World) {
        let cast = Cast::new(&world).await;
        let text = json!({ "zh": "项目构想", "en": "" });
        let field = json!({ "code": "why", "label": text, "required": true, "input": { "kind": "long_text", "min": 4, "max": 200 } });
        let form = json!({ "format": "form/1", "sections": [{ "code": "idea", "title": text, "fields": [field] }] });
        let input = json!({ "title": "申报书", "purpose": "proposal", "area_code": DISTRICT, "document": form });
        let form = cast.officer.post("/forms", input).await.created();
        cast.officer.act(&format!("/forms/{}", steps::id(&form)), "publish", Value::Null).await.ok();
        let allotment = steps::approved_allotment(&world, &cast, "500000.00").await;
        let call = steps::id(&cast.officer.post("/calls", steps::call_document("500000.00", &allotment, &Value::Null)).await.created());
        let path = format!("/calls/{call}");
        cast.officer.put(&path, "form", json!({ "form_id": form["id"] })).await.ok();
        cast.director.act(&path, "approve", Value::Null).await.ok();
        cast.officer.act(&path, "publish", Value::Null).await.ok();
        let grantee = steps::verified_organisation(&world, &cast).await;
        let proposal = steps::drafted_proposal(&grantee, &call, json!({ "title": "社区老人助餐" })).await;

        for (seen, answer) in [("\"0\"", "为独居老人助餐"), ("\"1\"", "为独居老人助餐与陪伴")] {
            let save = grantee.owner.call(Method::PUT, &format!("/proposals/{proposal}/sections/idea")).if_match(seen);
            let (answer, heard) = world.statements.during(save.json(json!({ "answers": { "why": answer } })).send()).await;
            answer.ok();
            let begun = heard.iter().filter(|statement| statement.sql == "BEGIN").count();
            assert_eq!(begun, 1, "one transaction:{}", told(&heard));
            let own = of_operation(heard);
            let written = own.iter().filter(|statement| !statement.sql.starts_with("SELECT") && statement.sql != "BEGIN").count();
            println!("{} statements, {written} of them write", own.len());
            assert!(own.len() <= MOST_OF_A_SAVE, "{} statements:{}", own.len(), told(&own));
            assert!(written <= 3, "the section, the trail and nothing else is written:{}", told(&own));
        }
    }
}

/// Statements inside the one transaction that saves a section.
const MOST_OF_A_SAVE: usize = 20;
