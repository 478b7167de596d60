//! The served contract, as the tests walk it.

use std::sync::LazyLock;

use axum::http::Method;
use serde_json::Value;

use crate::actor::{Actor, Answer};

/// An id that nothing has.
pub const NO_ID: &str = "0198c0de-0000-7000-8000-0000000000ff";

/// One operation of the contract.
#[derive(Clone, Debug)]
pub struct Operation {
    pub id: String,
    pub method: Method,
    /// With `{…}` where an id belongs, below `/api/v1`.
    pub path: String,
    /// What the contract says about it.
    pub spec: Value,
}

/// The contract as the server holds it.
pub fn document() -> &'static Value {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(yichuang_server::openapi::document);
    &DOCUMENT
}

/// Every operation of a contract, in the order of the document.
pub fn operations(document: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, spec) in item.as_object().unwrap() {
            found.push(Operation {
                id: spec["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase().parse().unwrap(),
                path: path.strip_prefix("/api/v1").unwrap_or(path).to_owned(),
                spec: spec.clone(),
            });
        }
    }
    found
}

impl Operation {
    /// The example of the request body, if the operation takes one.
    pub fn example(&self) -> Option<&Value> {
        self.spec.pointer("/requestBody/content/application~1json/example")
    }

    /// Whether the request must carry this parameter.
    pub fn takes(&self, parameter: &str) -> bool {
        let parameters = self.spec["parameters"].as_array();
        parameters.is_some_and(|all| all.iter().any(|one| one["name"] == parameter))
    }

    pub fn is_public(&self) -> bool {
        self.spec["x-roles"][0] == "public"
    }

    /// The address with the same id in every place.
    pub fn address(&self, id: &str) -> String {
        let mut address = self.path.clone();
        while let (Some(from), Some(to)) = (address.find('{'), address.find('}')) {
            address.replace_range(from..=to, id);
        }
        address
    }

    /// A request that the contract allows: the body's example, a fresh key, the first version.
    pub fn request<'a>(&self, actor: &'a Actor, id: &str) -> crate::actor::Call<'a> {
        let mut call = actor.call(self.method.clone(), &self.address(id));
        if self.takes("If-Match") {
            call = call.if_match("\"1\"");
        }
        for (name, value) in [("Upload-Offset", "0"), ("Upload-Token", "nobody's")] {
            if self.takes(name) {
                call = call.header(name, value);
            }
        }
        match self.example() {
            Some(body) => call.json(body.clone()),
            None => call,
        }
    }

    /// The answer to such a request.
    pub async fn send(&self, actor: &Actor, id: &str) -> Answer {
        let raw = "/requestBody/content/application~1octet-stream";
        match self.spec.pointer(raw) {
            Some(_) => self.request(actor, id).send_raw(Some(b"bytes".to_vec()), "application/octet-stream").await,
            None => self.request(actor, id).send().await,
        }
    }
}
