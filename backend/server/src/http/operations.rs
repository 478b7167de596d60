//! The operations of the contract, as the server itself reads them: access rule, body schema, required headers.

use std::collections::HashMap;

use axum::http::Method;
use jsonschema::Validator;
use serde_json::{Value, json};
use yichuang_domain::fault::Fault;

use crate::access::Access;
use crate::problem::Problem;

/// One operation of the contract.
pub struct Operation {
    pub id: String,
    pub access: Access,
    /// The request must carry an Idempotency-Key.
    pub keyed: bool,
    body: Option<Validator>,
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
                let body = body_validator(document, operation)?;
                found.insert((verb, path.clone()), Operation { id: id.to_owned(), access, keyed, body });
            }
        }
        Ok(Self(found))
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

fn body_validator(document: &Value, operation: &Value) -> Result<Option<Validator>, Problem> {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    if schema.is_null() {
        return Ok(None);
    }
    let whole = json!({ "allOf": [schema], "components": document["components"] });
    let validator = jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&whole)
        .map_err(|error| Problem::internal(format!("body schema: {error}")))?;
    Ok(Some(validator))
}

impl Operation {
    /// Every place where a body breaks the contract, in the order of the document.
    #[must_use]
    pub fn body_faults(&self, body: &Value) -> Vec<Fault> {
        let Some(validator) = &self.body else { return Vec::new() };
        let mut faults: Vec<Fault> = validator.iter_errors(body).map(|error| fault(&error)).collect();
        faults.dedup();
        faults
    }
}

fn fault(error: &jsonschema::ValidationError<'_>) -> Fault {
    let place = error.instance_path().to_string();
    let keyword = error.schema_path().to_string().rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap_or_default().to_owned();
    let code = match keyword.as_str() {
        "type" => "wrong_type",
        "required" => "missing",
        "additionalProperties" | "unevaluatedProperties" => "unknown_field",
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
