//! The clock by which deadlines are judged. In a demonstration it can be moved ahead.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Date, Instant};
use yichuang_domain::time::Timestamp;
use yichuang_store::settings;

/// Name of the setting that keeps how far a demonstration's clock runs ahead.
pub const SETTING: &str = "demo_clock_ahead_micros";

/// The server's time.
#[derive(Serialize, ToSchema)]
pub struct ClockView {
    pub now: Instant,
    /// The day in Asia/Shanghai.
    pub today: Date,
    /// The clock may be moved ahead.
    pub demonstration: bool,
}

/// How far to move.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClockInput {
    /// Days to move ahead.
    #[schema(minimum = 1, maximum = 60, example = 7)]
    pub days: i64,
}

/// Show the clock
///
/// Deadlines and countdowns are judged by this clock, not by the reader's.
#[utoipa::path(get, path = "/clock", operation_id = "getClock", tag = "accounts",
    responses((status = 200, description = "The server's time", body = ClockView)))]
pub async fn get(cx: Cx) -> Result<Reply, Problem> {
    Reply::ok(&view(&cx, cx.app().clock.now()))
}

/// Move the demonstration's clock ahead
///
/// Only in a demonstration (404 otherwise), so that a visitor can walk a whole round in an hour. Sessions are not
/// touched: they follow the machine's clock.
#[utoipa::path(post, path = "/clock/advance", operation_id = "advanceClock", tag = "accounts", request_body = ClockInput,
    responses((status = 200, description = "The new time", body = ClockView)))]
pub async fn advance(cx: Cx, Json(input): Json<ClockInput>) -> Response {
    let micros = input.days * 86_400_000_000;
    let here = &cx;
    let response = cx
        .write(|uow| async move {
            if !uow.app.config.demo {
                return Err(Problem::not_found());
            }
            settings::set(&uow.conn, SETTING, &(uow.app.clock.ahead() + micros).to_string()).await?;
            Reply::ok(&view(here, uow.now.plus_seconds(micros / 1_000_000)))
        })
        .await;
    // Only what was committed, and only once, moves the clock.
    if response.status().is_success() && !response.headers().contains_key("idempotency-replayed") {
        cx.app().clock.advance(micros);
    }
    response
}

fn view(cx: &Cx, now: Timestamp) -> ClockView {
    ClockView { now: Instant(now), today: Date(now.shanghai_day()), demonstration: cx.app().config.demo }
}
