//! What nobody came back for: uploads that were not completed or not attached within a day.

use serde_json::Value;
use yichuang_base::app::App;
use yichuang_base::objects::Erase;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::files::LOOSE_HOURS;
use yichuang_domain::states::files::FileEvent as Event;
use yichuang_store::files as rows;
use yichuang_store::ids::FileId;
use yichuang_store::record::File;

use super::discard;

/// Files that are removed in one round.
const AT_ONCE: u64 = 100;

/// Removes what was left lying; says how many there were. Several processes may do this side by side.
pub async fn sweep(app: &App) -> Result<usize, Problem> {
    let until = app.clock.now().plus_seconds(-LOOSE_HOURS * 3600).micros();
    let ids = rows::left_lying(&app.store.read(), until, AT_ONCE).await?;
    for id in &ids {
        let conn = std::sync::Arc::new(app.store.begin().await?);
        let uow = Uow::new(conn.clone(), app.clone(), None, app.clock.now(), "sweep".to_owned());
        let row: File = uow.lock(*id).await?;
        if row.updated_at <= until && matches!(row.state.as_str(), "uploading" | "stored") {
            discard(&uow, row, Event::Sweep, None).await?;
        }
        drop(uow);
        if let Some(conn) = std::sync::Arc::into_inner(conn) {
            conn.commit().await?;
        }
    }
    Ok(ids.len())
}

/// Does the job that a change left behind: removes the objects of a file.
pub async fn erase(app: &App, payload: &str) -> Result<(), String> {
    let payload: Value = serde_json::from_str(payload).map_err(|error| error.to_string())?;
    let id = payload["id"].as_str().and_then(|id| id.parse().ok()).ok_or("the job names no file")?;
    let what = if payload["all"] == true { Erase::All } else { Erase::Chunks };
    app.objects.erase(FileId(id), what).await
}
