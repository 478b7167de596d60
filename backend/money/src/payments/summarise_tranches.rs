//! How many tranches stand where, and how much money that is.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Money, TrancheState};
use yichuang_store::ids::{CallId, ProjectId};
use yichuang_store::payments::{self, TrancheFilter};

use crate::projects::readers;

/// What to count.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TrancheSummaryQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<TrancheState>,
    /// Only tranches of this call.
    call_id: Option<Uuid>,
    /// Only tranches of this project.
    project_id: Option<Uuid>,
}

/// One state.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrancheStateSum {
    pub state: TrancheState,
    pub count: i64,
    pub sum: Money,
}

/// Counts and sums.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrancheSummaryView {
    pub count: i64,
    pub sum: Money,
    pub by_state: Vec<TrancheStateSum>,
}

/// Summarise tranches
///
/// Number and sum of the tranches that the list with the same filters shows, in all and by state.
#[utoipa::path(get, path = "/tranches/summary", operation_id = "summariseTranches", tag = "payments", params(TrancheSummaryQuery),
    responses((status = 200, description = "Counts and sums", body = TrancheSummaryView)))]
pub async fn handler(cx: Cx, Query(query): Query<TrancheSummaryQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let filter = TrancheFilter {
        state: query.state.map(|state| state.0.to_string()),
        call_id: query.call_id.map(CallId),
        project_id: query.project_id.map(ProjectId),
    };
    let found = payments::summarise_tranches(&uow.conn, &uow.caller()?.reach(&readers()), &filter).await?;
    let (count, sum) = found.iter().fold((0, 0), |(count, sum), (_, n, fen)| (count + n, sum + fen));
    let by_state = found
        .into_iter()
        .map(|(state, count, fen)| Ok(TrancheStateSum { state: TrancheState::read(&state)?, count, sum: Money::fen(fen)? }));
    Reply::ok(&TrancheSummaryView { count, sum: Money::fen(sum)?, by_state: by_state.collect::<Result<_, Problem>>()? })
}
