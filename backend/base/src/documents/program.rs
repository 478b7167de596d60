//! Runs `yichuang-pdf`: a process for each document, with an empty environment, a limit of time and one of output.

use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use tokio::sync::Semaphore;

use super::Document;
use crate::app::App;
use crate::config::Config;
use crate::problem::Problem;

/// The most bytes of one PDF.
const MOST: u64 = 32 * 1024 * 1024;
/// The most bytes of what the program says about a failure.
const MOST_WORDS: u64 = 16 * 1024;
/// The program's own exit code for a machine without a Chinese font.
const NO_FONT: i32 = 3;
/// Documents set at once by one server; further ones wait, as long as one may take.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Why there is no PDF.
#[derive(Debug)]
enum Failure {
    Missing(String),
    NoFont(String),
    Late,
    Broken(String),
}

/// The program: the one that is set, or the one beside the server's own.
#[must_use]
pub fn found(config: &Config) -> Option<PathBuf> {
    let beside = || std::env::current_exe().ok().and_then(|own| own.parent().map(|folder| folder.join("yichuang-pdf")));
    let path = if config.pdf_program.as_os_str().is_empty() { beside()? } else { config.pdf_program.clone() };
    path.is_file().then_some(path)
}

/// The program with nothing of the server's environment but the folder of fonts, if one is set.
#[must_use]
pub fn command(config: &Config, program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().current_dir("/");
    if !config.pdf_fonts.as_os_str().is_empty() {
        command.env("YICHUANG_FONT_DIR", &config.pdf_fonts);
    }
    command
}

/// Sets a document. 503 `pdf_unavailable` when the program or a Chinese font is missing on this machine, 503
/// `pdf_late` when it takes too long.
pub async fn set(app: &App, document: &Document) -> Result<Vec<u8>, Problem> {
    let Some(program) = found(&app.config) else {
        return Err(refusal(&Failure::Missing("yichuang-pdf is not there".to_owned())));
    };
    let patience = Duration::from_secs(app.config.pdf_seconds);
    let input = serde_json::to_vec(document).map_err(Problem::internal)?;
    let Ok(turn) = tokio::time::timeout(patience, AT_ONCE.acquire()).await else { return Err(refusal(&Failure::Late)) };
    let turn = turn.map_err(Problem::internal)?;
    let command = command(&app.config, &program);
    let run = move || {
        let _turn = turn; // kept by the process, also when the one who asked has gone
        run(command, &input, patience)
    };
    let outcome = tokio::task::spawn_blocking(run).await.map_err(Problem::internal)?;
    outcome.map_err(|failure| refusal(&failure))
}

fn refusal(failure: &Failure) -> Problem {
    let unavailable = |detail: &str| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "pdf_unavailable", detail);
    match failure {
        Failure::Broken(words) => return Problem::internal(words),
        Failure::Missing(words) | Failure::NoFont(words) => tracing::warn!(words, "no PDF"),
        Failure::Late => tracing::warn!("no PDF in time"),
    }
    match failure {
        Failure::NoFont(_) => unavailable("This machine has no Chinese font; the page itself can be printed"),
        Failure::Late => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "pdf_late", "The PDF was not ready in time; try again"),
        _ => unavailable("This server was installed without the program that makes PDFs; the page itself can be printed"),
    }
}

fn run(mut command: Command, input: &[u8], patience: Duration) -> Result<Vec<u8>, Failure> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().map_err(|error| Failure::Missing(error.to_string()))?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        // A program that ends before it has read everything says itself why.
        scope.spawn(move || stdin.map(|mut pipe| pipe.write_all(input)));
        let pdf = scope.spawn(move || read(stdout, MOST));
        let words = scope.spawn(move || read(stderr, MOST_WORDS));
        let status = wait(&mut child, patience);
        let pdf = pdf.join().unwrap_or_default();
        let words = String::from_utf8_lossy(&words.join().unwrap_or_default()).trim().to_owned();
        match status? {
            Some(0) if pdf.starts_with(b"%PDF-") && (pdf.len() as u64) < MOST => Ok(pdf),
            Some(0) => Err(Failure::Broken(format!("yichuang-pdf wrote {} bytes that are no PDF", pdf.len()))),
            Some(NO_FONT) => Err(Failure::NoFont(words)),
            code => Err(Failure::Broken(format!("yichuang-pdf ended with {code:?}: {words}"))),
        }
    })
}

/// The first bytes of a pipe. It is closed after them, which ends a program that writes on and on.
fn read(pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        // What was read until a failure is judged by the caller.
        let _ = pipe.take(most).read_to_end(&mut bytes);
    }
    bytes
}

/// The exit code of the program, none when a signal ended it; one that takes too long is ended.
fn wait(child: &mut Child, patience: Duration) -> Result<Option<i32>, Failure> {
    let start = Instant::now();
    let broken = |error: std::io::Error| Failure::Broken(error.to_string());
    loop {
        match child.try_wait().map_err(broken)? {
            Some(status) => return Ok(status.code()),
            None if start.elapsed() > patience => {
                child.kill().and_then(|()| child.wait()).map_err(broken)?;
                return Err(Failure::Late);
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        command
    }

    fn outcome(script: &str) -> Result<Vec<u8>, Failure> {
        run(shell(script), b"{}", Duration::from_millis(700))
    }

    #[test]
    fn what_the_program_writes_is_the_answer_only_when_it_is_a_pdf_and_ended_well() {
        assert_eq!(outcome("cat >/dev/null; printf '%%PDF-1.7 x'").ok(), Some(b"%PDF-1.7 x".to_vec()));
        assert!(matches!(outcome("printf hello"), Err(Failure::Broken(words)) if words.contains("5 bytes")));
        assert!(matches!(outcome("printf '%%PDF-'; echo bad >&2; exit 2"), Err(Failure::Broken(words)) if words.contains("bad")));
        assert!(matches!(outcome("echo no font >&2; exit 3"), Err(Failure::NoFont(words)) if words == "no font"));
        assert!(matches!(run(Command::new("/nowhere/yichuang-pdf"), b"", Duration::from_secs(1)), Err(Failure::Missing(_))));
    }

    #[test]
    fn a_program_that_takes_too_long_is_ended() {
        let start = Instant::now();
        assert!(matches!(outcome("exec sleep 20"), Err(Failure::Late)));
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_program_that_writes_without_end_is_ended_and_its_output_is_not_kept() {
        let endless = run(shell("printf '%%PDF-'; exec yes"), b"", Duration::from_secs(20));
        assert!(matches!(endless, Err(Failure::Broken(_))), "{:?}", endless.map(|bytes| bytes.len()));
    }

    #[test]
    fn nothing_of_the_servers_environment_reaches_the_program() {
        let config = Config { pdf_fonts: "/fonts".into(), ..Config::default() };
        let output = command(&config, Path::new("/usr/bin/env")).output();
        let said = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
        assert_eq!(said, "YICHUANG_FONT_DIR=/fonts");
    }
}
