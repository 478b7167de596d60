//! Seal the defence and compute the final results.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::states::review_stages::{ReviewStageEvent, ReviewStageMachine};
use yichuang_records::calls;
use yichuang_store::ids::CallId;
use yichuang_store::record::{Call, ResultRun, ReviewStage};
use yichuang_store::{defences, insert, insert_all, proposals, reviews as rows};

use super::{compute, get_results, seal, stage_of};
use crate::juries;

/// Seal the defence
///
/// Once every turn is closed or its absence recorded. Locks what was submitted, lets the rest lapse, and computes the final
/// results of both stages from the sealed written scores and these, all at once. Where a public jury or site visits are
/// weighed, the confirmed protocols are sealed with them; without them nothing is computed (409 `jury_not_confirmed`,
/// `site_visit_not_confirmed`). If-Match is the version of the defence
/// stage.
#[utoipa::path(post, path = "/calls/{id}/defence/seal", operation_id = "sealDefence", tag = "defences",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The results", body = super::get_results::ResultsView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let run = run(&uow, CallId(id), seen).await?;
        get_results::reply(&uow, &run).await
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, seen: IfMatch) -> Result<ResultRun, Problem> {
    let call: Call = uow.lock(id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    let found = rows::defence_stage_of(&uow.conn, call.id).await?.ok_or_else(Problem::not_found)?;
    let stage: ReviewStage = uow.lock(found.id).await?;
    seen.check(stage.version)?;
    let to = uow.fire::<ReviewStageMachine>(&stage.state, ReviewStageEvent::Seal, &calls::place(&call))?;
    let open = unheard(uow, &call).await?;
    if !open.is_empty() {
        return Err(Problem::blocked("turns_not_closed", "Every turn must be closed, or its absence recorded", open));
    }
    let written = stage_of(uow, &call).await?;
    let live = proposals::lock_in(&uow.conn, call.id, &["under_review"]).await?;
    let sealed = compute::seal(
        &written,
        &live,
        &rows::assignments_of(&uow.conn, written.id).await?,
        &rows::reviews_of(&uow.conn, written.id).await?,
    )?;
    let assignments = seal::lapse(uow, rows::assignments_of(&uow.conn, stage.id).await?).await?;
    let reviews = seal::lock(uow, &stage).await?;
    if !reviews.iter().any(|review| review.state == "locked") {
        return Err(Problem::refused("nothing_scored", "Nobody has scored anything at the defence; there is nothing to seal"));
    }
    let sealed = compute::seal_with(sealed, &live, &compute::Defence { stage: &stage, assignments: &assignments, reviews: &reviews })?;
    let sealed = juries::counted(uow, &call, &live, sealed).await?;
    let (output, text) = compute::output(&sealed.input)?;
    let seq = rows::last_run(&uow.conn, call.id).await?.map_or(1, |run| run.seq + 1);
    let run = compute::run(uow, &stage, seq, &sealed.input, text)?;
    insert(&uow.conn, run.clone()).await?;
    insert_all(&uow.conn, compute::result_rows(uow, run.id, &live, &sealed, &output)?).await?;
    seal::close(uow, stage, to.as_str(), &run).await?;
    let text = format!("「{}」的答辩评分已封存，总成绩已计算，请由另一人核验。", call.title);
    tell(uow, Role::ProgrammeDirector, &call, "评审结果待核验", &text).await?;
    Ok(run)
}

/// The turns that are neither closed nor absent; all of it where no order is drawn yet.
pub async fn unheard(uow: &Uow, call: &Call) -> Result<Vec<Fault>, Problem> {
    let defence = defences::of_call(&uow.conn, call.id).await?.filter(|defence| defence.state == "drawn");
    let Some(defence) = defence else { return Ok(vec![Fault::new("", "order_not_drawn", "The order of the defence is not drawn yet")]) };
    let turns = defences::turns(&uow.conn, defence.id).await?;
    let open = turns.iter().filter(|turn| !matches!(turn.state.as_str(), "closed" | "absent")).count();
    let fault = || Fault::new("", "turns_not_closed", "Every turn must be closed, or its absence recorded").with_actual(open.to_string());
    Ok((open > 0).then(fault).into_iter().collect())
}
