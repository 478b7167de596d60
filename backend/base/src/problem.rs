//! Every refusal, as RFC 9457 `application/problem+json`: a stable code, all faults at once.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use yichuang_domain::fault::Fault;
use yichuang_domain::machine::Illegal;
use yichuang_store::StoreError;

/// Another transaction was in the way for too long; the same request may be sent again.
const BUSY: &str = "busy";

/// A refusal on its way to the client.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    /// Stable machine code; clients translate it.
    pub code: String,
    pub detail: String,
    pub errors: Vec<Fault>,
    /// Extension members in `snake_case`, such as `available` and `requested`.
    pub extra: Map<String, Value>,
    /// The transaction met another one and may be tried again as a whole.
    pub again: bool,
}

impl Problem {
    pub fn new(status: StatusCode, code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { status, code: code.into(), detail: detail.into(), errors: Vec::new(), extra: Map::new(), again: false }
    }

    /// 400: the request is not well formed.
    pub fn malformed(code: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// 401: nobody is logged in, or not any more.
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthenticated", "Log in to do this")
    }

    /// 403: the caller may see the thing but not do this to it.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    /// 404: there is no such thing, or none that this caller may know of.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing here, or nothing you may see")
    }

    /// 409: a rule of the business refuses.
    pub fn refused(code: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    /// 422: the content breaks rules; every fault is named.
    #[must_use]
    pub fn faults(errors: Vec<Fault>) -> Self {
        let count = errors.len();
        let detail = if count == 1 { "One thing must be put right".to_owned() } else { format!("{count} things must be put right") };
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail) }
    }

    /// 422 with one fault.
    pub fn fault(pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        Self::faults(vec![Fault::new(pointer, code, detail)])
    }

    /// 409 that names the rules which do not hold.
    pub fn blocked(code: &str, detail: impl Into<String>, errors: Vec<Fault>) -> Self {
        Self { errors, ..Self::refused(code, detail) }
    }

    /// 500: our fault; the cause goes to the log, never to the client.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(cause = %cause, "internal error");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong on our side; nothing was changed")
    }

    /// 503: files cannot be kept now (a full disk, a store that does not answer); the cause goes to the log. Nothing
    /// that arrived before is lost, and the same request may be sent again.
    pub fn no_room(cause: impl std::fmt::Display) -> Self {
        tracing::error!(cause = %cause, "a file could not be kept");
        let detail = "The file cannot be kept just now; what arrived before is kept, so that the upload goes on later";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "file_store_unavailable", detail)
    }

    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.extra.insert(key.to_owned(), value.into());
        self
    }

    /// Whether the outcome belongs to an idempotency key for ever: refusals of the business do, failures do not, nor
    /// does having waited too long for somebody else.
    #[must_use]
    pub fn is_outcome(&self) -> bool {
        matches!(self.status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY) && self.code != BUSY
    }

    /// The JSON document, without the request's own `instance`.
    #[must_use]
    pub fn body(&self) -> Value {
        let mut body = json!({
            "type": format!("/problems/{}", self.code.replace('_', "-")),
            "title": title(self.status),
            "status": self.status.as_u16(),
            "code": self.code,
            "detail": self.detail,
            "errors": self.errors,
        });
        if let Some(object) = body.as_object_mut() {
            object.extend(self.extra.clone());
        }
        body
    }
}

fn title(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "The request is malformed",
        401 => "Not logged in",
        403 => "Not allowed",
        404 => "Not found",
        405 => "This address does not do that",
        409 => "Not possible now",
        412 => "Changed by somebody else",
        413 => "Too large",
        415 => "Wrong kind of content",
        422 => "Something must be put right",
        428 => "A condition is missing",
        429 => "Too many tries",
        503 => "Not available here now",
        _ => "Our fault",
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, self.body().to_string()).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.status == StatusCode::TOO_MANY_REQUESTS || [BUSY, "still_running", "pdf_late"].contains(&&*self.code) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}

impl From<Illegal> for Problem {
    fn from(illegal: Illegal) -> Self {
        Self::refused("illegal_event", illegal.to_string()).with("state", illegal.state).with("allowed_events", illegal.allowed)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => {
                Self::new(StatusCode::PRECONDITION_FAILED, "stale", "Somebody changed this since you read it; read it again")
            }
            StoreError::Duplicate(text) => {
                Self::refused("duplicate", "Something with the same unique value exists already").with("constraint", constraint_name(&text))
            }
            StoreError::Insufficient { account, available_fen, requested_fen, short_fen, .. } => {
                let yuan = |fen: i64| yichuang_domain::money::Fen::new(fen).map(|f| f.to_string()).unwrap_or_default();
                Self::refused("insufficient_balance", format!("Position {account} is short by {}", yuan(short_fen)))
                    .with("account", account)
                    .with("available", yuan(available_fen))
                    .with("requested", yuan(requested_fen))
                    .with("short", yuan(short_fen))
            }
            StoreError::Retry => Self { again: true, ..Self::refused(BUSY, "Another change was in the way; try again") },
            StoreError::MonthClosed => Self::refused("month_closed", "The month is closed; nothing is posted into it any more"),
            StoreError::YearClosed => {
                Self::refused("year_closed", "The year of the allotment is closed; nothing new is posted on it any more")
            }
            StoreError::Busy => Self::refused(BUSY, "Another change to the same thing is still running; try again"),
            other => {
                tracing::error!(error = ?other, "database");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong on our side; nothing was changed")
            }
        }
    }
}

/// The index PostgreSQL names, or the columns SQLite names; neither holds data.
fn constraint_name(text: &str) -> String {
    text.rsplit(['"', ' ']).find(|part| !part.is_empty()).unwrap_or_default().trim_matches('"').to_owned()
}
