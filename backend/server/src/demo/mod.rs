//! The demonstration: the published Fujian round of 2022, and a second call in Tianning district that is still
//! open, with one account for each role.

pub mod clock;

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::Value;
use uuid::Uuid;
use yichuang_applications::{calls, proposals};
use yichuang_base::app::App;
use yichuang_base::caller::Scope;
use yichuang_base::http::IfMatch;
use yichuang_base::password;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Instant, Money};
use yichuang_domain::calls::Window;
use yichuang_domain::money::Fen;
use yichuang_domain::roles::Role;
use yichuang_domain::schemes::preset;
use yichuang_domain::time::{Timestamp, end_of_day_shanghai};
use yichuang_funds::funds;
use yichuang_registration::organisations;
use yichuang_store::record::{Area, Call, Organisation, User};
use yichuang_store::{areas, settings};

use crate::import::{self, Cast, Login, account, acting, ensure};

mod announced;
mod conflicts;
mod donations;
mod experts;
mod forms;
mod needs;
mod people;
mod record;
mod screening;

/// The published round, exactly as `tests/data/real/fujian-2022.json`.
const FUJIAN: &str = include_str!("../../../../tests/data/real/fujian-2022.json");
/// Password of every demonstration account.
pub const PASSWORD: &str = "yichuang-demo";
/// Set once the open call is there.
const SETTING: &str = "demo_open_call";

/// Loads what is not there yet and says who can log in where.
pub async fn load(app: &App) -> Result<String, Problem> {
    let login = Login { password_hash: password::hash(PASSWORD.to_owned()).await? };
    let file: Value = serde_json::from_str(FUJIAN).map_err(Problem::internal)?;
    let summary = import::round_with(app, &file, Some(&login)).await?;
    let conn = Arc::new(app.store.begin().await?);
    let uow = Uow::new(conn.clone(), app.clone(), None, app.clock.now(), "demonstration".to_owned()).quietly();
    if settings::get(&uow.conn, SETTING).await?.is_none() {
        let call = open_call(&uow, &login).await?;
        settings::set(&uow.conn, SETTING, &call.number).await?;
    }
    people::load(&uow, &login).await?;
    drop(uow);
    let conn = Arc::into_inner(conn).ok_or_else(|| Problem::internal("the demonstration's transaction is still in use"))?;
    conn.commit().await?;
    Ok(welcome(app, &summary))
}

/// The district with its streets, the people and the open call.
async fn open_call(uow: &Uow, login: &Login) -> Result<Call, Problem> {
    let district = tianning(uow).await?;
    let fujian = areas::find(&uow.conn, "350000000000").await?.ok_or_else(Problem::not_found)?;
    let scheme = preset("changzhou").ok_or_else(Problem::not_found)?;
    let start = ago(uow, 6, 0);
    let cast = Cast::of(&uow.acting_nobody(start), &district, scheme.panel.size, Some(login)).await?;
    others(&uow.acting_nobody(start), &[&district, &fujian], login).await?;
    experts::fill(uow, &cast, &district, login).await?;
    let call = publish(uow, &cast, &district).await?;
    donations::load(uow, &cast, &district).await?;
    let needs = needs::load(uow, &cast, &district).await?;
    applicants(uow, &cast, &district, &call, needs, login).await?;
    Ok(call)
}

fn ago(uow: &Uow, days: i64, hours: i64) -> Timestamp {
    uow.now.plus_seconds(-days * 86_400 + hours * 3_600)
}

async fn tianning(uow: &Uow) -> Result<Area, Problem> {
    areas::ensure(&uow.conn, "320000000000", "江苏省", "province", None).await?;
    areas::ensure(&uow.conn, "320400000000", "常州市", "city", Some("320000000000")).await?;
    let district = areas::ensure(&uow.conn, "320402000000", "常州市天宁区", "district", Some("320400000000")).await?;
    let streets = ["郑陆镇", "雕庄街道", "青龙街道", "茶山街道", "红梅街道", "天宁街道", "兰陵街道"];
    for (index, name) in streets.iter().enumerate() {
        areas::ensure(&uow.conn, &format!("3204020{:02}000", index + 1), name, "street", Some("320402000000")).await?;
    }
    Ok(district)
}

/// The roles that neither a round nor an organisation brings along.
async fn others(uow: &Uow, found: &[&Area], login: &Login) -> Result<(), Problem> {
    let hash = &login.password_hash;
    let local = [
        ("approver2", "演示第二审批", Role::FinanceApprover),
        ("auditor", "演示审计", Role::Auditor),
        ("street", "演示街道专员", Role::StreetOfficer),
        ("community", "演示社区工作者", Role::CommunityOfficer),
        ("evaluator", "演示第三方评估", Role::Evaluator),
        ("resident", "演示居民", Role::Resident),
    ];
    for (name, title, role) in local {
        for area in found {
            ensure(uow, &email(name), title, hash, role, &Scope::Area(area.path.clone())).await?;
        }
    }
    ensure(uow, &email("sysadmin"), "演示系统管理员", hash, Role::SystemAdmin, &Scope::Platform).await?;
    ensure(uow, &email("security"), "演示安全管理员", hash, Role::SecurityAdmin, &Scope::Platform).await?;
    Ok(())
}

