//! Examples for every request and answer, made from the schemas, so that they can never be out of date.

use serde_json::{Map, Value, json};

/// Gives every JSON body of the contract an example.
pub fn add(document: &mut Value) {
    let schemas = document["components"]["schemas"].clone();
    let mut paths = document["paths"].take();
    for (_, item) in paths.as_object_mut().into_iter().flatten() {
        for (_, operation) in item.as_object_mut().into_iter().flatten() {
            fill(&mut operation["requestBody"]["content"], &schemas);
            if operation["requestBody"]["content"].is_null() {
                operation.as_object_mut().map(|o| o.remove("requestBody"));
            }
            for (_, response) in operation["responses"].as_object_mut().into_iter().flatten() {
                if response.get("content").is_some() {
                    fill(&mut response["content"], &schemas);
                }
            }
        }
    }
    document["paths"] = paths;
}

fn fill(content: &mut Value, schemas: &Value) {
    let Some(body) = content.get_mut("application/json") else { return };
    if body.get("example").is_none() {
        body["example"] = of(&body["schema"].clone(), schemas, "", 0);
    }
}

/// A problem as it looks with this status.
#[must_use]
pub fn problem(status: u16, detail: &str) -> Value {
    json!({
        "type": "/problems/example", "title": "Example", "status": status, "code": "example", "detail": detail,
        "instance": "/requests/0198c0de-0000-7000-8000-000000000001", "errors": []
    })
}

fn of(schema: &Value, schemas: &Value, name: &str, depth: usize) -> Value {
    if let Some(example) = schema.get("example").or_else(|| schema["examples"].get(0)) {
        return example.clone();
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let target = reference.rsplit('/').next().unwrap_or_default();
        return if depth > 16 { Value::Null } else { of(&schemas[target], schemas, name, depth + 1) };
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return merged(parts, schemas, name, depth);
    }
    for key in ["oneOf", "anyOf"] {
        let parts = schema[key].as_array().into_iter().flatten();
        if let Some(part) = parts.into_iter().find(|part| part["type"] != "null") {
            return of(part, schemas, name, depth + 1);
        }
    }
    by_type(schema, schemas, name, depth)
}

/// All parts of a composed object in one; a single part is that part.
fn merged(parts: &[Value], schemas: &Value, name: &str, depth: usize) -> Value {
    let mut whole = Map::new();
    for part in parts {
        match of(part, schemas, name, depth + 1) {
            Value::Object(fields) => whole.extend(fields),
            other => return other,
        }
    }
    Value::Object(whole)
}

fn by_type(schema: &Value, schemas: &Value, name: &str, depth: usize) -> Value {
    let kind = schema["type"].as_str().or_else(|| schema["type"].get(0).and_then(Value::as_str)).unwrap_or("object");
    match kind {
        "object" => {
            let mut object = Map::new();
            for (key, property) in schema["properties"].as_object().into_iter().flatten() {
                object.insert(key.clone(), of(property, schemas, key, depth + 1));
            }
            Value::Object(object)
        }
        "array" => json!([of(&schema["items"], schemas, name, depth + 1)]),
        "integer" => schema.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        "number" => json!(1),
        "boolean" => json!(name == "demonstration"),
        "null" => Value::Null,
        _ => text(schema, name),
    }
}

fn text(schema: &Value, name: &str) -> Value {
    match schema["format"].as_str().unwrap_or_default() {
        "uuid" => json!("0198c0de-0000-7000-8000-000000000001"),
        "date" => json!("2026-12-11"),
        "date-time" => json!("2026-12-11T10:00:00Z"),
        "email" => json!("linfang@example.org"),
        _ => json!(by_name(name)),
    }
}

fn by_name(name: &str) -> &'static str {
    match name {
        "number" => "YC2026-0001",
        "title" => "社区老人助餐与陪伴项目",
        "name" | "host_name" => "示例社会工作服务中心",
        "sha256" | "document_sha256" | "input_sha256" | "policy_sha256" | "digest" => {
            "77eb0080023fbee28c6de2e519f84aec1ee2fdab213a7f884252b33792e6b889"
        }
        "code" => "example",
        "cursor" | "next" => "1-0198c0de000070008000000000000001",
        _ => "示例",
    }
}
