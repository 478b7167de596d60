//! Decline a question.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::questions::QuestionEvent as Event;
use yichuang_store::find;
use yichuang_store::ids::QuestionId;
use yichuang_store::record::{Organisation, Question};

use super::{advance, open_for, reply};

/// Decline a question
///
/// An officer, with a reason that only the asker learns: it is no question about the call, or not for everybody's ears.
#[utoipa::path(post, path = "/questions/{id}/decline", operation_id = "declineQuestion", tag = "questions",
    params(("id" = Uuid, Path, description = "Question")), request_body = Reason,
    responses((status = 200, description = "The question", body = super::QuestionView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, QuestionId(id), seen, &input.reason).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: QuestionId, seen: IfMatch, reason: &str) -> Result<Question, Problem> {
    let (call, row) = open_for(uow, id, seen, Event::Decline).await?;
    let row = Question { decline_reason: Some(reason.trim().to_owned()), ..row };
    let row = advance(uow, &call, row, Event::Decline, Some(reason)).await?;
    if let Some(organisation) = find::<Organisation>(&uow.conn, row.organisation_id).await? {
        let text = format!("{} {}\n您的提问：{}\n不予公开答复：{reason}", call.number, call.title, row.question);
        uow.mail(&organisation.contact_email, "公告答疑：提问未予答复", &text).await?;
    }
    Ok(row)
}
