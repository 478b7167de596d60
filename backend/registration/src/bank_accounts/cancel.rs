//! Stop a change of the account.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::account_changes::{AccountChangeEvent, AccountChangeMachine};
use yichuang_store::ids::AccountChangeId;
use yichuang_store::record::{AccountChange, Organisation};

use super::{open, reply, stopped};
use crate::organisations::place;

/// Stop a change of the account
///
/// With the reason, until the moment it takes effect: by anybody of the organisation who may handle its money, or by
/// an officer of its area. The account stays as it was. Takes the change's version.
#[utoipa::path(post, path = "/account-changes/{id}/cancel", operation_id = "cancelAccountChange", tag = "bank-accounts",
    params(("id" = Uuid, Path, description = "Change")), request_body = Reason,
    responses((status = 200, description = "The change", body = super::AccountChangeView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (organisation, change) = run(&uow, AccountChangeId(id), seen, &input.reason).await?;
        reply(&uow, &organisation, &change).await
    })
    .await
}

pub async fn run(uow: &Uow, id: AccountChangeId, seen: IfMatch, reason: &str) -> Result<(Organisation, AccountChange), Problem> {
    let (organisation, change) = open(uow, id, seen).await?;
    uow.fire::<AccountChangeMachine>(&change.state, AccountChangeEvent::Cancel, &place(&organisation))?;
    let change = stopped(uow, &organisation, change, reason).await?;
    Ok((organisation, change))
}
