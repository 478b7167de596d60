//! Extractors whose refusals are problems. The framework's own answer in plain text and are not used.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, OptionalFromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use yichuang_domain::fault::Fault;

use crate::http::cx::Context;
use crate::http::operations::Operation;
use crate::problem::Problem;

/// A JSON body, checked against the contract's schema before it is read, so that every fault is named at once.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, _) = request.into_parts();
        let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.split(';').next().map(str::trim) != Some("application/json") {
            let detail = "The body must be JSON with Content-Type: application/json";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail));
        }
        let bytes = parts.extensions.get::<Bytes>().cloned().unwrap_or_default();
        let value: serde_json::Value = serde_json::from_slice(&bytes)
            .map_err(|error| Problem::malformed("malformed_json", format!("The body is not JSON: {error}")))?;
        let faults = contract_faults(&parts, &value)?;
        if !faults.is_empty() {
            return Err(Problem::faults(faults));
        }
        serde_json::from_value(value).map(Self).map_err(|error| Problem::faults(vec![Fault::new("", "invalid", error.to_string())]))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequest<S> for Json<T> {
    type Rejection = Problem;

    /// Nothing where neither a body nor its kind was sent.
    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, Problem> {
        let empty = request.extensions().get::<Bytes>().is_none_or(Bytes::is_empty);
        if empty && !request.headers().contains_key(CONTENT_TYPE) {
            return Ok(None);
        }
        <Self as FromRequest<S>>::from_request(request, state).await.map(Some)
    }
}

fn contract_faults(parts: &Parts, value: &serde_json::Value) -> Result<Vec<Fault>, Problem> {
    operation(parts).map_or_else(|| Ok(Vec::new()), |operation| operation.body_faults(value))
}

fn query_faults(parts: &Parts) -> Result<Vec<Fault>, Problem> {
    let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
    let pairs = pairs.map(|axum::extract::Query(pairs)| pairs).unwrap_or_default();
    operation(parts).map_or_else(|| Ok(Vec::new()), |operation| operation.query_faults(&pairs))
}

fn operation(parts: &Parts) -> Option<&Operation> {
    let context = parts.extensions.get::<Arc<Context>>()?;
    let path = parts.extensions.get::<MatchedPath>()?;
    context.app.operations.get(&parts.method, path.as_str())
}

/// A body of raw bytes, as `application/octet-stream`.
pub struct Raw(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if request.headers().get(CONTENT_TYPE).is_none_or(|kind| kind != "application/octet-stream") {
            let detail = "The body must be bytes with Content-Type: application/octet-stream";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail));
        }
        Ok(Self(request.extensions().get::<Bytes>().cloned().unwrap_or_default()))
    }
}

/// Path parameters; one that cannot be an id is a 404, because nothing is there.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            // Nothing has the character NUL in its name, and PostgreSQL cannot be asked for it.
            Ok(axum::extract::Path(value)) if !parts.uri.path().contains("%00") => Ok(Self(value)),
            _ => Err(Problem::not_found()),
        }
    }
}

/// Query parameters; unknown or malformed ones are refused, never ignored.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let refused = |errors: Vec<Fault>| {
            let problem = Problem::malformed("malformed_query", "A query parameter is unknown or malformed");
            Problem { errors, ..problem }
        };
        let faults = query_faults(parts)?;
        if !faults.is_empty() {
            return Err(refused(faults));
        }
        match axum::extract::Query::<T>::try_from_uri(&parts.uri) {
            Ok(axum::extract::Query(value)) => Ok(Self(value)),
            Err(error) => {
                let detail = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
                Err(refused(vec![Fault::new("", "invalid", detail)]))
            }
        }
    }
}

/// The version the caller saw: `If-Match: "3"`. Missing is 428, another version is 412.
#[derive(Clone, Copy, Debug)]
pub struct IfMatch(Option<i32>);

impl IfMatch {
    /// A change made by the platform itself right after reading.
    #[must_use]
    pub fn version(version: i32) -> Self {
        Self(Some(version))
    }

    /// 412 unless the thing still has the version the caller saw.
    pub fn check(self, version: i32) -> Result<(), Problem> {
        if self.0 == Some(version) { Ok(()) } else { Err(yichuang_store::StoreError::Stale.into()) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get("if-match") else {
            let detail = "Send the ETag you read as If-Match, so that nobody's change is lost";
            return Err(Problem::new(StatusCode::PRECONDITION_REQUIRED, "if_match_missing", detail));
        };
        let text = value.to_str().unwrap_or_default().trim();
        let version = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).and_then(|text| text.parse().ok());
        Ok(Self(version))
    }
}
