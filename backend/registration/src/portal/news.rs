//! News for those who asked for it: the job behind a publication, one e-mail for each subscription.

use serde_json::{Value, json};
use uuid::Uuid;
use yichuang_base::app::App;
use yichuang_base::ids;
use yichuang_base::problem::Problem;
use yichuang_store::ids::{CallId, NeedId, NoticeId};
use yichuang_store::record::{Call, Need, Notice};
use yichuang_store::subscriptions::{self as rows, News, Subscription};
use yichuang_store::{find, outbox};

use super::end_subscription::token;

/// Subscriptions that are told in one transaction.
const CHUNK: u32 = 100;

/// What an e-mail says.
struct Story {
    area_path: String,
    title: String,
    /// In Chinese and in English.
    what: [&'static str; 2],
    when: [String; 2],
    path: String,
}

/// Does the job: writes an e-mail into the outbox for everybody who has not been told, together with the note that
/// they have. Doing it twice tells nobody twice.
pub async fn tell(app: &App, payload: &str) -> Result<(), String> {
    let job: Value = serde_json::from_str(payload).map_err(|error| error.to_string())?;
    let kind = job["kind"].as_str().unwrap_or_default();
    let id = job["id"].as_str().and_then(|id| Uuid::try_parse(id).ok()).ok_or("the job names nothing")?;
    let story = story(app, kind, id).await.map_err(|problem| format!("{problem:?}"))?;
    let Some(story) = story else { return Ok(()) };
    while chunk(app, kind, id, &story).await.map_err(|problem| format!("{problem:?}"))? {}
    Ok(())
}

/// Tells some, in one transaction; `false` when nobody was left.
async fn chunk(app: &App, kind: &str, id: Uuid, story: &Story) -> Result<bool, Problem> {
    let conn = app.store.begin().await?;
    let now = app.clock.machine();
    let news = News { kind, id, area_path: &story.area_path };
    let told = rows::tell(&conn, news, CHUNK, now.micros()).await?;
    for subscription in &told {
        let payload = mail(app, subscription, story)?.to_string();
        outbox::put(&conn, ids::new_id(now), "mail", &payload, now.micros()).await?;
    }
    conn.commit().await?;
    Ok(!told.is_empty())
}

async fn story(app: &App, kind: &str, id: Uuid) -> Result<Option<Story>, Problem> {
    let conn = app.store.read();
    Ok(match kind {
        "call" => find::<Call>(&conn, CallId(id)).await?.filter(|call| call.state != "cancelled").map(call),
        "need" => find::<Need>(&conn, NeedId(id)).await?.map(need),
        "notice" => find::<Notice>(&conn, NoticeId(id)).await?.map(notice),
        _ => None,
    })
}

fn call(call: Call) -> Story {
    let day = |at: i64| {
        yichuang_base::wire::Instant::micros(at).map_or_else(|_| String::new(), |at| at.0.plus_seconds(-1).shanghai_day().to_string())
    };
    let closes = day(call.closes_at);
    Story {
        area_path: call.area_path,
        title: call.title,
        what: ["新的征集公告", "New call for applications"],
        when: [format!("{}，申报截止：{closes}", call.host_name), format!("{}, applications until {closes}", call.host_name)],
        path: format!("/calls/{}", call.id.0),
    }
}

fn need(need: Need) -> Story {
    Story {
        what: ["新的居民需求", "New need of residents"],
        when: [format!("服务对象：{}", need.target_group), format!("For: {}", need.target_group)],
        path: format!("/needs/{}", need.id.0),
        area_path: need.area_path,
        title: need.title,
    }
}

fn notice(notice: Notice) -> Story {
    let (from, to) = (&notice.starts_on, &notice.ends_on);
    Story {
        what: ["新的公示", "New public notice"],
        when: [format!("公示期：{from}至{to}"), format!("Notice period: {from} to {to}")],
        path: format!("/notices/{}", notice.id.0),
        area_path: notice.area_path,
        title: notice.title,
    }
}

fn mail(app: &App, to: &Subscription, story: &Story) -> Result<Value, Problem> {
    let address = String::from_utf8(app.seal_key.open(&to.address_sealed)?).map_err(Problem::internal)?;
    let (at, ends) = if to.language == "en" { (1, "No more of these e-mails") } else { (0, "不再接收此类邮件") };
    let base = &app.config.public_url;
    let end = format!("{base}/unsubscribe#{}", token(app, to.id));
    let text = format!("{}\n{}\n{base}{}\n\n{ends}：{end}", story.title, story.when[at], story.path);
    let subject = format!("{}：{}", story.what[at], story.title);
    Ok(json!({ "to": address, "subject": subject, "text": text, "list_unsubscribe": end }))
}
