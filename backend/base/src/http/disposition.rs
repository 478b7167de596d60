//! The name under which a browser saves an answer.

use std::fmt::Write as _;

/// `Content-Disposition` for any name: plain letters for old readers, all of it for the others.
#[must_use]
pub fn disposition(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let fallback: String = name.chars().map(plain).collect();
    let mut whole = format!("attachment; filename=\"{fallback}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            whole.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(whole, "%{byte:02X}");
        }
    }
    whole
}
