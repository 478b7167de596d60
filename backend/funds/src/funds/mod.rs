//! Funds, their yearly allotments, and the ledger that says where the money is.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::Place;
use yichuang_base::parties::masked;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, AllotmentState, Instant, Money, PersonView, YearEndPolicy};
use yichuang_domain::roles::Role;
use yichuang_domain::states::allotments::{AllotmentEvent, AllotmentMachine};
use yichuang_records::funds::AllotmentFundView;
use yichuang_store::ids::{AllotmentId, FundId, UserId};
use yichuang_store::record::{Allotment, Fund, User};
use yichuang_store::{around, year_ends};

pub mod approve_allotment;
pub mod create;
pub mod create_allotment;
pub mod export_beancount;
pub mod get;
pub mod get_allotment;
pub mod get_voucher;
pub mod list;
pub mod list_allotments;
pub mod list_journals;
pub mod set_bank_account;
pub mod trial_balance;

/// The account a fund pays from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FundBankAccountView {
    #[schema(example = "常州市天宁区民政局")]
    pub account_name: String,
    #[schema(example = "**** **** 0017")]
    pub account_masked: String,
    #[schema(example = "示例银行营业部")]
    pub bank_name: String,
    #[schema(example = "105290000019")]
    pub cnaps: String,
}

/// Money of one source for one purpose.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FundView {
    pub id: Uuid,
    #[schema(example = "TN-FC")]
    pub code: String,
    #[schema(example = "天宁区福彩公益金")]
    pub name: String,
    /// `welfare_lottery`, `fiscal`, `foundation`, `donation`, `street_match` or `community_fund`.
    #[schema(example = "welfare_lottery")]
    pub source: String,
    #[schema(example = "320402000000")]
    pub area_code: String,
    pub demonstration: bool,
    /// What becomes of available money at the end of a fiscal year.
    pub year_end_policy: YearEndPolicy,
    /// Where it pays from; messages for the bank name it.
    pub bank_account: Option<FundBankAccountView>,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// Where the money of an allotment is. Authority is the sum of all the others.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct AllotmentBalancesView {
    /// What may be spent in all.
    pub authority: Money,
    pub available: Money,
    /// Held for awards without an agreement.
    pub reserved: Money,
    /// Promised by agreements and not due yet.
    pub committed: Money,
    pub due: Money,
    /// Approved for payment and not yet in a file for the bank.
    pub approved: Money,
    /// In a file for the bank.
    pub exported: Money,
    pub paid: Money,
    /// Came back, lapsed or went into another year.
    pub other: Money,
}

/// Money of a fund for one fiscal year and budget line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AllotmentView {
    pub id: Uuid,
    pub fund: AllotmentFundView,
    #[schema(example = 2026)]
    pub fiscal_year: i32,
    #[schema(example = "2296002 为老服务")]
    pub budget_line: String,
    #[schema(example = "天财社〔2026〕12号")]
    pub document_no: String,
    pub amount: Money,
    /// The allotment the cash came in for, when this one carries on its money from an earlier year.
    pub origin_id: Option<Uuid>,
    /// Holds money that donors gave for the purpose its line names; it is not adjusted away from it.
    pub directed: bool,
    pub balances: AllotmentBalancesView,
    pub created_by: PersonView,
    pub approved_by: Option<PersonView>,
    pub state: AllotmentState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

fn fund_view(uow: &Uow, row: &Fund) -> Result<FundView, Problem> {
    let makes = uow.caller()?.holds(&[Role::FinanceMaker], &Place::area(&row.area_path));
    let action = |event: &str, label: &str, operation_id: &str| ActionView {
        event: event.to_owned(),
        label: label.to_owned(),
        operation_id: operation_id.to_owned(),
        blockers: Vec::new(),
    };
    let actions =
        [action("create_allotment", "登记预算指标", "createAllotment"), action("set_bank_account", "设置付款账户", "setFundBankAccount")];
    Ok(FundView {
        id: row.id.0,
        code: row.code.clone(),
        name: row.name.clone(),
        source: row.source.clone(),
        area_code: row.area_code.clone(),
        demonstration: row.demonstration,
        year_end_policy: YearEndPolicy::read(&row.year_end_policy)?,
        bank_account: bank_account(row),
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
        available_actions: if makes { actions.into() } else { Vec::new() },
    })
}

