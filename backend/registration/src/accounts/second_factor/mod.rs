//! The second factor of an account: set up by its owner, proven by codes, taken away by its owner or an administrator.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yichuang_base::app::App;
use yichuang_base::http::Cx;
use yichuang_base::problem::Problem;
use yichuang_base::second_factor::{Key, digest};
use yichuang_base::wire::Instant;
use yichuang_domain::rules::second_factor::FRESH_SECONDS;
use yichuang_store::record::{SecondFactor, User};
use yichuang_store::{accounts, find, second_factors as rows};

use super::create_session::take_try;

pub mod confirm;
pub mod get;
pub mod remove;
pub mod reset;
pub mod start;
pub mod step_up;

/// A code of the second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeInput {
    /// Six digits from the authenticator, or one of the recovery codes.
    #[schema(min_length = 6, max_length = 20, example = "287082")]
    pub code: String,
}

/// Until when this session signs without another code.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FreshView {
    pub fresh_until: Instant,
}

impl FreshView {
    fn from(now: i64) -> Result<Self, Problem> {
        Ok(Self { fresh_until: Instant::micros(now + FRESH_SECONDS * 1_000_000)? })
    }
}

/// The account that asks.
async fn me(cx: &Cx) -> Result<User, Problem> {
    let read = cx.read();
    find::<User>(&read.conn, read.caller()?.user).await?.ok_or_else(Problem::unauthenticated)
}

fn session_of(cx: &Cx) -> Result<uuid::Uuid, Problem> {
    Ok(cx.0.session.as_ref().ok_or_else(Problem::unauthenticated)?.id)
}

/// Takes a code of a factor. A try is counted before the code is looked at, so many at once are no more tries than one
/// after the other; each code works once. 422 `wrong_code`, 429 `account_rests`.
pub(super) async fn prove(app: &App, user: &User, factor: &SecondFactor, code: &str) -> Result<(), Problem> {
    let conn = app.store.read();
    let now = app.clock.machine().micros();
    take_try(app, user.id).await?;
    if !fits(app, user, factor, code.trim(), now).await? {
        let detail = "The code is wrong, was used already or is too old; wait for the next one";
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_code", detail));
    }
    Ok(accounts::forget_tries(&conn, user.id).await?)
}

async fn fits(app: &App, user: &User, factor: &SecondFactor, code: &str, now: i64) -> Result<bool, Problem> {
    let conn = app.store.read();
    let six = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    if !six {
        return Ok(factor.confirmed_at.is_some() && rows::take_code(&conn, user.id, &digest(&app.seal_key, code), now).await?);
    }
    match Key::open(&app.seal_key, &factor.key_sealed)?.step_of(code, now)? {
        Some(step) => Ok(rows::take_step(&conn, user.id, step).await?),
        None => Ok(false),
    }
}

fn nothing_here() -> Problem {
    Problem::refused("no_second_factor", "The account has no second factor")
}
