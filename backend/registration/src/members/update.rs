//! Change the rights of somebody who belongs to an organisation.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::Scope;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Role;
use yichuang_domain::roles::Role as RoleCode;
use yichuang_records::accounts::{give, separation};
use yichuang_store::ids::{OrganisationId, UserId};
use yichuang_store::members as rows;
use yichuang_store::record::User;

use super::{MemberList, everybody, keeps_an_owner, member_role, owned, roles_of, title};

/// The rights from now on; those left out end.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberInput {
    /// `applicant_owner`, `applicant_editor` or `applicant_finance`, at least one.
    #[schema(min_items = 1, max_items = 3, example = json!(["applicant_editor", "applicant_finance"]))]
    pub roles: Vec<Role>,
}

/// Change somebody's rights in an organisation
///
/// By an owner. The last owner stays one.
#[utoipa::path(put, path = "/organisations/{id}/members/{user_id}", operation_id = "updateMember", tag = "members",
    params(("id" = Uuid, Path, description = "Organisation"), ("user_id" = Uuid, Path, description = "Account of the member")),
    request_body = MemberInput, responses((status = 200, description = "Everybody who belongs to it now", body = MemberList)))]
pub async fn handler(cx: Cx, Path((id, user)): Path<(Uuid, Uuid)>, Json(input): Json<MemberInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        run(&uow, OrganisationId(id), UserId(user), input).await?;
        Reply::ok(&MemberList { items: everybody(&uow, OrganisationId(id)).await? })
    })
    .await
}

pub async fn run(uow: &Uow, id: OrganisationId, user: UserId, input: &MemberInput) -> Result<(), Problem> {
    let organisation = owned(uow, id).await?;
    let held = roles_of(uow, id, user).await?;
    if held.is_empty() {
        return Err(Problem::not_found());
    }
    let wanted = wanted(input)?;
    let (added, ended): (Vec<RoleCode>, Vec<RoleCode>) = (
        wanted.iter().copied().filter(|role| !held.contains(role)).collect(),
        held.iter().copied().filter(|role| !wanted.contains(role)).collect(),
    );
    if added.is_empty() && ended.is_empty() {
        return Ok(());
    }
    if ended.contains(&RoleCode::ApplicantOwner) {
        keeps_an_owner(uow, id, user).await?;
    }
    let account: User = uow.find(user).await?;
    if !added.is_empty() {
        separation::may_belong(uow, account.person_id, &organisation).await?;
    }
    for role in &added {
        give(uow, &account, *role, &Scope::Organisation(id)).await?;
    }
    for role in &ended {
        rows::revoke(&uow.conn, id, user, Some(role.as_str()), uow.micros()).await?;
    }
    let subject = Subject::new("organisation", id).before(json!({ "user": user, "roles": held })).after(json!({ "roles": wanted }));
    uow.audit("member.update", subject).await?;
    let titles: Vec<&str> = wanted.iter().map(|role| title(*role)).collect();
    let text = format!("您在“{}”的权限已调整为：{}。", organisation.name, titles.join("、"));
    uow.mail(&account.email, "您的组织权限已调整", &text).await
}

fn wanted(input: &MemberInput) -> Result<Vec<RoleCode>, Problem> {
    let read = |(index, role): (usize, &Role)| member_role(role.0, &format!("/roles/{index}"));
    let (fine, wrong): (Vec<_>, Vec<_>) = input.roles.iter().enumerate().map(read).partition(Result::is_ok);
    if !wrong.is_empty() {
        return Err(Problem::faults(wrong.into_iter().filter_map(Result::err).collect()));
    }
    let mut roles: Vec<RoleCode> = fine.into_iter().filter_map(Result::ok).collect();
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}
