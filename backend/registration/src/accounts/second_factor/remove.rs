//! Take one's second factor away, with a code of it.

use axum::response::{IntoResponse, Response};
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Subject;
use yichuang_store::second_factors as rows;

use super::{CodeInput, me, nothing_here, prove};

/// Take the second factor away
///
/// With a code of it or a recovery code: for another telephone, say. Whoever must have one signs nothing until another
/// is in force.
#[utoipa::path(post, path = "/accounts/me/second-factor/remove", operation_id = "removeSecondFactor", tag = "accounts",
    request_body = CodeInput, responses((status = 204, description = "Taken away")),
    extensions(("x-no-key" = json!(true)), ("x-throttled" = json!(true))))]
pub async fn handler(cx: Cx, Json(input): Json<CodeInput>) -> Response {
    match remove(&cx, input).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn remove(cx: &Cx, input: CodeInput) -> Result<Response, Problem> {
    let user = me(cx).await?;
    let factor = rows::in_force(&cx.read().conn, user.id).await?.ok_or_else(nothing_here)?;
    prove(cx.app(), &user, &factor, &input.code).await?;
    let user = &user;
    Ok(cx
        .write(|uow| async move {
            if !rows::remove(&uow.conn, user.id).await? {
                return Err(nothing_here());
            }
            uow.audit("second_factor.remove", Subject::new("user", user.id)).await?;
            uow.mail(
                &user.email,
                "两步验证已停用",
                &format!("{}，您好：您的账号已停用两步验证。如非本人操作，请立即联系安全管理员。", user.name),
            )
            .await?;
            Ok(Reply::empty())
        })
        .await)
}