fn email(local: &str) -> String {
    format!("{local}@demo.yichuang.example")
}

async fn publish(uow: &Uow, cast: &Cast, district: &Area) -> Result<Call, Problem> {
    let year = uow.today().year();
    let maker = acting(uow, &cast.maker, ago(uow, 6, 1)).await?;
    let fund = funds::create::FundInput {
        code: format!("DEMO-{year}"),
        name: "天宁区福彩公益金（演示数据）".to_owned(),
        source: "welfare_lottery".to_owned(),
        area_code: district.code.clone(),
        year_end_policy: None,
    };
    let fund = funds::create::run(&maker, &fund, true).await?;
    let budget = Fen::new(60_000_000).map_err(Problem::internal)?;
    let allotment = funds::create_allotment::AllotmentInput {
        fiscal_year: year,
        budget_line: "公益创投".to_owned(),
        document_no: format!("演示〔{year}〕1号"),
        amount: Money(budget),
    };
    let allotment = funds::create_allotment::run(&maker, fund.id, &allotment).await?;
    let approver = acting(uow, &cast.approver, ago(uow, 6, 2)).await?;
    let allotment = funds::approve_allotment::run(&approver, allotment.id, IfMatch::version(allotment.version)).await?;
    let officer = acting(uow, &cast.officer, ago(uow, 5, 0)).await?;
    let closes = uow.today().plus_days(2).map_err(Problem::internal)?;
    let scheme = preset("changzhou").ok_or_else(Problem::not_found)?;
    let window = Window { opens: ago(uow, 4, 0).shanghai_day(), closes };
    let input = calls::create::CallInput {
        title: format!("{year}年天宁区公益创投项目征集（演示）"),
        year,
        area_code: district.code.clone(),
        host_name: Some("常州市天宁区民政局".to_owned()),
        scheme_preset: "changzhou".to_owned(),
        scheme: None,
        budget: Money(budget),
        allotment_id: Some(allotment.id.0),
        opens_at: Instant(ago(uow, 4, 0)),
        closes_at: Instant(end_of_day_shanghai(closes)),
        announcement: "面向天宁区社会组织征集为老、助残、社区治理等公益创投项目。演示数据：可以登录任一角色，把这一轮走完。".to_owned(),
        document: Some(announced::document(uow, &scheme, window)),
    };
    let call = calls::create::run(&officer, &input, true).await?;
    let call = forms::choose(&officer, call).await?;
    let director = acting(uow, &cast.director, ago(uow, 5, 1)).await?;
    let call = calls::approve::run(&director, call.id, IfMatch::version(call.version)).await?;
    let officer = acting(uow, &cast.officer, ago(uow, 5, 2)).await?;
    calls::publish::run(&officer, call.id, IfMatch::version(call.version)).await
}

/// One organisation with a draft, two that applied, one that waits for its verification.
async fn applicants(uow: &Uow, cast: &Cast, district: &Area, call: &Call, needs: [Uuid; 3], login: &Login) -> Result<(), Problem> {
    let own = register(uow, cast, district, ("applicant", "演示组织负责人", "天宁区示例社会工作服务中心"), login).await?;
    let editor = team(uow, &own.1, login).await?;
    propose(uow, call, &own, needs[0], ("社区老人助餐与陪伴项目", 8_000_000, false)).await?;
    announced::questions(uow, &cast.officer, call, (&own.0, own.1.id)).await?;
    let second = register(uow, cast, district, ("applicant2", "演示组织负责人二", "天宁区示例助残服务中心"), login).await?;
    propose(uow, call, &second, needs[1], ("残障青年就业支持项目", 12_000_000, true)).await?;
    let third = register(uow, cast, district, ("applicant3", "演示组织负责人三", "天宁区示例志愿者协会"), login).await?;
    propose(uow, call, &third, needs[2], ("邻里互助与社区治理项目", 9_500_000, true)).await?;
    let waiting = account(&uow.acting_nobody(ago(uow, 4, 0)), &email("applicant4"), "演示组织负责人四", &login.password_hash).await?;
    draft(uow, &waiting, district, "天宁区示例儿童关爱中心").await?;
    record::fill(uow, cast, district, login, [&own, &second, &third]).await?;
    conflicts::fill(uow, cast, &second.1, &third.1).await?;
    screening::load(uow, cast, district, (call, needs), &[own, second, third], &editor).await?;
    Ok(())
}

