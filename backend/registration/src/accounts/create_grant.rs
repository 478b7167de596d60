//! Give a role.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::Scope;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Role;
use yichuang_domain::fault::Fault;
use yichuang_records::accounts::{give, separation};
use yichuang_store::areas;
use yichuang_store::ids::{CallId, OrganisationId, UserId};
use yichuang_store::record::{Call, Organisation, User};

use super::{UserView, view};

/// A role and where it holds: exactly the one of `area_code`, `call_id`, `organisation_id` that fits
/// `scope_kind`, none for the platform.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantInput {
    pub role: Role,
    #[schema(pattern = "^(platform|area|call|organisation)$", example = "area")]
    pub scope_kind: String,
    #[schema(max_length = 20, example = "320402000000")]
    pub area_code: Option<String>,
    pub call_id: Option<Uuid>,
    pub organisation_id: Option<Uuid>,
}

/// Give a role
///
/// System administrator, security administrator and auditor are three separate persons; nobody gives a role to
/// themselves. Nobody belongs to an organisation that they judge, pay or check.
#[utoipa::path(post, path = "/users/{id}/grants", operation_id = "createGrant", tag = "accounts",
    params(("id" = Uuid, Path, description = "Account")), request_body = GrantInput,
    responses((status = 201, description = "The account with the new role", body = UserView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<GrantInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move { run(&uow, UserId(id), input).await }).await
}

async fn run(uow: &Uow, id: UserId, input: &GrantInput) -> Result<Reply, Problem> {
    let user: User = uow.lock(id).await?;
    if uow.caller()?.person == user.person_id {
        return Err(Problem::refused("own_grant", "Nobody gives a role to themselves"));
    }
    let scope = scope(uow, input).await?;
    separation::may_hold(uow, &user, input.role.0, &scope).await?;
    give(uow, &user, input.role.0, &scope).await?;
    Reply::created(format!("/api/v1/users/{id}"), &view(uow, &user).await?)
}

async fn scope(uow: &Uow, input: &GrantInput) -> Result<Scope, Problem> {
    let missing = |field: &str| Problem::faults(vec![Fault::new(format!("/{field}"), "missing", "This scope needs it")]);
    let unknown = |field: &str| Problem::faults(vec![Fault::new(format!("/{field}"), "unknown", "There is no such thing")]);
    match input.scope_kind.as_str() {
        "area" => {
            let code = input.area_code.as_deref().ok_or_else(|| missing("area_code"))?;
            let area = areas::find(&uow.conn, code).await?.ok_or_else(|| unknown("area_code"))?;
            Ok(Scope::Area(area.path))
        }
        "call" => {
            let id = CallId(input.call_id.ok_or_else(|| missing("call_id"))?);
            yichuang_store::find::<Call>(&uow.conn, id).await?.ok_or_else(|| unknown("call_id"))?;
            Ok(Scope::Call(id))
        }
        "organisation" => {
            let id = OrganisationId(input.organisation_id.ok_or_else(|| missing("organisation_id"))?);
            yichuang_store::find::<Organisation>(&uow.conn, id).await?.ok_or_else(|| unknown("organisation_id"))?;
            Ok(Scope::Organisation(id))
        }
        _ => Ok(Scope::Platform),
    }
}
