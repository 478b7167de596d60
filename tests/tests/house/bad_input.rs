//! What is malformed, unknown, stale or not one's own is refused as the contract says, every fault at once, and
//! leaves no trace.

use std::collections::BTreeMap;

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_store::ids::OrganisationId;
use yichuang_tests::contract::{NO_ID, Operation, document, operations};
use yichuang_tests::steps::{call_document, funded_call, id, registered_organisation, registration, verified_organisation};
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// Somebody who holds every role everywhere, so that nothing but the input can be refused.
async fn everyone(world: &World) -> Actor {
    let organisation = |role: &'static str| (role, Scope::Organisation(OrganisationId(NO_ID.parse().unwrap())));
    let platform = |role: &'static str| (role, Scope::Platform);
    let roles = [
        organisation("applicant_owner"),
        organisation("applicant_editor"),
        organisation("applicant_finance"),
        platform("programme_officer"),
        platform("programme_director"),
        platform("reviewer"),
        platform("finance_maker"),
        platform("finance_checker"),
        platform("finance_approver"),
        platform("auditor"),
        platform("security_admin"),
        platform("system_admin"),
    ];
    world.person("everyone", &roles).await
}

fn with_body() -> Vec<Operation> {
    let all = operations(document()).into_iter().filter(|operation| operation.example().is_some());
    all.collect()
}

fn pointers(answer: &Answer) -> Vec<String> {
    answer.faults().into_iter().filter_map(|fault| fault.split(' ').next().map(str::to_owned)).collect()
}

on_both! {
    async fn a_body_that_is_not_json_of_the_right_kind_is_refused_by_every_operation(world: World) {
        let actor = everyone(&world).await;
        let before = world.rows().await;
        for operation in with_body() {
            let request = || operation.request(&actor, NO_ID);
            for text in ["", "{", "nonsense", "{\"a\": 1,}", "\"\\ud800\"", &"[".repeat(4000)] {
                request().send_raw(Some(text.as_bytes().to_vec()), "application/json").await.refused(400, "malformed_json");
            }
            request().send_raw(Some(vec![0x22, 0xff, 0xfe, 0x22]), "application/json").await.refused(400, "malformed_json");
            let example = operation.example().unwrap().to_string().into_bytes();
            for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp"] {
                request().send_raw(Some(example.clone()), kind).await.refused(415, "unsupported_media_type");
            }
            request().send_raw(Some(vec![b' '; 2 * 1024 * 1024 + 1]), "application/json").await.refused(413, "too_large");
            for value in [json!([]), json!("text"), json!(1), json!(null), json!(true)] {
                let answer = request().json(value).send().await;
                assert_eq!(pointers(&answer), [""], "{}: {}", operation.id, answer.body);
                answer.refused(422, "invalid");
            }
        }
        assert_eq!(world.rows().await, before);
    }
}

on_both! {
    async fn every_unknown_field_and_every_wrong_type_is_named_at_once(world: World) {
        let actor = everyone(&world).await;
        let before = world.rows().await;
        for operation in with_body() {
            let mut body = operation.example().unwrap().clone();
            let fields: Vec<String> = body.as_object().unwrap().keys().cloned().collect();
            for field in &fields {
                body[field] = if body[field].is_object() { json!("text") } else { json!({}) };
            }
            body["first_nonsense"] = json!(1);
            body["second_nonsense"] = json!(null);
            // A complete scheme is the one value that the contract leaves open; it is checked as a whole later.
            let expected = fields.iter().filter(|field| field.as_str() != "scheme").map(|field| format!("/{field}"));
            let expected: Vec<String> = expected.chain(["/first_nonsense".to_owned(), "/second_nonsense".to_owned()]).collect();
            let answer = operation.request(&actor, NO_ID).json(body).send().await;
            let found = pointers(&answer);
            for pointer in &expected {
                assert!(found.contains(pointer), "{}: {pointer} is not named: {}", operation.id, answer.body);
            }
            answer.refused(422, "invalid");
        }
        assert_eq!(world.rows().await, before);
    }
}

on_both! {
    async fn every_missing_field_is_named_at_once(world: World) {
        let actor = everyone(&world).await;
        for operation in with_body() {
            let schema = &operation.spec["requestBody"]["content"]["application/json"]["schema"];
            let required = required(schema);
            if required.is_empty() {
                continue;
            }
            let answer = operation.request(&actor, NO_ID).json(json!({})).send().await;
            let mut expected: Vec<String> = required.into_iter().map(|field| format!("/{field} missing")).collect();
            let mut found = answer.faults();
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "{}", operation.id);
            answer.refused(422, "invalid");
        }
    }
}

