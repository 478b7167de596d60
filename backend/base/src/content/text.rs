//! Plain text in the encodings that spreadsheets write.

use encoding_rs::{GB18030, UTF_8};
use yichuang_domain::fault::Fault;

use super::CONTENT;

/// The text of a file in UTF-8 (with or without its mark) or in GB18030, the encoding of Excel on a Chinese Windows.
pub fn decode(bytes: &[u8]) -> Result<String, Fault> {
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if plain.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\r' | b'\n')) {
        return Err(Fault::new(CONTENT, "not_text", "The file holds characters that no text has"));
    }
    let utf8 = UTF_8.decode_without_bom_handling_and_without_replacement(plain);
    let found = utf8.or_else(|| GB18030.decode_without_bom_handling_and_without_replacement(plain));
    let wrong = || Fault::new(CONTENT, "wrong_encoding", "The text is neither UTF-8 nor GB18030").with_limit("UTF-8, GB18030");
    found.map(std::borrow::Cow::into_owned).ok_or_else(wrong)
}