fn bank_account(row: &Fund) -> Option<FundBankAccountView> {
    Some(FundBankAccountView {
        account_name: row.payer_name.clone()?,
        account_masked: masked(row.payer_tail.as_deref()?),
        bank_name: row.payer_bank.clone()?,
        cnaps: row.payer_cnaps.clone()?,
    })
}

/// Views of some allotments: funds, people and balances are read once for all of them.
async fn allotment_views(uow: &Uow, page: &[Allotment]) -> Result<Vec<AllotmentView>, Problem> {
    let (funds, people, totals) = around::allotments(&uow.conn, page).await?;
    let funds: HashMap<FundId, Fund> = funds.into_iter().map(|fund| (fund.id, fund)).collect();
    let people: HashMap<UserId, User> = people.into_iter().map(|user| (user.id, user)).collect();
    page.iter()
        .map(|row| {
            let fund = funds.get(&row.fund_id).ok_or_else(|| Problem::internal("an allotment without its fund"))?;
            allotment_view(uow, row, fund, &people, balances(&totals, row.id)?)
        })
        .collect()
}

fn allotment_view(
    uow: &Uow,
    row: &Allotment,
    fund: &Fund,
    people: &HashMap<UserId, User>,
    balances: AllotmentBalancesView,
) -> Result<AllotmentView, Problem> {
    let person = |id: UserId| PersonView { id: id.0, name: people.get(&id).map(|user| user.name.clone()).unwrap_or_default() };
    let creator = people.get(&row.created_by).map(|user| user.person_id);
    let other = uow.who.as_ref().is_none_or(|who| Some(who.person) != creator);
    let approve = Offer::new(AllotmentEvent::Approve, "approveAllotment").needs(other, "same_person", SECOND_PERSON);
    Ok(AllotmentView {
        id: row.id.0,
        fund: AllotmentFundView { id: fund.id.0, code: fund.code.clone(), name: fund.name.clone(), source: fund.source.clone() },
        fiscal_year: row.fiscal_year,
        budget_line: row.budget_line.clone(),
        document_no: row.document_no.clone(),
        amount: Money::fen(row.amount_fen)?,
        origin_id: row.origin_id.map(|id| id.0),
        directed: row.directed,
        balances,
        created_by: person(row.created_by),
        approved_by: row.approved_by.map(person),
        state: AllotmentState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
        available_actions: available::<AllotmentMachine>(uow, &row.state, &Place::area(&row.area_path), vec![approve])?,
    })
}

/// 409 when a year of a fund is closed: no money comes into it any more.
pub(crate) async fn must_be_open(uow: &Uow, fund: FundId, year: i32) -> Result<(), Problem> {
    if year_ends::is_closed(&uow.conn, fund, year).await? {
        return Err(Problem::refused("year_closed", "The year of the fund is closed; no money comes into it any more"));
    }
    Ok(())
}

const SECOND_PERSON: &str = "Another person than its maker must approve it";

fn balances(totals: &HashMap<(AllotmentId, String), i64>, id: AllotmentId) -> Result<AllotmentBalancesView, Problem> {
    let of = |account: &str| totals.get(&(id, account.to_owned())).copied().unwrap_or(0);
    Ok(AllotmentBalancesView {
        authority: Money::fen(-of("B10"))?,
        available: Money::fen(of("B20"))?,
        reserved: Money::fen(of("B30"))?,
        committed: Money::fen(of("B40"))?,
        due: Money::fen(of("B50"))?,
        approved: Money::fen(of("B55"))?,
        exported: Money::fen(of("B60"))?,
        paid: Money::fen(of("B70"))?,
        other: Money::fen(of("B80") + of("B90") + of("B95"))?,
    })
}
