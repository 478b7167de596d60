//! No release breaks a client of the release before: the served contract is compared with that of the last
//! release, `tests/data/openapi-baseline.json`. A release takes a new baseline with `make baseline`; a break that
//! is meant goes with a new major version.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use yichuang_tests::contract::document;

const BASELINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/openapi-baseline.json");

/// Which way a schema travels: what a client sends, or what it reads.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Sent,
    Read,
}

/// Two contracts that are compared, and what would break.
struct Comparison<'a> {
    old: &'a Value,
    new: &'a Value,
    seen: BTreeSet<(String, String, bool)>,
    breaks: Vec<String>,
}

fn breaks(old: &Value, new: &Value) -> Vec<String> {
    let mut comparison = Comparison { old, new, seen: BTreeSet::new(), breaks: Vec::new() };
    for (path, item) in old["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            comparison.operation(&format!("{} {path}", method.to_uppercase()), operation, &new["paths"][path][method]);
        }
    }
    comparison.breaks
}

impl Comparison<'_> {
    fn note(&mut self, holds: bool, place: &str, text: &str) {
        if !holds {
            self.breaks.push(format!("{place}: {text}"));
        }
    }

    fn operation(&mut self, name: &str, old: &Value, new: &Value) {
        if new.is_null() {
            return self.note(false, name, "the operation is gone");
        }
        self.note(old["operationId"] == new["operationId"], name, "the operationId changed");
        self.parameters(name, old, new);
        let body = |operation: &Value| operation["requestBody"]["content"]["application/json"]["schema"].clone();
        let (sent, takes) = (body(old), body(new));
        match (sent.is_null(), takes.is_null()) {
            (true, false) => self.note(new["requestBody"]["required"] != true, name, "a body is required now"),
            (false, true) => self.note(false, name, "the body is not taken any more"),
            _ => self.schema(&format!("{name} request"), &sent, &takes, Way::Sent),
        }
        for (status, answer) in old["responses"].as_object().into_iter().flatten().filter(|(status, _)| status.starts_with('2')) {
            let now = &new["responses"][status];
            self.note(!now.is_null(), name, &format!("does not answer {status} any more"));
            for (kind, content) in answer["content"].as_object().into_iter().flatten() {
                self.note(now["content"].get(kind).is_some(), name, &format!("{status} is not {kind} any more"));
                self.schema(&format!("{name} {status}"), &content["schema"], &now["content"][kind]["schema"], Way::Read);
            }
        }
    }

    fn parameters(&mut self, name: &str, old: &Value, new: &Value) {
        let list = |operation: &Value| operation["parameters"].as_array().cloned().unwrap_or_default();
        let find = |all: &[Value], one: &Value| all.iter().find(|other| other["name"] == one["name"] && other["in"] == one["in"]).cloned();
        let (before, after) = (list(old), list(new));
        for parameter in &before {
            match find(&after, parameter) {
                Some(now) => {
                    self.schema(&format!("{name} parameter {}", parameter["name"]), &parameter["schema"], &now["schema"], Way::Sent);
                }
                None => self.note(parameter["in"] == "header", name, &format!("parameter {} is gone", parameter["name"])),
            }
        }
        for parameter in after.iter().filter(|one| one["required"] == true) {
            let was = find(&before, parameter).is_some_and(|was| was["required"] == true);
            self.note(was, name, &format!("parameter {} is required now", parameter["name"]));
        }
    }

    fn schema(&mut self, place: &str, old: &Value, new: &Value, way: Way) {
        if let (Some(before), Some(after)) = (old["$ref"].as_str(), new["$ref"].as_str())
            && !self.seen.insert((before.to_owned(), after.to_owned(), way == Way::Sent))
        {
            return;
        }
        let (old, new) = (flat(self.old, old), flat(self.new, new));
        self.kinds(place, &old, &new, way);
        if way == Way::Sent {
            self.limits(place, &old, &new);
        }
        self.codes(place, &old, &new, way);
        self.fields(place, &old, &new, way);
        if old.get("items").is_some() {
            self.schema(&format!("{place}[]"), &old["items"], &new["items"], way);
        }
    }

    /// What is read may become one of fewer kinds, what is sent one of more.
    fn kinds(&mut self, place: &str, old: &Value, new: &Value, way: Way) {
        let (old, new) = (kinds(old), kinds(new));
        let fine = match way {
            _ if old.is_empty() || new.is_empty() => old == new || (way == Way::Sent && new.is_empty()),
            Way::Sent => old.is_subset(&new),
            Way::Read => new.is_subset(&old),
        };
        self.note(fine, place, &format!("was {old:?}, is {new:?}"));
    }

    fn limits(&mut self, place: &str, old: &Value, new: &Value) {
        for (key, larger_is_wider) in
            [("maxLength", true), ("maxItems", true), ("maximum", true), ("minLength", false), ("minItems", false), ("minimum", false)]
        {
            let Some(limit) = new[key].as_i64() else { continue };
            let fine = old[key].as_i64().is_some_and(|was| if larger_is_wider { limit >= was } else { limit <= was });
            self.note(fine, place, &format!("{key} is narrower: {} before, {limit} now", old[key]));
        }
    }

    /// What may be sent must not shrink. What is read may shrink or grow: clients show codes they do not know.
    fn codes(&mut self, place: &str, old: &Value, new: &Value, way: Way) {
        let (Some(before), Some(after)) = (old["enum"].as_array(), new["enum"].as_array()) else {
            return self.note(
                way == Way::Read || new.get("enum").is_none() || old.get("enum").is_some(),
                place,
                "only some codes are taken now",
            );
        };
        for code in before.iter().filter(|code| !after.contains(code)) {
            self.note(way == Way::Read, place, &format!("{code} is not taken any more"));
        }
    }

    fn fields(&mut self, place: &str, old: &Value, new: &Value, way: Way) {
        let required = |schema: &Value| -> BTreeSet<String> {
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let (needed, needs) = (required(old), required(new));
        for (field, schema) in old["properties"].as_object().into_iter().flatten() {
            let below = format!("{place}/{field}");
            match new["properties"].get(field) {
                Some(now) => self.schema(&below, schema, now, way),
                None => self.note(false, &below, "the field is gone"),
            }
        }
        match way {
            // Where any object was taken, the fields are named for the first time: nothing else was ever accepted.
            Way::Sent if old.get("properties").is_none() => {}
            Way::Sent => {
                needs.difference(&needed).for_each(|field| self.note(false, &format!("{place}/{field}"), "the field is required now"));
            }
            Way::Read => {
                needed.difference(&needs).for_each(|field| self.note(false, &format!("{place}/{field}"), "the field may be missing now"));
            }
        }
    }
}

