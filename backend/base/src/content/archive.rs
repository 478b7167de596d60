//! Office documents are zip archives: what is inside is counted before anything reads it.

use std::io::{self, Read, Seek};

use yichuang_domain::fault::Fault;
use yichuang_domain::files::FileKind;
use zip::ZipArchive;

use super::CONTENT;

/// Entries of one document.
const MAX_ENTRIES: usize = 4096;
/// Bytes of all entries once they are unpacked.
const MAX_UNPACKED: u64 = 100 * 1024 * 1024;
/// A document that is larger than this unpacked must not have been packed tighter than [`MAX_RATIO`].
const SMALL: u64 = 10 * 1024 * 1024;
/// Unpacked bytes for each packed one; text of spreadsheets packs about twenty to one.
const MAX_RATIO: u64 = 100;

/// The kind of an office document, or nothing when the archive is something else. Refuses what unpacks to more than
/// it should, what is encrypted, damaged, or carries macros.
pub fn document_kind<R: Read + Seek>(reader: R) -> Result<Option<FileKind>, Fault> {
    let mut archive = ZipArchive::new(reader).map_err(|_| damaged())?;
    within_limits(&mut archive)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if archive.file_names_raw().any(|name| name.to_ascii_lowercase().ends_with(b"vbaproject.bin")) {
        return Err(Fault::new(CONTENT, "macro", "Documents with macros are not taken"));
    }
    Ok(match (has("[Content_Types].xml"), has("word/document.xml"), has("xl/workbook.xml")) {
        (true, true, false) => Some(FileKind::Docx),
        (true, false, true) => Some(FileKind::Xlsx),
        _ => None,
    })
}

/// First what the directory says, then what really comes out: a directory can lie.
fn within_limits<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<(), Fault> {
    if archive.len() > MAX_ENTRIES {
        return Err(bomb(MAX_ENTRIES as u64, archive.len() as u64));
    }
    let (mut packed, mut unpacked) = (0_u64, 0_u64);
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| damaged())?;
        if entry.encrypted() {
            return Err(Fault::new(CONTENT, "encrypted", "The document is protected by a password"));
        }
        packed = packed.saturating_add(entry.compressed_size());
        unpacked = unpacked.saturating_add(entry.size());
    }
    if unpacked > MAX_UNPACKED {
        return Err(bomb(MAX_UNPACKED, unpacked));
    }
    if unpacked > SMALL && unpacked / packed.max(1) > MAX_RATIO {
        return Err(bomb(MAX_RATIO.saturating_mul(packed), unpacked));
    }
    if archive.has_overlapping_files().map_err(|_| damaged())? {
        return Err(bomb(MAX_UNPACKED, unpacked));
    }
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| damaged())?;
        let said = entry.size();
        let found = io::copy(&mut entry.take(said + 1), &mut io::sink()).map_err(|_| damaged())?;
        if found != said {
            return Err(damaged());
        }
    }
    Ok(())
}

fn bomb(limit: u64, actual: u64) -> Fault {
    let fault = Fault::new(CONTENT, "zip_bomb", "The document unpacks to far more than it should");
    fault.with_limit(limit.to_string()).with_actual(actual.to_string())
}

fn damaged() -> Fault {
    Fault::new(CONTENT, "damaged", "The document is damaged")
}
