//! What every reader of XML here agrees on: a reference stands for a character and never for anything outside the file.

use quick_xml::events::BytesRef;

/// What a reference stands for: a character by its number, or one of the five that XML itself knows.
pub(crate) fn character(reference: &BytesRef<'_>) -> Result<char, String> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(character);
    }
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        other => Err(format!("the file uses the entity {other}")),
    }
}
