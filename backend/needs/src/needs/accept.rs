//! Take a need on.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::needs::NeedEvent;
use yichuang_store::ids::NeedId;
use yichuang_store::record::Need;

use super::{advance, open, reply, view};

/// What the reporter is told.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedAnswerInput {
    /// A word to the reporter.
    #[schema(min_length = 2, max_length = 1000, example = "已受理，将列入本年度需求清单")]
    pub answer: Option<String>,
}

/// Accept a need
///
/// The first answer: the clock stops, and the reporter is told. Its published wording can be written afterwards.
#[utoipa::path(post, path = "/needs/{id}/accept", operation_id = "acceptNeed", tag = "needs",
    params(("id" = Uuid, Path, description = "Need")), request_body = NeedAnswerInput,
    responses((status = 200, description = "The need", body = view::NeedView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<NeedAnswerInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let need = run(&uow, NeedId(id), seen, input.answer.as_deref()).await?;
        reply(&uow, &need).await
    })
    .await
}

pub async fn run(uow: &Uow, id: NeedId, seen: IfMatch, answer: Option<&str>) -> Result<Need, Problem> {
    let need = open(uow, id, seen).await?;
    advance(uow, need, NeedEvent::Accept, answer).await
}
