//! Log in.

use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use utoipa::ToSchema;
use yichuang_base::app::App;
use yichuang_base::http::prepare::csrf_token;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::{ids, password};
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::ids::UserId;
use yichuang_store::record::{Session, User};
use yichuang_store::{accounts as rows, insert, second_factors};

use super::current_session::{SessionView, view};
use super::second_factor::prove;

/// Sessions end at the latest after this many seconds.
const SESSION_SECONDS: i64 = 7 * 24 * 3600;
/// After so many wrong passwords in a row the account rests for a while.
const TRIES: i32 = 10;
const REST_SECONDS: i64 = 15 * 60;

/// Who logs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionInput {
    #[schema(min_length = 3, max_length = 254, example = "officer@demo.yichuang.example")]
    pub email: String,
    #[schema(min_length = 1, max_length = 200, example = "yichuang-demo")]
    pub password: String,
    /// A code of the second factor, if the account has one; 401 `second_factor_needed` asks for it.
    #[schema(min_length = 6, max_length = 20, example = "287082")]
    pub code: Option<String>,
}

/// Log in
///
/// Starts a session: sets an HttpOnly cookie and answers with the roles of the account and the token that unsafe
/// requests must send as `X-CSRF-Token`. Ten wrong passwords or codes in a row rest the account for fifteen minutes.
#[utoipa::path(post, path = "/sessions", operation_id = "createSession", tag = "accounts", request_body = SessionInput,
    responses((status = 201, description = "Logged in", body = SessionView)),
    extensions(("x-no-key" = json!(true)), ("x-throttled" = json!(true))))]
pub async fn handler(cx: Cx, Json(input): Json<SessionInput>) -> Response {
    match start(&cx, input).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn start(cx: &Cx, input: SessionInput) -> Result<Response, Problem> {
    let (user, proven) = admit(cx.app(), input).await?;
    let token = URL_SAFE_NO_PAD.encode(ids::random_bytes::<32>());
    let (secret, account) = (&token, &user);
    let response = cx.write(|uow| async move { open(&uow, account, secret, proven).await }).await;
    if response.status() != StatusCode::CREATED {
        return Ok(response);
    }
    Ok(with_cookie(cx, response, &token, SESSION_SECONDS))
}

/// The account, if password and code fit and it does not rest; and whether a code was shown.
async fn admit(app: &App, input: SessionInput) -> Result<(User, bool), Problem> {
    let conn = app.store.read();
    let user = rows::by_email(&conn, &input.email.trim().to_lowercase()).await?.filter(|user| user.state == "active");
    let fits = check_password(app, user.as_ref(), input.password).await?;
    let user = user.filter(|_| fits).ok_or_else(wrong)?;
    let factor = second_factors::in_force(&conn, user.id).await?;
    match (&factor, input.code) {
        (None, _) => rows::forget_tries(&conn, user.id).await?,
        (Some(_), None) => {
            let detail = "The account has a second factor; send a code of it too";
            return Err(Problem::new(StatusCode::UNAUTHORIZED, "second_factor_needed", detail));
        }
        (Some(factor), Some(code)) => prove(app, &user, factor, &code).await?,
    }
    Ok((user, factor.is_some()))
}

/// Whether a password fits; wrong ones are counted. A right one does not end the count: whoever knows it may still guess
/// codes. 429 while the account rests.
pub(super) async fn check_password(app: &App, user: Option<&User>, password: String) -> Result<bool, Problem> {
    let now = app.clock.machine().micros();
    if user.and_then(|user| user.locked_until_at).is_some_and(|until| until > now) {
        return Err(rests());
    }
    let fits = password::matches(password, user.map(|user| user.password_hash.clone())).await?;
    let Some(user) = user else { return Ok(false) };
    if !fits {
        take_try(app, user.id).await?;
    }
    Ok(fits)
}

/// Counts a try; 429 while the account rests.
pub(super) async fn take_try(app: &App, user: UserId) -> Result<(), Problem> {
    let now = app.clock.machine().micros();
    let looked_at = rows::take_try(&app.store.read(), user, TRIES, now, now + REST_SECONDS * 1_000_000).await?;
    if looked_at { Ok(()) } else { Err(rests()) }
}

fn rests() -> Problem {
    let detail = "Too many wrong passwords or codes; the account rests for fifteen minutes";
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "account_rests", detail)
}

fn wrong() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "wrong_credentials", "The e-mail address or the password is wrong")
}

async fn open(uow: &Uow, user: &User, token: &str, proven: bool) -> Result<Reply, Problem> {
    let now = uow.app.clock.machine().micros();
    let session = Session {
        id: uow.id(),
        user_id: user.id,
        token_sha256: sha256_hex(token.as_bytes()),
        created_at: now,
        last_seen_at: now,
        expires_at: now + SESSION_SECONDS * 1_000_000,
        revoked_at: None,
        stepped_up_at: proven.then_some(now),
    };
    insert(&uow.conn, session.clone()).await?;
    uow.audit("session.create", Subject::new("user", user.id)).await?;
    let view = view(uow, user, &csrf_token(token), session.expires_at).await?;
    Reply::created("/api/v1/sessions/current".to_owned(), &view)
}

/// Sets (or, with zero seconds, removes) the session cookie.
pub(super) fn with_cookie(cx: &Cx, mut response: Response, token: &str, seconds: i64) -> Response {
    let config = &cx.app().config;
    let secure = if config.is_https() { "; Secure" } else { "" };
    let cookie = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", config.cookie_name());
    if let Ok(value) = cookie.parse() {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}
