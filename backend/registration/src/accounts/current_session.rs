//! Who am I?

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Instant;
use yichuang_store::find;
use yichuang_store::record::User;

use super::UserView;

/// The session in force.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SessionView {
    pub user: UserView,
    /// To be sent as `X-CSRF-Token` with every POST, PUT, PATCH and DELETE.
    pub csrf_token: String,
    pub expires_at: Instant,
    /// By this clock deadlines are judged.
    pub server_time: Instant,
    /// The installation shows demonstration data and its clock can be moved.
    pub demonstration: bool,
}

/// Show the current session
///
/// The account that is logged in, its roles and where they hold, the CSRF token and the server's time.
#[utoipa::path(get, path = "/sessions/current", operation_id = "getCurrentSession", tag = "accounts",
    responses((status = 200, description = "The session in force", body = SessionView)))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    let uow = cx.read();
    let session = cx.0.session.as_ref().ok_or_else(Problem::unauthenticated)?;
    let id = uow.caller()?.user;
    let user = find::<User>(&uow.conn, id).await?.ok_or_else(Problem::unauthenticated)?;
    Reply::ok(&view(&uow, &user, &session.csrf_token, session.expires_at).await?)
}

pub(super) async fn view(uow: &Uow, user: &User, csrf_token: &str, expires_at: i64) -> Result<SessionView, Problem> {
    Ok(SessionView {
        user: super::view(uow, user).await?,
        csrf_token: csrf_token.to_owned(),
        expires_at: Instant::micros(expires_at)?,
        server_time: Instant(uow.now),
        demonstration: uow.app.config.demo,
    })
}
