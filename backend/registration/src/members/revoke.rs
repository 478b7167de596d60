//! Take an invitation back, or decline somebody's request.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path, Reply};
use yichuang_base::uow::Subject;
use yichuang_domain::states::invitations::{InvitationEvent, InvitationMachine, InvitationState};
use yichuang_store::ids::{InvitationId, OrganisationId};
use yichuang_store::record::Invitation;
use yichuang_store::update;

use super::invitations::{InvitationView, open, view};
use crate::organisations::place;

/// Take an invitation back
///
/// Its link ends. Somebody who asked to be let in is told that the request was declined.
#[utoipa::path(post, path = "/organisations/{id}/invitations/{invitation_id}/revoke", operation_id = "revokeInvitation", tag = "members",
    params(("id" = Uuid, Path, description = "Organisation"), ("invitation_id" = Uuid, Path, description = "Invitation")),
    responses((status = 200, description = "The invitation", body = InvitationView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path((id, invitation)): Path<(Uuid, Uuid)>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let (organisation, row) = open(&uow, OrganisationId(id), InvitationId(invitation), seen).await?;
        let to = uow.fire::<InvitationMachine>(&row.state, InvitationEvent::Revoke, &place(&organisation))?;
        let asked = row.state == InvitationState::Requested.as_str();
        let row = Invitation { token_sha256: None, expires_at: None, state: to.to_string(), updated_at: uow.micros(), ..row };
        let row = update(&uow.conn, row).await?;
        let after = json!({ "invitation": row.id, "email": row.email });
        uow.audit("invitation.revoke", Subject::new("organisation", organisation.id).after(after)).await?;
        if asked {
            let text = "您申请加入的组织没有同意您的申请。如有疑问，请直接联系该组织的负责人。";
            uow.mail(&row.email, "加入组织的申请未获同意", text).await?;
        }
        Ok(Reply::ok(&view(&uow, &organisation, &row)?)?.version(row.version))
    })
    .await
}
