//! How versions of a call look.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, SchemaType, Type};
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::parties::named;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, AmendmentState, Instant, PersonView, document};
use yichuang_domain::calls::Change;
use yichuang_domain::states::amendments::{AmendmentEvent as Event, AmendmentMachine};
use yichuang_store::get_many;
use yichuang_store::ids::UserId;
use yichuang_store::record::{Call, CallVersion, User};

use super::approve;
use crate::calls;

/// One thing that differs from the version before.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct ChangeView {
    /// A pointer into the announced call: `/announcement`, `/closes_at`, `/document/required_documents` …
    #[schema(example = "/closes_at")]
    pub pointer: String,
    /// What stood there.
    #[schema(schema_with = part_of_a_call)]
    pub before: Value,
    /// What stands there now.
    #[schema(schema_with = part_of_a_call)]
    pub after: Value,
}

/// What a part of a call may be.
fn part_of_a_call() -> Object {
    let types = [Type::String, Type::Array, Type::Object, Type::Null];
    let what = "A text, an instant, a list or a part of the document; null where nothing stands.";
    ObjectBuilder::new().schema_type(SchemaType::from_iter(types)).description(Some(what)).examples([json!("2026-12-31T16:00:00Z")]).build()
}

/// A version of a call, for staff.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AmendmentView {
    pub id: Uuid,
    pub call_id: Uuid,
    /// 1 as published, one more with each amendment that took effect.
    #[schema(example = 2)]
    pub revision: i32,
    /// Why, for everybody to read; empty for the first version.
    #[schema(example = "应申报单位要求延长申报时间")]
    pub reason: String,
    pub changes: Vec<ChangeView>,
    /// SHA-256 of the scheme, the same in every version.
    pub scheme_sha256: String,
    pub return_reason: Option<String>,
    pub in_force_at: Option<Instant>,
    pub created_by: PersonView,
    pub approved_by: Option<PersonView>,
    pub state: AmendmentState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

impl From<Change> for ChangeView {
    fn from(change: Change) -> Self {
        Self { pointer: change.pointer, before: change.before, after: change.after }
    }
}

/// One version; what its approval waits for is asked while it waits.
pub(super) async fn view(uow: &Uow, call: &Call, row: &CallVersion) -> Result<AmendmentView, Problem> {
    let mut views = views(uow, call, std::slice::from_ref(row)).await?;
    views.pop().ok_or_else(|| Problem::internal("a version without a view"))
}

/// Versions of one call, with one query for the people of all of them.
pub(super) async fn views(uow: &Uow, call: &Call, rows: &[CallVersion]) -> Result<Vec<AmendmentView>, Problem> {
    let mut people: Vec<UserId> = rows.iter().flat_map(|row| [Some(row.created_by), row.approved_by]).flatten().collect();
    people.sort_unstable();
    people.dedup();
    let people = get_many::<User>(&uow.conn, &people).await?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let blockers = if row.state == "proposed" { approve::blockers(uow, call, row).await? } else { Vec::new() };
        let offers = vec![
            Offer::new(Event::Approve, "approveAmendment").blocked(blockers),
            Offer::new(Event::Return, "returnAmendment"),
            Offer::new(Event::Withdraw, "withdrawAmendment"),
        ];
        let actions = available::<AmendmentMachine>(uow, &row.state, &calls::place(call), offers)?;
        views.push(one(row, &people, actions)?);
    }
    Ok(views)
}

fn one(row: &CallVersion, people: &[User], available_actions: Vec<ActionView>) -> Result<AmendmentView, Problem> {
    let person = |id: UserId| named(people, id);
    Ok(AmendmentView {
        id: row.id.0,
        call_id: row.call_id.0,
        revision: row.revision,
        reason: row.reason.clone(),
        changes: document(&row.changes)?,
        scheme_sha256: row.scheme_sha256.clone(),
        return_reason: row.return_reason.clone(),
        in_force_at: Instant::maybe(row.in_force_at)?,
        created_by: person(row.created_by),
        approved_by: row.approved_by.map(person),
        state: AmendmentState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
        available_actions,
    })
}
