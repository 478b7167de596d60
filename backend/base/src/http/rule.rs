//! Schemas of the contract as checks of bodies and query parameters.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::problem::Problem;

/// A schema with all it refers to, compiled when it is first asked: most operations are not called in a day, and a
/// compiled schema takes many times the room of its text.
pub struct Rule {
    text: Box<str>,
    compiled: OnceLock<Result<Validator, String>>,
}

/// The schema together with those it refers to.
fn closed(document: &Value, schema: &Value) -> Value {
    let mut named = BTreeMap::new();
    collect(document, schema, &mut named);
    json!({ "allOf": [schema], "components": { "schemas": named } })
}

fn compile(whole: &Value) -> Result<Validator, String> {
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    options.build(whole).map_err(|error| format!("schema: {error}"))
}

impl Rule {
    #[must_use]
    pub fn of(document: &Value, schema: &Value) -> Self {
        Self { text: closed(document, schema).to_string().into(), compiled: OnceLock::new() }
    }

    pub fn validator(&self) -> Result<&Validator, Problem> {
        let compiled = self.compiled.get_or_init(|| {
            let whole = serde_json::from_str(&self.text).map_err(|error| error.to_string())?;
            compile(&whole)
        });
        compiled.as_ref().map_err(Problem::internal)
    }
}

/// The schemas this one refers to, directly or through others: a validator that carried all of the contract would
/// cost hundreds of times the memory.
fn collect<'a>(document: &'a Value, schema: &'a Value, named: &mut BTreeMap<&'a str, &'a Value>) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| collect(document, item, named)),
        Value::Object(fields) => {
            for (field, value) in fields {
                let name = value.as_str().filter(|_| field == "$ref").and_then(|target| target.strip_prefix("#/components/schemas/"));
                match name {
                    Some(name) => {
                        let target = &document["components"]["schemas"][name];
                        if named.insert(name, target).is_none() {
                            collect(document, target, named);
                        }
                    }
                    None => collect(document, value, named),
                }
            }
        }
        _ => {}
    }
}
