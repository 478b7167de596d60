//! Put a second factor in force with its first code.

use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::second_factor::{digest, recovery_codes};
use yichuang_base::uow::Subject;
use yichuang_store::second_factors as rows;

use super::{CodeInput, me, nothing_here, prove, session_of};

/// The recovery codes of a factor. They are shown once.
#[derive(Serialize, ToSchema)]
pub struct RecoveryCodesView {
    /// Each works once, in the place of a code from the authenticator.
    #[schema(example = json!(["k7m2-9xqp-4tbz"]))]
    pub recovery_codes: Vec<String>,
}

/// Put the second factor in force
///
/// With the first code of the authenticator. From then on logging in asks for a code, and so do approvals of money,
/// signatures and bank files every ten minutes. The answer holds the recovery codes, once.
#[utoipa::path(post, path = "/accounts/me/second-factor/confirm", operation_id = "confirmSecondFactor", tag = "accounts",
    request_body = CodeInput, responses((status = 200, description = "In force", body = RecoveryCodesView)),
    extensions(("x-no-key" = json!(true)), ("x-throttled" = json!(true))))]
pub async fn handler(cx: Cx, Json(input): Json<CodeInput>) -> Response {
    match confirm(&cx, input).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn confirm(cx: &Cx, input: CodeInput) -> Result<Response, Problem> {
    let (user, session) = (me(cx).await?, session_of(cx)?);
    let factor = rows::find(&cx.read().conn, user.id).await?.ok_or_else(nothing_here)?;
    prove(cx.app(), &user, &factor, &input.code).await?;
    let codes = recovery_codes();
    let (codes, user, factor) = (&codes, &user, &factor);
    Ok(cx
        .write(|uow| async move {
            let now = uow.app.clock.machine().micros();
            // Another key may have been given out, or put in force, since the code was looked at.
            if !rows::confirm(&uow.conn, factor, now).await? {
                return Err(Problem::refused(
                    "second_factor_exists",
                    "The second factor is in force already, or another key was given out",
                ));
            }
            let kept: Vec<_> = codes.iter().map(|code| (uow.id(), digest(&uow.app.seal_key, code))).collect();
            rows::put_codes(&uow.conn, user.id, &kept).await?;
            rows::step_up(&uow.conn, session, now).await?;
            uow.audit("second_factor.confirm", Subject::new("user", user.id)).await?;
            uow.mail(
                &user.email,
                "两步验证已启用",
                &format!("{}，您好：您的账号已启用两步验证。如非本人操作，请立即联系安全管理员。", user.name),
            )
            .await?;
            Reply::ok(&RecoveryCodesView { recovery_codes: codes.clone() })
        })
        .await)
}
