//! Draws: the panel of a call from the library of experts, by commit and reveal, with reserves in order.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::parties::named;
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, DrawState, Instant, PersonView, Speciality, canonical, document};
use yichuang_domain::draws::strata::Wanted;
use yichuang_domain::draws::{DrawFile, Drawn, List, Outcome, file as drawn_file};
use yichuang_domain::states::draws::{DrawEvent, DrawMachine};
use yichuang_records::calls;
use yichuang_store::ids::{DrawId, UserId};
use yichuang_store::record::{Call, Draw, Expert, User};
use yichuang_store::{draws as rows, get_many, reviews};

pub mod announce;
pub mod candidates;
pub mod confirm;
pub mod draw;
pub mod eligible;
pub mod file;
pub mod list;
pub mod list_public;
pub mod replace;
pub mod void;

/// Seats that are drawn from one part of the library.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StratumView {
    #[schema(example = "finance")]
    pub code: String,
    /// Whoever knows most about one of these belongs here; empty: whoever belongs nowhere else.
    pub specialities: Vec<Speciality>,
    #[schema(example = 1)]
    pub seats: u32,
    #[schema(example = 2)]
    pub reserves: u32,
    /// How many may be drawn for these seats.
    #[schema(example = 12)]
    pub candidates: usize,
}

/// Somebody who was drawn.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DrawnView {
    /// Number of the expert.
    #[schema(example = "ZJ2026-0001")]
    pub number: String,
    pub user: PersonView,
    #[schema(example = "finance")]
    pub stratum: String,
    /// 64 hexadecimal digits; the lowest sit.
    pub ticket: String,
    /// Whether they have a seat now.
    pub sits: bool,
}

/// A seat that went to a reserve.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReplacementView {
    /// Number of the expert who left.
    #[schema(example = "ZJ2026-0001")]
    pub left: String,
    /// Number of the expert who took the seat.
    #[schema(example = "ZJ2026-0007")]
    pub came: String,
    #[schema(example = "因病不能参加评审")]
    pub reason: String,
    pub at: Instant,
}

/// One draw.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DrawView {
    pub id: Uuid,
    /// Names this draw and no other.
    #[schema(example = "YC2026-0001/1")]
    pub round: String,
    pub strata: Vec<StratumView>,
    /// Proposals with which a candidate may have a conflict.
    #[schema(example = 0)]
    pub max_conflicts: i32,
    /// The public source of chance, named beforehand.
    #[schema(example = "中国福利彩票双色球第2026100期开奖号码")]
    pub entropy_source: String,
    /// When the source speaks.
    pub entropy_at: Instant,
    /// Who signs the result.
    pub supervisor: PersonView,
    pub list_sha256: String,
    /// SHA-256 of round, list and salt, published before the source speaks.
    pub commitment: String,
    pub committed_by: PersonView,
    pub committed_at: Instant,
    /// What the source said.
    pub entropy: Option<String>,
    pub drawn_at: Option<Instant>,
    /// SHA-256 of the file that the supervisor signs.
    pub file_sha256: Option<String>,
    /// In the order of the tickets.
    pub panel: Vec<DrawnView>,
    /// In the order of the tickets, within each stratum.
    pub reserves: Vec<DrawnView>,
    pub replacements: Vec<ReplacementView>,
    pub confirmed_at: Option<Instant>,
    pub void_reason: Option<String>,
    pub state: DrawState,
    pub version: i32,
    pub available_actions: Vec<ActionView>,
}

/// A draw and its call, both locked, for whoever looks after the call and has no conflict in it.
async fn open(uow: &Uow, id: DrawId, seen: IfMatch) -> Result<(Call, Draw), Problem> {
    let call: Call = uow.lock(uow.find::<Draw>(id).await?.call_id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(uow, call.id).await?;
    let row: Draw = uow.lock(id).await?;
    seen.check(row.version)?;
    Ok((call, row))
}

/// The published file of a draw, made by doing it again; nothing before it was drawn.
fn drawn(row: &Draw) -> Result<Option<DrawFile>, Problem> {
    let Some(entropy) = &row.entropy else { return Ok(None) };
    let list: List = document(&row.list)?;
    drawn_file(&list, &row.salt, &row.entropy_source, entropy).map(Some).map_err(Problem::internal)
}

/// Whether everybody may see what came out of it: the supervisor has signed it, or it was given up.
fn is_public(row: &Draw) -> bool {
    row.confirmed_at.is_some() || row.void_reason.is_some()
}

fn outcome(row: &Draw) -> Result<Option<Outcome>, Problem> {
    row.outcome.as_deref().map(document).transpose()
}

/// The experts of drawn numbers.
async fn experts_of<'a>(uow: &Uow, drawn: impl Iterator<Item = &'a Drawn>) -> Result<Vec<Expert>, Problem> {
    let numbers: Vec<String> = drawn.map(|one| one.id.clone()).collect();
    Ok(rows::experts_numbered(&uow.conn, &numbers).await?)
}

