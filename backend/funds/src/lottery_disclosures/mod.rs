//! What everybody may read of welfare-lottery money (彩票公益金管理办法: the use is published every year): what came in, what
//! was used, for which projects, and with which result.

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Money, SignedMoney};
use yichuang_store::fund_reports::LotteryFigures;

pub mod get;
pub mod list;

/// What happened to the money in a year, by the sealed books.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct LotteryFiguresView {
    /// Put at disposal by budget documents and adjustments.
    pub allotted: SignedMoney,
    /// Came in.
    pub received: Money,
    /// Paid to organisations, less what came back from them or from the bank.
    pub used: SignedMoney,
    /// Came back from organisations.
    pub returned: SignedMoney,
    /// Given back to the state.
    pub surrendered: Money,
}

fn figures(of: &LotteryFigures) -> Result<LotteryFiguresView, Problem> {
    Ok(LotteryFiguresView {
        allotted: SignedMoney::fen(of.allotted)?,
        received: Money::fen(of.received)?,
        used: SignedMoney::fen(of.used)?,
        returned: SignedMoney::fen(of.returned)?,
        surrendered: Money::fen(of.surrendered)?,
    })
}
