//! Log out.

use axum::response::Response;
use yichuang_base::http::{Cx, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::accounts;

use super::create_session::with_cookie;

/// Log out
///
/// Ends the session; its cookie is of no use afterwards.
#[utoipa::path(delete, path = "/sessions/current", operation_id = "deleteSession", tag = "accounts",
    responses((status = 204, description = "Logged out")))]
pub async fn handler(cx: Cx) -> Response {
    let (app, session) = (cx.app(), cx.0.session.as_ref());
    let response = cx
        .write(|uow| async move {
            let session = session.ok_or_else(Problem::unauthenticated)?;
            accounts::revoke_session(&uow.conn, session.id, app.clock.machine().micros()).await?;
            Ok(Reply::empty())
        })
        .await;
    with_cookie(&cx, response, "", 0)
}
