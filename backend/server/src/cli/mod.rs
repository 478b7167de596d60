//! The command line: machine-readable JSON on stdout, errors on stderr, exit 0 done / 1 refused / 2 misuse.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde_json::{Value, json};
use tracing_subscriber::EnvFilter;
use yichuang_base::app::App;
use yichuang_base::clock::Clock;
use yichuang_base::config::Config;
use yichuang_store::Store;

mod administrator;
mod bundle;
mod check;
mod data;
mod doctor;
mod memory;
mod serve;

/// Yichuang 益创: public-welfare venture funding. Settings come from `yichuang.toml` and `YICHUANG_…`.
#[derive(Parser)]
#[command(name = "yichuang", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and the pages; an empty database is migrated first.
    Serve {
        /// Load the demonstration round and print its accounts.
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database schema up to date.
    Migrate,
    /// Make an administrator (`security_admin`, `system_admin` or auditor) and print the link to set the password.
    CreateAdministrator {
        email: String,
        /// Name of the person.
        #[arg(long)]
        name: String,
        #[arg(long, default_value = "security_admin")]
        role: String,
    },
    /// Print the contract (openapi.yaml).
    Openapi,
    /// Say what is missing on this machine and how to get it.
    Doctor,
    /// Re-check the ledger or the trail, or recompute a published review file without any database.
    Verify {
        /// `ledger` (identities and seals; names the journal that is wrong), `audit` (the chain of seals over the trail; names
        /// the event that is wrong), or the path of a review file (says on stdout whether it holds, and the first difference).
        what: String,
    },
    /// Write the published review file of a call.
    Bundle {
        /// The number of the call, such as `YC2026-0001`, or its id.
        call: String,
    },
    /// Load a document of another system.
    #[command(subcommand)]
    Import(Import),
    /// Write data for another system.
    #[command(subcommand)]
    Export(Export),
    /// Compute again from published inputs.
    #[command(subcommand)]
    Recompute(Recompute),
    /// Check one code, date or amount.
    #[command(subcommand)]
    Check(check::Check),
}

#[derive(Subcommand)]
enum Import {
    /// A published round in the `round-file/1` format, through the same rules as every round.
    Round { file: PathBuf },
}

#[derive(Subcommand)]
enum Export {
    /// The ledger as a beancount file.
    Beancount,
}

#[derive(Subcommand)]
enum Recompute {
    /// Totals, aggregates and ranking from a file in the golden review shape.
    Review { file: PathBuf },
    /// Balances and tranches from a file in the golden ledger shape.
    Ledger { file: PathBuf },
    /// Panel and reserves from a `draw/1` file; what it holds already must follow.
    Draw { file: PathBuf },
    /// Who reviews what at the least cost, or the cut in words.
    Assignment { file: PathBuf },
    /// The bytes of a bank file from its lines.
    BankFile {
        file: PathBuf,
        /// The form of the file: `default`, `corporate`, `workbook` or `pain`.
        #[arg(long, default_value = "default")]
        profile: String,
        /// `utf-8` or `gb18030`; that of the profile if absent. A workbook has none.
        #[arg(long)]
        encoding: Option<String>,
    },
}

/// A refusal on its way to stderr.
pub(crate) struct Refused(Value);

impl Refused {
    pub(crate) fn new(code: &str, detail: impl std::fmt::Display) -> Self {
        Self(json!({ "code": code, "detail": detail.to_string() }))
    }
}

impl From<Value> for Refused {
    fn from(value: Value) -> Self {
        Self(value)
    }
}

impl From<yichuang_base::problem::Problem> for Refused {
    fn from(problem: yichuang_base::problem::Problem) -> Self {
        Self(problem.body())
    }
}

impl From<yichuang_store::StoreError> for Refused {
    fn from(error: yichuang_store::StoreError) -> Self {
        Self::new("database", format!("{error}: {error:?}"))
    }
}

/// Runs the command of this process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Command::Verify { what } = &cli.command
        && !["ledger", "audit"].contains(&what.as_str())
    {
        return bundle::verify(Path::new(what));
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return finish(Err(Refused::new("runtime", error))),
    };
    log(if matches!(cli.command, Command::Serve { .. }) { "info" } else { "error" });
    finish(runtime.block_on(run(cli.command)))
}

/// JSON lines on stderr; `YICHUANG_LOG` says what is logged.
fn log(default: &str) {
    let filter = EnvFilter::try_from_env("YICHUANG_LOG").unwrap_or_else(|_| EnvFilter::new(default));
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
}

