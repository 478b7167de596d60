//! Invite somebody into an organisation.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::throttle::{self, Limit};
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Role;
use yichuang_domain::roles::Role as RoleCode;
use yichuang_domain::states::invitations::{InvitationEvent, InvitationMachine, InvitationState};
use yichuang_store::ids::{InvitationId, OrganisationId};
use yichuang_store::record::{Invitation, Organisation};
use yichuang_store::{accounts, insert, members as rows, update};

use super::invitations::{InvitationView, view, with_link};
use super::{member_role, owned, roles_of};
use crate::organisations::place;

/// Whom to invite, and with which rights.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationInput {
    #[schema(format = "email", min_length = 3, max_length = 254, example = "wangmin@example.org")]
    pub email: String,
    /// `applicant_owner`, `applicant_editor` or `applicant_finance`.
    #[schema(example = "applicant_editor")]
    pub role: Role,
    /// A few words for the mail.
    #[schema(max_length = 300, example = "请一起填写今年的项目申报书")]
    pub message: Option<String>,
}

/// Invite somebody into an organisation
///
/// By an owner. A link is mailed that works once and for seven days. Answers the request of somebody who asked to be
/// let in under the same address.
#[utoipa::path(post, path = "/organisations/{id}/invitations", operation_id = "createInvitation", tag = "members",
    params(("id" = Uuid, Path, description = "Organisation")), request_body = InvitationInput,
    responses((status = 201, description = "The invitation", body = InvitationView)), extensions(("x-throttled" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<InvitationInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let organisation = owned(&uow, OrganisationId(id)).await?;
        throttle::take(&uow, &format!("invite|{id}"), Limit::per_day(50)).await?;
        let row = run(&uow, &organisation, input).await?;
        let location = format!("/api/v1/organisations/{id}/invitations/{}", row.id);
        Ok(Reply::created(location, &view(&uow, &organisation, &row)?)?.version(row.version))
    })
    .await
}

/// Invites the address into the organisation, which must be locked.
pub async fn run(uow: &Uow, organisation: &Organisation, input: &InvitationInput) -> Result<Invitation, Problem> {
    let role = member_role(input.role.0, "/role").map_err(|fault| Problem::faults(vec![fault]))?;
    if matches!(organisation.state.as_str(), "rejected" | "deregistered") {
        return Err(Problem::refused("organisation_ended", "The organisation is not registered any more"));
    }
    let email = input.email.trim().to_lowercase();
    if let Some(user) = accounts::by_email(&uow.conn, &email).await?
        && !roles_of(uow, organisation.id, user.id).await?.is_empty()
    {
        return Err(Problem::refused("already_member", "The person belongs to the organisation already; change their rights instead"));
    }
    let message = input.message.as_deref().unwrap_or_default().trim().to_owned();
    let row = match rows::pending(&uow.conn, organisation.id, &email).await? {
        None => {
            let row = with_link(uow, organisation, new(uow, organisation.id, &email, role, message)?).await?;
            insert(&uow.conn, row.clone()).await?;
            row
        }
        Some(row) if row.state == InvitationState::Requested.as_str() => {
            let to = uow.fire::<InvitationMachine>(&row.state, InvitationEvent::Invite, &place(organisation))?;
            let row = Invitation { role: role.as_str().to_owned(), state: to.to_string(), ..row };
            update(&uow.conn, with_link(uow, organisation, row).await?).await?
        }
        Some(_) => return Err(Problem::refused("already_invited", "An invitation is open already; send it again instead")),
    };
    let after = json!({ "invitation": row.id, "email": row.email, "role": row.role });
    uow.audit("invitation.invite", Subject::new("organisation", organisation.id).after(after)).await?;
    Ok(row)
}

fn new(uow: &Uow, organisation: OrganisationId, email: &str, role: RoleCode, message: String) -> Result<Invitation, Problem> {
    Ok(Invitation {
        id: InvitationId(uow.id()),
        organisation_id: organisation,
        email: email.to_owned(),
        role: role.as_str().to_owned(),
        message,
        token_sha256: None,
        expires_at: None,
        sent: 0,
        accepted_by: None,
        state: InvitationState::Open.as_str().to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}
