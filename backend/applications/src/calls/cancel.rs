//! Cancel a call.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::calls::{CallEvent as Event, CallMachine};
use yichuang_store::ids::CallId;
use yichuang_store::record::{Call, Organisation};
use yichuang_store::{get_many, proposals as rows};

use super::{moved, open, place, reply, tell_creator};

/// Cancel a call
///
/// The director, with the reason; organisations with a proposal in it are told.
#[utoipa::path(post, path = "/calls/{id}/cancel", operation_id = "cancelCall", tag = "calls",
    params(("id" = Uuid, Path, description = "Call")), request_body = Reason,
    responses((status = 200, description = "The call", body = super::view::CallView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, CallId(id), seen, &input.reason).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, seen: IfMatch, reason: &str) -> Result<Call, Problem> {
    let row = open(uow, id, seen).await?;
    let to = uow.fire::<CallMachine>(&row.state, Event::Cancel, &place(&row))?;
    let row = moved(uow, row, Event::Cancel, to, Some(reason)).await?;
    tell_creator(uow, &row, "征集公告已取消").await?;
    let applicants = rows::organisations_in(&uow.conn, row.id).await?;
    for organisation in get_many::<Organisation>(&uow.conn, &applicants).await? {
        let text = format!("{} {}已取消。原因：{reason}", row.number, row.title);
        uow.mail(&organisation.contact_email, "征集公告已取消", &text).await?;
    }
    Ok(row)
}
