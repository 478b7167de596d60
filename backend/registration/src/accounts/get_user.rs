//! One account.

use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::UserId;
use yichuang_store::record::User;

use super::{UserView, view};

/// Show an account
///
/// With the roles it holds and where they hold.
#[utoipa::path(get, path = "/users/{id}", operation_id = "getUser", tag = "accounts", params(("id" = Uuid, Path, description = "Account")),
    responses((status = 200, description = "The account", body = UserView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let user: User = uow.find(UserId(id)).await?;
    Ok(Reply::ok(&view(&uow, &user).await?)?.version(user.version))
}
