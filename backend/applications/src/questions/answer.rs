//! Answer a question.

use std::collections::BTreeSet;

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::questions::QuestionEvent as Event;
use yichuang_store::ids::{OrganisationId, QuestionId};
use yichuang_store::record::{Call, Organisation, Question};
use yichuang_store::{get_many, proposals};

use super::{advance, open_for, reply};

/// The answer, and the question as everybody may read it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerInput {
    #[schema(min_length = 1, max_length = 4000, pattern = r"\S", example = "不可以，配套资金须为货币资金。")]
    pub answer: String,
    /// The question without what would tell who asked; as it was asked when left out.
    #[schema(min_length = 5, max_length = 1000, pattern = r"\S", example = "配套资金可以用志愿者工时折算吗？")]
    pub question: Option<String>,
}

/// Answer a question
///
/// An officer. Question and answer are public at once; every organisation with a proposal or a draft in the call, and the
/// asker, is told once. Nothing says who asked.
#[utoipa::path(post, path = "/questions/{id}/answer", operation_id = "answerQuestion", tag = "questions",
    params(("id" = Uuid, Path, description = "Question")), request_body = AnswerInput,
    responses((status = 200, description = "The question", body = super::QuestionView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<AnswerInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, QuestionId(id), seen, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: QuestionId, seen: IfMatch, input: &AnswerInput) -> Result<Question, Problem> {
    let (call, row) = open_for(uow, id, seen, Event::Answer).await?;
    let published = input.question.as_deref().unwrap_or(&row.question).trim().to_owned();
    let row = Question { published_question: Some(published), answer: Some(input.answer.trim().to_owned()), ..row };
    let row = advance(uow, &call, row, Event::Answer, None).await?;
    tell(uow, &call, &row).await?;
    Ok(row)
}

/// Everybody who writes a proposal, and the asker: each organisation once.
async fn tell(uow: &Uow, call: &Call, row: &Question) -> Result<(), Problem> {
    let mut told: BTreeSet<OrganisationId> = proposals::organisations_in(&uow.conn, call.id).await?.into_iter().collect();
    told.insert(row.organisation_id);
    let told: Vec<_> = told.into_iter().collect();
    let (question, answer) = (row.published_question.as_deref().unwrap_or_default(), row.answer.as_deref().unwrap_or_default());
    for organisation in get_many::<Organisation>(&uow.conn, &told).await? {
        let text = format!("{} {}\n问：{question}\n答：{answer}", call.number, call.title);
        uow.mail(&organisation.contact_email, &format!("公告答疑：{}", call.title), &text).await?;
    }
    Ok(())
}
