//! Register an expert.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use yichuang_base::caller::{Place, Scope};
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::password;
use yichuang_base::problem::Problem;
use yichuang_base::recusal::screen;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role;
use yichuang_domain::states::experts::ExpertState;
use yichuang_records::accounts as people;
use yichuang_records::accounts::separation;
use yichuang_store::experts as rows;
use yichuang_store::ids::ExpertId;
use yichuang_store::record::{Expert, User};
use yichuang_store::{accounts, insert};

use super::fields::{ExpertProfileInput, check, filled, parts};
use super::{get, snapshot};

/// Somebody for the library.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpertInput {
    /// For an officer: the address of the expert's account, which is made when there is none. Left out: oneself.
    #[schema(min_length = 3, max_length = 254, pattern = "^[^@ ]+@[^@ ]+$", example = "expert@example.org")]
    pub email: Option<String>,
    pub profile: ExpertProfileInput,
}

/// Register an expert
///
/// By the expert themself, or by an officer of the area for somebody else: then the account gets the role of a reviewer
/// in that area, and an account that is made is told how to set its password. Starts a draft. What the record says about
/// places of work is compared with every organisation at once, and conflicts of interest are written down.
#[utoipa::path(post, path = "/experts", operation_id = "registerExpert", tag = "experts", request_body = ExpertInput,
    responses((status = 201, description = "The draft", body = super::get::ExpertDetail)))]
pub async fn handler(cx: Cx, Json(input): Json<ExpertInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, input, false).await?;
        Ok(Reply::created(format!("/api/v1/experts/{}", row.id), &get::detail(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, input: &ExpertInput, demonstration: bool) -> Result<Expert, Problem> {
    let profile = &input.profile;
    let area = check(uow, profile, None).await.map_err(within_profile)?;
    let own = own(uow).await?;
    let user = match input.email.as_deref().map(|email| email.trim().to_lowercase()) {
        Some(email) if own.as_ref().is_none_or(|own| own.email != email) => theirs(uow, &email, profile, &area.path).await?,
        _ => own.ok_or_else(|| Problem::fault("/email", "missing", "Say whom you register: the address of the expert's account"))?,
    };
    if rows::of_person(&uow.conn, user.person_id).await?.is_some() {
        return Err(Problem::refused("expert_exists", "This person stands in the library already"));
    }
    let blank = Expert {
        id: ExpertId(uow.id()),
        number: uow.number("ZJ", uow.today().year()).await?,
        user_id: user.id,
        name: String::new(),
        titles: String::new(),
        phone: String::new(),
        area_code: String::new(),
        area_path: String::new(),
        load_cap: profile.load_cap,
        available: String::new(),
        approved_until: None,
        renewal_asked_at: None,
        submitted_by: None,
        approved_by: None,
        approved_at: None,
        reason: None,
        demonstration,
        state: ExpertState::Draft.to_string(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    let row = filled(uow, blank, profile, area)?;
    let (affiliations, specialities) = parts(uow, &row, profile);
    insert(&uow.conn, row.clone()).await?;
    let after = snapshot(&row, &affiliations, &specialities);
    rows::replace(&uow.conn, row.id, affiliations, specialities).await?;
    uow.audit("expert.register", Subject::new("expert", row.id).after(after)).await?;
    screen::expert(uow, &row).await?;
    Ok(row)
}

/// Faults of the record lie one step further down.
fn within_profile(problem: Problem) -> Problem {
    let errors =
        problem.errors.into_iter().map(|fault| yichuang_domain::fault::Fault { pointer: format!("/profile{}", fault.pointer), ..fault });
    Problem { errors: errors.collect(), ..problem }
}

/// The caller's own account, if it is that of a reviewer.
async fn own(uow: &Uow) -> Result<Option<User>, Problem> {
    let who = uow.caller()?;
    if who.roles().any(|role| role == Role::Reviewer) { uow.find(who.user).await.map(Some) } else { Ok(None) }
}

/// Somebody else's account with the role of a reviewer, by an officer of the area.
async fn theirs(uow: &Uow, email: &str, profile: &ExpertProfileInput, area_path: &str) -> Result<User, Problem> {
    let who = uow.caller()?;
    if !who.roles().any(|role| role == Role::ProgrammeOfficer) {
        return Err(Problem::fault("/email", "not_yours", "This is not the address of your own account"));
    }
    if !who.holds(&[Role::ProgrammeOfficer], &Place::area(area_path)) {
        return Err(Problem::forbidden("Only an officer of the area registers somebody else"));
    }
    let user = match accounts::by_email(&uow.conn, email).await? {
        Some(user) => user,
        None => made(uow, email, &profile.name).await?,
    };
    let held = accounts::grants_of(&uow.conn, user.id).await?;
    if !held.iter().any(|grant| grant.role == Role::Reviewer.as_str()) {
        let scope = Scope::Area(area_path.to_owned());
        separation::may_hold(uow, &user, Role::Reviewer, &scope).await?;
        people::give(uow, &user, Role::Reviewer, &scope).await?;
    }
    Ok(user)
}

async fn made(uow: &Uow, email: &str, name: &str) -> Result<User, Problem> {
    people::make(uow, email, name, password::NOBODY, false).await?;
    let text = format!(
        "您已被登记为评审专家候选人。请打开 {}/password-reset 以本邮箱设置密码，登录后核对并提交您的专家档案。",
        uow.app.config.public_url
    );
    uow.mail(email, "评审专家库登记", &text).await?;
    accounts::by_email(&uow.conn, email).await?.ok_or_else(|| Problem::internal("an account vanished"))
}
