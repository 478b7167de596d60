//! How a need looks to staff.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::{ActionView, Date, FaultView, Instant, Money, NeedCategory, NeedSource, NeedState, NeedUrgency, PersonView};
use yichuang_domain::rules::needs::too_few_applicants;
use yichuang_domain::states::needs::{NeedEvent as Event, NeedMachine, NeedState as State};
use yichuang_records::files::{self, FileView};
use yichuang_store::ids::{NeedId, UserId};
use yichuang_store::record::{AuditEvent, Need, User};
use yichuang_store::{Page, areas, audit, find, get_many, needs};

use super::follow::{NeedStatementView, late_days};
use super::publish::missing;
use super::{place, tell};

/// A need in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedSummary {
    pub id: Uuid,
    #[schema(example = "XQ2026-0001")]
    pub number: String,
    /// The published heading, or the beginning of the reporter's words.
    #[schema(example = "社区老人助餐点")]
    pub heading: String,
    #[schema(example = "320402000000")]
    pub area_code: String,
    #[schema(example = "常州市天宁区")]
    pub area_name: String,
    pub category: Option<NeedCategory>,
    pub urgency: NeedUrgency,
    pub source: NeedSource,
    pub endorsements: i32,
    /// Who owes the next step: `community`, `street` or `bureau`.
    #[schema(example = "community")]
    pub level: String,
    pub due_on: Option<Date>,
    /// Working days that the first answer is late.
    pub late_days: u32,
    pub state: NeedState,
    pub version: i32,
    pub created_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// A level that was told.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedEscalationView {
    #[schema(example = "street")]
    pub level: String,
    pub due_on: Option<Date>,
    /// How many officers got an e-mail.
    pub told: i32,
    pub at: Instant,
}

/// A report that was merged into a need.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MergedNeedView {
    pub id: Uuid,
    #[schema(example = "XQ2026-0002")]
    pub number: String,
    #[schema(example = "独居老人吃饭困难")]
    pub heading: String,
    pub created_at: Instant,
}

/// Something that happened to a need.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedHistoryView {
    pub at: Instant,
    #[schema(example = "need.accept")]
    pub action: String,
    /// Nobody for what the platform or a reporter without an account did.
    pub by: Option<PersonView>,
    pub reason: Option<String>,
}

/// A need.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedView {
    pub id: Uuid,
    #[schema(example = "XQ2026-0001")]
    pub number: String,
    #[schema(example = "社区老人助餐点")]
    pub heading: String,
    #[schema(example = "320402000000")]
    pub area_code: String,
    #[schema(example = "常州市天宁区")]
    pub area_name: String,
    /// What the reporter wrote; it never changes.
    #[schema(example = "小区里独居老人多，没有地方吃午饭")]
    pub words: String,
    #[schema(example = "3幢楼下")]
    pub place: String,
    /// How the reporter can be reached, masked.
    #[schema(example = "138****4567")]
    pub contact_hint: Option<String>,
    /// What the reporter photographed; the public never sees it.
    pub photos: Vec<FileView>,
    /// The published heading.
    pub title: String,
    /// The published description.
    pub description: String,
    pub category: Option<NeedCategory>,
    #[schema(example = "60岁以上独居老人")]
    pub target_group: String,
    #[schema(example = 120)]
    pub head_count: Option<i32>,
    pub urgency: NeedUrgency,
    pub source: NeedSource,
    pub amount: Option<Money>,
    pub self_raised_min: Option<Money>,
    #[schema(example = 3)]
    pub min_applicants: Option<i32>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    #[schema(example = "community")]
    pub level: String,
    pub due_on: Option<Date>,
    pub late_days: u32,
    pub responded_at: Option<Instant>,
    pub endorsements: i32,
    /// The need it was merged into.
    pub merged_into: Option<MergedNeedView>,
    /// What was merged into it.
    pub merged: Vec<MergedNeedView>,
    /// How many proposals that were handed in answer it.
    pub proposals: i64,
    /// Things to look at that refuse nothing.
    pub warnings: Vec<FaultView>,
    pub statements: Vec<NeedStatementView>,
    pub escalations: Vec<NeedEscalationView>,
    pub history: Vec<NeedHistoryView>,
    pub outcome: Option<String>,
    pub published_at: Option<Instant>,
    pub demonstration: bool,
    pub state: NeedState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// A page of needs, with one query for the areas of all of them.
pub(super) async fn summaries(uow: &Uow, rows: &[Need]) -> Result<Vec<NeedSummary>, Problem> {
    let names = area_names(uow, rows).await?;
    rows.iter()
        .map(|row| {
            Ok(NeedSummary {
                id: row.id.0,
                number: row.number.clone(),
                heading: tell::heading(row),
                area_code: row.area_code.clone(),
                area_name: names.get(&row.area_code).cloned().unwrap_or_default(),
                category: row.category.as_deref().map(NeedCategory::read).transpose()?,
                urgency: NeedUrgency::read(&row.urgency)?,
                source: NeedSource::read(&row.source)?,
                endorsements: row.endorsement_count,
                level: row.level.clone(),
                due_on: Date::maybe(row.due_on.as_deref())?,
                late_days: late_days(uow, row)?,
                state: NeedState::read(&row.state)?,
                version: row.version,
                created_at: Instant::micros(row.created_at)?,
                available_actions: actions(uow, row)?,
            })
        })
        .collect()
}

/// The names of the areas of some needs, by code.
pub(super) async fn area_names(uow: &Uow, rows: &[Need]) -> Result<HashMap<String, String>, Problem> {
    let mut codes: Vec<String> = rows.iter().map(|row| row.area_code.clone()).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(areas::get_many(&uow.conn, &codes).await?.into_iter().map(|area| (area.code, area.name)).collect())
}

