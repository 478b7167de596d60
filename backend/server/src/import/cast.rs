//! The people of an imported round: generated accounts, marked as demonstration data.

use yichuang_base::caller::{Caller, Scope};
use yichuang_base::http::IfMatch;
use yichuang_base::password;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire;
use yichuang_domain::experts::Speciality;
use yichuang_domain::roles::Role;
use yichuang_domain::time::Timestamp;
use yichuang_experts::experts::fields::{AffiliationInput, ExpertProfileInput, ExpertSpecialityInput};
use yichuang_experts::experts::register::{self, ExpertInput};
use yichuang_experts::experts::{approve, ask_renewal, submit};
use yichuang_records::accounts::give;
use yichuang_registration::accounts as logins;
use yichuang_store::record::{Area, Expert, User};
use yichuang_store::{accounts, experts};

/// A password hash that lets the generated accounts log in. Without one nobody can log in to them.
pub struct Login {
    pub password_hash: String,
}

/// Who does what in an imported round.
pub struct Cast {
    pub officer: User,
    pub director: User,
    pub maker: User,
    pub checker: User,
    pub approver: User,
    pub reviewers: Vec<User>,
}

impl Cast {
    /// The people of an area, made unless they are there already.
    pub async fn of(uow: &Uow, area: &Area, reviewers: u32, login: Option<&Login>) -> Result<Self, Problem> {
        let stem = if login.is_some() { String::new() } else { format!("{}.", area.code) };
        let hash = login.map_or(password::NOBODY, |login| &login.password_hash);
        let scope = Scope::Area(area.path.clone());
        let one = async |local: &str, name: &str, role: Role| {
            let email = format!("{stem}{local}@demo.yichuang.example");
            ensure(uow, &email, name, hash, role, &scope).await
        };
        let officer = one("officer", "演示项目主管", Role::ProgrammeOfficer).await?;
        let mut panel = Vec::new();
        for seat in 1..=reviewers {
            let local = if seat == 1 { "reviewer".to_owned() } else { format!("reviewer{seat}") };
            let user = one(&local, &format!("演示评审专家{seat}"), Role::Reviewer).await?;
            expert(uow, &user, &officer, area, seat).await?;
            panel.push(user);
        }
        Ok(Self {
            officer,
            director: one("director", "演示审批领导", Role::ProgrammeDirector).await?,
            maker: one("maker", "演示经办", Role::FinanceMaker).await?,
            checker: one("checker", "演示复核", Role::FinanceChecker).await?,
            approver: one("approver", "演示审批", Role::FinanceApprover).await?,
            reviewers: panel,
        })
    }
}

/// Makes a reviewer an approved expert whose approval holds now: registered and handed in by themself, approved by the
/// officer, for another year where the last one is over.
pub(crate) async fn expert(uow: &Uow, user: &User, officer: &User, area: &Area, seat: u32) -> Result<(), Problem> {
    let (by, bureau) = (acting(uow, user, uow.now).await?, acting(uow, officer, uow.now).await?);
    let seen = |row: &Expert| IfMatch::version(row.version);
    let row = match experts::of_person(&uow.conn, user.person_id).await? {
        None => {
            let row = register::run(&by, &ExpertInput { email: None, profile: profile(user, area, seat) }, true).await?;
            submit::run(&by, row.id, seen(&row)).await?
        }
        Some(row) if row.approved_until.as_deref() < Some(&*uow.today().to_string()) => ask_renewal::run(&by, row.id, seen(&row)).await?,
        Some(_) => return Ok(()),
    };
    approve::run(&bureau, row.id, seen(&row)).await?;
    Ok(())
}

/// A made-up record; no two of them work at one place.
pub(crate) fn profile(user: &User, area: &Area, seat: u32) -> ExpertProfileInput {
    let all = [Speciality::Finance, Speciality::SocialWork, Speciality::Elderly, Speciality::Community, Speciality::Management];
    let at = usize::try_from(seat).unwrap_or_default();
    let own = [all[at % all.len()], all[(at + 1) % all.len()]];
    let specialities = own.iter().zip([80, 50]).map(|(code, weight)| ExpertSpecialityInput { code: wire::Speciality(*code), weight });
    let employer = AffiliationInput {
        organisation: format!("示例单位{seat}（演示数据）"),
        uscc: None,
        role: "高级社会工作师".to_owned(),
        employer: true,
        from_on: None,
        to_on: None,
    };
    ExpertProfileInput {
        name: user.name.clone(),
        titles: "高级社会工作师（演示数据）".to_owned(),
        phone: format!("1390000{:04}", 1000 + seat),
        area_code: area.code.clone(),
        load_cap: 200,
        specialities: specialities.collect(),
        affiliations: vec![employer],
        available: Vec::new(),
    }
}

/// The account with this address, made when there is none, holding the role at the scope.
pub async fn ensure(uow: &Uow, email: &str, name: &str, hash: &str, role: Role, scope: &Scope) -> Result<User, Problem> {
    let user = account(uow, email, name, hash).await?;
    let held = Caller::new(&user, &accounts::grants_of(&uow.conn, user.id).await?);
    if !held.grants.iter().any(|grant| grant.role == role && grant.scope == *scope) {
        give(uow, &user, role, scope).await?;
    }
    Ok(user)
}

/// The account with this address, made when there is none.
pub async fn account(uow: &Uow, email: &str, name: &str, hash: &str) -> Result<User, Problem> {
    if let Some(user) = accounts::by_email(&uow.conn, email).await? {
        return Ok(user);
    }
    logins::register::run(uow, email, name, hash, true).await?;
    accounts::by_email(&uow.conn, email).await?.ok_or_else(|| Problem::internal("an account vanished"))
}

/// The transaction as this person sees it at an instant.
pub async fn acting(uow: &Uow, user: &User, at: Timestamp) -> Result<Uow, Problem> {
    let grants = accounts::grants_of(&uow.conn, user.id).await?;
    Ok(uow.acting(Caller::new(user, &grants), at))
}
