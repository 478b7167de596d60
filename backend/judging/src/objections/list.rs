//! Objections, for staff and for whoever filed them.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, PROGRAMME};
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::wire::{Date, Instant, ObjectionState, PageQuery, PersonView, next_cursor};
use yichuang_store::around::{self, OfObjections};
use yichuang_store::ids::NoticeId;
use yichuang_store::objections::{self as rows, Filter};
use yichuang_store::record::Objection;

use super::{ObjectedNotice, ObjectedProposal};

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ObjectionsQuery {
    /// Only this state.
    #[param(inline)]
    state: Option<ObjectionState>,
    /// Only this notice.
    notice_id: Option<Uuid>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// An objection in a list; what it says is read one by one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ObjectionSummary {
    pub id: Uuid,
    #[schema(example = "YI2026-0001")]
    pub number: String,
    pub notice: ObjectedNotice,
    /// Nothing when it is about the notice as a whole.
    pub proposal: Option<ObjectedProposal>,
    #[schema(example = "林芳")]
    pub filer_name: String,
    pub received_on: Date,
    pub due_on: Option<Date>,
    pub handler: Option<PersonView>,
    pub answered_at: Option<Instant>,
    pub state: ObjectionState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// One page of objections.
#[derive(Serialize, ToSchema)]
pub struct ObjectionList {
    pub items: Vec<ObjectionSummary>,
    pub next: Option<String>,
}

/// List objections
///
/// Newest first: those of one's area or call, and those of one's own organisation.
#[utoipa::path(get, path = "/objections", operation_id = "listObjections", tag = "objections", params(ObjectionsQuery),
    responses((status = 200, description = "One page", body = ObjectionList)))]
pub async fn handler(cx: Cx, Query(query): Query<ObjectionsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter {
        state: query.state.map(|state| state.0.to_string()),
        notice: query.notice_id.map(NoticeId),
        hidden: recusal::hidden(&uow).await?,
    };
    let who = uow.caller()?;
    let page = rows::list(&uow.conn, &who.reach(PROGRAMME), &who.reach(APPLICANTS), &filter, at).await?;
    let named = around::objections(&uow.conn, &page.items).await?;
    let items = page.items.iter().map(|row| summary(row, &named)).collect::<Result<_, _>>()?;
    Reply::ok(&ObjectionList { items, next: next_cursor(&page) })
}

fn summary(row: &Objection, named: &OfObjections) -> Result<ObjectionSummary, Problem> {
    let notice = named.notices.iter().find(|notice| notice.id == row.notice_id).ok_or_else(Problem::not_found)?;
    let proposal = row.proposal_id.and_then(|id| named.proposals.iter().find(|proposal| proposal.id == id));
    let handler = row.handler_id.and_then(|id| named.handlers.iter().find(|user| user.id == id));
    Ok(ObjectionSummary {
        id: row.id.0,
        number: row.number.clone(),
        notice: ObjectedNotice::of(notice),
        proposal: proposal.map(|proposal| {
            let applicant = named.organisations.iter().find(|one| one.id == proposal.organisation_id);
            ObjectedProposal::of(proposal, applicant)
        }),
        filer_name: row.filer_name.clone(),
        received_on: Date::read(&row.received_on)?,
        due_on: Date::maybe(row.due_on.as_deref())?,
        handler: handler.map(|user| PersonView { id: user.id.0, name: user.name.clone() }),
        answered_at: Instant::maybe(row.answered_at)?,
        state: ObjectionState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
    })
}
