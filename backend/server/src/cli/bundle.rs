//! The published review file of a call: `yichuang bundle CALL` writes it, `yichuang verify FILE` recomputes it offline.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::app::App;
use yichuang_base::uow::Uow;
use yichuang_domain::reviews::verify_bundle;
use yichuang_judging::reviews::get_public_bundle;
use yichuang_store::ids::CallId;
use yichuang_store::record::Call;
use yichuang_store::{calls, find};

use super::{Refused, read_json};

/// The bytes that everybody can download once the results are public.
pub(super) async fn write(app: &App, call: &str) -> Result<Option<Vec<u8>>, Refused> {
    let uow = Uow::new(Arc::new(app.store.read()), app.clone(), None, app.clock.now(), "bundle".to_owned());
    let found: Option<Call> = match Uuid::parse_str(call) {
        Ok(id) => find(&uow.conn, CallId(id)).await?,
        Err(_) => calls::by_number(&uow.conn, call).await?,
    };
    let found = found.ok_or_else(|| Refused::new("unknown_call", call))?;
    match get_public_bundle::file(&uow, &found).await {
        Ok(text) => Ok(Some(text.into_bytes())),
        Err(problem) if problem.status == StatusCode::NOT_FOUND => {
            Err(Refused::new("not_published", format!("The results of {} are not public", found.number)))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Prints the finding as JSON on stdout. Exit 0: everything follows; 1: something does not; 2: the file cannot be read.
pub(super) fn verify(file: &Path) -> ExitCode {
    let bundle = match read_json(file) {
        Ok(bundle) => bundle,
        Err(Refused(problem)) => {
            let _ = writeln!(std::io::stderr().lock(), "{problem:#}");
            return ExitCode::from(2);
        }
    };
    let (report, code) = match verify_bundle(&bundle) {
        Ok(checked) => (json!({ "holds": true, "call": bundle["call"], "checked": checked }), ExitCode::SUCCESS),
        Err(difference) => (json!({ "holds": false, "call": bundle["call"], "difference": difference }), ExitCode::FAILURE),
    };
    match writeln!(std::io::stdout().lock(), "{report:#}") {
        Ok(()) => code,
        Err(_) => ExitCode::from(2),
    }
}
