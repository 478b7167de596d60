//! The headers that only uploads have.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use yichuang_base::problem::Problem;

use super::Holder;

/// Where in the file a chunk begins: `Upload-Offset`.
pub struct UploadOffset(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for UploadOffset {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let text = parts.headers.get("upload-offset").and_then(|value| value.to_str().ok());
        let offset = text.and_then(|text| text.parse().ok()).filter(|offset| *offset >= 0);
        let missing = || Problem::malformed("upload_offset_missing", "The header Upload-Offset says where the chunk begins, in bytes");
        offset.map(Self).ok_or_else(missing)
    }
}

/// The token of an upload without an account: `Upload-Token`. Without it there is nothing to be seen.
pub struct UploadToken(String);

impl UploadToken {
    #[must_use]
    pub fn holder(self) -> Holder {
        Holder::Token(self.0)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for UploadToken {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let text = parts.headers.get("upload-token").and_then(|value| value.to_str().ok());
        text.map(|text| Self(text.to_owned())).ok_or_else(Problem::not_found)
    }
}