/// The required fields of a schema, those of its parts included.
fn required(schema: &Value) -> Vec<String> {
    let schema = schema["$ref"].as_str().map_or(schema, |reference| document().pointer(reference.trim_start_matches('#')).unwrap());
    let own = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    own.chain(schema["allOf"].as_array().into_iter().flatten().flat_map(required)).collect()
}

on_both! {
    async fn money_is_a_plain_decimal_string_or_it_is_refused(world: World) {
        let cast = Cast::new(&world).await;
        let fund = json!({ "code": "TN-FC", "name": "天宁区福彩公益金", "source": "welfare_lottery", "area_code": DISTRICT });
        let fund = id(&cast.maker.post("/funds", fund).await.created());
        let before = world.rows().await;
        let wrong = [
            json!(250_000.0), json!(250_000), json!(-1), json!(0.1), json!("1e3"), json!("1E3"), json!("-1.00"), json!("-0.00"),
            json!("+5"), json!(".5"), json!("5."), json!("01"), json!("1_000"), json!("1,000"), json!("１２"), json!("NaN"),
            json!("Infinity"), json!(""), json!(" 1"), json!("1 "), json!("1\n"), json!("0.005"), json!("1000000000000.00"),
            json!("99999999999999999999"), json!("¥1"), json!("0x10"), json!(["1.00"]), json!(null), json!(true),
        ];
        for amount in wrong {
            let body = json!({ "fiscal_year": 2026, "budget_line": "为老服务", "document_no": "天财社〔2026〕1号", "amount": amount });
            let answer = cast.maker.post(&format!("/funds/{fund}/allotments"), body).await;
            assert_eq!(pointers(&answer), ["/amount"], "{amount}: {}", answer.body);
            answer.refused(422, "invalid");
        }
        assert_eq!(world.rows().await, before);
    }
}

on_both! {
    async fn an_amount_of_zero_moves_nothing_and_is_refused(world: World) {
        let cast = Cast::new(&world).await;
        let fund = json!({ "code": "TN-FC", "name": "天宁区福彩公益金", "source": "welfare_lottery", "area_code": DISTRICT });
        let fund = id(&cast.maker.post("/funds", fund).await.created());
        let before = world.rows().await;
        let body = json!({ "fiscal_year": 2026, "budget_line": "为老服务", "document_no": "天财社〔2026〕1号", "amount": "0.00" });
        let answer = cast.maker.post(&format!("/funds/{fund}/allotments"), body).await;
        assert_eq!(pointers(&answer), ["/amount"], "{}", answer.body);
        let mut after = world.rows().await;
        after.insert("idempotency_keys".to_owned(), before["idempotency_keys"]);
        assert_eq!(after, before);
    }
}

on_both! {
    async fn every_fault_of_a_document_is_named_at_once_with_its_place(world: World) {
        let cast = Cast::new(&world).await;
        let mut call = call_document("0.00", NO_ID, &Value::Null);
        call["scheme_preset"] = json!("nowhere");
        call["opens_at"] = json!("2026-05-10T00:00:00Z");
        call["closes_at"] = json!("2026-05-01T00:00:00Z");
        let answer = cast.officer.post("/calls", call).await;
        let expected = ["/scheme_preset unknown", "/budget not_positive", "/closes_at closes_before_opening", "/closes_at in_the_past", "/allotment_id unknown"];
        assert_eq!(answer.faults(), expected, "{:#}", answer.body);
        answer.refused(422, "invalid");
    }
}

on_both! {
    async fn a_post_without_a_usable_key_is_refused(world: World) {
        let actor = everyone(&world).await;
        let before = world.rows().await;
        for operation in operations(document()).into_iter().filter(|operation| operation.takes("Idempotency-Key")) {
            operation.request(&actor, NO_ID).no_key().send().await.refused(400, "idempotency_key_missing");
            operation.request(&actor, NO_ID).key(&"k".repeat(256)).send().await.refused(400, "idempotency_key_missing");
        }
        assert_eq!(world.rows().await, before);
    }
}

on_both! {
    async fn a_key_gives_the_same_answer_again_and_is_good_for_one_request_only(world: World) {
        let owner = world.person("林芳", &[]).await;
        let post = |body: Value| owner.call(Method::POST, "/organisations").key("form-1").json(body).send();
        let body = registration(&world);
        let first = post(body.clone()).await;
        assert_eq!((first.status.as_u16(), first.header("idempotency-replayed")), (201, ""), "{}", first.body);
        let before = world.rows().await;

        let again = post(body.clone()).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        assert_eq!(again.header("idempotency-replayed"), "true");
        for name in ["etag", "location", "content-type"] {
            assert_eq!(again.header(name), first.header(name), "{name}");
        }
        let mut other = body.clone();
        other["name"] = json!("另一个名称（测试）");
        post(other).await.refused(422, "idempotency_key_reused");
        assert_eq!(world.rows().await, before);

        let somebody = world.person("王敏", &[]).await;
        let theirs = somebody.call(Method::POST, "/organisations").key("form-1").json(registration(&world)).send().await;
        assert_eq!(theirs.header("idempotency-replayed"), "", "a key belongs to the person who made it");
        theirs.created();
    }
}

