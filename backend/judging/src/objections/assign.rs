//! Name the handler of an objection.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::states::objections::{ObjectionEvent, ObjectionMachine};
use yichuang_records::calls;
use yichuang_store::ids::{ObjectionId, UserId};
use yichuang_store::record::{Call, Objection, User};
use yichuang_store::{reviews, update};

use super::{audited, candidates, open, reply};

/// Who handles it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandlerInput {
    /// An officer, director or auditor of the call who had no hand in results, decision and notice.
    pub handler_id: Uuid,
}

/// Name the handler of an objection
///
/// By the director. Nobody handles it who sat on the panel, computed or verified the results, proposed or approved the
/// decision, drafted or published the notice, filed it, belongs to an organisation it is about, or has a conflict about it.
#[utoipa::path(post, path = "/objections/{id}/assign", operation_id = "assignObjection", tag = "objections",
    params(("id" = Uuid, Path, description = "Objection")), request_body = HandlerInput,
    responses((status = 200, description = "The objection", body = super::ObjectionView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<HandlerInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, ObjectionId(id), seen, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ObjectionId, seen: IfMatch, input: &HandlerInput) -> Result<Objection, Problem> {
    let (call, before) = open(uow, id, seen).await?;
    let to = uow.fire::<ObjectionMachine>(&before.state, ObjectionEvent::Assign, &calls::place(&call))?;
    let handler = candidate(uow, &call, &before, UserId(input.handler_id)).await?;
    let from = before.state.clone();
    let assigned = Objection { handler_id: Some(handler.id), state: to.to_string(), updated_at: uow.micros(), ..before };
    let after = update(&uow.conn, assigned).await?;
    audited(uow, ObjectionEvent::Assign, &from, &after, Some(&json!({ "handler": handler.id }).to_string())).await?;
    let text = format!("请办理公示异议{}。", after.number);
    uow.mail(&handler.email, "公示异议待办理", &text).await?;
    Ok(after)
}

/// The account of somebody who may handle it.
async fn candidate(uow: &Uow, call: &Call, row: &Objection, id: UserId) -> Result<User, Problem> {
    let refused = |code: &str, detail: &str| Problem::faults(vec![Fault::new("/handler_id", code, detail)]);
    if let Some(user) = candidates(uow, call, row).await?.into_iter().find(|user| user.id == id) {
        return Ok(user);
    }
    for role in PROGRAMME {
        if reviews::holders(&uow.conn, role.as_str(), &call.area_path, call.id).await?.iter().any(|one| one.id == id) {
            return Err(refused("involved", "This person had a hand in what the objection is about"));
        }
    }
    Err(refused("not_staff", "The handler is an officer, director or auditor of the call"))
}
