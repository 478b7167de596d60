//! Small files of each kind that an installation takes, and of some that it does not.

use std::io::{Cursor, Write as _};

use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a camera would tell about the place.
pub const PLACE: &[u8] = b"31.7717N 119.9741E CAMERA-OF-LIN-FANG";

/// A PDF of this many bytes.
pub fn pdf(size: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    // No two chunks alike, so that a wrong order shows.
    bytes.extend((0_u32..).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).take(size - bytes.len() - 6));
    bytes.extend_from_slice(b"\n%%EOF");
    bytes
}

/// A TIFF block as cameras write it: how the camera was held (6 = on its side), and where.
fn exif() -> Vec<u8> {
    let mut block = b"Exif\0\0II\x2a\0\x08\0\0\0\x02\0".to_vec();
    block.extend_from_slice(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    block.extend_from_slice(b"\x0e\x01\x02\0\x26\0\0\0\x26\0\0\0");
    block.extend_from_slice(&[0; 4]);
    block.extend_from_slice(PLACE);
    block
}

fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = u16::try_from(contents.len() + 2).unwrap();
    [&[0xff, marker], length.to_be_bytes().as_slice(), contents].concat()
}

/// A JPEG with camera data in three places, a comment, and a second picture with camera data behind the first.
pub fn jpeg() -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    bytes.extend(segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
    bytes.extend(segment(0xe1, &exif()));
    bytes.extend(segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", PLACE].concat()));
    bytes.extend(segment(0xed, PLACE));
    bytes.extend(segment(0xfe, PLACE));
    bytes.extend(segment(0xdb, &[&[0], [1_u8; 64].as_slice()].concat()));
    bytes.extend(segment(0xc0, &[8, 0, 16, 0, 16, 1, 1, 0x11, 0]));
    bytes.extend(segment(0xda, &[1, 1, 0, 0, 63, 0]));
    bytes.extend_from_slice(&[0x12, 0x34, 0xff, 0x00, 0x56, 0xff, 0xd0, 0x78, 0xff, 0xd9]);
    let second = [&[0xff, 0xd8], segment(0xe1, &exif()).as_slice(), &[0xff, 0xd9]].concat();
    [bytes, second].concat()
}

/// A PNG with words and camera data.
pub fn png() -> Vec<u8> {
    let mut png =
        Png::from_bytes([b"\x89PNG\r\n\x1a\n".as_slice(), &PngChunk::new(*b"IEND", Vec::new().into()).encoder().bytes()].concat().into())
            .unwrap();
    let chunk = |kind: [u8; 4], contents: &[u8]| PngChunk::new(kind, contents.to_vec().into());
    let words = [b"Comment\0", PLACE].concat();
    let chunks = [
        chunk(*b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]),
        chunk(*b"tEXt", &words),
        chunk(*b"eXIf", &exif()[6..]),
        chunk(*b"IDAT", &[0x78, 0x9c, 0x63, 0, 0, 0, 4, 0, 1]),
    ];
    png.chunks_mut().splice(0..0, chunks);
    png.encoder().bytes().to_vec()
}

/// A WebP with camera data.
pub fn webp() -> Vec<u8> {
    let chunk = |id: [u8; 4], contents: &[u8]| RiffChunk::new(id, RiffContent::Data(contents.to_vec().into()));
    let subchunks = vec![
        chunk(*b"VP8X", &[0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        chunk(*b"VP8 ", &[0x30, 1, 0, 0x9d, 1, 0x2a, 1, 0, 1, 0, 0, 0]),
        chunk(*b"EXIF", &exif()),
        chunk(*b"XMP ", PLACE),
    ];
    RiffChunk::new(*b"RIFF", RiffContent::List { kind: Some(*b"WEBP"), subchunks }).encoder().bytes().to_vec()
}

/// A zip archive with these entries.
pub fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(contents).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document, as far as its archive goes, with one entry more.
pub fn docx(more: (&str, &[u8])) -> Vec<u8> {
    archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>"), more])
}
