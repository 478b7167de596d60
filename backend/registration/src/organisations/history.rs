//! What happened to an organisation, in one line of time.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::parties::named;
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Instant, Money, PageQuery, PersonView, ProjectState, document, next_cursor};
use yichuang_store::ids::{OrganisationId, UserId};
use yichuang_store::record::{AuditEvent, Organisation, Project, User};
use yichuang_store::{around, audit};

use super::place;

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HistoryQuery {
    /// At most this many events; awards between them come on top.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// A project the organisation was awarded.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AwardView {
    pub project_id: Uuid,
    #[schema(example = "XM2026-0001")]
    pub number: String,
    #[schema(example = "社区老人助餐与陪伴项目")]
    pub title: String,
    pub amount: Money,
    pub state: ProjectState,
}

/// One thing that happened.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HistoryItemView {
    pub id: Uuid,
    pub at: Instant,
    /// Action of the trail, or `award`.
    #[schema(example = "organisation.verify")]
    pub action: String,
    /// For staff only.
    pub actor: Option<PersonView>,
    #[schema(value_type = Option<Object>)]
    pub before: Option<serde_json::Value>,
    #[schema(value_type = Option<Object>)]
    pub after: Option<serde_json::Value>,
    pub reason: Option<String>,
    pub award: Option<AwardView>,
}

/// One page of the line of time.
#[derive(Serialize, ToSchema)]
pub struct HistoryList {
    pub items: Vec<HistoryItemView>,
    pub next: Option<String>,
}

/// What only staff reads: who looked at which number, and what an officer ticked.
const STAFF_ONLY: [&str; 3] = ["organisation.reveal_account", "staff.reveal", "organisation.check"];

/// Show the history of an organisation
///
/// Newest first: registration and its verification, changes, grades, inspections, list entries, accounts, awards. Its
/// own people see what happened; who of the administration did it, and who looked at which number, is for staff only.
#[utoipa::path(get, path = "/organisations/{id}/history", operation_id = "getOrganisationHistory", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation"), HistoryQuery),
    responses((status = 200, description = "One page", body = HistoryList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<HistoryQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let row: Organisation = uow.find(OrganisationId(id)).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&row))?;
    let staff = uow.caller()?.holds(STAFF, &place(&row));
    let hidden: &[&str] = if staff { &[] } else { &STAFF_ONLY };
    let page = audit::of_organisation(&uow.conn, row.id, hidden, at).await?;
    let next = next_cursor(&page);
    let actors = page.items.iter().filter(|_| staff).filter_map(|event| event.actor_id).map(UserId);
    let (awards, users) = around::history(&uow.conn, row.id, (at.before, page.next), &actors.collect::<Vec<_>>()).await?;
    Reply::ok(&HistoryList { items: items(page.items, awards, &users, staff)?, next })
}

fn items(events: Vec<AuditEvent>, awards: Vec<Project>, users: &[User], staff: bool) -> Result<Vec<HistoryItemView>, Problem> {
    let mut items = awards.into_iter().map(award).collect::<Result<Vec<_>, _>>()?;
    for event in events {
        items.push(HistoryItemView {
            id: event.id,
            at: Instant::micros(event.at)?,
            actor: event.actor_id.filter(|_| staff).map(|id| named(users, UserId(id))),
            before: event.before.as_deref().map(document).transpose()?,
            after: event.after.as_deref().map(document).transpose()?,
            reason: event.reason,
            action: event.action,
            award: None,
        });
    }
    items.sort_unstable_by_key(|item| std::cmp::Reverse(item.id));
    Ok(items)
}

fn award(project: Project) -> Result<HistoryItemView, Problem> {
    Ok(HistoryItemView {
        id: project.id.0,
        at: Instant::micros(project.created_at)?,
        action: "award".to_owned(),
        actor: None,
        before: None,
        after: None,
        reason: None,
        award: Some(AwardView {
            project_id: project.id.0,
            number: project.number,
            title: project.title,
            amount: Money::fen(project.approved_fen)?,
            state: ProjectState::read(&project.state)?,
        }),
    })
}
