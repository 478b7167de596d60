//! One question.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::QuestionId;
use yichuang_store::record::{Call, Question};

use super::{must_know, reply};

/// Show a question
///
/// To staff of the call and to the organisation that asked it.
#[utoipa::path(get, path = "/questions/{id}", operation_id = "getQuestion", tag = "questions",
    params(("id" = Uuid, Path, description = "Question")),
    responses((status = 200, description = "The question", body = super::QuestionView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Question = uow.find(QuestionId(id)).await?;
    let call: Call = uow.find(row.call_id).await?;
    must_know(&uow, &call, &row)?;
    reply(&uow, &row).await
}
