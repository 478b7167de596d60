//! Photographs without what they tell about camera, owner and place. How the camera was held stays, or the picture
//! would lie on its side.

use axum::body::Bytes;
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::{CHUNK_XMP, WebP};
use img_parts::{DynImage, ImageEXIF};
use yichuang_domain::fault::Fault;

use super::CONTENT;

/// Chunks of a PNG that hold words or times.
const PNG_WORDS: [[u8; 4]; 4] = [*b"tEXt", *b"zTXt", *b"iTXt", *b"tIME"];

/// The same picture without its metadata.
pub(super) fn clean(bytes: &Bytes) -> Result<Bytes, Fault> {
    let damaged = || Fault::new(CONTENT, "damaged", "The picture is damaged");
    let image = DynImage::from_bytes(bytes.clone()).ok().flatten().ok_or_else(damaged)?;
    let upright = image.exif().and_then(|exif| orientation(&exif)).filter(|turned| *turned != 1).map(only_orientation);
    Ok(match image {
        DynImage::Jpeg(_) => clean_jpeg(bytes, upright).ok_or_else(damaged)?,
        DynImage::Png(png) => clean_png(png, upright),
        DynImage::WebP(webp) => clean_webp(webp, upright),
    })
}

/// Keeps the tables, the colour profile and the picture itself. A second picture behind the first (a preview, a depth
/// map) has metadata of its own and goes.
fn clean_jpeg(data: &[u8], exif: Option<Bytes>) -> Option<Bytes> {
    let mut kept = data.get(..2)?.to_vec();
    let mut at = 2;
    while at < data.len() {
        let marker = if data[at] == 0xff { data.get(at + 1).copied() } else { None };
        let length = match marker {
            // A byte of a scan, a stuffed or filling one, a restart.
            None | Some(0x00 | 0x01 | 0xd0..=0xd7 | 0xff) => 1,
            Some(markers::EOI) => 2,
            Some(_) => 2 + data.get(at + 2..at + 4).map_or(0, |size| usize::from(u16::from_be_bytes([size[0], size[1]]))),
        };
        let segment = data.get(at..(at + length).min(data.len()))?;
        if marker.is_none_or(|marker| needed(marker, segment)) {
            kept.extend_from_slice(segment);
        }
        if marker == Some(markers::EOI) {
            break;
        }
        at += length;
    }
    let mut jpeg = Jpeg::from_bytes(kept.into()).ok()?;
    jpeg.set_exif(exif);
    Some(jpeg.encoder().bytes())
}

fn needed(marker: u8, segment: &[u8]) -> bool {
    match marker {
        markers::APP0 | markers::APP14 => true,
        markers::APP2 => segment.get(4..).is_some_and(|contents| contents.starts_with(b"ICC_PROFILE\0")),
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    }
}

fn clean_png(mut png: Png, exif: Option<Bytes>) -> Bytes {
    for kind in PNG_WORDS {
        png.remove_chunks_by_type(kind);
    }
    png.set_exif(exif);
    png.encoder().bytes()
}

fn clean_webp(mut webp: WebP, exif: Option<Bytes>) -> Bytes {
    webp.remove_chunks_by_id(CHUNK_XMP);
    webp.set_exif(exif);
    webp.encoder().bytes()
}

/// The tag 0x0112 of the first directory of a TIFF block: 1 to 8.
fn orientation(exif: &[u8]) -> Option<u16> {
    let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let big = match exif.get(..4)? {
        b"MM\0\x2a" => true,
        b"II\x2a\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes: [u8; 4] = exif.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }).ok()
    };
    let directory = long(4)?;
    let entry = (0..usize::from(short(directory)?)).map(|n| directory + 2 + 12 * n).find(|at| short(*at) == Some(0x0112))?;
    short(entry + 8).filter(|value| (1..=8).contains(value))
}

/// A TIFF block with this one tag.
fn only_orientation(value: u16) -> Bytes {
    let mut block = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    block.extend_from_slice(&value.to_be_bytes());
    block.extend_from_slice(&[0; 6]);
    block.into()
}
