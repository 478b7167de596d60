//! Health, the contract, and the built pages on the same address.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use yichuang_base::app::App;
use yichuang_base::http::prepare::stamp;
use yichuang_base::problem::Problem;

/// The built frontend; a debug build reads it from the folder, a release carries it inside.
#[derive(RustEmbed)]
#[folder = "../../frontend/dist"]
#[allow_missing = true]
struct Pages;

pub fn router() -> Router<App> {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/openapi.yaml", get(contract))
        .route("/openapi.json", get(|| async { axum::Json(crate::openapi::document()) }))
}

async fn ready(State(app): State<App>) -> Response {
    match app.store.ping().await {
        Ok(()) => "ready".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response(),
    }
}

async fn contract() -> Response {
    match crate::openapi::yaml() {
        Ok(yaml) => ([(header::CONTENT_TYPE, "application/yaml")], yaml).into_response(),
        Err(error) => Problem::internal(error).into_response(),
    }
}

/// Any other address: a file of the frontend, its start page for addresses it draws itself, or a problem.
pub async fn page_or_nothing(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let is_page = !path.starts_with("api/") && (method == Method::GET || method == Method::HEAD);
    if is_page {
        let gzip = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("gzip"));
        if let Some(response) = file(path, gzip).or_else(|| start_page(path, gzip)) {
            return response;
        }
    }
    let mut response = Problem::not_found().into_response();
    stamp(&mut response, "unmatched").await;
    response
}

/// Addresses without a file extension belong to the frontend's own router.
fn start_page(path: &str, gzip: bool) -> Option<Response> {
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.contains('.') { None } else { file("index.html", gzip) }
}

fn file(path: &str, gzip: bool) -> Option<Response> {
    let path = if path.is_empty() { "index.html" } else { path };
    let kind = Pages::get(path)?.metadata.mimetype().to_owned();
    let packed = if gzip { Pages::get(&format!("{path}.gz")) } else { None };
    let encoded = packed.is_some();
    let data = packed.or_else(|| Pages::get(path))?.data;
    let mut response = data.into_owned().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(&kind).ok()?);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if encoded {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Some(response)
}

/// Whether the frontend was built into this binary (or lies in its folder, in a debug build).
#[must_use]
pub fn has_pages() -> bool {
    Pages::get("index.html").is_some()
}
