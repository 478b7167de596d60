//! Runs `yichuang-pdf`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use tokio::sync::Semaphore;

use super::Document;
use crate::app::App;
use crate::problem::Problem;

/// A document that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// Documents set at once by one server; further ones wait.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// The program: the one that is set, or the one beside the server's own.
#[must_use]
pub fn found(config: &crate::config::Config) -> Option<PathBuf> {
    let beside = || std::env::current_exe().ok().and_then(|own| own.parent().map(|folder| folder.join("yichuang-pdf")));
    let path = if config.pdf_program.as_os_str().is_empty() { beside()? } else { config.pdf_program.clone() };
    path.is_file().then_some(path)
}

/// Sets a document; 503 when the program or a Chinese font is missing on this machine.
pub async fn set(app: &App, document: &Document) -> Result<Vec<u8>, Problem> {
    let program = found(&app.config).ok_or_else(|| unavailable("The program yichuang-pdf is not installed beside the server"))?;
    let input = serde_json::to_vec(document).map_err(Problem::internal)?;
    let _turn = AT_ONCE.acquire().await.map_err(Problem::internal)?;
    let outcome = tokio::task::spawn_blocking(move || run(&program, &input)).await.map_err(Problem::internal)?;
    outcome.map_err(|error| {
        tracing::error!(error, "yichuang-pdf");
        if error.contains("Chinese font") { unavailable("This machine has no Chinese font") } else { Problem::internal(error) }
    })
}

fn unavailable(detail: &str) -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "pdf_unavailable", format!("{detail}; the page itself can be printed"))
}

fn run(program: &Path, input: &[u8]) -> Result<Vec<u8>, String> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        scope.spawn(move || stdin.map(|mut pipe| pipe.write_all(input)));
        let pdf = scope.spawn(move || read(stdout));
        let complaint = scope.spawn(move || read(stderr));
        let done = wait(&mut child);
        let pdf = pdf.join().unwrap_or_default();
        let complaint = String::from_utf8_lossy(&complaint.join().unwrap_or_default()).trim().to_owned();
        if done? && pdf.starts_with(b"%PDF-") { Ok(pdf) } else { Err(complaint) }
    })
}

fn read(pipe: Option<impl std::io::Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        // What was read until a failure is judged by the caller.
        drop(pipe.read_to_end(&mut bytes));
    }
    bytes
}

/// Whether the program ended well; one that takes too long is ended.
fn wait(child: &mut Child) -> Result<bool, String> {
    let start = Instant::now();
    loop {
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) => return Ok(status.success()),
            None if start.elapsed() > PATIENCE => {
                child.kill().map_err(|error| error.to_string())?;
                child.wait().map_err(|error| error.to_string())?;
                return Err(format!("no document after {} seconds", PATIENCE.as_secs()));
            }
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    }
}
