//! End a subscription by the link that stands in every e-mail.

use axum::response::Response;
use subtle::ConstantTimeEq;
use uuid::Uuid;
use yichuang_base::app::App;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::subscriptions as rows;

use super::confirm_subscription::SubscriptionTokenInput;

/// End a subscription
///
/// By the link in any of its e-mails, at once and without a login. The address is forgotten; ending it again changes
/// nothing.
#[utoipa::path(post, path = "/public/subscriptions/end", operation_id = "endSubscription", tag = "portal",
    request_body = SubscriptionTokenInput, responses((status = 204, description = "Ended")))]
pub async fn handler(cx: Cx, Json(input): Json<SubscriptionTokenInput>) -> Response {
    let token = &input.token;
    cx.write(|uow| async move {
        run(&uow, token).await?;
        Ok(Reply::empty())
    })
    .await
}

pub async fn run(uow: &Uow, token: &str) -> Result<(), Problem> {
    let (id, _) = token.split_once('.').ok_or_else(Problem::not_found)?;
    let id = Uuid::try_parse(id).map_err(|_| Problem::not_found())?;
    if !bool::from(self::token(&uow.app, id).as_bytes().ct_eq(token.as_bytes())) {
        return Err(Problem::not_found());
    }
    rows::end(&uow.conn, id, uow.app.clock.machine().micros()).await?;
    Ok(())
}

/// What the link of a subscription carries. It follows from the installation's secret and is kept nowhere.
pub(super) fn token(app: &App, id: Uuid) -> String {
    format!("{}.{}", id.simple(), sha256_hex(format!("end-subscription|{}|{id}", app.config.secret_key).as_bytes()))
}
