//! `yichuang verify bundle FILE`: a published review file, recomputed offline.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde_json::json;
use yichuang_domain::reviews::verify_bundle;

use super::{Refused, read_json};

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
