//! Workbooks as downloads.

use axum::response::{IntoResponse, Response};
use yichuang_base::http::disposition;

/// The media type of a workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A workbook as a download.
#[must_use]
pub fn attachment(name: &str, bytes: Vec<u8>) -> Response {
    use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
    ([(CONTENT_TYPE, XLSX.to_owned()), (CONTENT_DISPOSITION, disposition(name))], bytes).into_response()
}
