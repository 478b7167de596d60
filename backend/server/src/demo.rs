//! The demonstration.
use crate::app::App;
use crate::problem::Problem;

pub async fn load(_app: &App) -> Result<String, Problem> {
    Ok(String::new())
}
