//! Lotteries: the order inside a tie that the funding line cuts, by commit and reveal.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, Instant, LotteryState, document};
use yichuang_domain::reviews::BundleLottery;
use yichuang_domain::states::lotteries::{LotteryEvent, LotteryMachine};
use yichuang_records::calls;
use yichuang_store::ids::{ProposalId, ResultRunId};
use yichuang_store::lotteries as rows;
use yichuang_store::record::{Call, Lottery, ResultRow};
use yichuang_store::reviews;

pub mod commit;
pub mod draw;
pub mod list;
pub mod list_public;

/// A drawn tie: its members, best first.
pub struct Order {
    pub tie_group: u32,
    pub proposals: Vec<ProposalId>,
}

/// The drawn orders of a computation; 409 while a lottery waits for its source of chance.
pub async fn orders(uow: &Uow, run: ResultRunId) -> Result<Vec<Order>, Problem> {
    let found = rows::of_run(&uow.conn, run).await?;
    if let Some(waiting) = found.iter().find(|lottery| lottery.state != "drawn") {
        let detail = "A lottery was announced and is not drawn yet";
        return Err(Problem::refused("lottery_pending", detail).with("tie_group", waiting.tie_group));
    }
    let members = members(uow, run).await?;
    let order = |lottery: &Lottery| -> Result<Order, Problem> {
        let drawn: Vec<(String, String)> = lottery.drawn_order.as_deref().map(document).transpose()?.unwrap_or_default();
        let id = |number: &String| members.iter().find(|(known, ..)| known == number).map(|(_, id, _)| *id);
        let tie_group = u32::try_from(lottery.tie_group).map_err(Problem::internal)?;
        Ok(Order { tie_group, proposals: drawn.iter().filter_map(|(number, _)| id(number)).collect() })
    };
    found.iter().map(order).collect()
}

/// Every ranked proposal of a computation: number, id, tie group.
async fn members(uow: &Uow, run: ResultRunId) -> Result<Vec<(String, ProposalId, Option<i32>)>, Problem> {
    let result: Vec<ResultRow> = reviews::rows_of(&uow.conn, run).await?;
    let ids: Vec<ProposalId> = result.iter().map(|row| row.proposal_id).collect();
    let proposals = yichuang_store::get_many::<yichuang_store::record::Proposal>(&uow.conn, &ids).await?;
    let group = |id: ProposalId| result.iter().find(|row| row.proposal_id == id).and_then(|row| row.tie_group);
    Ok(proposals.into_iter().map(|proposal| (proposal.number, proposal.id, group(proposal.id))).collect())
}

/// One lottery.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LotteryView {
    pub id: Uuid,
    #[schema(example = 1)]
    pub tie_group: i32,
    /// The tied proposals, by number.
    pub members: Vec<String>,
    /// The public source of chance, named beforehand.
    #[schema(example = "中国福利彩票双色球第2026100期开奖号码")]
    pub entropy_source: String,
    /// When the source speaks.
    pub entropy_at: Instant,
    /// Who watches.
    pub witnesses: Vec<String>,
    /// SHA-256 of call, snapshot and salt, published before the source speaks.
    pub commitment: String,
    pub committed_at: Instant,
    /// What the source said.
    pub entropy: Option<String>,
    /// The drawn order, best first, by number.
    pub order: Vec<String>,
    pub drawn_at: Option<Instant>,
    pub state: LotteryState,
    pub version: i32,
    pub available_actions: Vec<ActionView>,
}

async fn view(uow: &Uow, call: &Call, row: &Lottery) -> Result<LotteryView, Problem> {
    let order: Vec<(String, String)> = row.drawn_order.as_deref().map(document).transpose()?.unwrap_or_default();
    let other = !uow.is_me(row.created_by).await?;
    let spoken = row.entropy_at <= uow.micros();
    let offer = Offer::new(LotteryEvent::Draw, "drawLottery")
        .needs(other, "same_person", "Who announced the lottery does not draw it")
        .needs(spoken, "source_silent", crate::chance::SILENT);
    Ok(LotteryView {
        id: row.id.0,
        tie_group: row.tie_group,
        members: document(&row.members)?,
        entropy_source: row.entropy_source.clone(),
        entropy_at: Instant::micros(row.entropy_at)?,
        witnesses: document(&row.witnesses)?,
        commitment: row.commitment.clone(),
        committed_at: Instant::micros(row.created_at)?,
        entropy: row.entropy.clone(),
        order: order.into_iter().map(|(number, _)| number).collect(),
        drawn_at: Instant::maybe(row.drawn_at)?,
        state: LotteryState::read(&row.state)?,
        version: row.version,
        available_actions: available::<LotteryMachine>(uow, &row.state, &calls::place(call), vec![offer])?,
    })
}

/// A drawn lottery as it goes into the published file; nothing before it is drawn.
pub fn published(call: &Call, row: &Lottery) -> Result<Option<BundleLottery>, Problem> {
    let (Some(entropy), Some(drawn_at), Some(order)) = (&row.entropy, row.drawn_at, &row.drawn_order) else { return Ok(None) };
    Ok(Some(BundleLottery {
        round: call.number.clone(),
        tie_group: u32::try_from(row.tie_group).map_err(Problem::internal)?,
        members: document(&row.members)?,
        output_sha256: row.output_sha256.clone(),
        entropy_source: row.entropy_source.clone(),
        entropy_at: row.entropy_at,
        committed_at: row.created_at,
        commitment: row.commitment.clone(),
        salt: row.salt.clone(),
        entropy: entropy.clone(),
        drawn_at,
        order: document(order)?,
    }))
}
