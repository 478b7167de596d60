//! People around the organisations of the open call: an invitation that waits, somebody who asks to be let in, a
//! registration that looks like another one, and a filed group that has named its sponsor. All of it is made up.

use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Role as RoleCode;
use yichuang_domain::roles::Role;
use yichuang_registration::members::invite::{self, InvitationInput};
use yichuang_registration::members::request_access::{self, AccessRequestInput};
use yichuang_registration::organisations;
use yichuang_registration::organisations::create::OrganisationInput;
use yichuang_registration::organisations::{set_bank_account, submit, verify};
use yichuang_registration::sponsorships::ask::{self, SponsorInput};
use yichuang_store::record::{Area, Organisation};
use yichuang_store::{account_tokens, accounts, areas, settings};

use super::{ago, email};
use crate::import::{self, Login, account, acting};

/// Set once they are there.
const SETTING: &str = "demo_people";

/// Adds them once, after the open call.
pub(super) async fn load(uow: &Uow, login: &Login) -> Result<(), Problem> {
    if settings::get(&uow.conn, SETTING).await?.is_some() {
        return Ok(());
    }
    let district = areas::find(&uow.conn, "320402000000").await?.ok_or_else(Problem::not_found)?;
    let own = organisation_of(uow, "applicant").await?;
    invited(uow, &own).await?;
    asking(uow, &own, login).await?;
    alike(uow, &district, login).await?;
    sponsored(uow, &district, &own, login).await?;
    Ok(settings::set(&uow.conn, SETTING, "1").await?)
}

/// The organisation that this demonstration account owns.
async fn organisation_of(uow: &Uow, local: &str) -> Result<Organisation, Problem> {
    let user = accounts::by_email(&uow.conn, &email(local)).await?.ok_or_else(Problem::not_found)?;
    let grants = accounts::grants_of(&uow.conn, user.id).await?;
    let id = grants.iter().find(|grant| grant.role == Role::ApplicantOwner.as_str()).and_then(|grant| grant.scope_id);
    uow.find(id.ok_or_else(Problem::not_found)?.into()).await
}

async fn invited(uow: &Uow, own: &Organisation) -> Result<(), Problem> {
    let owner = accounts::by_email(&uow.conn, &email("applicant")).await?.ok_or_else(Problem::not_found)?;
    let by = acting(uow, &owner, ago(uow, 1, 0)).await?;
    let input = InvitationInput {
        email: email("newcomer"),
        role: RoleCode(Role::ApplicantEditor),
        message: Some("请一起填写今年的申报书（演示数据）".to_owned()),
    };
    invite::run(&by, own, &input).await?;
    Ok(())
}

async fn asking(uow: &Uow, own: &Organisation, login: &Login) -> Result<(), Problem> {
    let person = account(&uow.acting_nobody(ago(uow, 1, 1)), &email("applicant8"), "演示新任主管", &login.password_hash).await?;
    account_tokens::verify(&uow.conn, person.id, &person.email, uow.micros()).await?;
    let by = acting(uow, &person, ago(uow, 1, 2)).await?;
    let input = AccessRequestInput {
        uscc: own.uscc.clone(), message: "我是机构新任项目主管，需要填写申报书（演示数据）".to_owned()
    };
    request_access::run(&by, &input).await
}

/// The organisation that waits for its verification, registered a second time in other words.
async fn alike(uow: &Uow, district: &Area, login: &Login) -> Result<(), Problem> {
    let person = account(&uow.acting_nobody(ago(uow, 1, 0)), &email("applicant7"), "演示组织负责人七", &login.password_hash).await?;
    let name = "常州市天宁区示例儿童关爱服务中心";
    let by = acting(uow, &person, ago(uow, 1, 1)).await?;
    organisations::create::run(&by, &import::filled_organisation(name, &district.code, name, uow.today())?, true).await?;
    Ok(())
}

/// A filed group, verified, that waits for the answer of the sponsor it has named.
async fn sponsored(uow: &Uow, district: &Area, own: &Organisation, login: &Login) -> Result<(), Problem> {
    let person = account(&uow.acting_nobody(ago(uow, 2, 0)), &email("group"), "演示备案组织负责人", &login.password_hash).await?;
    let name = "红梅街道示例邻里互助队";
    let by = acting(uow, &person, ago(uow, 2, 1)).await?;
    let input =
        OrganisationInput { kind: "filed_group".to_owned(), ..import::filled_organisation(name, &district.code, name, uow.today())? };
    let row = organisations::create::run(&by, &input, true).await?;
    let by = acting(uow, &person, ago(uow, 2, 2)).await?;
    let row = set_bank_account::run(&by, row.id, IfMatch::version(row.version), &import::filled_account(name, name)?).await?;
    let row = submit::run(&by, row.id, IfMatch::version(row.version)).await?;
    let officer = accounts::by_email(&uow.conn, &email("officer")).await?.ok_or_else(Problem::not_found)?;
    let officer = acting(uow, &officer, ago(uow, 2, 3)).await?;
    let row = verify::run(&officer, row.id, IfMatch::version(row.version)).await?;
    let input = SponsorInput {
        sponsor_uscc: own.uscc.clone(), message: Some("希望通过贵中心申报邻里互助项目（演示数据）".to_owned())
    };
    ask::run(&by, row.id, &input).await?;
    Ok(())
}
