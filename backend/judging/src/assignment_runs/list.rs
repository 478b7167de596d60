//! The runs of a call.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, AssignmentRunState, Instant, PageQuery, PersonView, document, next_cursor};
use yichuang_domain::fault::Fault;
use yichuang_domain::states::assignment_runs::{AssignmentRunEvent, AssignmentRunMachine};
use yichuang_records::calls;
use yichuang_records::calls::assignment_settings::AssignmentSettingsInput;
use yichuang_store::assignment_runs::{self as rows, Around};
use yichuang_store::ids::CallId;
use yichuang_store::record::{AssignmentRun, Call};

use super::call_of;

/// One plan that was carried out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssignmentRunView {
    pub id: Uuid,
    /// Counts the runs of a call.
    #[schema(example = 1)]
    pub seq: i32,
    pub settings: AssignmentSettingsInput,
    /// Fingerprint of everything that decided the plan.
    pub input_sha256: String,
    /// The score of the pair that fits least, in permille.
    #[schema(example = 650)]
    pub least_score: u32,
    /// What the plan costs in all, in permille.
    #[schema(example = 12500)]
    pub cost: i64,
    /// Assignments that the plan made.
    #[schema(example = 24)]
    pub planned: usize,
    /// Those of them that are still there, and those that somebody has begun.
    #[schema(example = 24)]
    pub assignments: i64,
    #[schema(example = 0)]
    pub started: i64,
    pub created_by: PersonView,
    pub undone_by: Option<PersonView>,
    pub undone_at: Option<Instant>,
    pub state: AssignmentRunState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// One page of runs.
#[derive(Serialize, ToSchema)]
pub struct AssignmentRunList {
    pub items: Vec<AssignmentRunView>,
    pub next: Option<String>,
}

/// List the assignments that were carried out
///
/// Newest first, also those that were undone.
#[utoipa::path(get, path = "/calls/{id}/assignment-runs", operation_id = "listAssignmentRuns", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call"), PageQuery),
    responses((status = 200, description = "One page", body = AssignmentRunList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<PageQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let call = call_of(&uow, CallId(id), false).await?;
    let page = rows::list(&uow.conn, call.id, at).await?;
    let around = rows::around(&uow.conn, &page.items).await?;
    let items = page.items.iter().map(|run| one(&uow, &call, run, &around)).collect::<Result<Vec<_>, Problem>>()?;
    Reply::ok(&AssignmentRunList { items, next: next_cursor(&page) })
}

/// One run, as it is answered after a change of it.
pub(super) async fn view(uow: &Uow, call: &Call, run: &AssignmentRun) -> Result<AssignmentRunView, Problem> {
    let around = rows::around(&uow.conn, std::slice::from_ref(run)).await?;
    one(uow, call, run, &around)
}

/// What keeps a run from being undone.
pub(super) fn blockers(is_last: bool, started: i64) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !is_last {
        faults.push(Fault::new("", "not_last_run", "A later run stands; undo that one first"));
    }
    if started > 0 {
        faults.push(Fault::new("", "run_started", "Some of its assignments are begun").with_limit("0").with_actual(started.to_string()));
    }
    faults
}

fn one(uow: &Uow, call: &Call, run: &AssignmentRun, around: &[Around]) -> Result<AssignmentRunView, Problem> {
    let found = around.iter().find(|one| one.run == run.id).ok_or_else(|| Problem::internal(format!("run {} lost its people", run.id)))?;
    let plan: serde_json::Value = document(&run.plan)?;
    let mut offers = Vec::new();
    if matches!(call.state.as_str(), "screening" | "reviewing") {
        let offer = Offer::new(AssignmentRunEvent::Undo, "undoAssignmentRun");
        offers.push(offer.blocked(blockers(found.later == 0, found.started)));
    }
    Ok(AssignmentRunView {
        id: run.id.0,
        seq: run.seq,
        settings: document(&run.settings)?,
        input_sha256: run.input_sha256.clone(),
        least_score: plan["least_score"].as_u64().and_then(|score| u32::try_from(score).ok()).unwrap_or_default(),
        cost: plan["cost"].as_i64().unwrap_or_default(),
        planned: plan["seats"].as_array().map_or(0, Vec::len),
        assignments: found.assignments,
        started: found.started,
        created_by: PersonView { id: run.created_by.0, name: found.created_by.clone() },
        undone_by: run.undone_by.map(|id| PersonView { id: id.0, name: found.undone_by.clone().unwrap_or_default() }),
        undone_at: Instant::maybe(run.undone_at)?,
        state: AssignmentRunState::read(&run.state)?,
        version: run.version,
        created_at: Instant::micros(run.created_at)?,
        updated_at: Instant::micros(run.updated_at)?,
        available_actions: available::<AssignmentRunMachine>(uow, &run.state, &calls::place(call), offers)?,
    })
}
