//! Show a code, to sign with this session.

use axum::response::{IntoResponse, Response};
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Subject;
use yichuang_store::second_factors as rows;

use super::{CodeInput, FreshView, me, nothing_here, prove, session_of};

/// Show a code
///
/// For ten minutes this session approves and signs without another one. Ten wrong codes in a row rest the account for
/// fifteen minutes.
#[utoipa::path(post, path = "/sessions/current/step-up", operation_id = "stepUp", tag = "accounts", request_body = CodeInput,
    responses((status = 200, description = "The code counts", body = FreshView)),
    extensions(("x-no-key" = json!(true)), ("x-throttled" = json!(true))))]
pub async fn handler(cx: Cx, Json(input): Json<CodeInput>) -> Response {
    match step_up(&cx, input).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn step_up(cx: &Cx, input: CodeInput) -> Result<Response, Problem> {
    let (user, session) = (me(cx).await?, session_of(cx)?);
    let factor = rows::in_force(&cx.read().conn, user.id).await?.ok_or_else(nothing_here)?;
    prove(cx.app(), &user, &factor, &input.code).await?;
    let user = &user;
    Ok(cx
        .write(|uow| async move {
            let now = uow.app.clock.machine().micros();
            rows::step_up(&uow.conn, session, now).await?;
            uow.audit("session.step_up", Subject::new("user", user.id)).await?;
            Reply::ok(&FreshView::from(now)?)
        })
        .await)
}
