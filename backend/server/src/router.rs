//! The table of contents: the operations of every chapter, and the workbooks.

use axum::Router;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, Version, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa_axum::router::OpenApiRouter;
use yichuang_base::app::App;
use yichuang_base::http::prepare::{prepare, stamp};
use yichuang_base::problem::Problem;

use crate::web;

/// Every operation of the contract.
pub(crate) fn routes() -> OpenApiRouter<App> {
    let api = OpenApiRouter::new()
        .merge(yichuang_registration::routes::routes())
        .merge(yichuang_needs::routes::routes())
        .merge(yichuang_applications::routes::routes())
        .merge(yichuang_experts::routes::routes())
        .merge(yichuang_judging::routes::routes())
        .merge(yichuang_funds::routes::routes())
        .merge(yichuang_money::routes::routes());
    OpenApiRouter::new().nest("/api/v1", api)
}

/// The whole server: API, health, contract and pages, around the operations as [`crate::openapi::mounted`] gives them.
pub fn build(app: &App, operations: Router<App>) -> Router {
    let api = operations.method_not_allowed_fallback(method_not_allowed).route_layer(middleware::from_fn_with_state(app.clone(), prepare));
    let csp = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";
    api.merge(web::router())
        .fallback(web::page_or_nothing)
        .with_state(app.clone())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(no_file)))
        .layer(fixed_header("content-security-policy", csp))
        .layer(fixed_header("x-content-type-options", "nosniff"))
        .layer(fixed_header("referrer-policy", "same-origin"))
        .layer(fixed_header("x-frame-options", "DENY"))
        .layer(fixed_header("permissions-policy", "camera=(), microphone=(), geolocation=()"))
}

/// Files are sent as they are kept: their ETag is that of these bytes, and most are packed already.
fn no_file(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::CONTENT_DISPOSITION)
}

fn fixed_header(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(header::HeaderName::from_static(name), HeaderValue::from_static(value))
}

async fn method_not_allowed() -> Response {
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "This address does not take this method");
    let mut response = problem.into_response();
    stamp(&mut response, "unmatched").await;
    response
}

fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    Problem::internal("a handler panicked").into_response()
}