/// A schema with its reference followed and its parts merged; "this or null" is this, which may be null.
fn flat(document: &Value, schema: &Value) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return flat(document, document.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null));
    }
    let mut whole = schema.clone();
    let parts = ["allOf", "oneOf", "anyOf"].iter().flat_map(|key| schema[key].as_array().into_iter().flatten());
    let mut or_null = false;
    for part in parts {
        if part["type"] == "null" {
            or_null = true;
            continue;
        }
        let part = flat(document, part);
        for key in ["properties", "required", "type", "enum", "items"] {
            merge(&mut whole, key, &part[key]);
        }
    }
    if or_null {
        let mut all: Vec<String> = kinds(&whole).into_iter().collect();
        if !all.is_empty() {
            all.push("null".to_owned());
            whole["type"] = json!(all);
        }
    }
    whole
}

fn merge(whole: &mut Value, key: &str, part: &Value) {
    match (whole.get_mut(key), part) {
        (Some(Value::Object(have)), Value::Object(more)) => have.extend(more.clone()),
        (Some(Value::Array(have)), Value::Array(more)) => have.extend(more.clone()),
        (None, part) if !part.is_null() => whole[key] = part.clone(),
        _ => {}
    }
}

fn kinds(schema: &Value) -> BTreeSet<String> {
    let all = schema["type"].as_array().cloned().unwrap_or_else(|| vec![schema["type"].clone()]);
    all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[test]
fn the_served_contract_breaks_no_client_of_the_last_release() {
    let text = std::fs::read_to_string(BASELINE).expect("tests/data/openapi-baseline.json holds the contract of the last release");
    let baseline: Value = serde_json::from_str(&text).unwrap();
    let found = breaks(&baseline, document());
    assert!(found.is_empty(), "{} breaks:\n{}", found.len(), found.join("\n"));
}

/// A contract with one operation.
fn small() -> Value {
    json!({
        "paths": { "/things": { "post": {
            "operationId": "createThing",
            "parameters": [{ "name": "kind", "in": "query", "schema": { "type": "string", "enum": ["a", "b"] } }],
            "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ThingInput" } } } },
            "responses": { "201": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } } }
        } } },
        "components": { "schemas": {
            "ThingInput": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string", "maxLength": 20 }, "note": { "type": ["string", "null"] } } },
            "Thing": { "allOf": [
                { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } },
                { "type": "object", "required": ["state"], "properties": { "state": { "type": "string", "enum": ["on", "off"] } } }
            ] }
        } }
    })
}

