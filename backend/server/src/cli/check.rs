//! `yichuang check …`: one code, date or amount.

use clap::Subcommand;
use serde_json::{Value, json};
use yichuang_domain::calendar::Calendar;
use yichuang_domain::cnaps::Cnaps;
use yichuang_domain::money::{Fen, rmb_upper, split};
use yichuang_domain::time::Day;
use yichuang_domain::uscc::Uscc;

use super::Refused;

#[derive(Subcommand)]
pub(crate) enum Check {
    /// Unified social credit code (GB 32100-2015).
    Uscc { code: String },
    /// Payment-system number of a bank branch, 12 digits with a check digit.
    Cnaps { code: String },
    /// Last day of a notice of N working days whose first day is START.
    WorkingDays { start: String, days: u32 },
    /// An amount in yuan as banks write it (大写).
    RmbUpper {
        #[arg(allow_hyphen_values = true)]
        amount: String,
    },
    /// Split an amount by shares in basis points that sum to 10000.
    Split {
        #[arg(allow_hyphen_values = true)]
        amount: String,
        #[arg(allow_hyphen_values = true)]
        shares: String,
    },
}

pub(crate) fn run(check: Check) -> Result<Value, Refused> {
    match check {
        Check::Uscc { code } => uscc(&code),
        Check::Cnaps { code } => cnaps(&code),
        Check::WorkingDays { start, days } => working_days(&start, days),
        Check::RmbUpper { amount } => {
            let amount = money(&amount)?;
            Ok(json!({ "amount": amount.to_string(), "upper": rmb_upper(amount) }))
        }
        Check::Split { amount, shares } => parts(&amount, &shares),
    }
}

fn money(text: &str) -> Result<Fen, Refused> {
    Fen::parse(text).map_err(|error| Refused::new(error.code(), error))
}

fn uscc(code: &str) -> Result<Value, Refused> {
    let uscc = Uscc::parse(code).map_err(|error| Refused::new(error.code(), error))?;
    let warnings: Vec<&str> = uscc.inner_code_warning().map(|_| "inner_code_check").into_iter().collect();
    Ok(json!({ "uscc": uscc.as_str(), "valid": true, "district": uscc.district(), "warnings": warnings }))
}

fn cnaps(code: &str) -> Result<Value, Refused> {
    let cnaps = Cnaps::parse(code).map_err(|error| Refused::new(error.code(), error))?;
    if !cnaps.check_digit_ok() {
        return Err(Refused::new("check_digit", format!("the last digit of {code} does not check (ISO 7064 MOD 11,10); look again")));
    }
    Ok(json!({ "cnaps": code, "valid": true, "bank": cnaps.bank() }))
}

fn working_days(start: &str, days: u32) -> Result<Value, Refused> {
    let first = Day::parse(start).map_err(|error| Refused::new(error.code(), error))?;
    let last = Calendar::china().last_day_of_notice(first, days).map_err(|error| Refused::new("calendar", error))?;
    Ok(json!({ "start": first, "working_days": days, "last_day": last }))
}

fn parts(amount: &str, shares: &str) -> Result<Value, Refused> {
    let total = money(amount)?;
    let shares = shares
        .split(',')
        .map(|bp| bp.trim().parse::<u32>().map_err(|_| Refused::new("share", format!("`{bp}` is not a share in basis points"))));
    let shares: Vec<u32> = shares.collect::<Result<_, _>>()?;
    let parts = split(total, &shares).map_err(|error| Refused::new(error.code(), error))?;
    Ok(json!({ "amount": total.to_string(), "shares_bp": shares, "parts": parts }))
}
