//! `yichuang doctor`: what is missing and how to get it.

use serde_json::{Value, json};
use yichuang_base::config::Config;
use yichuang_base::objects::Objects;
use yichuang_store::Store;

pub(crate) async fn run() -> Value {
    let mut checks = Vec::new();
    match Config::load() {
        Err(error) => checks.push(bad("settings", &error, "correct the named setting in yichuang.toml or the environment")),
        Ok(config) => {
            checks.push(good("settings", &format!("{config:?}")));
            checks.push(database(&config).await);
            checks.push(mail(&config));
            checks.push(files(&config).await);
            checks.push(calendar());
            checks.push(documents(&config));
            checks.push(port(&config));
        }
    }
    checks.push(pages());
    let ready = checks.iter().all(|check| check["ok"] == true);
    json!({ "ready": ready, "checks": checks })
}

fn good(name: &str, found: &str) -> Value {
    json!({ "name": name, "ok": true, "found": found })
}

fn bad(name: &str, found: &str, remedy: &str) -> Value {
    json!({ "name": name, "ok": false, "found": found, "remedy": remedy })
}

async fn database(config: &Config) -> Value {
    let store = match Store::connect(&config.database_url, 1).await {
        Ok(store) => store,
        Err(error) => {
            return bad("database", &format!("{error:?}"), "start PostgreSQL, or unset YICHUANG_DATABASE_URL for embedded SQLite");
        }
    };
    match store.pending_migrations().await {
        Ok((0, all)) => good("database", &format!("{all} migrations applied")),
        Ok((pending, _)) => bad("database", &format!("{pending} migrations wait"), "run `yichuang migrate`"),
        Err(error) => bad("database", &format!("{error:?}"), "check the rights of the database user"),
    }
}

fn mail(config: &Config) -> Value {
    let folder = config.data_dir.join("mail").display().to_string();
    if config.smtp_url.is_empty() {
        good("mail", &format!("no SMTP server set; mails are written to {folder}"))
    } else {
        good("mail", "SMTP server set")
    }
}

/// Writes, reads and removes one small object.
async fn files(config: &Config) -> Value {
    let remedy = "check files_url and the s3_… settings, or the rights on the data folder";
    match Objects::open(config) {
        Err(error) => bad("files", &error, remedy),
        Ok(objects) => match objects.check().await {
            Ok(()) => good("files", &format!("kept in {}", objects.place())),
            Err(error) => bad("files", &format!("{}: {error}", objects.place()), remedy),
        },
    }
}

fn calendar() -> Value {
    let loaded = yichuang_domain::calendar::Calendar::china().loaded();
    match loaded {
        Some((from, to)) => good("calendar", &format!("working days known from {from} to {to}")),
        None => bad("calendar", "no working-day calendar", "extend backend/domain/data/cn_calendar.csv"),
    }
}

/// PDFs are not needed to run: without them the server is ready all the same.
fn documents(config: &Config) -> Value {
    const REMEDY: &str = "run `make pdf`, or set pdf_program; pages can be printed from the browser without it";
    let without = |found: &str, remedy: &str| json!({ "name": "documents", "ok": true, "found": found, "remedy": remedy });
    let Some(program) = yichuang_base::documents::found(config) else { return without("no PDFs: yichuang-pdf is not installed", REMEDY) };
    let shown = program.display();
    match yichuang_base::documents::command(config, &program).arg("fonts").output() {
        Ok(output) if output.status.success() => {
            let families = String::from_utf8_lossy(&output.stdout).lines().collect::<Vec<_>>().join(", ");
            good("documents", &format!("{shown} with {families}"))
        }
        Ok(output) => {
            let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            without(&format!("no PDFs: {words}"), "install a font with Simplified Chinese, or set pdf_fonts")
        }
        Err(error) => without(&format!("no PDFs: {shown}: {error}"), REMEDY),
    }
}

fn port(config: &Config) -> Value {
    match std::net::TcpListener::bind(&config.listen) {
        Ok(_) => good("listen", &format!("{} is free", config.listen)),
        Err(error) => {
            bad("listen", &format!("{}: {error}", config.listen), "set YICHUANG_LISTEN to another address, such as 127.0.0.1:8081")
        }
    }
}

fn pages() -> Value {
    if crate::web::has_pages() {
        good("pages", "the frontend is built in")
    } else {
        bad("pages", "the frontend is not built", "run `make frontend`")
    }
}
