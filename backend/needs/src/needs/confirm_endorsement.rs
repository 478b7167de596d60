//! Confirm an endorsement by the link of the e-mail.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::needs;
use yichuang_store::record::NeedFollower;

use super::endorse::{NeedEndorsementView, count};

/// What the link carries.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndorsementTokenInput {
    #[schema(max_length = 100, example = "0198c0de00007000800000000000000101")]
    pub token: String,
}

/// Confirm an endorsement
///
/// Counts the mailbox once, whatever way its address was written. A link is good once; afterwards, or after two days,
/// it finds nothing.
#[utoipa::path(post, path = "/public/need-endorsements/confirm", operation_id = "confirmNeedEndorsement", tag = "needs",
    request_body = EndorsementTokenInput, responses((status = 200, description = "The count", body = NeedEndorsementView)))]
pub async fn handler(cx: Cx, Json(input): Json<EndorsementTokenInput>) -> Response {
    let token = &input.token;
    cx.write(|uow| async move { Reply::ok(&run(&uow, token).await?) }).await
}

pub async fn run(uow: &Uow, token: &str) -> Result<NeedEndorsementView, Problem> {
    let link = needs::link(&uow.conn, &sha256_hex(token.as_bytes())).await?.ok_or_else(Problem::not_found)?;
    if link.used_at.is_some() {
        return Err(Problem::refused("link_used", "This link was used already; the endorsement counts"));
    }
    if link.expires_at <= uow.micros() {
        return Err(Problem::refused("link_expired", "This link is too old; ask for a new one"));
    }
    if !needs::use_link(&uow.conn, link.id, uow.micros()).await? {
        return Err(Problem::refused("link_used", "This link was used already; the endorsement counts"));
    }
    let view = count(uow, link.need_id, link.address_digest.clone(), None).await?;
    if let Some(address_sealed) = link.address_sealed {
        let follower = NeedFollower {
            id: uow.id(),
            need_id: yichuang_store::ids::NeedId(view.need_id),
            address_digest: link.address_digest,
            address_sealed,
            stopped_at: None,
            created_at: uow.micros(),
        };
        needs::follow(&uow.conn, &follower).await?;
    }
    Ok(view)
}
