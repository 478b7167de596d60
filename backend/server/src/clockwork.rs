//! What happens because its time has come, judged by the business clock: accounts take effect, people are reminded,
//! unanswered needs go up, awards without an agreement lapse, corrections that nobody handed in lapse, roles that were lent end.
//!
//! Every duty looks at the rows themselves and does each of them in a transaction of its own, so that it can be run by
//! any number of processes, as often as one likes.

use std::sync::Arc;

use yichuang_applications::proposals;
use yichuang_base::app::App;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_experts::experts;
use yichuang_judging::reviews;
use yichuang_money::{payments, projects};
use yichuang_needs::needs;
use yichuang_registration::organisation_documents;
use yichuang_store::{account_changes, accounts, experts as expert_rows, organisation_documents as documents, projects as project_rows};

/// At most this many rows of each duty in one round.
const ROUND: u64 = 50;

/// Does everything that is due; says how much there was. A row that fails is logged and left for the next round.
pub async fn once(app: &App) -> Result<usize, String> {
    let now = app.clock.now().micros();
    let said = |error: yichuang_store::StoreError| format!("{error:?}");
    let mut done = 0;
    for id in account_changes::rested(&app.store.read(), now, ROUND).await.map_err(said)? {
        done += each(app, "account change", async |uow| payments::new_account::run(uow, id).await.map(|row| row.is_some())).await;
    }
    done += usize::try_from(accounts::end_expired(&app.store.read(), now).await.map_err(said)?).unwrap_or(usize::MAX);
    let window = organisation_documents::remind::window(app.clock.now().shanghai_day()).map_err(|problem| problem.detail)?;
    for id in documents::unreminded(&app.store.read(), &window, ROUND).await.map_err(said)? {
        done += each(app, "reminder", async |uow| organisation_documents::remind::run(uow, id).await).await;
    }
    let today = app.clock.now().shanghai_day().to_string();
    for id in expert_rows::overdue(&app.store.read(), &today, ROUND).await.map_err(said)? {
        done += each(app, "expert", async |uow| experts::expire::run(uow, id).await).await;
    }
    for row in project_rows::undated(&app.store.read(), ROUND).await.map_err(said)? {
        let Some(last) = projects::expire::dated(app, row) else { continue };
        done += each(app, "award", async |uow| projects::expire::set_day(uow, row.id, last).await).await;
    }
    let window = projects::expire::window(app.clock.now().shanghai_day()).map_err(|problem| problem.detail)?;
    for id in project_rows::sign_by_due(&app.store.read(), &window, ROUND).await.map_err(said)? {
        done += each(app, "award", async |uow| projects::expire::run(uow, id).await).await;
    }
    for id in reviews::remind::due(app, ROUND).await.map_err(|problem| problem.detail)? {
        done += each(app, "review", async |uow| reviews::remind::run(uow, id).await).await;
    }
    let failed = |problem: Problem| problem.detail;
    done += proposals::corrections::lapse_overdue(app).await.map_err(failed)?;
    needs::escalate::due(app).await.map_err(failed)?;
    Ok(done)
}

/// One row in a transaction of its own: 1 when something was done.
async fn each(app: &App, what: &str, duty: impl AsyncFnOnce(&Uow) -> Result<bool, Problem>) -> usize {
    match in_transaction(app, duty).await {
        Ok(done) => usize::from(done),
        Err(problem) => {
            tracing::warn!(what, code = problem.code, detail = problem.detail, "a duty of the clock failed");
            0
        }
    }
}

async fn in_transaction(app: &App, duty: impl AsyncFnOnce(&Uow) -> Result<bool, Problem>) -> Result<bool, Problem> {
    let conn = Arc::new(app.store.begin().await?);
    let uow = Uow::new(conn.clone(), app.clone(), None, app.clock.now(), "clock".to_owned());
    let done = duty(&uow).await?;
    drop(uow);
    let conn = Arc::into_inner(conn).ok_or_else(|| Problem::internal("a transaction of the clock is still in use"))?;
    conn.commit().await?;
    Ok(done)
}
