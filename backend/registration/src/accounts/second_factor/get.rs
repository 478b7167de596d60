//! How an account stands with its second factor.

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Instant;
use yichuang_domain::rules::second_factor::{FRESH_SECONDS, must_have};
use yichuang_store::second_factors as rows;

/// The second factor of the account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SecondFactorView {
    /// `none`, `started` (the key was given out, no code came yet) or `in_force`.
    #[schema(example = "in_force")]
    pub state: String,
    /// The account signs for money or gives rights, and this installation demands a factor of such accounts.
    pub demanded: bool,
    pub in_force_since: Option<Instant>,
    /// Recovery codes that were not used yet.
    #[schema(minimum = 0, example = 10)]
    pub recovery_codes_left: i64,
    /// Until when this session signs without another code.
    pub fresh_until: Option<Instant>,
}

/// Show the second factor
///
/// Whether the account has one, must have one, and until when a code that was shown counts.
#[utoipa::path(get, path = "/accounts/me/second-factor", operation_id = "getSecondFactor", tag = "accounts",
    responses((status = 200, description = "How the account stands", body = SecondFactorView)))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    let uow = cx.read();
    let who = uow.caller()?;
    let found = rows::find(&uow.conn, who.user).await?;
    let now = uow.app.clock.machine().micros();
    let proven = cx.0.session.as_ref().and_then(|session| session.stepped_up_at);
    let fresh = proven.map(|at| at + FRESH_SECONDS * 1_000_000).filter(|until| *until > now);
    let confirmed_at = found.as_ref().and_then(|factor| factor.confirmed_at);
    let state = match (&found, confirmed_at) {
        (None, _) => "none",
        (Some(_), None) => "started",
        (Some(_), Some(_)) => "in_force",
    };
    Reply::ok(&SecondFactorView {
        state: state.to_owned(),
        demanded: uow.app.config.demands_second_factor() && who.roles().any(must_have),
        in_force_since: Instant::maybe(confirmed_at)?,
        recovery_codes_left: rows::codes_left(&uow.conn, who.user).await?,
        fresh_until: Instant::maybe(fresh)?,
    })
}
