//! Everything that happens to a request before its handler: body within limits, operation known, caller known,
//! access rule kept, CSRF token and idempotency key present.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use yichuang_domain::rules::second_factor::{StepUp, must_have, step_up};
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::accounts;

use crate::access::Access;
use crate::app::App;
use crate::caller::Caller;
use crate::http::cx::Context;
use crate::http::operations::Operation;
use crate::problem::Problem;

/// Bodies above this are refused with 413.
pub const BODY_LIMIT: usize = 2 * 1024 * 1024;
/// Fields of which not even a hash is kept.
const UNKEPT_FIELDS: [&str; 3] = ["password", "certificate_number", "id_number"];
/// Sessions end this long after their last use, measured by the machine's clock.
pub const SESSION_IDLE_SECONDS: i64 = 12 * 3600;

/// The session a request came with.
#[derive(Clone, Debug)]
pub struct SessionOf {
    pub id: uuid::Uuid,
    pub csrf_token: String,
    pub expires_at: i64,
    /// The account has a second factor in force.
    pub second_factor: bool,
    /// When this session last proved it.
    pub stepped_up_at: Option<i64>,
}

/// Middleware of every API operation.
pub async fn prepare(State(app): State<App>, request: Request, next: Next) -> Response {
    let request_id = request
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .map_or_else(|| crate::ids::new_id(app.clock.machine()).to_string(), str::to_owned);
    let mut response = match admit(app, request, &request_id).await {
        Ok(request) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    stamp(&mut response, &request_id).await;
    response
}

async fn admit(app: App, request: Request, request_id: &str) -> Result<Request, Problem> {
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
    // A method this address does not take goes on to the router's own 405.
    let Some(operation) = app.operations.get(request.method(), &path) else { return Ok(request) };
    let (mut parts, body) = request.into_parts();
    let bytes = read_body(body).await?;
    let arrived = app.clock.now();
    let (caller, session) = identify(&app, &parts.headers).await?;
    check_csrf(&parts.method, &parts.headers, session.as_ref(), operation)?;
    check_access(operation, caller.as_ref())?;
    if operation.steps_up {
        check_second_factor(&app, caller.as_ref(), session.as_ref())?;
    }
    let key = idempotency_key(operation, &parts.headers)?;
    let context = Context {
        operation_id: operation.id.clone(),
        request_id: request_id.to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        fingerprint: if key.is_some() { fingerprint(&parts, &bytes) } else { String::new() },
        key,
        address: address(&parts, app.config.behind_proxy),
        caller,
        session,
        app: app.clone(),
        arrived,
    };
    parts.extensions.insert(Arc::new(context));
    parts.extensions.insert(bytes.clone());
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

async fn read_body(body: Body) -> Result<Bytes, Problem> {
    let too_large =
        || Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", format!("A request body may have at most {BODY_LIMIT} bytes"));
    match Limited::new(body, BODY_LIMIT).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.downcast_ref::<LengthLimitError>().is_some() => Err(too_large()),
        Err(_) => Err(Problem::malformed("incomplete_body", "The request body ended before it was complete")),
    }
}

async fn identify(app: &App, headers: &HeaderMap) -> Result<(Option<Caller>, Option<SessionOf>), Problem> {
    let Some(token) = cookie(headers, app.config.cookie_name()) else { return Ok((None, None)) };
    let now = app.clock.machine().micros();
    let conn = app.store.read();
    let Some(found) = accounts::session(&conn, &sha256_hex(token.as_bytes()), now).await? else { return Ok((None, None)) };
    let (session, business) = (found.session, app.clock.now().micros());
    let held: Vec<_> = found.grants.into_iter().filter(|grant| grant.expires_at.is_none_or(|end| end > business)).collect();
    if now - session.last_seen_at > SESSION_IDLE_SECONDS * 1_000_000 {
        return Ok((None, None));
    }
    if now - session.last_seen_at > 60_000_000 {
        accounts::touch_session(&conn, session.id, now).await?;
    }
    let of = SessionOf {
        id: session.id,
        csrf_token: csrf_token(&token),
        expires_at: session.expires_at,
        second_factor: found.second_factor,
        stepped_up_at: session.stepped_up_at,
    };
    Ok((Some(Caller::new(&found.user, &held)), Some(of)))
}

/// The token that a page must send back in `X-CSRF-Token`; it follows from the session's secret.
#[must_use]
pub fn csrf_token(session_token: &str) -> String {
    sha256_hex(format!("csrf|{session_token}").as_bytes())
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let jar = axum_extra::extract::CookieJar::from_headers(headers);
    jar.get(name).map(|cookie| cookie.value().to_owned())
}

fn check_csrf(method: &Method, headers: &HeaderMap, session: Option<&SessionOf>, operation: &Operation) -> Result<(), Problem> {
    let Some(session) = session.filter(|_| !method.is_safe()) else { return Ok(()) };
    let sent = headers.get("x-csrf-token").map(HeaderValue::as_bytes).unwrap_or_default();
    if bool::from(sent.ct_eq(session.csrf_token.as_bytes())) || matches!(operation.access, Access::Public) {
        return Ok(());
    }
    Err(Problem::new(StatusCode::FORBIDDEN, "csrf", "The header X-CSRF-Token is missing or not this session's"))
}

fn check_access(operation: &Operation, caller: Option<&Caller>) -> Result<(), Problem> {
    match (&operation.access, caller) {
        (Access::Public, _) | (Access::Authenticated, Some(_)) => Ok(()),
        (_, None) => Err(Problem::unauthenticated()),
        (Access::Roles(roles), Some(caller)) if caller.roles().any(|role| roles.contains(&role)) => Ok(()),
        (Access::Roles(_), Some(_)) => Err(Problem::forbidden("None of your roles may do this")),
    }
}

/// What signs for money asks for a fresh code of the second factor (RFC 6238); the same request is sent again after it.
fn check_second_factor(app: &App, caller: Option<&Caller>, session: Option<&SessionOf>) -> Result<(), Problem> {
    let (Some(caller), Some(session)) = (caller, session) else { return Err(Problem::unauthenticated()) };
    let demanded = app.config.demands_second_factor() && caller.roles().any(must_have);
    let now = app.clock.machine().micros();
    let (code, detail) = match step_up(demanded, session.second_factor, session.stepped_up_at, now) {
        StepUp::Done => return Ok(()),
        StepUp::Code => ("step_up_needed", "This needs a fresh code of your second factor; show one and send the same again"),
        StepUp::Factor => ("second_factor_missing", "This needs a second factor; set one up for your account first"),
    };
    Err(Problem::new(StatusCode::FORBIDDEN, code, detail))
}

fn idempotency_key(operation: &Operation, headers: &HeaderMap) -> Result<Option<String>, Problem> {
    if !operation.keyed {
        return Ok(None);
    }
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._:-".contains(&byte);
    if key.is_empty() || key.len() > 255 || !key.bytes().all(plain) {
        let detail = "The header Idempotency-Key (1 to 255 of A-Z a-z 0-9 . _ : -) is required, so that a retry does nothing twice";
        return Err(Problem::malformed("idempotency_key_missing", detail));
    }
    Ok(Some(key.to_owned()))
}

/// What makes two requests with one key the same request: method, path and body.
fn fingerprint(parts: &Parts, body: &[u8]) -> String {
    let mut digest = Sha256::new();
    digest.update(parts.method.as_str());
    digest.update([0]);
    digest.update(parts.uri.path());
    digest.update([0]);
    let raw = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/octet-stream");
    match serde_json::from_slice::<serde_json::Value>(body) {
        Ok(mut value) if !raw => {
            // The fingerprint is kept for years; nothing may follow from it about a password or a number of a person.
            if let Some(fields) = value.as_object_mut() {
                fields.retain(|field, _| !UNKEPT_FIELDS.contains(&field.as_str()));
            }
            digest.update(yichuang_domain::schemes::canonical_json(&value));
        }
        _ => digest.update(body),
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where the request came from. Everybody has as many of the newer addresses as they like, so the network counts.
fn address(parts: &Parts, behind_proxy: bool) -> String {
    let told = parts.headers.get_all("x-forwarded-for").iter().next_back().filter(|_| behind_proxy);
    let told = told.and_then(|value| value.to_str().ok()).and_then(|value| value.rsplit(',').next()?.trim().parse().ok());
    match told.or_else(|| parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())) {
        Some(IpAddr::V6(address)) => address.segments()[..4].iter().map(|part| format!("{part:x}:")).collect(),
        Some(IpAddr::V4(address)) => address.to_string(),
        None => "unknown".to_owned(),
    }
}

/// Gives the answer its request id: as a header, and as `instance` inside a problem.
pub async fn stamp(response: &mut Response, request_id: &str) {
    if let Ok(value) = HeaderValue::from_str(request_id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let is_problem = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json");
    if !is_problem {
        return;
    }
    let body = std::mem::take(response.body_mut());
    let Ok(bytes) = body.collect().await.map(http_body_util::Collected::to_bytes) else { return };
    let mut value: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    value["instance"] = format!("/requests/{request_id}").into();
    response.headers_mut().remove(header::CONTENT_LENGTH);
    *response.body_mut() = Body::from(value.to_string());
}
