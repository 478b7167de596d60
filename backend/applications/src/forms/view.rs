//! How a form looks to those who build and choose it.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, FaultView, FormPurpose, FormState, Instant, PersonView, document};
use yichuang_domain::states::forms::{FormEvent as Event, FormMachine};
use yichuang_store::ids::UserId;
use yichuang_store::record::{Form as Row, User};
use yichuang_store::{areas, around, forms as rows, get_many};

use super::{BUILDERS, place, unsound};
use crate::calls::view::CallAreaView;

/// A form in the library.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormSummary {
    pub id: Uuid,
    #[schema(example = "社区公益创投项目申报书")]
    pub title: String,
    pub purpose: FormPurpose,
    pub area: CallAreaView,
    /// Which version of its chain it is, from 1.
    #[schema(example = 1)]
    pub revision: i32,
    /// SHA-256 of the canonical JSON of the document.
    pub sha256: String,
    /// How many fields it has.
    #[schema(example = 24)]
    pub fields: i32,
    pub published_at: Option<Instant>,
    pub demonstration: bool,
    pub state: FormState,
    pub version: i32,
    pub updated_by: PersonView,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// One version of a form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormView {
    pub id: Uuid,
    #[schema(example = "社区公益创投项目申报书")]
    pub title: String,
    pub purpose: FormPurpose,
    pub area: CallAreaView,
    /// Which version of its chain it is, from 1.
    #[schema(example = 1)]
    pub revision: i32,
    /// The first version of the chain.
    pub chain_id: Uuid,
    /// The form it was copied from.
    pub copied_from: Option<Uuid>,
    /// SHA-256 of the canonical JSON of the document.
    pub sha256: String,
    /// The form itself, `form/1`.
    #[schema(value_type = Object)]
    pub document: Value,
    /// What keeps it from being published, with pointers below `/document`.
    pub faults: Vec<FaultView>,
    /// How many calls use this version.
    #[schema(example = 0)]
    pub calls: i64,
    /// The caller may change it now.
    pub editable: bool,
    pub published_at: Option<Instant>,
    pub demonstration: bool,
    pub state: FormState,
    pub version: i32,
    pub created_by: PersonView,
    pub updated_by: PersonView,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

async fn people(uow: &Uow, ids: &mut Vec<UserId>) -> Result<HashMap<UserId, PersonView>, Problem> {
    ids.sort_unstable();
    ids.dedup();
    let found = get_many::<User>(&uow.conn, ids).await?;
    Ok(found.into_iter().map(|user| (user.id, PersonView { id: user.id.0, name: user.name })).collect())
}

async fn named_areas(uow: &Uow, rows: &[Row]) -> Result<HashMap<String, String>, Problem> {
    let mut codes: Vec<String> = rows.iter().map(|row| row.area_code.clone()).collect();
    codes.sort_unstable();
    codes.dedup();
    Ok(areas::get_many(&uow.conn, &codes).await?.into_iter().map(|area| (area.code, area.name)).collect())
}

fn area(areas: &HashMap<String, String>, row: &Row) -> CallAreaView {
    CallAreaView { code: row.area_code.clone(), name: areas.get(&row.area_code).cloned().unwrap_or_default() }
}

fn person(people: &HashMap<UserId, PersonView>, id: UserId) -> PersonView {
    people.get(&id).cloned().unwrap_or(PersonView { id: id.0, name: String::new() })
}

/// A page of forms, with one query for what all of them name.
pub(super) async fn summaries(uow: &Uow, rows: &[Row]) -> Result<Vec<FormSummary>, Problem> {
    let (people, areas) = around::forms(&uow.conn, rows).await?;
    let people = people.into_iter().map(|user| (user.id, PersonView { id: user.id.0, name: user.name })).collect();
    let areas = areas.into_iter().map(|area| (area.code, area.name)).collect();
    rows.iter()
        .map(|row| {
            Ok(FormSummary {
                id: row.id.0,
                title: row.title.clone(),
                purpose: FormPurpose::read(&row.purpose)?,
                area: area(&areas, row),
                revision: row.revision,
                sha256: row.sha256.clone(),
                fields: row.fields,
                published_at: Instant::maybe(row.published_at)?,
                demonstration: row.demonstration,
                state: FormState::read(&row.state)?,
                version: row.version,
                updated_by: person(&people, row.updated_by),
                created_at: Instant::micros(row.created_at)?,
                updated_at: Instant::micros(row.updated_at)?,
            })
        })
        .collect()
}

pub(super) async fn view(uow: &Uow, row: &Row) -> Result<FormView, Problem> {
    let people = people(uow, &mut vec![row.created_by, row.updated_by]).await?;
    let areas = named_areas(uow, std::slice::from_ref(row)).await?;
    let faults = unsound(row)?;
    let offers = vec![Offer::new(Event::Publish, "publishForm").blocked(faults.clone()), Offer::new(Event::Discard, "discardForm")];
    Ok(FormView {
        id: row.id.0,
        title: row.title.clone(),
        purpose: FormPurpose::read(&row.purpose)?,
        area: area(&areas, row),
        revision: row.revision,
        chain_id: row.chain_id.0,
        copied_from: row.copied_from.map(|id| id.0),
        sha256: row.sha256.clone(),
        document: document(&row.document)?,
        faults: faults.into_iter().map(Into::into).collect(),
        calls: rows::uses(&uow.conn, row.id).await?,
        editable: row.state == "draft" && uow.caller()?.holds(BUILDERS, &place(row)),
        published_at: Instant::maybe(row.published_at)?,
        demonstration: row.demonstration,
        state: FormState::read(&row.state)?,
        version: row.version,
        created_by: person(&people, row.created_by),
        updated_by: person(&people, row.updated_by),
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
        available_actions: available::<FormMachine>(uow, &row.state, &place(row), offers)?,
    })
}
