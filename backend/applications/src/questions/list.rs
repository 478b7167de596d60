//! Questions the caller may see.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, QuestionState, next_cursor};
use yichuang_store::ids::CallId;
use yichuang_store::questions::{self, Filter};

use super::{QuestionView, views};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct QuestionsQuery {
    /// Only about this call.
    call_id: Option<Uuid>,
    /// Only this state.
    #[param(inline)]
    state: Option<QuestionState>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of questions.
#[derive(Serialize, ToSchema)]
pub struct QuestionList {
    pub items: Vec<QuestionView>,
    pub next: Option<String>,
}

/// List questions
///
/// Newest first: for staff those about calls of their area, for an organisation those it asked itself. What others asked
/// stands in listPublicQuestions, without names.
#[utoipa::path(get, path = "/questions", operation_id = "listQuestions", tag = "questions", params(QuestionsQuery),
    responses((status = 200, description = "One page", body = QuestionList)))]
pub async fn handler(cx: Cx, Query(query): Query<QuestionsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter { call: query.call_id.map(CallId), state: query.state.map(|state| state.0.to_string()) };
    let caller = uow.caller()?;
    let page = questions::list(&uow.conn, &caller.reach(STAFF), &caller.reach(APPLICANTS), &filter, at).await?;
    Reply::ok(&QuestionList { items: views(&uow, &page.items).await?, next: next_cursor(&page) })
}
