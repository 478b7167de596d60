//! Say with one's account that a need is one's own too.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_domain::states::needs::NeedState as State;
use yichuang_store::ids::{NeedId, PersonId};
use yichuang_store::needs::{self, Endorsement};
use yichuang_store::record::{Need, User};

use super::list_public::public;
use super::persons;

/// How many persons endorse a need.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedEndorsementView {
    pub need_id: Uuid,
    pub endorsements: i32,
    /// Whether this request was the one that counted; a person counts once.
    pub counted: bool,
}

/// Endorse a need
///
/// Counts the person behind the account once, also when the same mailbox endorsed it by e-mail. Whoever reported a
/// need does not count a second time.
#[utoipa::path(post, path = "/needs/{id}/endorse", operation_id = "endorseNeed", tag = "needs",
    params(("id" = Uuid, Path, description = "Need")),
    responses((status = 200, description = "The count", body = NeedEndorsementView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Response {
    cx.write(|uow| async move { Reply::ok(&run(&uow, NeedId(id)).await?) }).await
}

pub async fn run(uow: &Uow, id: NeedId) -> Result<NeedEndorsementView, Problem> {
    let who = uow.caller()?;
    let (user, person) = (who.user, who.person);
    let user: User = uow.find(user).await?;
    let digest = persons::mailbox_digest(&uow.app, &user.email).ok_or_else(|| Problem::internal("an account without an address"))?;
    count(uow, id, digest, Some(person)).await
}

/// Counts a person for a public need that is alive; the row is locked, so that a merge does not pass by.
pub(super) async fn count(uow: &Uow, id: NeedId, address_digest: String, person: Option<PersonId>) -> Result<NeedEndorsementView, Problem> {
    let stands = public(uow, id).await?;
    let need: Need = uow.lock(stands.id).await?;
    let need: Need = if need.root_id == need.id { need } else { uow.lock(need.root_id).await? };
    takes_endorsements(uow, &need, &address_digest, person).await?;
    let one = Endorsement { need: need.id, address_digest, person, now: uow.micros() };
    let counted = needs::endorse(&uow.conn, &one).await?;
    let endorsements = need.endorsement_count + i32::from(counted);
    Ok(NeedEndorsementView { need_id: need.id.0, endorsements, counted })
}

/// 409 for a need that has come to its end, and for whoever reported it.
pub(super) async fn takes_endorsements(uow: &Uow, need: &Need, digest: &str, person: Option<PersonId>) -> Result<(), Problem> {
    if !state_of::<State>(&need.state)?.is_alive() {
        return Err(Problem::refused("need_over", "The need has come to its end").with("state", &*need.state));
    }
    if needs::is_reporter(&uow.conn, need.id, digest, person).await? {
        return Err(Problem::refused("own_need", "You reported this need; a report counts already"));
    }
    Ok(())
}
