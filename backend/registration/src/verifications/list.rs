//! The queue of what waits for an officer.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{PageQuery, VerificationState, next_cursor};
use yichuang_domain::states::verifications::ANSWER_WORKING_DAYS;
use yichuang_domain::time::{Day, end_of_day_shanghai};
use yichuang_store::ids::OrganisationId;
use yichuang_store::verifications::{self as rows, Filter};

use super::evidence::{VerificationSummary, summaries};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct VerificationsQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<VerificationState>,
    /// `registration` or `change`.
    #[param(pattern = "^(registration|change)$")]
    kind: Option<String>,
    /// Only those of this organisation.
    organisation_id: Option<Uuid>,
    /// Only those that have waited longer than allowed.
    late: Option<bool>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of the queue.
#[derive(Serialize, ToSchema)]
pub struct VerificationList {
    pub items: Vec<VerificationSummary>,
    pub next: Option<String>,
}

/// List verifications
///
/// The longest wait first: registrations and changes of one's area, or of one's own organisation.
#[utoipa::path(get, path = "/verifications", operation_id = "listVerifications", tag = "verifications", params(VerificationsQuery),
    responses((status = 200, description = "One page", body = VerificationList)))]
pub async fn handler(cx: Cx, Query(query): Query<VerificationsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let late = query.late.unwrap_or_default();
    let filter = Filter {
        state: query.state.map(|state| state.0.as_str().to_owned()),
        kind: query.kind,
        organisation: query.organisation_id.map(OrganisationId),
        before: late.then(|| late_before(&uow)).flatten(),
    };
    let reach = uow.caller()?.reach(&[APPLICANTS, STAFF].concat());
    let page = rows::queue(&uow.conn, &reach, &filter, at).await?;
    Reply::ok(&VerificationList { items: summaries(&uow, &page.items).await?, next: next_cursor(&page) })
}

/// What was handed in before this instant is late today.
fn late_before(uow: &Uow) -> Option<i64> {
    let late = |day: &Day| uow.app.calendar.add_working_days(*day, ANSWER_WORKING_DAYS).is_ok_and(|due| due < uow.today());
    let back = (1..60).filter_map(|days| uow.today().plus_days(-days).ok());
    back.into_iter().find(late).map(|day| end_of_day_shanghai(day).micros())
}