/// Ends the process with what the command wrote, to the byte.
fn finish(outcome: Result<Option<Vec<u8>>, Refused>) -> ExitCode {
    use std::io::Write as _;
    match outcome {
        Ok(None) => ExitCode::SUCCESS,
        Ok(Some(bytes)) if std::io::stdout().lock().write_all(&bytes).is_ok() => ExitCode::SUCCESS,
        Ok(Some(_)) => ExitCode::FAILURE,
        Err(Refused(value)) => {
            let _ = writeln!(std::io::stderr().lock(), "{value:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<Option<Vec<u8>>, Refused> {
    match command {
        Command::Serve { demo } => Box::pin(serve::run(demo)).await.map(|()| None),
        Command::Migrate => {
            let config = settings()?;
            let store = Store::connect(&config.database_url, 2).await?;
            let (pending, _) = store.pending_migrations().await?;
            store.migrate().await?;
            pretty(&json!({ "migrated": pending }))
        }
        Command::CreateAdministrator { email, name, role } => {
            let role = role.parse().map_err(|_| Refused::new("unknown_role", role))?;
            administrator::create(&app().await?, &email, &name, role).await
        }
        Command::Openapi => crate::openapi::yaml().map(|text| Some(text.into_bytes())).map_err(|error| Refused::new("contract", error)),
        Command::Doctor => pretty(&doctor::run().await),
        Command::Verify { what } if what == "audit" => data::verify_audit(&app().await?).await,
        Command::Verify { .. } => data::verify_ledger(&app().await?).await,
        Command::Bundle { call } => bundle::write(&app().await?, &call).await,
        Command::Import(Import::Round { file }) => data::import_round(&app().await?, &file).await,
        Command::Export(Export::Beancount) => data::export_beancount(&app().await?).await,
        Command::Recompute(Recompute::Review { file }) => recompute(&file, yichuang_domain::reviews::recompute),
        Command::Recompute(Recompute::Ledger { file }) => recompute(&file, yichuang_domain::ledger::recompute),
        Command::Recompute(Recompute::Draw { file }) => recompute(&file, yichuang_domain::draws::recompute),
        Command::Recompute(Recompute::Assignment { file }) => recompute(&file, yichuang_domain::assignment::recompute),
        Command::Recompute(Recompute::BankFile { file, profile, encoding }) => bank_file(&file, &profile, encoding.as_deref()).map(Some),
        Command::Check(check) => check::run(check).and_then(|value| pretty(&value)),
    }
}

pub(crate) fn pretty(value: &Value) -> Result<Option<Vec<u8>>, Refused> {
    serde_json::to_string_pretty(value).map(|text| Some((text + "\n").into_bytes())).map_err(|error| Refused::new("output", error))
}

fn settings() -> Result<Config, Refused> {
    Config::load().map_err(|error| Refused::new("settings", error))
}

/// The application on the configured database; an empty one is migrated first.
async fn app() -> Result<App, Refused> {
    let config = settings()?;
    let store = open(&config).await?;
    Ok(App::new(store, Clock::system(), config, &crate::openapi::document())?)
}

/// Connects; migrates an empty database, refuses one that waits for a migration.
pub(crate) async fn open(config: &Config) -> Result<Store, Refused> {
    let store = Store::connect(&config.database_url, config.max_connections).await?;
    let (pending, all) = store.pending_migrations().await?;
    if pending == all {
        store.migrate().await?;
    } else if pending > 0 {
        return Err(Refused::new("migrations_pending", format!("{pending} migrations wait; run `yichuang migrate`")));
    }
    Ok(store)
}

/// Reads a JSON file.
pub(crate) fn read_json(file: &std::path::Path) -> Result<Value, Refused> {
    let text = std::fs::read_to_string(file).map_err(|error| Refused::new("unreadable", format!("{}: {error}", file.display())))?;
    serde_json::from_str(&text).map_err(|error| Refused::new("malformed_json", format!("{}: {error}", file.display())))
}

fn recompute(
    file: &std::path::Path,
    compute: fn(&Value) -> Result<Value, Vec<yichuang_domain::fault::Fault>>,
) -> Result<Option<Vec<u8>>, Refused> {
    match compute(&read_json(file)?) {
        Ok(value) => pretty(&value),
        Err(faults) => Err(Refused(json!({ "code": "invalid", "errors": faults }))),
    }
}

fn bank_file(file: &Path, profile: &str, encoding: Option<&str>) -> Result<Vec<u8>, Refused> {
    let refused = |faults: Vec<yichuang_domain::fault::Fault>| Refused(json!({ "code": "invalid", "errors": faults }));
    let mut profile = yichuang_money::bank_file::profile(profile).map_err(|fault| refused(vec![fault]))?;
    if let Some(name) = encoding {
        profile.encoding = serde_json::from_value(json!(name)).map_err(|error| Refused::new("unknown_encoding", error))?;
    }
    yichuang_money::bank_file::recompute(&read_json(file)?, &profile).map_err(refused)
}
