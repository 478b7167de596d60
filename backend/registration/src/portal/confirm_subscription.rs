//! Confirm a subscription by the link of the e-mail.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::areas;
use yichuang_store::subscriptions::{self as rows, Topics};

use super::request_subscription::SubscriptionTopic;

/// What a link carries behind its `#`.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubscriptionTokenInput {
    #[schema(min_length = 1, max_length = 140, example = "7d0f1c2b3a4958677d0f1c2b3a4958677d0f1c2b3a495867")]
    pub token: String,
}

/// A running subscription.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SubscriptionView {
    #[schema(example = "320402000000")]
    pub area_code: String,
    #[schema(example = "常州市天宁区")]
    pub area_name: String,
    pub topics: Vec<SubscriptionTopic>,
}

/// Confirm a subscription
///
/// A link is good once; afterwards, or after two days, it finds nothing.
#[utoipa::path(post, path = "/public/subscriptions/confirm", operation_id = "confirmSubscription", tag = "portal",
    request_body = SubscriptionTokenInput, responses((status = 200, description = "The subscription", body = SubscriptionView)))]
pub async fn handler(cx: Cx, Json(input): Json<SubscriptionTokenInput>) -> Response {
    let token = &input.token;
    cx.write(|uow| async move { Reply::ok(&run(&uow, token).await?) }).await
}

pub async fn run(uow: &Uow, token: &str) -> Result<SubscriptionView, Problem> {
    let now = uow.app.clock.machine().micros();
    let wish = rows::take(&uow.conn, &sha256_hex(token.as_bytes()), now).await?.ok_or_else(Problem::not_found)?;
    let area = areas::find(&uow.conn, &wish.area_code).await?.ok_or_else(Problem::not_found)?;
    rows::keep(&uow.conn, &wish, &area.path, now).await?;
    Ok(SubscriptionView { area_code: area.code, area_name: area.name, topics: named(wish.topics) })
}

fn named(topics: Topics) -> Vec<SubscriptionTopic> {
    let all =
        [(topics.calls, SubscriptionTopic::Calls), (topics.notices, SubscriptionTopic::Notices), (topics.needs, SubscriptionTopic::Needs)];
    all.into_iter().filter_map(|(wanted, topic)| wanted.then_some(topic)).collect()
}
