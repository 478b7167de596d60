//! Announce a draw: list and salt are bound before chance speaks.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::caller::Caller;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::{self, keep};
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Instant, Speciality, canonical};
use yichuang_domain::draws::strata::Wanted;
use yichuang_domain::draws::{DrawError, Stratum, commitment};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_records::calls;
use yichuang_store::ids::{CallId, DrawId, UserId};
use yichuang_store::record::{Call, Draw, User};
use yichuang_store::{StoreError, accounts, draws as rows, experts, find, insert, proposals};

use super::{eligible, view};
use crate::chance;

/// Seats to be drawn from one part of the library.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StratumInput {
    #[schema(pattern = "^[a-z][a-z0-9_]{0,29}$", example = "finance")]
    pub code: String,
    /// Whoever knows most about one of these belongs here; empty: whoever belongs nowhere else.
    #[schema(max_items = 12)]
    pub specialities: Vec<Speciality>,
    #[schema(minimum = 0, maximum = 99, example = 1)]
    pub seats: u32,
    /// How many reserves are named.
    #[schema(minimum = 0, maximum = 99, example = 2)]
    pub reserves: u32,
}

/// How the panel is drawn, and by which public chance.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawInput {
    #[schema(min_items = 1, max_items = 12)]
    pub strata: Vec<StratumInput>,
    /// Proposals of the call with which a candidate may have a conflict; they are recused from those.
    #[schema(minimum = 0, maximum = 1000, example = 0)]
    pub max_conflicts: i32,
    /// A public draw that everybody can look up, named exactly.
    #[schema(min_length = 4, max_length = 200, pattern = r"\S", example = "中国福利彩票双色球第2026100期开奖号码")]
    pub entropy_source: String,
    /// When it takes place; later than now.
    pub entropy_at: Instant,
    /// The account of a director or auditor of the call, another person, who signs the result.
    pub supervisor_id: Uuid,
}

