//! Send a registration back.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::canonical;
use yichuang_domain::states::organisations::OrganisationEvent;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::Organisation;

use super::{FieldReason, not_own, open, reply, step};

/// What to put right, field by field.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnInput {
    #[schema(min_items = 1, max_items = 30)]
    pub reasons: Vec<FieldReason>,
}

/// Send a registration back
///
/// With a reason for each field, so that the organisation can put it right and submit again.
#[utoipa::path(post, path = "/organisations/{id}/return", operation_id = "returnOrganisation", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation")), request_body = ReturnInput,
    responses((status = 200, description = "The organisation", body = super::OrganisationView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<ReturnInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, OrganisationId(id), seen, &input.reasons).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: OrganisationId, seen: IfMatch, reasons: &[FieldReason]) -> Result<Organisation, Problem> {
    let row = open(uow, id, seen).await?;
    not_own(uow, &row).await?;
    let said: Vec<String> = reasons.iter().map(|reason| format!("{}：{}", reason.field, reason.reason)).collect();
    let row = Organisation { return_reasons: canonical(&reasons)?, ..row };
    step(uow, row, OrganisationEvent::Return, Some(&said.join("；"))).await
}
