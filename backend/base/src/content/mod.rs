//! What a file really is: recognised by its content, never by what its sender says.

use std::fs::File as Spool;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

use axum::body::Bytes;
use yichuang_domain::fault::Fault;
use yichuang_domain::files::FileKind;
use yichuang_domain::schemes::sha256_hex;

pub mod archive;
mod photo;
pub mod text;

/// Where the faults of a content point.
pub const CONTENT: &str = "/content";

/// A file that is what it was said to be, ready to be kept.
#[derive(Debug)]
pub struct Checked {
    pub file: Spool,
    pub size: i64,
    pub sha256: String,
}

/// Why a content is not taken.
#[derive(Debug)]
pub enum Refusal {
    Fault(Fault),
    Broken(io::Error),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

/// Compares the content with the kind it was said to be, and takes out of photographs what tells of camera and place.
pub fn check(mut file: Spool, said: FileKind, sha256: String) -> Result<Checked, Refusal> {
    recognise(&mut file, said)?;
    if said.is_photo() {
        let clean = photo::clean(&whole(&mut file)?)?;
        file.rewind()?;
        file.set_len(0)?;
        file.write_all(&clean)?;
        return Ok(Checked { file, size: length(clean.len() as u64), sha256: sha256_hex(&clean) });
    }
    let size = file.seek(SeekFrom::End(0))?;
    Ok(Checked { file, size: length(size), sha256 })
}

fn recognise(file: &mut Spool, said: FileKind) -> Result<(), Refusal> {
    let mut head = Vec::new();
    file.rewind()?;
    file.take(8192).read_to_end(&mut head)?;
    if infer::is_app(&head) || head.starts_with(b"#!") {
        return Err(Fault::new(CONTENT, "executable", "Programs are not taken").into());
    }
    let found = infer::get(&head).map(|found| found.mime_type());
    if said == FileKind::Csv && found.is_none_or(|found| !found.starts_with("text/") && found != "application/pdf") {
        return Ok(text::decode(&whole(file)?).map(drop)?);
    }
    if said == FileKind::Xml && found.is_none_or(|found| found == said.media_type()) {
        return message(&whole(file)?);
    }
    if head.starts_with(b"PK\x03\x04") {
        file.rewind()?;
        let kind = archive::document_kind(file)?;
        return same(said, kind.map_or("application/zip", FileKind::media_type));
    }
    same(said, found.unwrap_or("application/octet-stream"))
}

/// A message is UTF-8 and begins with an element, a declaration or a comment, after a byte-order mark perhaps.
fn message(bytes: &[u8]) -> Result<(), Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::new(CONTENT, "wrong_encoding", "The message is not UTF-8"))?;
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return Ok(());
    }
    same(FileKind::Xml, "text/plain")
}

fn same(said: FileKind, found: &str) -> Result<(), Refusal> {
    if found == said.media_type() {
        return Ok(());
    }
    let fault = Fault::new(CONTENT, "type_mismatch", "The content is of another kind than the file was said to be");
    Err(fault.with_limit(said.media_type()).with_actual(found).into())
}

fn whole(file: &mut Spool) -> Result<Bytes, Refusal> {
    let mut all = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut all)?;
    Ok(all.into())
}

fn length(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