async fn reply(uow: &Uow, call: &Call, row: &Draw) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, call, row).await?)?.version(row.version))
}

async fn view(uow: &Uow, call: &Call, row: &Draw) -> Result<DrawView, Problem> {
    let outcome = outcome(row)?.unwrap_or(Outcome { panel: Vec::new(), reserves: Vec::new(), passed_over: Vec::new() });
    let experts = experts_of(uow, outcome.panel.iter().chain(&outcome.reserves)).await?;
    let ids: Vec<UserId> = experts.iter().map(|one| one.user_id).chain([row.supervisor_id, row.created_by]).collect();
    let users = get_many::<User>(&uow.conn, &ids).await?;
    let sitting = match reviews::stage_of(&uow.conn, call.id).await?.filter(|_| row.confirmed_at.is_some()) {
        Some(stage) => reviews::seats(&uow.conn, stage.id).await?,
        None => Vec::new(),
    };
    let person = |id: UserId| named(&users, id);
    let shown = |one: &Drawn| {
        let user = experts.iter().find(|expert| expert.number == one.id).map(|expert| expert.user_id);
        user.map(|id| DrawnView {
            number: one.id.clone(),
            user: person(id),
            stratum: one.stratum.clone(),
            ticket: one.ticket.clone(),
            sits: sitting.iter().any(|seat| seat.reviewer_id == id),
        })
    };
    Ok(DrawView {
        id: row.id.0,
        round: row.round.clone(),
        strata: strata(row)?,
        max_conflicts: row.max_conflicts,
        entropy_source: row.entropy_source.clone(),
        entropy_at: Instant::micros(row.entropy_at)?,
        supervisor: person(row.supervisor_id),
        list_sha256: row.list_sha256.clone(),
        commitment: row.commitment.clone(),
        committed_by: person(row.created_by),
        committed_at: Instant::micros(row.created_at)?,
        entropy: row.entropy.clone(),
        drawn_at: Instant::maybe(row.drawn_at)?,
        file_sha256: row.file_sha256.clone(),
        panel: outcome.panel.iter().filter_map(shown).collect(),
        reserves: outcome.reserves.iter().filter_map(shown).collect(),
        replacements: document(&row.replacements)?,
        confirmed_at: Instant::maybe(row.confirmed_at)?,
        void_reason: row.void_reason.clone(),
        state: DrawState::read(&row.state)?,
        version: row.version,
        available_actions: actions(uow, call, row).await?,
    })
}

async fn actions(uow: &Uow, call: &Call, row: &Draw) -> Result<Vec<ActionView>, Problem> {
    let spoken = row.entropy_at <= uow.micros();
    let signs = uow.is_me(row.supervisor_id).await?;
    let offers = vec![
        Offer::new(DrawEvent::Draw, "drawPanel").needs(spoken, "source_silent", crate::chance::SILENT),
        Offer::new(DrawEvent::Confirm, "confirmDraw").needs(
            signs,
            "not_the_supervisor",
            "The supervisor named beforehand signs the result",
        ),
        Offer::new(DrawEvent::Replace, "replacePanelMember"),
        Offer::new(DrawEvent::Void, "voidDraw"),
    ];
    available::<DrawMachine>(uow, &row.state, &calls::place(call), offers)
}

/// The strata with the number of their candidates.
fn strata(row: &Draw) -> Result<Vec<StratumView>, Problem> {
    let wanted: Vec<Wanted> = document(&row.strata)?;
    let list: List = document(&row.list)?;
    let one = |stratum: &yichuang_domain::draws::Stratum| StratumView {
        code: stratum.code.clone(),
        specialities: wanted
            .iter()
            .find(|one| one.code == stratum.code)
            .map(|one| one.specialities.iter().map(|code| Speciality(*code)).collect())
            .unwrap_or_default(),
        seats: stratum.seats,
        reserves: stratum.reserves,
        candidates: list.candidates.iter().filter(|one| one.stratum == stratum.code).count(),
    };
    Ok(list.strata.iter().map(one).collect())
}

/// The text of the published file, the same at every time, byte for byte.
fn text_of(file: &DrawFile) -> Result<String, Problem> {
    canonical(file)
}
