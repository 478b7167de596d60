//! More experts than one panel needs, so that there is something to draw: some approved, one who waits for approval.

use yichuang_base::caller::Scope;
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::roles::Role;
use yichuang_experts::experts::register::{self, ExpertInput};
use yichuang_experts::experts::submit;
use yichuang_store::record::Area;

use super::{ago, email};
use crate::import::{self, Cast, Login, acting, ensure};

/// The last one waits; the others are approved by the officer.
pub(super) async fn fill(uow: &Uow, cast: &Cast, district: &Area, login: &Login) -> Result<(), Problem> {
    let scope = Scope::Area(district.path.clone());
    for seat in 6..=9 {
        let at = uow.acting_nobody(ago(uow, 4, 0));
        let name = format!("演示评审专家{seat}");
        let user = ensure(&at, &email(&format!("reviewer{seat}")), &name, &login.password_hash, Role::Reviewer, &scope).await?;
        if seat < 9 {
            import::expert(&at, &user, &cast.officer, district, seat).await?;
            continue;
        }
        let by = acting(uow, &user, ago(uow, 1, 0)).await?;
        let profile = import::expert_profile(&user, district, seat);
        let row = register::run(&by, &ExpertInput { email: None, profile }, true).await?;
        submit::run(&by, row.id, IfMatch::version(row.version)).await?;
    }
    Ok(())
}
