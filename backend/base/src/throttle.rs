//! Limits on what costs other people something, such as mails to their address.

use axum::http::StatusCode;
use yichuang_store::throttles;

use crate::problem::Problem;
use crate::uow::Uow;

/// How often within how many seconds.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub times: i32,
    pub seconds: i64,
}

impl Limit {
    #[must_use]
    pub const fn per_hour(times: i32) -> Self {
        Self { times, seconds: 3600 }
    }

    #[must_use]
    pub const fn per_day(times: i32) -> Self {
        Self { times, seconds: 24 * 3600 }
    }
}

/// Counts one more; 429 above the limit. The count commits with the change, by the machine's clock.
pub async fn take(uow: &Uow, subject: &str, limit: Limit) -> Result<(), Problem> {
    let now = uow.app.clock.machine().micros();
    let hits = throttles::count(&uow.conn, subject, limit.seconds * 1_000_000, now).await?;
    if hits <= limit.times {
        return Ok(());
    }
    let detail = format!("At most {} times in {} hours; try again later", limit.times, limit.seconds / 3600);
    Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail).with("limit", limit.times))
}
