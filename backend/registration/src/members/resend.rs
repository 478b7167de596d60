//! Send an invitation again.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path, Reply};
use yichuang_base::throttle::{self, Limit};
use yichuang_base::uow::Subject;
use yichuang_domain::states::invitations::{InvitationEvent, InvitationMachine};
use yichuang_store::ids::{InvitationId, OrganisationId};
use yichuang_store::update;

use super::invitations::{InvitationView, open, view, with_link};
use crate::organisations::place;

/// Send an invitation again
///
/// With a new link, which works for seven days; the earlier one ends. At most five times a day.
#[utoipa::path(post, path = "/organisations/{id}/invitations/{invitation_id}/resend", operation_id = "resendInvitation", tag = "members",
    params(("id" = Uuid, Path, description = "Organisation"), ("invitation_id" = Uuid, Path, description = "Invitation")),
    responses((status = 200, description = "The invitation", body = InvitationView)),
    extensions(("x-if-match" = json!(true)), ("x-throttled" = json!(true))))]
pub async fn handler(cx: Cx, Path((id, invitation)): Path<(Uuid, Uuid)>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let (organisation, row) = open(&uow, OrganisationId(id), InvitationId(invitation), seen).await?;
        uow.fire::<InvitationMachine>(&row.state, InvitationEvent::Resend, &place(&organisation))?;
        throttle::take(&uow, &format!("resend|{invitation}"), Limit::per_day(5)).await?;
        let row = update(&uow.conn, with_link(&uow, &organisation, row).await?).await?;
        let after = json!({ "invitation": row.id, "sent": row.sent });
        uow.audit("invitation.resend", Subject::new("organisation", organisation.id).after(after)).await?;
        Ok(Reply::ok(&view(&uow, &organisation, &row)?)?.version(row.version))
    })
    .await
}