on_both! {
    async fn a_refusal_of_the_business_belongs_to_its_key_for_ever(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = verified_organisation(&world, &cast).await;
        let owner = world.person("王敏", &[]).await;
        let draft = owner.post("/organisations", registration(&world)).await.created();
        let path = format!("/organisations/{}", id(&draft));
        let submit = |key: &'static str, etag: String| owner.call(Method::POST, &format!("{path}/submit")).key(key).if_match(&etag).send();
        let refused = submit("once", "\"1\"".to_owned()).await;
        assert_eq!(refused.faults(), ["/bank_account missing"], "{}", refused.body);

        let account = json!({ "account_name": draft["name"], "account_number": "6200010000000001", "bank_name": "示例银行第1支行", "cnaps": "105290000019" });
        let etag = format!("\"{}\"", owner.put(&path, "bank-account", account).await.ok()["version"]);
        let again = submit("once", "\"1\"".to_owned()).await;
        assert_eq!((again.status, again.header("idempotency-replayed")), (refused.status, "true"));
        assert_eq!((&again.body["code"], &again.body["errors"]), (&refused.body["code"], &refused.body["errors"]));
        assert_eq!(again.header("content-type"), "application/problem+json");
        submit("twice", etag).await.ok();

        let mut taken = registration(&world);
        taken["uscc"] = grantee.owner.get(&grantee.path()).await.ok()["uscc"].clone();
        let post = || owner.call(Method::POST, "/organisations").key("taken").json(taken.clone()).send();
        post().await.refused(409, "uscc_taken");
        let replayed = post().await;
        assert_eq!(replayed.header("idempotency-replayed"), "true");
        replayed.refused(409, "uscc_taken");
    }
}

on_both! {
    async fn a_refusal_before_the_transaction_does_not_use_up_the_key(world: World) {
        let owner = world.person("林芳", &[]).await;
        let post = |body: Value| owner.call(Method::POST, "/organisations").key("form-1").json(body).send();
        post(json!({})).await.refused(422, "invalid");
        post(registration(&world)).await.created();
    }
}

on_both! {
    async fn every_guarded_operation_asks_for_the_version_the_caller_saw(world: World) {
        let actor = everyone(&world).await;
        let guarded: Vec<Operation> = operations(document()).into_iter().filter(|operation| operation.takes("If-Match")).collect();
        assert!(guarded.len() > 30, "{}", guarded.len());
        for operation in guarded {
            let mut call = actor.call(operation.method.clone(), &operation.address(NO_ID));
            if let Some(body) = operation.example() {
                call = call.json(body.clone());
            }
            call.send().await.refused(428, "if_match_missing");
        }
    }
}

on_both! {
    async fn a_stale_version_changes_nothing(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = registered_organisation(&world).await;
        let (call, _) = funded_call(&world, &cast, "500000.00").await;
        let before = world.rows().await;
        let cases = [
            (&grantee.owner, Method::PATCH, grantee.path(), Some(json!({ "contact_name": "王敏" }))),
            (&grantee.owner, Method::POST, format!("{}/submit", grantee.path()), None),
            (&cast.director, Method::POST, format!("/calls/{call}/cancel"), Some(json!({ "reason": "资金调整，另行公告" }))),
        ];
        for (actor, method, path, body) in cases {
            for etag in ["\"1\"", "\"99\"", "*", "1", "W/\"2\"", "\"\"", "\"x\"", "\"99999999999999999999\""] {
                let call = actor.call(method.clone(), &path).if_match(etag);
                let answer = match &body {
                    Some(body) => call.json(body.clone()).send().await,
                    None => call.send().await,
                };
                answer.refused(412, "stale");
            }
        }
        assert_eq!(world.rows().await, before);
    }
}

on_both! {
    async fn an_id_that_is_none_or_not_ones_own_is_not_found(world: World) {
        let actor = everyone(&world).await;
        let before = world.rows().await;
        for operation in operations(document()).into_iter().filter(|operation| operation.path.contains('{')) {
            for wrong in ["nonsense", "1", "-1", "00000000-0000-0000-0000-00000000000g", "%00", "%ff", "..%2f..%2fetc"] {
                operation.send(&actor, wrong).await.refused(404, "not_found");
            }
        }
        let grantee = registered_organisation(&world).await;
        let stranger = registered_organisation(&world).await.owner;
        stranger.get(&grantee.path()).await.refused(404, "not_found");
        stranger.patch(&grantee.path(), json!({ "contact_name": "王敏" })).await.refused(404, "not_found");
        stranger.act(&grantee.path(), "submit", Value::Null).await.refused(404, "not_found");
        assert_eq!(world.rows().await["proposals"], before["proposals"]);
    }
}

