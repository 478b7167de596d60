//! Needs without an answer go up: from the community to the street to the bureau, by the clock.

use std::sync::Arc;

use yichuang_base::app::App;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow, state_of};
use yichuang_domain::rules::needs::ResponseLevel;
use yichuang_domain::states::needs::NeedState;
use yichuang_domain::time::Day;
use yichuang_store::ids::NeedId;
use yichuang_store::record::Need;
use yichuang_store::{needs, update};

use super::{clock, tell};

/// Needs looked at in one round.
const BATCH: u64 = 200;

/// Passes on every need whose day is over; says how many. Doing it again, or twice at once, tells nobody twice: each
/// need is locked and looked at again in a transaction of its own.
pub async fn due(app: &App) -> Result<usize, Problem> {
    let today = app.clock.now().shanghai_day().to_string();
    let mut count = 0;
    for id in needs::overdue(&app.store.read(), &today, BATCH).await? {
        let conn = Arc::new(app.store.begin().await?);
        let uow = Uow::new(conn.clone(), app.clone(), None, app.clock.now(), "response-clock".to_owned());
        let moved = one(&uow, id).await?;
        drop(uow);
        let conn = Arc::into_inner(conn).ok_or_else(|| Problem::internal("a transaction is still in use at its end"))?;
        conn.commit().await?;
        count += usize::from(moved);
    }
    Ok(count)
}

async fn one(uow: &Uow, id: NeedId) -> Result<bool, Problem> {
    let need: Need = uow.lock(id).await?;
    if need.state != NeedState::Reported.as_str() {
        return Ok(false);
    }
    let level: ResponseLevel = state_of(&need.level)?;
    let Some(due) = need.due_on.as_deref() else { return start(uow, need, level).await };
    let over = Day::parse(due).map_err(Problem::internal)? < uow.today();
    let Some(next) = level.next().filter(|_| over) else { return Ok(false) };
    let owed = clock::owed(uow, &need.area_path, next).await?;
    let before = serde_json::json!({ "level": need.level, "due_on": need.due_on });
    let due_on = owed.due_on.map(|day| day.to_string());
    let changed = Need { level: owed.level.to_string(), level_path: owed.path.clone(), due_on, updated_at: uow.micros(), ..need };
    let after = update(&uow.conn, changed).await?;
    let told = serde_json::json!({ "level": after.level, "due_on": after.due_on });
    uow.audit("need.escalate", Subject::new("need", id).before(before).after(told)).await?;
    tell::owed(uow, &after, &owed).await?;
    Ok(true)
}

/// Sets the day of a need that was reported when its calendar was not loaded yet.
async fn start(uow: &Uow, need: Need, level: ResponseLevel) -> Result<bool, Problem> {
    let owed = clock::owed(uow, &need.area_path, level).await?;
    let Some(due) = owed.due_on else { return Ok(false) };
    update(&uow.conn, Need { due_on: Some(due.to_string()), updated_at: uow.micros(), ..need }).await?;
    Ok(false)
}
