//! Questions and answers about a call, for everybody.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Instant, PageQuery, next_cursor};
use yichuang_store::ids::CallId;
use yichuang_store::questions;
use yichuang_store::record::{Call, Question};

/// A question with its answer; nothing says who asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicQuestionView {
    #[schema(example = "配套资金可以用志愿者工时折算吗？")]
    pub question: String,
    #[schema(example = "不可以，配套资金须为货币资金。")]
    pub answer: String,
    pub answered_at: Option<Instant>,
}

/// One page of questions and answers.
#[derive(Serialize, ToSchema)]
pub struct PublicQuestionList {
    pub items: Vec<PublicQuestionView>,
    pub next: Option<String>,
}

/// List questions and answers of a call
///
/// Newest first, without who asked.
#[utoipa::path(get, path = "/public/calls/{id}/questions", operation_id = "listPublicQuestions", tag = "questions",
    params(("id" = Uuid, Path, description = "Call"), PageQuery),
    responses((status = 200, description = "One page", body = PublicQuestionList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<PageQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let call: Call = uow.find(CallId(id)).await?;
    if call.published_at.is_none() {
        return Err(Problem::not_found());
    }
    let page = questions::list_answered(&uow.conn, call.id, at).await?;
    let items = page.items.iter().map(view).collect::<Result<_, _>>()?;
    Reply::ok(&PublicQuestionList { items, next: next_cursor(&page) })
}

fn view(row: &Question) -> Result<PublicQuestionView, Problem> {
    Ok(PublicQuestionView {
        question: row.published_question.clone().unwrap_or_default(),
        answer: row.answer.clone().unwrap_or_default(),
        answered_at: Instant::maybe(row.answered_at)?,
    })
}
