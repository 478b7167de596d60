//! Import.
use serde_json::Value;

use crate::app::App;
use crate::problem::Problem;

pub async fn round(_app: &App, _file: &Value) -> Result<Value, Problem> {
    Err(Problem::internal("later"))
}
