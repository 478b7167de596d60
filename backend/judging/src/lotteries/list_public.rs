//! The lotteries of a call, for everybody: the digest before the draw, everything after it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Instant, LotteryState, document};
use yichuang_store::ids::CallId;
use yichuang_store::lotteries as rows;
use yichuang_store::record::{Call, Lottery};

/// One lottery, without what only staff may know.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicLottery {
    #[schema(example = 1)]
    pub tie_group: i32,
    /// How many proposals are tied.
    #[schema(example = 2)]
    pub members: usize,
    #[schema(example = "中国福利彩票双色球第2026100期开奖号码")]
    pub entropy_source: String,
    pub entropy_at: Instant,
    pub commitment: String,
    pub committed_at: Instant,
    pub entropy: Option<String>,
    pub drawn_at: Option<Instant>,
    pub state: LotteryState,
}

/// The lotteries of a call.
#[derive(Serialize, ToSchema)]
pub struct PublicLotteryList {
    pub items: Vec<PublicLottery>,
}

/// Show the lotteries of a call to everybody
///
/// From the announcement on, so that nobody can change afterwards what is drawn about. The members are named in the
/// published file once the results are public.
#[utoipa::path(get, path = "/public/calls/{id}/lotteries", operation_id = "listPublicLotteries", tag = "lotteries",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The lotteries", body = PublicLotteryList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    if call.published_at.is_none() {
        return Err(Problem::not_found());
    }
    let items = rows::of_call(&uow.conn, call.id).await?.iter().map(shown).collect::<Result<_, _>>()?;
    Reply::ok(&PublicLotteryList { items })
}

fn shown(row: &Lottery) -> Result<PublicLottery, Problem> {
    Ok(PublicLottery {
        tie_group: row.tie_group,
        members: document::<Vec<String>>(&row.members)?.len(),
        entropy_source: row.entropy_source.clone(),
        entropy_at: Instant::micros(row.entropy_at)?,
        commitment: row.commitment.clone(),
        committed_at: Instant::micros(row.created_at)?,
        entropy: row.entropy.clone(),
        drawn_at: Instant::maybe(row.drawn_at)?,
        state: LotteryState::read(&row.state)?,
    })
}
