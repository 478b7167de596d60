//! Commands that work on the stored data.

use std::path::Path;

use super::{Refused, pretty, read_json};
use crate::app::App;

pub(crate) async fn import_round(app: &App, file: &Path) -> Result<Option<String>, Refused> {
    let summary = crate::import::round(app, &read_json(file)?).await?;
    pretty(&summary)
}