/// Announce the draw of a panel
///
/// While proposals are screened. Records are compared for conflicts first. Then the list is closed: approved experts who
/// hold the role of a reviewer for the call, take work today, take as many proposals, and have a conflict with no more than
/// so many of them. The digest is public from now on, before the named source speaks; nothing can be changed after that.
#[utoipa::path(post, path = "/calls/{id}/draws", operation_id = "announceDraw", tag = "draws",
    params(("id" = Uuid, Path, description = "Call")), request_body = DrawInput,
    responses((status = 201, description = "The draw", body = super::DrawView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<DrawInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, CallId(id), input).await?;
        Ok(Reply::created(format!("/api/v1/calls/{id}/draws"), &view(&uow, &call, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, input: &DrawInput) -> Result<(Call, Draw), Problem> {
    let call: Call = uow.lock(id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(uow, call.id).await?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &calls::place(&call)) {
        return Err(Problem::forbidden("Only an officer of the call announces the draw of its panel"));
    }
    if call.state != "screening" {
        return Err(Problem::refused("not_screening", "A panel is drawn while proposals are screened").with("state", call.state));
    }
    let before = rows::of_call(&uow.conn, call.id).await?;
    if before.iter().any(|draw| draw.state != "void") {
        return Err(Problem::refused("draw_exists", "A draw of this panel stands already"));
    }
    let mut faults = size_faults(&call, input)?;
    faults.extend(chance::too_early(uow, input.entropy_at));
    faults.extend(supervisor_fault(uow, &call, UserId(input.supervisor_id)).await?);
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    look(uow, &call).await?;
    let row = closed(uow, &call, input, i32::try_from(before.len()).unwrap_or(i32::MAX) + 1).await?;
    match insert(&uow.conn, row.clone()).await {
        Err(StoreError::Duplicate(_)) => return Err(Problem::refused("draw_exists", "A draw of this panel stands already")),
        other => other?,
    }
    let after = json!({
        "round": row.round, "commitment": row.commitment, "list_sha256": row.list_sha256, "entropy_source": row.entropy_source,
        "entropy_at": row.entropy_at, "supervisor": row.supervisor_id,
    });
    uow.audit("draw.announce", Subject::new("draw", row.id).after(after)).await?;
    let supervisor: User = uow.find(row.supervisor_id).await?;
    let text = format!("您被指定监督“{}”的评审专家抽取（{}）。抽取后请登录核对并确认结果。", call.title, row.round);
    uow.mail(&supervisor.email, "评审专家抽取监督", &text).await?;
    Ok((call, row))
}

/// As many seats as the scheme says or more, and as many finance experts.
fn size_faults(call: &Call, input: &DrawInput) -> Result<Vec<Fault>, Problem> {
    let panel = calls::scheme(call)?.panel;
    let seats: u32 = input.strata.iter().map(|stratum| stratum.seats).sum();
    let finance = yichuang_domain::experts::Speciality::Finance;
    let counted = input.strata.iter().filter(|stratum| stratum.specialities.len() == 1 && stratum.specialities[0].0 == finance);
    let finance: u32 = counted.map(|stratum| stratum.seats).sum();
    let mut faults = Vec::new();
    for (found, least, code, detail) in [
        (seats, panel.size, "too_small", "The panel has fewer seats than the scheme says"),
        (finance, panel.finance_members, "too_few_finance", "Fewer seats are kept for finance alone than the scheme says"),
    ] {
        if found < least {
            faults.push(Fault::new("/strata", code, detail).with_limit(least.to_string()).with_actual(found.to_string()));
        }
    }
    Ok(faults)
}

async fn supervisor_fault(uow: &Uow, call: &Call, id: UserId) -> Result<Option<Fault>, Problem> {
    let fault = |code: &str, detail: &str| Ok(Some(Fault::new("/supervisor_id", code, detail)));
    let Some(user) = find::<User>(&uow.conn, id).await?.filter(|user| user.state == "active") else {
        return fault("unknown", "There is no such account");
    };
    if uow.is_me(id).await? {
        return fault("same_person", "Who announces a draw does not supervise it");
    }
    let who = Caller::new(&user, &accounts::grants_of(&uow.conn, id).await?);
    if who.holds(&[Role::ProgrammeDirector, Role::Auditor], &calls::place(call)) {
        return Ok(None);
    }
    fault("not_a_supervisor", "Only a director or auditor of the call supervises a draw")
}

/// Compares every candidate's records with the organisations of the call.
async fn look(uow: &Uow, call: &Call) -> Result<(), Problem> {
    let organisations = proposals::organisations_in(&uow.conn, call.id).await?;
    for expert in experts::approved_on(&uow.conn, &uow.today().to_string()).await? {
        keep::detect(uow, expert.user_id, &call.area_path, &organisations).await?;
    }
    Ok(())
}

/// The draw with its closed list, or why the list cannot fill the seats.
async fn closed(uow: &Uow, call: &Call, input: &DrawInput, n: i32) -> Result<Draw, Problem> {
    let wanted: Vec<Wanted> = input
        .strata
        .iter()
        .map(|one| Wanted { code: one.code.clone(), specialities: one.specialities.iter().map(|code| code.0).collect() })
        .collect();
    let strata = input.strata.iter().map(|one| Stratum { code: one.code.clone(), seats: one.seats, reserves: one.reserves });
    let round = format!("{}/{n}", call.number);
    let people = eligible::people(uow, call, &wanted, input.max_conflicts).await?;
    let list = eligible::list(&round, &people, strata.collect());
    list.check().map_err(|error| Problem::faults(vec![fault(&error)]))?;
    let salt = chance::salt();
    let list_sha256 = list.sha256();
    Ok(Draw {
        id: DrawId(uow.id()),
        call_id: call.id,
        n,
        strata: canonical(&wanted)?,
        list: canonical(&list)?,
        max_conflicts: input.max_conflicts,
        entropy_source: input.entropy_source.trim().to_owned(),
        entropy_at: input.entropy_at.0.micros(),
        supervisor_id: UserId(input.supervisor_id),
        commitment: commitment(&round, &list_sha256, &salt),
        round,
        list_sha256,
        salt,
        entropy: None,
        outcome: None,
        file_sha256: None,
        drawn_by: None,
        drawn_at: None,
        confirmed_at: None,
        replacements: "[]".to_owned(),
        void_reason: None,
        state: "committed".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}

fn fault(error: &DrawError) -> Fault {
    let code = match error {
        DrawError::Twice(_) | DrawError::StratumTwice(_) => "twice",
        DrawError::UnknownStratum { .. } => "unknown",
        DrawError::NotOdd(_) => "not_odd",
        DrawError::TooFew { .. } => "too_few_candidates",
    };
    let fault = Fault::new("/strata", code, error.to_string());
    match error {
        DrawError::TooFew { seats, employers, .. } => fault.with_limit(seats.to_string()).with_actual(employers.to_string()),
        _ => fault,
    }
}
