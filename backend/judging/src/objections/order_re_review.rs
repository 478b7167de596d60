//! Have the result reviewed once more.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::roles::Role;
use yichuang_domain::states::objections::{ObjectionEvent, ObjectionMachine};
use yichuang_records::calls;
use yichuang_store::ids::ObjectionId;
use yichuang_store::record::Objection;
use yichuang_store::update;

use super::{audited, must_handle, open, reply};

/// Order a re-review
///
/// By the handler, with the reason; the auditors of the call are told. The award is held until the handler answers.
#[utoipa::path(post, path = "/objections/{id}/re-review", operation_id = "orderReReview", tag = "objections",
    params(("id" = Uuid, Path, description = "Objection")), request_body = Reason,
    responses((status = 200, description = "The objection", body = super::ObjectionView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, ObjectionId(id), seen, &input.reason).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ObjectionId, seen: IfMatch, reason: &str) -> Result<Objection, Problem> {
    let (call, before) = open(uow, id, seen).await?;
    let to = uow.fire::<ObjectionMachine>(&before.state, ObjectionEvent::OrderReReview, &calls::place(&call))?;
    must_handle(uow, &before).await?;
    let from = before.state.clone();
    let after = update(&uow.conn, Objection { state: to.to_string(), updated_at: uow.micros(), ..before }).await?;
    audited(uow, ObjectionEvent::OrderReReview, &from, &after, Some(reason)).await?;
    let text = format!("异议{}启动复核：{reason}", after.number);
    tell(uow, Role::Auditor, &call, "公示异议启动复核", &text).await?;
    Ok(after)
}
