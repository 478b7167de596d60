//! Announce a lottery: what is drawn about is fixed before chance speaks.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{self, Instant};
use yichuang_domain::money::Fen;
use yichuang_domain::reviews::{FundingMethod, PlanError, lottery_commitment, lottery_snapshot};
use yichuang_domain::roles::Role;
use yichuang_records::calls;
use yichuang_store::ids::{CallId, LotteryId};
use yichuang_store::record::{Call, Lottery, ResultRun};
use yichuang_store::{insert, lotteries as rows, notices, reviews};

use super::view;
use crate::chance;
use crate::notices::funding::{Method, line, rules};
use crate::notices::ranking::{UNDECIDED, ranked};

/// Which tie is drawn about, and by which public chance.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LotteryInput {
    /// The tie group of the results that the funding line cuts.
    #[schema(minimum = 1, maximum = 100_000, example = 1)]
    pub tie_group: i32,
    /// A public draw that everybody can look up, named exactly.
    #[schema(min_length = 4, max_length = 200, pattern = r"\S", example = "中国福利彩票双色球第2026100期开奖号码")]
    pub entropy_source: String,
    /// When it takes place; later than now.
    pub entropy_at: Instant,
    /// Who watches, by name and function.
    #[schema(min_items = 1, max_items = 10)]
    pub witnesses: Vec<String>,
}

/// Announce a lottery
///
/// Only for a tie that the strict funding line cuts. The digest is public from now on, before the named source speaks;
/// nothing about the lottery can be changed after that.
#[utoipa::path(post, path = "/calls/{id}/lotteries", operation_id = "announceLottery", tag = "lotteries",
    params(("id" = Uuid, Path, description = "Call")), request_body = LotteryInput,
    responses((status = 201, description = "The lottery", body = super::LotteryView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<LotteryInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, CallId(id), input).await?;
        Ok(Reply::created(format!("/api/v1/calls/{id}/lotteries"), &view(&uow, &call, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, input: &LotteryInput) -> Result<(Call, Lottery), Problem> {
    let call: Call = uow.lock(id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(uow, call.id).await?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &calls::place(&call)) {
        return Err(Problem::forbidden("Only an officer of the call announces a lottery"));
    }
    if call.state != "deciding" {
        return Err(Problem::refused("not_deciding", "The call is not at its funding decision").with("state", call.state));
    }
    let run = reviews::last_run(&uow.conn, call.id).await?.filter(|run| run.state == "verified");
    let run = run.ok_or_else(|| Problem::refused("results_not_verified", "The results are not verified"))?;
    if notices::decision_of(&uow.conn, call.id).await?.is_some_and(|decision| decision.state != "returned") {
        return Err(Problem::refused("decision_exists", "A decision stands already; it must be sent back first"));
    }
    if let Some(fault) = chance::too_early(uow, input.entropy_at) {
        return Err(Problem::faults(vec![fault]));
    }
    if rows::of_run(&uow.conn, run.id).await?.iter().any(|lottery| lottery.tie_group == input.tie_group) {
        return Err(Problem::refused("lottery_exists", "A lottery about this tie is announced already"));
    }
    must_be_cut(uow, &call, &run, input.tie_group).await?;
    let mut members: Vec<String> = super::members(uow, run.id)
        .await?
        .into_iter()
        .filter(|(_, _, group)| *group == Some(input.tie_group))
        .map(|(number, ..)| number)
        .collect();
    members.sort_unstable();
    let row = announced(uow, &call, &run, input, &members)?;
    insert(&uow.conn, row.clone()).await?;
    let after =
        json!({ "commitment": row.commitment, "members": members, "entropy_source": row.entropy_source, "entropy_at": row.entropy_at });
    uow.audit("lottery.announce", Subject::new("lottery", row.id).after(after)).await?;
    Ok((call, row))
}

fn announced(uow: &Uow, call: &Call, run: &ResultRun, input: &LotteryInput, members: &[String]) -> Result<Lottery, Problem> {
    let salt = chance::salt();
    let source = input.entropy_source.trim().to_owned();
    let group = u32::try_from(input.tie_group).map_err(Problem::internal)?;
    let snapshot = lottery_snapshot(&run.output_sha256, group, members, &source, input.entropy_at.0.micros());
    Ok(Lottery {
        id: LotteryId(uow.id()),
        call_id: call.id,
        run_id: run.id,
        tie_group: input.tie_group,
        members: wire::canonical(&members)?,
        output_sha256: run.output_sha256.clone(),
        entropy_source: source,
        entropy_at: input.entropy_at.0.micros(),
        witnesses: wire::canonical(&input.witnesses)?,
        commitment: lottery_commitment(&call.number, &snapshot, &salt),
        salt,
        entropy: None,
        drawn_order: None,
        drawn_by: None,
        drawn_at: None,
        state: "committed".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}

/// 409 unless the strict line cuts exactly this tie; ties drawn already count as decided (INV-16).
async fn must_be_cut(uow: &Uow, call: &Call, run: &ResultRun, tie_group: i32) -> Result<(), Problem> {
    let scheme = calls::scheme(call)?;
    let result = reviews::rows_of(&uow.conn, run.id).await?;
    let ranked = ranked(uow, &scheme, &result, UNDECIDED).await?;
    let decided: Vec<_> = super::orders(uow, run.id).await?.into_iter().flat_map(|order| order.proposals).collect();
    let budget = Fen::new(call.budget_fen).map_err(Problem::internal)?;
    let how = Method { method: FundingMethod::StrictRankStop, least_share_bp: 0 };
    match line(&ranked, &decided, &rules(&scheme, budget, how)) {
        Err(PlanError::Tie(group)) if i32::try_from(group) == Ok(tie_group) => Ok(()),
        _ => Err(Problem::refused("tie_not_cut", "The funding line does not cut this tie; no lottery is held")),
    }
}
