//! Add something to one's own report.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_store::record::Need;

use super::{follow, report, state};

/// Setting and default: additions a day to one report.
const PER_REPORT: (&str, i32) = ("need_additions_per_report", 5);

/// What is to be added.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedAdditionInput {
    #[schema(min_length = 2, max_length = 1000, pattern = r"\S", example = "5幢也有三位老人需要")]
    pub text: String,
}

/// Add to a report
///
/// By its code, until the need has come to an end. What was said before stays as it is.
#[utoipa::path(post, path = "/public/need-reports/{code}/additions", operation_id = "addToNeedReport", tag = "needs",
    params(("code" = String, Path, description = "The code of the receipt")), request_body = NeedAdditionInput,
    responses((status = 200, description = "The report", body = follow::NeedReportView)), extensions(("x-throttled" = json!(true))))]
pub async fn handler(cx: Cx, Path(code): Path<String>, Json(input): Json<NeedAdditionInput>) -> Response {
    let (code, input) = (&code, &input);
    cx.write(|uow| async move {
        let need = run(&uow, code, &input.text).await?;
        Ok(Reply::ok(&follow::view(&uow, &need).await?)?.version(need.version))
    })
    .await
}

pub async fn run(uow: &Uow, code: &str, text: &str) -> Result<Need, Problem> {
    let need = follow::locked(uow, code).await?;
    if !follow::takes_additions(&need)? {
        return Err(Problem::refused("need_over", "The need has come to its end; report a new one").with("state", need.state));
    }
    report::limited(uow, "addition", &need.id.to_string(), PER_REPORT).await?;
    state(uow, need.id, "addition", text).await?;
    uow.audit("need.add", Subject::new("need", need.id)).await?;
    Ok(need)
}
