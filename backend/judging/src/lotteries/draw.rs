//! Draw a lottery: the order follows from what the public source said.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{self, document};
use yichuang_domain::reviews::{lottery_order, lottery_seed, lottery_snapshot};
use yichuang_domain::states::lotteries::{LotteryEvent, LotteryMachine};
use yichuang_records::calls;
use yichuang_store::ids::LotteryId;
use yichuang_store::record::{Call, Lottery};
use yichuang_store::update;

use super::view;
use crate::chance::may_draw;

/// What the source said.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LotteryDrawInput {
    /// Exactly as it was published.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "03 08 11 17 25 31 + 09")]
    pub entropy: String,
}

/// Draw a lottery
///
/// By the director, never the person who announced it, once the named source has spoken. The order follows from it and
/// can be drawn again by everybody from the published file.
#[utoipa::path(post, path = "/lotteries/{id}/draw", operation_id = "drawLottery", tag = "lotteries",
    params(("id" = Uuid, Path, description = "Lottery")), request_body = LotteryDrawInput,
    responses((status = 200, description = "The lottery", body = super::LotteryView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<LotteryDrawInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, LotteryId(id), seen, input).await?;
        Ok(Reply::ok(&view(&uow, &call, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: LotteryId, seen: IfMatch, input: &LotteryDrawInput) -> Result<(Call, Lottery), Problem> {
    let call: Call = uow.lock(uow.find::<Lottery>(id).await?.call_id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(uow, call.id).await?;
    let before: Lottery = uow.lock(id).await?;
    seen.check(before.version)?;
    let to = uow.fire::<LotteryMachine>(&before.state, LotteryEvent::Draw, &calls::place(&call))?;
    may_draw(uow, before.created_by, "Who announced the lottery does not draw it", before.entropy_at).await?;
    let members: Vec<String> = document(&before.members)?;
    let group = u32::try_from(before.tie_group).map_err(Problem::internal)?;
    let snapshot = lottery_snapshot(&before.output_sha256, group, &members, &before.entropy_source, before.entropy_at);
    let entropy = input.entropy.trim().to_owned();
    let order = lottery_order(&lottery_seed(&call.number, &snapshot, &entropy), &members);
    let from = before.state.clone();
    let drawn = Lottery {
        entropy: Some(entropy),
        drawn_order: Some(wire::canonical(&order)?),
        drawn_by: Some(uow.caller()?.user),
        drawn_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..before
    };
    let after = update(&uow.conn, drawn).await?;
    let subject = Subject::new("lottery", id).moved(&from, &after.state).after(json!({ "state": after.state, "order": order }));
    uow.audit("lottery.draw", subject).await?;
    Ok((call, after))
}