pub(super) async fn view(uow: &Uow, row: &Need) -> Result<NeedView, Problem> {
    let names = area_names(uow, std::slice::from_ref(row)).await?;
    let proposals = proposals(uow, row.id).await?;
    let parent: Option<Need> = match row.merged_into_id {
        Some(id) => find(&uow.conn, id).await?,
        None => None,
    };
    let statements = needs::statements(&uow.conn, row.id).await?.into_iter();
    let escalations = needs::escalations(&uow.conn, row.id).await?.into_iter();
    Ok(NeedView {
        id: row.id.0,
        number: row.number.clone(),
        heading: tell::heading(row),
        area_code: row.area_code.clone(),
        area_name: names.get(&row.area_code).cloned().unwrap_or_default(),
        words: row.words.clone(),
        place: row.place.clone(),
        contact_hint: row.contact_hint.clone(),
        photos: files::of_subjects(uow, "need", &[row.id.0]).await?.remove(&row.id.0).unwrap_or_default(),
        title: row.title.clone(),
        description: row.description.clone(),
        category: row.category.as_deref().map(NeedCategory::read).transpose()?,
        target_group: row.target_group.clone(),
        head_count: row.head_count,
        urgency: NeedUrgency::read(&row.urgency)?,
        source: NeedSource::read(&row.source)?,
        amount: row.amount_fen.map(Money::fen).transpose()?,
        self_raised_min: row.self_raised_min_fen.map(Money::fen).transpose()?,
        min_applicants: row.min_applicants,
        starts_on: Date::maybe(row.starts_on.as_deref())?,
        ends_on: Date::maybe(row.ends_on.as_deref())?,
        level: row.level.clone(),
        due_on: Date::maybe(row.due_on.as_deref())?,
        late_days: late_days(uow, row)?,
        responded_at: Instant::maybe(row.responded_at)?,
        endorsements: row.endorsement_count,
        merged_into: parent.as_ref().map(merged).transpose()?,
        merged: needs::merged_into(&uow.conn, row.id).await?.iter().map(merged).collect::<Result<_, _>>()?,
        proposals,
        warnings: warnings(row, proposals)?,
        statements: statements
            .map(|one| Ok(NeedStatementView { kind: one.kind, text: one.text, at: Instant::micros(one.created_at)? }))
            .collect::<Result<_, Problem>>()?,
        escalations: escalations
            .map(|one| {
                let due_on = Date::maybe(one.due_on.as_deref())?;
                Ok(NeedEscalationView { level: one.level, due_on, told: one.told, at: Instant::micros(one.created_at)? })
            })
            .collect::<Result<_, Problem>>()?,
        history: history(uow, row.id).await?,
        outcome: row.outcome.clone(),
        published_at: Instant::maybe(row.published_at)?,
        demonstration: row.demonstration,
        state: NeedState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
        available_actions: actions(uow, row)?,
    })
}

/// How many proposals that were handed in answer the need.
pub(super) async fn proposals(uow: &Uow, id: NeedId) -> Result<i64, Problem> {
    Ok(needs::answer_counts(&uow.conn, &[id]).await?.first().map_or(0, |(_, count)| *count))
}

/// Fewer applicants than it asks for, while it is open.
pub(super) fn warnings(row: &Need, proposals: i64) -> Result<Vec<FaultView>, Problem> {
    let open = state_of::<State>(&row.state)?.is_open();
    let few = too_few_applicants(row.min_applicants, proposals).filter(|_| open);
    Ok(few.into_iter().map(Into::into).collect())
}

fn merged(row: &Need) -> Result<MergedNeedView, Problem> {
    let created_at = Instant::micros(row.created_at)?;
    Ok(MergedNeedView { id: row.id.0, number: row.number.clone(), heading: tell::heading(row), created_at })
}

/// The last hundred things that happened, newest first.
async fn history(uow: &Uow, id: NeedId) -> Result<Vec<NeedHistoryView>, Problem> {
    let filter = audit::Filter { subject_kind: Some("need".to_owned()), subject_id: Some(id.0) };
    let page = audit::list(&uow.conn, &filter, &[], Page { before: None, limit: 100 }).await?;
    let mut ids: Vec<UserId> = page.items.iter().filter_map(|event| event.actor_id.map(UserId)).collect();
    ids.sort_unstable();
    ids.dedup();
    let users = get_many::<User>(&uow.conn, &ids).await?;
    let name = |event: &AuditEvent| {
        let user = users.iter().find(|user| Some(user.id.0) == event.actor_id)?;
        Some(PersonView { id: user.id.0, name: user.name.clone() })
    };
    let entry = |event: &AuditEvent| {
        let at = Instant::micros(event.at)?;
        Ok(NeedHistoryView { at, action: event.action.clone(), by: name(event), reason: event.reason.clone() })
    };
    page.items.iter().map(entry).collect()
}

fn actions(uow: &Uow, row: &Need) -> Result<Vec<ActionView>, Problem> {
    let offers = vec![
        Offer::new(Event::Accept, "acceptNeed"),
        Offer::new(Event::Merge, "mergeNeed"),
        Offer::new(Event::Decline, "declineNeed"),
        Offer::new(Event::Publish, "publishNeed").blocked(missing(row)?),
        Offer::new(Event::MarkMet, "markNeedMet"),
        Offer::new(Event::MarkUnmet, "markNeedUnmet"),
    ];
    available::<NeedMachine>(uow, &row.state, &place(row), offers)
}
