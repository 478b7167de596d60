//! The contract: what the repository holds is what the router serves, and it is complete.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use yichuang_domain::files::FileKind;
use yichuang_tests::World;
use yichuang_tests::contract::{Operation, document, operations};

const HELD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi.yaml");

/// Every complaint at once; no complaint passes.
#[track_caller]
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

fn complain(of: impl Fn(&Operation) -> Vec<String>) -> Vec<String> {
    let all = operations(document());
    assert!(all.len() > 80, "only {} operations are served", all.len());
    all.iter().flat_map(|operation| of(operation).into_iter().map(|text| format!("{}: {text}", operation.id)).collect::<Vec<_>>()).collect()
}

fn must(holds: bool, text: &str) -> Vec<String> {
    if holds { Vec::new() } else { vec![text.to_owned()] }
}

#[test]
fn openapi_yaml_is_what_the_router_serves() {
    let held = std::fs::read_to_string(HELD).unwrap_or_default();
    let served = yichuang_server::openapi::yaml().unwrap();
    let differs = held.lines().zip(served.lines()).position(|(held, served)| held != served);
    assert!(held == served, "openapi.yaml is not what the router serves (first difference after line {differs:?}); run `make openapi`");
}

#[test]
fn a_download_names_every_media_type_that_a_file_may_have() {
    for id in ["getFileContent", "getPublicFileContent"] {
        let all = operations(document());
        let operation = all.iter().find(|operation| operation.id == id).unwrap();
        for status in ["200", "206"] {
            let content = &operation.spec["responses"][status]["content"];
            for kind in FileKind::ALL {
                assert!(content.get(kind.media_type()).is_some(), "{id} {status}: {}", kind.media_type());
            }
        }
    }
}

#[test]
fn the_yaml_says_everything_that_the_json_says() {
    let yaml: Value = yaml_serde::from_str(&yichuang_server::openapi::yaml().unwrap()).unwrap();
    assert!(&yaml == document(), "openapi.yaml and openapi.json differ");
}

#[tokio::test]
async fn the_contract_is_served_as_yaml_and_as_json() {
    use axum::body::Body;
    use axum::http::Request;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    let world = World::sqlite().await;
    let served = async |path: &str| {
        let answer = world.router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.into_body().collect().await.unwrap().to_bytes().to_vec()
    };
    let json: Value = serde_json::from_slice(&served("/openapi.json").await).unwrap();
    assert_eq!(&json, document());
    assert_eq!(String::from_utf8(served("/openapi.yaml").await).unwrap(), yichuang_server::openapi::yaml().unwrap());
    world.end().await;
}

#[test]
fn every_operation_says_what_it_is_and_who_may_call_it() {
    let document = document();
    let tags: BTreeSet<&str> = document["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    none(&complain(|operation| {
        let spec = &operation.spec;
        let text = |key: &str| spec[key].as_str().unwrap_or_default().trim().to_owned();
        let known = |tag: &Value| tag.as_str().is_some_and(|tag| tags.contains(tag));
        [
            must(!text("summary").is_empty(), "no summary"),
            must(!text("summary").ends_with('.') && text("summary").len() <= 80, "the summary is a sentence, not a title"),
            must(text("description").len() >= 20, "no description"),
            must(spec["tags"].as_array().is_some_and(|tags| tags.len() == 1 && tags.iter().all(known)), "not exactly one known tag"),
            must(is_lower_camel(&operation.id), "the operationId is not lowerCamel"),
            must(spec["x-roles"].as_array().is_some_and(|roles| !roles.is_empty()), "no x-roles"),
            must(spec["security"].as_array().is_some_and(|rules| rules.is_empty() == operation.is_public()), "security and x-roles differ"),
        ]
        .concat()
    }));
}

fn is_lower_camel(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase()) && text.chars().all(|c| c.is_ascii_alphabetic())
}

