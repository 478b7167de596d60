//! Import of past rounds: a `round-file/1` document becomes a call with everything that followed from it, through
//! the same use cases, rules and roles as every round, with the clock at the round's dates.
//!
//! The whole import is one transaction: a file is taken as it is or not at all, a crash leaves nothing, and the
//! same file again changes nothing. What the file leaves out is generated and marked as demonstration data. Nobody
//! is told by e-mail about things of the past.

use std::sync::Arc;

use serde_json::{Value, json};
use yichuang_base::app::App;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::document;
use yichuang_domain::calendar::Calendar;
use yichuang_domain::rules::RoundFile;
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_domain::time::Timestamp;
use yichuang_store::record::ImportRound;
use yichuang_store::{insert, rounds};

mod cast;
mod fill;
mod paying;
mod round;

pub use cast::{Cast, Login};
pub(crate) use cast::{account, acting, ensure, expert, profile as expert_profile};
pub(crate) use fill::{bank_account as filled_account, organisation as filled_organisation, proposal as filled_proposal};

/// Loads a round, or finds that it is loaded already. Answers
/// `{call, awards, total, notice_working_days, created, unchanged}`; every fault of a faulty file at once.
pub async fn round(app: &App, file: &Value) -> Result<Value, Problem> {
    round_with(app, file, None).await
}

/// The same, with people who can log in (demonstration).
pub async fn round_with(app: &App, file: &Value, login: Option<&Login>) -> Result<Value, Problem> {
    let checked = RoundFile::check(file).map_err(Problem::faults)?;
    let hash = sha256_hex(canonical_json(file).as_bytes());
    let conn = Arc::new(app.store.begin().await?);
    let uow = Uow::new(conn.clone(), app.clone(), None, app.clock.now(), format!("import-{}", &hash[..12])).quietly();
    let summary = match rounds::by_hash(&uow.conn, &hash).await? {
        Some(loaded) => unchanged(document(&loaded.summary)?),
        None => load(&uow, &checked, &hash, login).await?,
    };
    drop(uow);
    let conn = Arc::into_inner(conn).ok_or_else(|| Problem::internal("the import's transaction is still in use"))?;
    conn.commit().await?;
    Ok(summary)
}

async fn load(uow: &Uow, file: &RoundFile, hash: &str, login: Option<&Login>) -> Result<Value, Problem> {
    let played = Box::pin(round::play(uow, file, hash, login)).await?;
    let notice = &file.public_notice;
    let working_days = Calendar::china().working_days_between(notice.from, notice.to).map_err(Problem::internal)?;
    let summary = json!({
        "call": played.call.number,
        "awards": file.awards.len(),
        "total": file.published_total.to_string(),
        "notice_working_days": working_days,
        "created": played.created,
        "unchanged": 0,
    });
    let row = ImportRound {
        id: uow.id(),
        sha256: hash.to_owned(),
        call_id: played.call.id,
        summary: summary.to_string(),
        created_at: uow.micros(),
    };
    insert(&uow.conn, row).await?;
    Ok(summary)
}

fn unchanged(mut summary: Value) -> Value {
    summary["unchanged"] = summary["created"].take();
    summary["created"] = json!(0);
    summary
}

/// Code of the level of the issuer's area.
fn level(file: &RoundFile) -> &'static str {
    file.issuer.area.level.as_str()
}

/// An instant of a day: hours after midnight in Shanghai, any number of days away.
fn instant(day: yichuang_domain::time::Day, days: i64, hours: i64) -> Timestamp {
    yichuang_domain::time::start_of_day_shanghai(day).plus_seconds(days * 86_400 + hours * 3_600)
}
