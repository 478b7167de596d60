//! What the public report form needs before it can be sent.

use serde::Serialize;
use subtle::ConstantTimeEq;
use utoipa::ToSchema;
use yichuang_base::app::App;
use yichuang_base::http::{Cx, Reply};
use yichuang_base::problem::Problem;
use yichuang_domain::fault::Fault;
use yichuang_domain::time::Timestamp;

/// Nobody reads the form and writes a sentence in less.
pub const MIN_SECONDS: i64 = 3;
/// A form may lie open this long, for a phone that finds no network.
const MAX_SECONDS: i64 = 14 * 86_400;

/// The ticket of one opened form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedFormView {
    /// Goes into the report as `form_token`.
    #[schema(example = "1780275600000000.2f0c")]
    pub form_token: String,
    /// A report sent earlier after the form was opened is refused.
    pub min_seconds: i64,
}

/// Open the report form
///
/// Gives the ticket that a report carries. It tells how long the form was open, so that machines that send many
/// reports are noticed without a riddle for people.
#[utoipa::path(get, path = "/public/need-form", operation_id = "openNeedForm", tag = "needs",
    responses((status = 200, description = "The ticket", body = NeedFormView)))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    Reply::ok(&NeedFormView { form_token: token(cx.app(), cx.app().clock.now()), min_seconds: MIN_SECONDS })
}

/// The ticket of a form opened at an instant.
#[must_use]
pub fn token(app: &App, at: Timestamp) -> String {
    let at = at.micros().to_string();
    format!("{at}.{}", app.seal_key.digest("need-form", &at))
}

/// Why a report with this ticket is not taken.
pub(super) fn check(app: &App, sent: &str, now: Timestamp) -> Option<Fault> {
    let unknown = || Some(Fault::new("/form_token", "form_unknown", "Open the form again; this one is not ours"));
    let Some((at, digest)) = sent.split_once('.') else { return unknown() };
    let right = app.seal_key.digest("need-form", at);
    let Some(at) = at.parse::<i64>().ok().filter(|_| bool::from(right.as_bytes().ct_eq(digest.as_bytes()))) else { return unknown() };
    let open = (now.micros() - at) / 1_000_000;
    if open > MAX_SECONDS {
        return Some(Fault::new("/form_token", "form_expired", "The form was open for too long; open it again"));
    }
    let fault = Fault::new("/form_token", "too_fast", "The form was filled in faster than people can; wait a moment");
    (open < MIN_SECONDS).then(|| fault.with_limit(MIN_SECONDS.to_string()).with_actual(open.max(0).to_string()))
}
