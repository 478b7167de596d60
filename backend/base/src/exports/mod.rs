//! Every list as a workbook. An export asks the list's own operation for page after page, so that filters, rights and
//! figures are those of the list; a table of columns says what of each item goes into the sheet.

use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use yichuang_domain::time::Timestamp;

use crate::http::{Cx, Query, Reply, disposition};
use crate::problem::Problem;
use crate::uow::Subject;
use table::{Language, Table};
use workbook::{About, Book};

mod stream;
pub mod table;
mod workbook;

/// Rows that one workbook takes; whoever needs more narrows the filter.
const MAX_ROWS: u32 = 200_000;
/// Where the number of rows stands in the answer.
const ROWS: &str = "x-rows";

/// Writes what the list operation answers, page after page, and sends the workbook. Memory holds one page of rows.
pub async fn export<Q, H, R>(cx: Cx, table: &'static Table, language: Language, list: H) -> Result<Response, Problem>
where
    Q: DeserializeOwned,
    H: Fn(Cx, Query<Q>) -> R,
    R: Future<Output = Result<Reply, Problem>>,
{
    if let Some((name, _)) = pairs(&cx.0.query).iter().find(|(name, _)| name == "limit" || name == "cursor") {
        return Err(Problem::malformed("malformed_query", format!("An export has no pages, so it takes no `{name}`")));
    }
    let mut book = Book::new(table, language, &cx.app().config.data_dir)?;
    let mut cursor = None;
    loop {
        let page = list(cx.clone(), page_query(&cx, cursor.as_deref())?).await?.value();
        cursor = page["next"].as_str().map(str::to_owned);
        let items = page["items"].as_array().cloned().unwrap_or_default();
        book = crate::objects::blocking(move || Ok(book.write(&items))).await??;
        if book.rows() > MAX_ROWS {
            let detail = format!("More than {MAX_ROWS} rows; narrow the filter");
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "too_many_rows", detail).with("limit", MAX_ROWS));
        }
        if cursor.is_none() {
            break;
        }
    }
    send(cx, table, book).await
}

/// The filters of the request for the page after the cursor, as the list reads them.
fn page_query<Q: DeserializeOwned>(cx: &Cx, cursor: Option<&str>) -> Result<Query<Q>, Problem> {
    let filters = Some(&*cx.0.query).filter(|query| !query.is_empty()).map(|query| format!("&{query}")).unwrap_or_default();
    let cursor = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
    let uri = format!("/?limit=100{cursor}{filters}").parse().map_err(Problem::internal)?;
    let read = axum::extract::Query::<Q>::try_from_uri(&uri);
    read.map(|axum::extract::Query(query)| Query(query)).map_err(|error| Problem::malformed("malformed_query", error.to_string()))
}

/// Leaves the row in the trail, then sends the workbook while it is being packed.
async fn send(cx: Cx, table: &'static Table, book: Book) -> Result<Response, Problem> {
    let rows = book.rows();
    let filter = pairs(&cx.0.query);
    let asked: Value = filter.iter().map(|(name, value)| (name.clone(), json!(value))).collect::<serde_json::Map<_, _>>().into();
    let asked = &asked;
    let (who, at) = cx
        .change(|uow| async move {
            let what = json!({ "list": table.noun, "filter": asked, "rows": rows });
            uow.audit("list.export", Subject::new("export", uow.id()).after(what)).await?;
            Ok((uow.caller()?.name.clone(), uow.now))
        })
        .await?;
    let name = file_name(table, book.language(), at);
    let body = stream::packed(book.about(&About { who, at, filter })?);
    let mut response = body.into_response();
    for (header, value) in [
        (header::CONTENT_TYPE, workbook::MEDIA_TYPE.to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name)),
        (HeaderName::from_static(ROWS), rows.to_string()),
    ] {
        response.headers_mut().insert(header, HeaderValue::from_str(&value).map_err(Problem::internal)?);
    }
    Ok(response)
}

fn file_name(table: &Table, language: Language, at: Timestamp) -> String {
    format!("{}-{}.xlsx", table.title(language), at.shanghai_day())
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let uri = format!("/?{query}").parse().unwrap_or_default();
    axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri).map(|axum::extract::Query(pairs)| pairs).unwrap_or_default()
}

/// The query of a list that has neither filters nor pages.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFilter {}

/// The same list when an export asks it for its one page.
#[derive(serde::Deserialize)]
pub struct AnyPage {}

/// A part of a workbook on its way, or what went wrong with it.
type Part = Result<Bytes, std::io::Error>;
