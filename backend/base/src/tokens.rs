//! Single-use secrets that leave by e-mail. Only their SHA-256 is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use yichuang_domain::schemes::sha256_hex;

use crate::ids;

/// A fresh secret and what is kept of it.
pub struct Token {
    pub plain: String,
    pub sha256: String,
}

impl Token {
    #[must_use]
    pub fn fresh() -> Self {
        let plain = URL_SAFE_NO_PAD.encode(ids::random_bytes::<32>());
        let sha256 = hash(&plain);
        Self { plain, sha256 }
    }
}

/// What is kept of a secret.
#[must_use]
pub fn hash(plain: &str) -> String {
    sha256_hex(plain.as_bytes())
}

/// The address of a page with the secret behind `#`, which browsers never send to a server nor to another page.
#[must_use]
pub fn link(public_url: &str, page: &str, plain: &str) -> String {
    format!("{}/{page}#{plain}", public_url.trim_end_matches('/'))
}
