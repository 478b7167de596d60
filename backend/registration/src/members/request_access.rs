//! Ask to be let into an organisation whose credit code one knows.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::throttle::{self, Limit};
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role as RoleCode;
use yichuang_domain::rules::duplicates::uscc_key;
use yichuang_domain::states::invitations::InvitationState;
use yichuang_records::accounts::separation;
use yichuang_store::ids::InvitationId;
use yichuang_store::record::{Invitation, Organisation, User};
use yichuang_store::{account_tokens, duplicates, insert, members as rows};

use super::roles_of;

/// Which organisation, and who asks.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessRequestInput {
    #[schema(min_length = 18, max_length = 40, example = "52310115MJ9000022D")]
    pub uscc: String,
    /// For its owners: who you are and why.
    #[schema(min_length = 2, max_length = 300, pattern = r"\S", example = "我是机构新任项目主管王敏，需要填写申报书")]
    pub message: String,
}

/// Ask to be let into an organisation
///
/// Its owners get a mail with name, address and message of the caller, and may send an invitation. Needs a verified
/// address; at most five times a day. Who the owners are is not told.
#[utoipa::path(post, path = "/organisations/access-requests", operation_id = "requestAccess", tag = "members",
    request_body = AccessRequestInput, responses((status = 204, description = "The owners are told")),
    extensions(("x-throttled" = json!(true))))]
pub async fn handler(cx: Cx, Json(input): Json<AccessRequestInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        run(&uow, input).await?;
        Ok(Reply::empty())
    })
    .await
}

pub async fn run(uow: &Uow, input: &AccessRequestInput) -> Result<(), Problem> {
    let user: User = uow.find(uow.caller()?.user).await?;
    let holder = duplicates::holder_of(&uow.conn, &uscc_key(&input.uscc)).await?;
    let organisation: Organisation = uow.lock(holder.ok_or_else(Problem::not_found)?).await?;
    if !account_tokens::verified(&uow.conn, &[user.id]).await?.contains(&user.id) {
        return Err(Problem::refused("email_not_verified", "Verify your e-mail address first, so that the owners know who asks"));
    }
    if !roles_of(uow, organisation.id, user.id).await?.is_empty() {
        return Err(Problem::refused("already_member", "You belong to this organisation already"));
    }
    separation::may_belong(uow, user.person_id, &organisation).await?;
    if rows::pending(&uow.conn, organisation.id, &user.email).await?.is_some() {
        return Err(Problem::refused("already_requested", "You have asked already, or an invitation is in your mail"));
    }
    throttle::take(uow, &format!("access|{}", user.id), Limit::per_day(5)).await?;
    let row = Invitation {
        id: InvitationId(uow.id()),
        organisation_id: organisation.id,
        email: user.email.clone(),
        role: RoleCode::ApplicantEditor.as_str().to_owned(),
        message: input.message.trim().to_owned(),
        token_sha256: None,
        expires_at: None,
        sent: 0,
        accepted_by: None,
        state: InvitationState::Requested.as_str().to_owned(),
        version: 1,
        created_by: user.id,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    insert(&uow.conn, row.clone()).await?;
    let after = json!({ "invitation": row.id, "email": row.email });
    uow.audit("invitation.request", Subject::new("organisation", organisation.id).after(after)).await?;
    let text = format!(
        "{}（{}）申请加入“{}”：\n\n{}\n\n如果同意，请登录益创平台，在“成员”页面向对方发出邀请；不同意可以不予理会或拒绝。\n",
        user.name, user.email, organisation.name, row.message
    );
    for owner in rows::holders(&uow.conn, organisation.id, RoleCode::ApplicantOwner.as_str()).await? {
        uow.mail(&owner.email, &format!("{}申请加入{}", user.name, organisation.name), &text).await?;
    }
    Ok(())
}
