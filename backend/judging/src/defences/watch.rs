//! A line that says when something of the defence has changed.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path};
use yichuang_base::problem::Problem;
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::defences as rows;
use yichuang_store::ids::CallId;

use super::Day;

/// How often the rows are looked at.
const EVERY: Duration = Duration::from_secs(1);
/// After so many looks the line ends; whoever still watches asks again, and is asked again who they are.
const LOOKS: u32 = 300;

/// One event of the line.
#[derive(Clone, Debug, ToSchema)]
pub struct DefenceChange {
    /// Always `changed`.
    #[schema(example = "changed")]
    pub event: String,
    /// A mark that is another one whenever something has changed.
    #[schema(example = "3f2a")]
    pub data: String,
}

/// Watch the defence of a call
///
/// Server-sent events for those who may see the defence: one `changed` at once and one whenever a turn moves or a member of
/// the panel declares, submits or takes back. The event carries a mark and nothing else; what has changed is asked for with
/// `getDefence`. The line ends after five minutes, and at once where no order is drawn.
#[utoipa::path(get, path = "/calls/{id}/defence/changes", operation_id = "watchDefence", tag = "defences",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The events", content_type = "text/event-stream", body = DefenceChange)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let uow = cx.read();
    let day = Day::read(&uow, uow.find(CallId(id)).await?).await?;
    let looks = if day.defence.as_ref().is_some_and(|day| day.state == "drawn") { LOOKS } else { 1 };
    let events =
        stream::unfold((cx, CallId(id), String::new(), looks), |(cx, id, last, looks)| async move { next(cx, id, last, looks).await });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()).into_response())
}

/// Waits until the mark is another, or the line ends.
async fn next(cx: Cx, id: CallId, last: String, mut looks: u32) -> Option<(Result<Event, Infallible>, (Cx, CallId, String, u32))> {
    while looks > 0 {
        looks -= 1;
        let mark = mark(&cx, id).await.ok()?;
        if mark != last {
            let event = Event::default().event("changed").data(&mark);
            return Some((Ok(event), (cx, id, mark, looks)));
        }
        tokio::time::sleep(EVERY).await;
    }
    None
}

async fn mark(cx: &Cx, id: CallId) -> Result<String, Problem> {
    let uow = cx.read();
    match rows::of_call(&uow.conn, id).await? {
        // Whoever watches learns that something has changed, not how many have submitted, and of a proposal that is hidden
        // from them not even that.
        Some(defence) => {
            let hidden = yichuang_base::recusal::hidden(&uow).await?;
            Ok(sha256_hex(rows::mark(&uow.conn, &defence, &hidden).await?.as_bytes()))
        }
        None => Ok("0".to_owned()),
    }
}