fn after(pointer: &str, value: Value) -> Vec<String> {
    let mut new = small();
    *new.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    breaks(&small(), &new)
}

const INPUT: &str = "/components/schemas/ThingInput";
const VIEW: &str = "/components/schemas/Thing/allOf/1";

#[test]
fn a_contract_breaks_nothing_against_itself_or_with_something_added() {
    assert_eq!(breaks(&small(), &small()), Vec::<String>::new());
    assert_eq!(
        after(
            &format!("{INPUT}/properties"),
            json!({ "name": { "type": "string", "maxLength": 30 }, "note": { "type": ["string", "null"] }, "more": { "type": "string" } })
        ),
        Vec::<String>::new()
    );
    assert_eq!(after(&format!("{VIEW}/properties/state/enum"), json!(["on", "off", "broken"])), Vec::<String>::new());
    assert_eq!(after("/paths/~1things/post/parameters/0/schema/enum", json!(["a", "b", "c"])), Vec::<String>::new());
}

#[test]
fn what_would_break_a_client_is_named() {
    let cases = [
        ("/paths/~1things", json!({}), "POST /things: the operation is gone"),
        ("/paths/~1things/post/operationId", json!("makeThing"), "POST /things: the operationId changed"),
        ("/paths/~1things/post/responses", json!({ "200": {} }), "POST /things: does not answer 201 any more"),
        ("/paths/~1things/post/parameters", json!([]), "POST /things: parameter \"kind\" is gone"),
        ("/paths/~1things/post/parameters/0/schema/enum", json!(["a"]), "POST /things parameter \"kind\": \"b\" is not taken any more"),
        ("/components/schemas/ThingInput/required", json!(["name", "note"]), "POST /things request/note: the field is required now"),
        (
            "/components/schemas/ThingInput/properties/name/maxLength",
            json!(10),
            "POST /things request/name: maxLength is narrower: 20 before, 10 now",
        ),
        (
            "/components/schemas/ThingInput/properties/note/type",
            json!("string"),
            "POST /things request/note: was {\"null\", \"string\"}, is {\"string\"}",
        ),
        (
            "/components/schemas/Thing/allOf/0/properties/id/type",
            json!("integer"),
            "POST /things 201/id: was {\"string\"}, is {\"integer\"}",
        ),
        ("/components/schemas/Thing/allOf/1/properties", json!({}), "POST /things 201/state: the field is gone"),
        ("/components/schemas/Thing/allOf/1/required", json!([]), "POST /things 201/state: the field may be missing now"),
    ];
    for (pointer, value, said) in cases {
        let found = after(pointer, value);
        assert!(found.iter().any(|text| text == said), "{pointer}: {found:?}");
    }
}
