//! An answer before it becomes bytes on the wire, so that it can be stored under its idempotency key.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};
use yichuang_store::idempotency::Answer;

use crate::problem::Problem;

#[derive(Clone, Debug)]
pub struct Reply {
    status: StatusCode,
    headers: Map<String, Value>,
    body: String,
    replayed: bool,
    /// Holds personal data in the clear: it is not stored under the key.
    unkept: bool,
}

impl Reply {
    /// 200 with a view.
    pub fn ok<T: Serialize>(view: &T) -> Result<Self, Problem> {
        Self::json(StatusCode::OK, view)
    }

    /// 201 with the new thing and where it is.
    pub fn created<T: Serialize>(location: String, view: &T) -> Result<Self, Problem> {
        Ok(Self::json(StatusCode::CREATED, view)?.header(header::LOCATION, location))
    }

    /// 204.
    #[must_use]
    pub fn empty() -> Self {
        Self { status: StatusCode::NO_CONTENT, headers: Map::new(), body: String::new(), replayed: false, unkept: false }
    }

    /// 200 with a document that is not JSON.
    #[must_use]
    pub fn text(kind: &str, body: String) -> Self {
        let reply = Self { status: StatusCode::OK, headers: Map::new(), body, replayed: false, unkept: false };
        reply.header(header::CONTENT_TYPE, kind.to_owned())
    }

    fn json<T: Serialize>(status: StatusCode, view: &T) -> Result<Self, Problem> {
        let body = serde_json::to_string(view).map_err(Problem::internal)?;
        let reply = Self { status, headers: Map::new(), body, replayed: false, unkept: false };
        Ok(reply.header(header::CONTENT_TYPE, "application/json".to_owned()))
    }

    /// The ETag of the view's version.
    #[must_use]
    pub fn version(self, version: i32) -> Self {
        self.header(header::ETAG, format!("\"{version}\""))
    }

    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "header names are constants")]
    pub fn header(mut self, name: HeaderName, value: String) -> Self {
        self.headers.insert(name.as_str().to_owned(), value.into());
        self
    }

    pub fn problem(problem: &Problem) -> Self {
        let reply = Self { status: problem.status, headers: Map::new(), body: problem.body().to_string(), replayed: false, unkept: false };
        reply.header(header::CONTENT_TYPE, "application/problem+json".to_owned())
    }

    /// An answer with personal data in the clear. A retry with the same key is told that it was given and not kept.
    #[must_use]
    pub fn unkept(self) -> Self {
        Self { unkept: true, ..self }
    }

    #[must_use]
    pub fn to_stored(&self) -> Answer {
        if self.unkept {
            let detail = "This answer held personal data, was given once and was not kept; ask again with a new key";
            return Self::problem(&Problem::refused("answer_not_kept", detail)).to_stored();
        }
        Answer { status: self.status.as_u16(), headers: Value::Object(self.headers.clone()).to_string(), body: self.body.clone() }
    }

    #[must_use]
    pub fn replayed(answer: &Answer) -> Self {
        Self {
            status: StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK),
            headers: serde_json::from_str(&answer.headers).unwrap_or_default(),
            body: answer.body.clone(),
            replayed: true,
            unkept: false,
        }
    }

    /// The JSON of the body, for callers inside the house.
    #[must_use]
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = (self.status, self.body).into_response();
        response.headers_mut().remove(header::CONTENT_TYPE);
        for (name, value) in &self.headers {
            let name = HeaderName::from_bytes(name.as_bytes());
            let value = HeaderValue::from_str(value.as_str().unwrap_or_default());
            if let (Ok(name), Ok(value)) = (name, value) {
                response.headers_mut().insert(name, value);
            }
        }
        if self.replayed {
            response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
        }
        response
    }
}
