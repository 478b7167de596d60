//! What is new for everybody: one job with the change; who is written to is found behind it.

use serde_json::json;
use uuid::Uuid;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_store::ids::{CallId, NeedId, NoticeId};
use yichuang_store::outbox;

/// Kind of the job in the outbox.
pub const JOB: &str = "news";

/// Something everybody may read from now on.
#[derive(Clone, Copy, Debug)]
pub enum Published {
    Call(CallId),
    Need(NeedId),
    Notice(NoticeId),
}

impl Published {
    const fn kind(self) -> &'static str {
        match self {
            Self::Call(_) => "call",
            Self::Need(_) => "need",
            Self::Notice(_) => "notice",
        }
    }

    const fn id(self) -> Uuid {
        match self {
            Self::Call(CallId(id)) | Self::Need(NeedId(id)) | Self::Notice(NoticeId(id)) => id,
        }
    }
}

/// Puts one job into the outbox, however many are subscribed: publication does not wait for them.
pub async fn published(uow: &Uow, what: Published) -> Result<(), Problem> {
    if uow.is_quiet() {
        return Ok(());
    }
    let payload = json!({ "kind": what.kind(), "id": what.id() }).to_string();
    Ok(outbox::put(&uow.conn, uow.id(), JOB, &payload, uow.app.clock.machine().micros()).await?)
}
