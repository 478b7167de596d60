//! The trial balance and the identities that must hold.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Reply};
use yichuang_base::ledger::{self, Sides, Totals};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::SignedMoney;
use yichuang_domain::ledger::{Account, Layer};
use yichuang_domain::machine::StringEnum;
use yichuang_store::ids::AllotmentId;
use yichuang_store::record::{Allotment, Fund};
use yichuang_store::{funds, get_many, ledger as rows};

/// What one account holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountBalanceView {
    #[schema(example = "B20")]
    pub code: String,
    #[schema(example = "可用额度")]
    pub name: String,
    /// `budget` or `financial`.
    #[schema(example = "budget")]
    pub layer: String,
    /// Debit positive, credit negative.
    pub balance: SignedMoney,
}

/// The accounts of one allotment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AllotmentTrialView {
    pub allotment_id: Uuid,
    #[schema(example = "TN-FC")]
    pub fund_code: String,
    #[schema(example = "天宁区福彩公益金")]
    pub fund_name: String,
    #[schema(example = 2026)]
    pub fiscal_year: i32,
    #[schema(example = "2296002 为老服务")]
    pub budget_line: String,
    pub accounts: Vec<AccountBalanceView>,
}

/// One identity of the ledger with both its sides.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IdentityView {
    #[schema(example = "I12")]
    pub code: String,
    #[schema(example = "现金一致")]
    pub name: String,
    #[schema(example = "Cash is what was received less what was paid and given back")]
    pub meaning: String,
    /// For one allotment; absent = over all of them.
    pub allotment_id: Option<Uuid>,
    pub holds: bool,
    pub left: SignedMoney,
    pub right: SignedMoney,
}

/// The trial balance.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrialBalanceView {
    pub accounts: Vec<AccountBalanceView>,
    pub by_allotment: Vec<AllotmentTrialView>,
    pub identities: Vec<IdentityView>,
}

/// Show the trial balance
///
/// Every account, in all and by allotment, of the caller's area, and whether the identities between the layers hold.
#[utoipa::path(get, path = "/ledger/trial-balance", operation_id = "getTrialBalance", tag = "funds",
    responses((status = 200, description = "The trial balance", body = TrialBalanceView)))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    let uow = cx.read();
    let allotments = visible(&uow).await?;
    let mut totals: Totals = rows::by_allotment(&uow.conn).await?;
    totals.retain(|(id, _), _| allotments.iter().any(|allotment| allotment.id == *id));
    let ids: Vec<_> = allotments.iter().map(|allotment| allotment.fund_id).collect();
    let funds = get_many::<Fund>(&uow.conn, &ids).await?;
    let funds: HashMap<_, _> = funds.into_iter().map(|fund| (fund.id, fund)).collect();
    let by_allotment = allotments.iter().map(|allotment| {
        let fund = funds.get(&allotment.fund_id);
        Ok(AllotmentTrialView {
            allotment_id: allotment.id.0,
            fund_code: fund.map(|fund| fund.code.clone()).unwrap_or_default(),
            fund_name: fund.map(|fund| fund.name.clone()).unwrap_or_default(),
            fiscal_year: allotment.fiscal_year,
            budget_line: allotment.budget_line.clone(),
            accounts: accounts(&totals, Some(allotment.id))?,
        })
    });
    Reply::ok(&TrialBalanceView {
        by_allotment: by_allotment.collect::<Result<_, Problem>>()?,
        accounts: accounts(&totals, None)?,
        identities: ledger::identities(&totals).iter().map(identity).collect::<Result<_, _>>()?,
    })
}

/// The allotments that the caller's finance roles reach, oldest first.
pub(super) async fn visible(uow: &Uow) -> Result<Vec<Allotment>, Problem> {
    let who = uow.caller()?;
    let mut found = funds::all_allotments(&uow.conn).await?;
    found.retain(|allotment| who.holds(FINANCE, &Place::area(&allotment.area_path)));
    found.sort_unstable_by_key(|allotment| allotment.id);
    Ok(found)
}

/// Every account that was ever used, in the order of the chart.
fn accounts(totals: &Totals, of: Option<AllotmentId>) -> Result<Vec<AccountBalanceView>, Problem> {
    let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
    for ((id, code), fen) in totals {
        if of.is_none_or(|of| of == *id) {
            *sums.entry(code.as_str()).or_default() += fen;
        }
    }
    let used = Account::ALL.iter().filter_map(|account| sums.get(account.as_str()).map(|fen| (account, *fen)));
    used.map(|(account, fen)| {
        Ok(AccountBalanceView {
            code: account.to_string(),
            name: account.zh().to_owned(),
            layer: if account.layer() == Layer::Budget { "budget" } else { "financial" }.to_owned(),
            balance: SignedMoney::fen(fen)?,
        })
    })
    .collect()
}

fn identity(sides: &Sides) -> Result<IdentityView, Problem> {
    let money = |fen: i128| i64::try_from(fen).map_err(Problem::internal).and_then(SignedMoney::fen);
    Ok(IdentityView {
        code: sides.identity.to_string(),
        name: sides.identity.zh().to_owned(),
        meaning: sides.identity.meaning().to_owned(),
        allotment_id: sides.allotment.map(|id| id.0),
        holds: sides.holds(),
        left: money(sides.left)?,
        right: money(sides.right)?,
    })
}
