//! Confirm a change of the account: the second person.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::account_changes::{AccountChangeEvent, AccountChangeMachine, REST_SECONDS};
use yichuang_store::ids::AccountChangeId;
use yichuang_store::record::{AccountChange, Organisation};

use super::{TREASURERS, open, reply, second_person_faults, step, tell_owners, treasurers};
use crate::organisations::place;

/// Confirm a change of the account
///
/// By a second person of the organisation who may handle its money; where it has nobody but the one who asked, by an
/// officer of its area. The account then rests for 24 hours before money goes to it. Takes the change's version.
#[utoipa::path(post, path = "/account-changes/{id}/confirm", operation_id = "confirmAccountChange", tag = "bank-accounts",
    params(("id" = Uuid, Path, description = "Change")),
    responses((status = 200, description = "The change", body = super::AccountChangeView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let (organisation, change) = run(&uow, AccountChangeId(id), seen).await?;
        reply(&uow, &organisation, &change).await
    })
    .await
}

pub async fn run(uow: &Uow, id: AccountChangeId, seen: IfMatch) -> Result<(Organisation, AccountChange), Problem> {
    let (organisation, change) = open(uow, id, seen).await?;
    let to = uow.fire::<AccountChangeMachine>(&change.state, AccountChangeEvent::Confirm, &place(&organisation))?;
    let faults = second_person_faults(uow, &organisation, &change, &treasurers(uow, organisation.id).await?)?;
    if let Some(first) = faults.first() {
        return Err(Problem::blocked(&first.code.clone(), first.detail.clone(), faults));
    }
    let who = uow.caller()?;
    let theirs = who.holds(TREASURERS, &Place::default().of_organisation(organisation.id));
    let rested = uow.now.plus_seconds(REST_SECONDS);
    let change = AccountChange {
        confirmed_by: Some(who.user),
        confirmed_by_person: Some(who.person),
        confirmed_as: Some(if theirs { "organisation" } else { "officer" }.to_owned()),
        confirmed_at: Some(uow.micros()),
        rests_until_at: Some(rested.micros()),
        ..change
    };
    let change = step(uow, change, to.as_str(), AccountChangeEvent::Confirm, None).await?;
    let text = format!("{}已确认{}的收款账户变更，24小时后生效；生效时尚未付出的款项须重新申请和审批。", who.name, organisation.name);
    tell_owners(uow, &organisation, "收款账户变更已确认，24小时后生效", &text).await?;
    Ok((organisation, change))
}