on_both! {
    async fn a_query_that_is_unknown_or_malformed_is_refused(world: World) {
        let actor = everyone(&world).await;
        let queried = |operation: &Operation| operation.spec["parameters"].as_array().is_some_and(|all| all.iter().any(|one| one["in"] == "query"));
        for operation in operations(document()).into_iter().filter(queried) {
            let ask = async |query: &str| actor.get(&format!("{}?{query}", operation.address(NO_ID))).await;
            ask("nonsense=1").await.refused(400, "malformed_query");
            for parameter in operation.spec["parameters"].as_array().unwrap().iter().filter(|one| one["in"] == "query") {
                let name = parameter["name"].as_str().unwrap();
                let twice = ask(&format!("{name}=1&{name}=2")).await;
                assert!(twice.status.is_client_error(), "{} {name} twice: {}", operation.id, twice.status);
                let code = if name == "cursor" { "malformed_cursor" } else { "malformed_query" };
                ask(&format!("{name}=%00")).await.refused(400, code);
            }
            if operation.takes("limit") {
                for limit in ["0", "101", "-1", "x", "", "1.5", "99999999999999999999"] {
                    ask(&format!("limit={limit}")).await.refused(400, "malformed_query");
                }
                let right = ask("limit=1").await;
                if operation.path.contains('{') { right.refused(404, "not_found") } else { right.ok() };
            }
            if operation.takes("cursor") {
                for cursor in ["", "x", "1-", "1-nonsense", "2-0198c0de000070008000000000000001", "0198c0de-0000-7000-8000-000000000001"] {
                    ask(&format!("cursor={cursor}")).await.refused(400, "malformed_cursor");
                }
            }
        }
    }
}

on_both! {
    async fn addresses_and_methods_that_do_not_exist_answer_as_problems(world: World) {
        let anonymous = world.anonymous();
        for path in ["/nothing", "/organisations/1/2/3", "/", "/calls/", "/../healthz"] {
            for method in [Method::GET, Method::POST, Method::DELETE] {
                let answer = anonymous.call(method, path).send().await;
                assert!(answer.body["instance"].as_str().is_some_and(|text| text.starts_with("/requests/")), "{}", answer.body);
                answer.refused(404, "not_found");
            }
        }
        let mut methods: BTreeMap<String, Vec<Method>> = BTreeMap::new();
        for operation in operations(document()) {
            methods.entry(operation.address(NO_ID)).or_default().push(operation.method);
        }
        for (path, taken) in methods {
            for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                if taken.contains(&method) {
                    continue;
                }
                let answer = anonymous.call(method.clone(), &path).send().await;
                let allow: Vec<String> = answer.header("allow").split(',').map(|one| one.trim().to_owned()).collect();
                for known in &taken {
                    assert!(allow.contains(&known.to_string()), "{method} {path}: Allow: {allow:?}");
                }
                answer.refused(405, "method_not_allowed");
            }
        }
    }
}

on_both! {
    async fn text_that_a_database_cannot_hold_is_refused_and_not_an_error_of_ours(world: World) {
        let owner = world.person("林芳", &[]).await;
        let before = world.rows().await;
        for text in ["示例\u{0}中心", "\u{0}\u{0}"] {
            let mut body = registration(&world);
            body["name"] = json!(text);
            let answer = owner.post("/organisations", body).await;
            assert_eq!(pointers(&answer), ["/name"], "{}", answer.body);
            answer.refused(422, "invalid");
        }
        assert_eq!(world.rows().await, before);
        let mut body = registration(&world);
        body["name"] = json!("示例👵🏽𠮷㛃中心（测试）");
        let created = owner.post("/organisations", body.clone()).await.created();
        assert_eq!(created["name"], body["name"], "everything else is kept as it was sent");
    }
}

on_both! {
    async fn every_answer_names_its_request(world: World) {
        let anonymous = world.anonymous();
        let refused = anonymous.get("/organisations").await;
        let id = refused.header("x-request-id").to_owned();
        assert!(!id.is_empty());
        assert_eq!(refused.body["instance"], json!(format!("/requests/{id}")));
        assert_eq!(refused.body["type"], json!("/problems/unauthenticated"));
        assert_eq!(refused.header("cache-control"), "no-store");
        assert!(!anonymous.get("/clock").await.header("x-request-id").is_empty());
    }
}
