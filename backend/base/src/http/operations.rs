//! The operations of the contract, as the server itself reads them: access rule, body schema, required headers.

use std::collections::HashMap;

use axum::http::Method;
use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind;
use serde_json::{Value, json};
use yichuang_domain::fault::Fault;

use crate::access::{self, Access};
use crate::http::rule::Rule;
use crate::problem::Problem;

/// One operation of the contract.
pub struct Operation {
    pub id: String,
    pub access: Access,
    /// The request must carry an Idempotency-Key.
    pub keyed: bool,
    /// It asks for a fresh code of the second factor.
    pub steps_up: bool,
    body: Option<Rule>,
    query: HashMap<String, Parameter>,
}

/// One query parameter as the contract limits it.
struct Parameter {
    number: bool,
    /// It is `true` or `false`.
    flag: bool,
    rule: Rule,
}

/// All operations by method and path template.
pub struct Operations(HashMap<(Method, String), Operation>);

impl Operations {
    /// Reads the contract; an operation without an access rule stops the start.
    pub fn from_contract(document: &Value) -> Result<Self, Problem> {
        let mut found = HashMap::new();
        let paths = document["paths"].as_object().cloned().unwrap_or_default();
        for (path, item) in &paths {
            for (method, operation) in item.as_object().into_iter().flatten() {
                let Ok(verb) = method.to_uppercase().parse::<Method>() else { continue };
                let Some(id) = operation["operationId"].as_str() else { continue };
                let access = Access::of(id).ok_or_else(|| Problem::internal(format!("{id} has no access rule")))?;
                let keyed = parameters(operation).any(|p| p["name"] == "Idempotency-Key");
                let body = body_rule(document, operation);
                let query = query_rules(document, operation);
                let steps_up = access::steps_up(id);
                found.insert((verb, path.clone()), Operation { id: id.to_owned(), access, keyed, steps_up, body, query });
            }
        }
        Ok(Self(found))
    }

    /// Every schema that bodies and parameters are compared with.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.0.values().flat_map(|one| one.body.iter().chain(one.query.values().map(|parameter| &parameter.rule)))
    }

    #[must_use]
    pub fn get(&self, method: &Method, path: &str) -> Option<&Operation> {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        self.0.get(&(method.clone(), path.to_owned()))
    }
}

fn parameters(operation: &Value) -> impl Iterator<Item = &Value> {
    operation["parameters"].as_array().into_iter().flatten()
}

fn body_rule(document: &Value, operation: &Value) -> Option<Rule> {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    (!schema.is_null()).then(|| Rule::of(document, schema))
}

/// The cursor is left to the lists, which know their own.
fn query_rules(document: &Value, operation: &Value) -> HashMap<String, Parameter> {
    let limited = parameters(operation).filter(|one| one["in"] == "query" && one["name"] != "cursor");
    limited
        .map(|one| {
            let kinds = one["schema"]["type"].as_array().map_or_else(|| vec![one["schema"]["type"].clone()], Clone::clone);
            let rule = Rule::of(document, &one["schema"]);
            let parameter = Parameter { number: kinds.contains(&json!("integer")), flag: kinds.contains(&json!("boolean")), rule };
            (one["name"].as_str().unwrap_or_default().to_owned(), parameter)
        })
        .collect()
}

impl Operation {
    /// Every place where a body breaks the contract, in the order of the document. Parts of a composed schema
    /// may find the same fault; it is named once.
    pub fn body_faults(&self, body: &Value) -> Result<Vec<Fault>, Problem> {
        let Some(rule) = &self.body else { return Ok(Vec::new()) };
        Ok(document_faults(rule.validator()?, body))
    }

    /// Every query parameter that breaks the contract; the pointer is its name.
    pub fn query_faults(&self, query: &[(String, String)]) -> Result<Vec<Fault>, Problem> {
        let mut found = Vec::new();
        for (name, text) in query {
            let Some(parameter) = self.query.get(name) else { continue };
            let number = text.parse::<i64>().ok().filter(|_| parameter.number);
            let flag = text.parse::<bool>().ok().filter(|_| parameter.flag);
            let value = number.map(|number| json!(number)).or(flag.map(|flag| json!(flag))).unwrap_or_else(|| json!(text));
            let place = format!("/{}", yichuang_domain::fault::pointer_step(name));
            found.extend(parameter.rule.validator()?.iter_errors(&value).map(|error| fault(&error, place.clone())));
            unstorable(&value, &place, &mut found);
        }
        Ok(found)
    }
}

/// Every place where a document breaks its schema, each named once.
#[must_use]
pub fn document_faults(validator: &Validator, document: &Value) -> Vec<Fault> {
    let mut found: Vec<Fault> = Vec::new();
    for fault in validator.iter_errors(document).flat_map(|error| faults(&error)) {
        if !found.contains(&fault) {
            found.push(fault);
        }
    }
    unstorable(document, "", &mut found);
    found
}

/// Text with the character NUL, which PostgreSQL cannot hold and no person writes.
fn unstorable(value: &Value, place: &str, found: &mut Vec<Fault>) {
    let below = |step: &str| format!("{place}/{}", yichuang_domain::fault::pointer_step(step));
    match value {
        Value::String(text) if text.contains('\0') => {
            found.push(Fault::new(place, "wrong_format", "Text may not contain the character NUL"));
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| unstorable(item, &below(&index.to_string()), found)),
        Value::Object(fields) => {
            for (name, field) in fields {
                if name.contains('\0') {
                    found.push(Fault::new(below(name), "wrong_format", "A name may not contain the character NUL"));
                }
                unstorable(field, &below(name), found);
            }
        }
        _ => {}
    }
}

/// One fault for each field that is missing or unknown, pointing at that field; one for anything else.
fn faults(error: &jsonschema::ValidationError<'_>) -> Vec<Fault> {
    let place = error.instance_path().to_string();
    let below = |field: &str| format!("{place}/{}", yichuang_domain::fault::pointer_step(field));
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            let field = property.as_str().unwrap_or_default();
            vec![Fault::new(below(field), "missing", format!("`{field}` is required"))]
        }
        ValidationErrorKind::AdditionalProperties { unexpected } | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            let unknown = |field: &String| Fault::new(below(field), "unknown_field", format!("`{field}` is not a field of this request"));
            unexpected.iter().map(unknown).collect()
        }
        _ => vec![fault(error, place)],
    }
}

fn fault(error: &jsonschema::ValidationError<'_>, place: String) -> Fault {
    let keyword = error.schema_path().to_string().rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap_or_default().to_owned();
    let code = match keyword.as_str() {
        "type" => "wrong_type",
        "pattern" | "format" => "wrong_format",
        "enum" | "const" | "oneOf" | "anyOf" => "not_allowed",
        "maxLength" | "maxItems" | "maximum" | "maxProperties" => "too_large",
        "minLength" | "minItems" | "minimum" | "minProperties" => "too_small",
        _ => "invalid",
    };
    Fault::new(place, code, sentence(&error.to_string()))
}

/// A validator's message without the value itself when that is long.
fn sentence(text: &str) -> String {
    let mut short: String = text.chars().take(240).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
