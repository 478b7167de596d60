//! Experts of the library.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{ExpertState, PageQuery, Speciality, next_cursor};
use yichuang_store::experts::{self as rows, Filter};

use super::{ExpertView, views};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExpertsQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<ExpertState>,
    /// Only those who know about this.
    #[param(inline)]
    speciality: Option<Speciality>,
    /// Only this area and what lies below it.
    #[param(max_length = 20)]
    area_code: Option<String>,
    /// Words of a name, or the beginning of a number.
    #[param(max_length = 100)]
    q: Option<String>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of experts.
#[derive(Serialize, ToSchema)]
pub struct ExpertList {
    pub items: Vec<ExpertView>,
    pub next: Option<String>,
}

/// List experts
///
/// Those of one's area, newest first.
#[utoipa::path(get, path = "/experts", operation_id = "listExperts", tag = "experts", params(ExpertsQuery),
    responses((status = 200, description = "One page", body = ExpertList)))]
pub async fn handler(cx: Cx, Query(query): Query<ExpertsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter {
        state: query.state.map(|state| state.0.to_string()),
        speciality: query.speciality.map(|code| code.0.to_string()),
        area: query.area_code,
        q: query.q,
        reach: uow.caller()?.reach(PROGRAMME),
    };
    let page = rows::list(&uow.conn, &filter, at).await?;
    Reply::ok(&ExpertList { items: views(&uow, &page.items).await?, next: next_cursor(&page) })
}
