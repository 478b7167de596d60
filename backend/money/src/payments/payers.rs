//! The accounts that pay the lines of a batch, as they were when the batch was made.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::ids;
use yichuang_base::parties::{masked, tail};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_store::funds;
use yichuang_store::record::{Batch, Fund};

use super::lines::Line;
use crate::bank_file::{Format, Payer, Profile};

/// By the code of the fund.
pub(super) type Payers = BTreeMap<String, Payer>;

/// An account that pays some of a batch.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PayerView {
    #[schema(example = "TN-FC")]
    pub fund_code: String,
    #[schema(example = "常州市天宁区民政局")]
    pub account_name: String,
    #[schema(example = "**** **** 0017")]
    pub account_masked: String,
    #[schema(example = "示例银行营业部")]
    pub bank_name: String,
}

/// The accounts that the form of the file asks for, sealed; 409 with every fund that has none.
pub(super) async fn frozen(uow: &Uow, profile: &Profile, lines: &[Line]) -> Result<Option<String>, Problem> {
    if profile.format != Format::Pain001 {
        return Ok(None);
    }
    let codes: Vec<String> = lines.iter().map(|line| line.place.bank.clone()).collect();
    let (mut payers, mut faults) = (Payers::new(), Vec::new());
    for fund in funds::by_codes(&uow.conn, &codes).await? {
        if let Some(payer) = payer(uow, &fund)? {
            payers.insert(fund.code, payer);
        } else {
            let detail = "The fund has no account that pays, and a message of this form names it";
            faults.push(Fault::new("/profile", "payer_missing", detail).with_actual(fund.name));
        }
    }
    if !faults.is_empty() {
        return Err(Problem::blocked("payer_missing", "Not every fund has an account that pays", faults));
    }
    let text = serde_json::to_vec(&payers).map_err(Problem::internal)?;
    Ok(Some(uow.app.seal_key.seal(&text, ids::random_bytes())?))
}

fn payer(uow: &Uow, fund: &Fund) -> Result<Option<Payer>, Problem> {
    let (Some(name), Some(sealed), Some(bank), Some(cnaps)) = (&fund.payer_name, &fund.payer_sealed, &fund.payer_bank, &fund.payer_cnaps)
    else {
        return Ok(None);
    };
    let number = String::from_utf8(uow.app.seal_key.open(sealed)?).map_err(Problem::internal)?;
    Ok(Some(Payer { account_name: name.clone(), account_number: number, bank_name: bank.clone(), cnaps: cnaps.clone() }))
}

/// The accounts of a batch; none when its form names none.
pub(super) fn of(uow: &Uow, batch: &Batch) -> Result<Payers, Problem> {
    match &batch.payers_sealed {
        Some(sealed) => serde_json::from_slice(&uow.app.seal_key.open(sealed)?).map_err(Problem::internal),
        None => Ok(Payers::new()),
    }
}

pub(super) fn views(uow: &Uow, batch: &Batch) -> Result<Vec<PayerView>, Problem> {
    let view = |(fund_code, payer): (String, Payer)| {
        let account_masked = masked(&tail(&payer.account_number));
        PayerView { fund_code, account_name: payer.account_name, account_masked, bank_name: payer.bank_name }
    };
    Ok(of(uow, batch)?.into_iter().map(view).collect())
}