/// Registers an organisation and hands the registration in.
async fn draft(uow: &Uow, owner: &User, district: &Area, name: &str) -> Result<Organisation, Problem> {
    let by = acting(uow, owner, ago(uow, 3, 0)).await?;
    let input = import::filled_organisation(name, &district.code, name, uow.today())?;
    let row = organisations::create::run(&by, &input, true).await?;
    let by = acting(uow, owner, ago(uow, 3, 1)).await?;
    let bank = import::filled_account(name, name)?;
    let row = organisations::set_bank_account::run(&by, row.id, IfMatch::version(row.version), &bank).await?;
    organisations::submit::run(&by, row.id, IfMatch::version(row.version)).await
}

async fn register(
    uow: &Uow,
    cast: &Cast,
    district: &Area,
    (local, person, name): (&str, &str, &str),
    login: &Login,
) -> Result<(User, Organisation), Problem> {
    let owner = account(&uow.acting_nobody(ago(uow, 4, 0)), &email(local), person, &login.password_hash).await?;
    let row = draft(uow, &owner, district, name).await?;
    let officer = acting(uow, &cast.officer, ago(uow, 3, 3)).await?;
    let row = organisations::verify::run(&officer, row.id, IfMatch::version(row.version)).await?;
    Ok((owner, row))
}

/// The other people of the first organisation.
async fn team(uow: &Uow, organisation: &Organisation, login: &Login) -> Result<User, Problem> {
    let uow = uow.acting_nobody(ago(uow, 3, 4));
    let scope = Scope::Organisation(organisation.id);
    let editor = ensure(&uow, &email("editor"), "演示填报人", &login.password_hash, Role::ApplicantEditor, &scope).await?;
    ensure(&uow, &email("orgfinance"), "演示组织财务", &login.password_hash, Role::ApplicantFinance, &scope).await?;
    Ok(editor)
}

async fn propose(
    uow: &Uow,
    call: &Call,
    who: &(User, Organisation),
    need: Uuid,
    (title, fen, hand_in): (&str, i64, bool),
) -> Result<(), Problem> {
    let by = acting(uow, &who.0, ago(uow, 2, 0)).await?;
    let input = proposals::create::ProposalInput { call_id: call.id.0, organisation_id: who.1.id.0, title: None };
    let row = proposals::create::run(&by, &input).await?;
    let scheme = calls::scheme(call)?;
    let change = import::filled_proposal(&scheme, title, None, Fen::new(fen).map_err(Problem::internal)?)?;
    let (_, row) = proposals::update::run(&by, row.id, IfMatch::version(row.version), &change).await?;
    let (_, row) = proposals::set_needs::run(&by, row.id, IfMatch::version(row.version), &[need]).await?;
    forms::answer(&by, &row, title).await?;
    if hand_in {
        proposals::submit::run(&by, row.id, IfMatch::version(row.version)).await?;
    }
    Ok(())
}

const ACCOUNTS: &[(&str, &str)] = &[
    ("officer", "项目主管 programme_officer"),
    ("director", "审批领导 programme_director"),
    ("applicant", "社会组织负责人 applicant_owner"),
    ("group", "备案组织负责人 applicant_owner of a filed group"),
    ("editor", "填报人 applicant_editor"),
    ("orgfinance", "组织财务 applicant_finance"),
    ("reviewer", "评审专家 reviewer (also reviewer2 … reviewer9)"),
    ("maker", "经办 finance_maker"),
    ("checker", "复核 finance_checker"),
    ("approver", "审批 finance_approver (also approver2, for large amounts)"),
    ("auditor", "审计 auditor"),
    ("street", "街道专员 street_officer"),
    ("community", "社区工作者 community_officer"),
    ("evaluator", "第三方评估 evaluator"),
    ("resident", "居民 resident"),
    ("sysadmin", "系统管理员 system_admin"),
    ("security", "安全管理员 security_admin"),
];

fn welcome(app: &App, summary: &Value) -> String {
    let mut text = format!(
        "\n  益创 Yichuang is ready:  {}\n\n  Demonstration: {} ({} awards, ¥{}), and an open call in 常州市天宁区.\n  Password of every account: {PASSWORD}\n\n",
        app.config.public_url,
        summary["call"].as_str().unwrap_or_default(),
        summary["awards"],
        summary["total"].as_str().unwrap_or_default(),
    );
    for (local, role) in ACCOUNTS {
        let _ = writeln!(text, "  {:<34} {role}", email(local));
    }
    if app.clock.ahead() < 0 {
        let _ = writeln!(
            text,
            "\n  Its clock begins on {}, so that a whole round fits into the working-day calendar.",
            app.clock.now().shanghai_day()
        );
    }
    text.push_str(
        "\n  The banner at the top moves the demonstration's clock ahead, so that a whole round can be walked.\n  Stop with Ctrl-C.\n\n",
    );
    text
}
