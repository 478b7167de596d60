//! The outbox worker: mails leave after the commit that caused them, at least once, with growing pauses.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncFileTransport, AsyncTransport, Message, Tokio1Executor};
use serde_json::Value;
use yichuang_base::app::App;
use yichuang_base::trail;
use yichuang_registration::accounts::password_reset;
use yichuang_registration::files;
use yichuang_registration::portal::news;
use yichuang_store::outbox::{self, Job};

/// A worker that dies holds its jobs no longer than this.
const LEASE_MICROS: i64 = 60_000_000;

/// Between two looks for what was left lying.
const SWEEP_SECONDS: i64 = 600;

/// Works until the process ends.
pub async fn work(app: App) {
    let mut swept = app.clock.machine();
    loop {
        if app.clock.machine() >= swept {
            swept = app.clock.machine().plus_seconds(SWEEP_SECONDS);
            sweep(&app).await;
        }
        match once(&app).await {
            Ok(0) => {
                if let Err(error) = crate::clockwork::once(&app).await {
                    tracing::error!(error, "clock");
                }
                tokio::time::sleep(Duration::from_secs(2)).await;
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(error, "outbox");
                tokio::time::sleep(Duration::from_secs(10)).await;
            }
        }
    }
}

/// What has to be looked for, because nothing that happens leads to it: uploads left lying, events without a seal.
pub async fn sweep(app: &App) {
    match files::sweep::sweep(app).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "uploads that nobody came back for were removed"),
        Err(problem) => tracing::error!(?problem, "sweep"),
    }
    if let Err(problem) = trail::seal(app).await {
        tracing::error!(?problem, "the trail was not sealed");
    }
}

/// Does the jobs that are due; says how many there were.
pub async fn once(app: &App) -> Result<usize, String> {
    let now = app.clock.machine().micros();
    let jobs = outbox::take(&app.store, now, LEASE_MICROS, 20).await.map_err(|error| format!("{error:?}"))?;
    for job in &jobs {
        let outcome = match job.kind.as_str() {
            "mail" => mail(app, job).await,
            "erase_file" => files::sweep::erase(app, &job.payload).await,
            password_reset::JOB => password_reset::deliver(app, &payload(job)?).await,
            yichuang_records::news::JOB => news::tell(app, &job.payload).await,
            other => Err(format!("no worker knows jobs of kind {other}")),
        };
        settle(app, job, outcome).await?;
    }
    Ok(jobs.len())
}

async fn settle(app: &App, job: &Job, outcome: Result<(), String>) -> Result<(), String> {
    let now = app.clock.machine().micros();
    let stored = match outcome {
        Ok(()) => outbox::done(&app.store, job.id, now).await,
        Err(error) => {
            tracing::warn!(job = %job.id, error, "job failed");
            let pause = 30_000_000_i64 << job.attempts.clamp(0, 10);
            outbox::failed(&app.store, job, &error, now + pause, now).await
        }
    };
    stored.map_err(|error| format!("{error:?}"))
}

fn payload(job: &Job) -> Result<Value, String> {
    serde_json::from_str(&job.payload).map_err(|error| error.to_string())
}

async fn mail(app: &App, job: &Job) -> Result<(), String> {
    let payload = payload(job)?;
    let text = |key: &str| payload[key].as_str().unwrap_or_default().to_owned();
    let to: Mailbox = text("to").parse().map_err(|error| format!("address: {error}"))?;
    let from: Mailbox = app.config.mail_from.parse().map_err(|error| format!("sender: {error}"))?;
    let mut message = Message::builder().from(from).to(to).message_id(Some(format!("<{}@yichuang>", job.id))).subject(text("subject"));
    if let Some(end) = payload["list_unsubscribe"].as_str() {
        let name = HeaderName::new_from_ascii_str("List-Unsubscribe");
        message = message.raw_header(HeaderValue::new(name, format!("<{end}>")));
    }
    let message = message.body(text("text")).map_err(|error| error.to_string())?;
    if app.config.smtp_url.is_empty() {
        let folder = app.config.data_dir.join("mail");
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let files = AsyncFileTransport::<Tokio1Executor>::new(folder);
        return files.send(message).await.map(drop).map_err(|error| error.to_string());
    }
    let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(&app.config.smtp_url).map_err(|error| error.to_string())?.build();
    smtp.send(message).await.map(drop).map_err(|error| error.to_string())
}