#[test]
fn operation_ids_are_unique_and_addresses_are_plural_kebab_case() {
    let all = operations(document());
    let ids: BTreeSet<&str> = all.iter().map(|operation| operation.id.as_str()).collect();
    assert_eq!(ids.len(), all.len(), "an operationId is used twice");
    none(&complain(|operation| {
        let parts = operation.path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{'));
        let kebab = |part: &str| part.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        parts.filter(|part| !kebab(part)).map(|part| format!("`{part}` is not kebab-case")).collect()
    }));
}

#[test]
fn every_parameter_and_every_answer_is_described() {
    none(&complain(|operation| {
        let mut found = Vec::new();
        for parameter in operation.spec["parameters"].as_array().into_iter().flatten() {
            let described = parameter["description"].as_str().is_some_and(|text| !text.trim().is_empty());
            found.extend(must(described, &format!("parameter {} has no description", parameter["name"])));
        }
        for (status, answer) in operation.spec["responses"].as_object().unwrap() {
            let answer = resolved(answer);
            let described = answer["description"].as_str().is_some_and(|text| !text.trim().is_empty());
            found.extend(must(described, &format!("answer {status} has no description")));
        }
        found
    }));
}

/// The target of a reference inside the contract, or the thing itself.
fn resolved(value: &Value) -> Value {
    match value["$ref"].as_str() {
        Some(reference) => document().pointer(reference.trim_start_matches('#')).cloned().unwrap_or_default(),
        None => value.clone(),
    }
}

#[test]
fn every_refusal_an_operation_can_give_is_in_the_contract() {
    none(&complain(|operation| {
        let has = |place: &str| operation.spec["parameters"].as_array().into_iter().flatten().any(|one| one["in"] == place);
        let (body, changes) = (operation.spec.get("requestBody").is_some(), operation.method != "GET");
        let (keyed, guarded) = (operation.takes("Idempotency-Key"), operation.takes("If-Match"));
        let rules: [(bool, &[u16]); 8] = [
            (true, &[500]),
            (!operation.is_public(), &[401, 403]),
            (has("path"), &[404]),
            (has("query"), &[400]),
            (body, &[400, 413, 415, 422]),
            (keyed, &[400, 409, 422]),
            (guarded, &[412, 428]),
            (changes, &[409]),
        ];
        let mut found = Vec::new();
        for status in rules.into_iter().filter(|(applies, _)| *applies).flat_map(|(_, statuses)| statuses) {
            let answer = resolved(&operation.spec["responses"][status.to_string()]);
            found.extend(must(
                answer["content"].get("application/problem+json").is_some(),
                &format!("{status} is not a documented problem"),
            ));
        }
        let fine = operation.spec["responses"].as_object().unwrap().keys().any(|status| status.starts_with('2'));
        found.extend(must(fine, "no answer of success"));
        found
    }));
}

#[test]
fn every_change_that_makes_or_moves_something_needs_a_key() {
    none(&complain(|operation| {
        // What saves nothing needs no key. Codes of a second factor work once, and its keys must not lie in a kept answer.
        let free = [
            "createSession",
            "checkScheme",
            "checkTimetable",
            "checkAmendment",
            "previewAssignmentRun",
            "startSecondFactor",
            "confirmSecondFactor",
            "removeSecondFactor",
            "stepUp",
        ];
        let needs = operation.method == "POST" && !free.contains(&operation.id.as_str());
        must(
            operation.takes("Idempotency-Key") == needs,
            "Idempotency-Key is required on every POST that changes something, and nowhere else",
        )
    }));
}

#[test]
fn every_json_body_has_an_example_that_its_own_schema_accepts() {
    let document = document();
    none(&complain(|operation| {
        let mut bodies = vec![("request".to_owned(), operation.spec["requestBody"]["content"]["application/json"].clone())];
        for (status, answer) in operation.spec["responses"].as_object().unwrap() {
            bodies.push((status.clone(), answer["content"]["application/json"].clone()));
        }
        bodies.into_iter().filter(|(_, body)| !body.is_null()).flat_map(|(name, body)| judge(document, &name, &body)).collect()
    }));
}

fn judge(document: &Value, name: &str, body: &Value) -> Vec<String> {
    let Some(example) = body.get("example") else { return vec![format!("{name} has no example")] };
    let whole = json!({ "allOf": [body["schema"]], "components": document["components"] });
    let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&whole).unwrap();
    validator.iter_errors(example).map(|error| format!("example of {name} at {}: {error}", error.instance_path())).collect()
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    let mut missing = Vec::new();
    visit(document, &mut |value| {
        if let Some(reference) = value["$ref"].as_str()
            && document.pointer(reference.trim_start_matches('#')).is_none()
        {
            missing.push(format!("{reference} leads nowhere"));
        }
    });
    none(&missing);
}

#[test]
fn nothing_on_the_wire_is_a_floating_point_number() {
    let mut found = Vec::new();
    visit(document(), &mut |value| {
        let kinds = value["type"].as_array().map_or_else(|| vec![value["type"].clone()], Clone::clone);
        if kinds.contains(&json!("number")) {
            found.push(format!("{value}"));
        }
    });
    none(&found);
}

#[test]
fn every_request_refuses_fields_it_does_not_know() {
    let document = document();
    none(&complain(|operation| {
        let schema = &operation.spec["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_null() {
            return Vec::new();
        }
        let schema = match schema["$ref"].as_str() {
            Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap().clone(),
            None => schema.clone(),
        };
        let closed = schema["additionalProperties"] == false || schema["unevaluatedProperties"] == false;
        must(closed, "the body takes any field")
    }));
}

fn visit(value: &Value, look: &mut impl FnMut(&Value)) {
    look(value);
    match value {
        Value::Object(fields) => fields.values().for_each(|field| visit(field, look)),
        Value::Array(items) => items.iter().for_each(|item| visit(item, look)),
        _ => {}
    }
}
