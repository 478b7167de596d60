use proptest::prelude::*;

use super::*;

fn photo(name: &str, size: i64, media_type: &str) -> Result<FileKind, Vec<String>> {
    let file = NewFile { purpose: FilePurpose::NeedPhoto, name, size, media_type };
    check_new(&file).map_err(|faults| faults.into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect())
}

#[test]
fn every_purpose_stands_in_the_table_once_and_takes_something() {
    let listed: Vec<FilePurpose> = PURPOSES.iter().map(|rule| rule.purpose).collect();
    assert_eq!(listed, FilePurpose::ALL);
    assert!(PURPOSES.iter().all(|rule| !rule.kinds.is_empty() && rule.max_bytes > 0));
}

#[test]
fn a_media_type_leads_to_its_kind_whatever_its_parameters() {
    for kind in FileKind::ALL {
        assert_eq!(FileKind::of_media_type(kind.media_type()), Some(*kind));
    }
    assert_eq!(FileKind::of_media_type("Text/CSV; charset=gb18030"), Some(FileKind::Csv));
    assert_eq!(FileKind::of_media_type("application/x-msdownload"), None);
}

#[test]
fn a_file_that_fits_its_purpose_is_taken() {
    assert_eq!(photo("路灯照片.JPG", 5 * 1024 * 1024, "image/jpeg"), Ok(FileKind::Jpg));
    assert_eq!(photo("a.jpeg", 1, "image/jpeg"), Ok(FileKind::Jpg));
}

#[test]
fn everything_that_speaks_against_a_file_is_named_at_once() {
    let found = photo("../照片.jpg", 5 * 1024 * 1024 + 1, "application/pdf").unwrap_err();
    assert_eq!(found, ["/name wrong_format", "/size too_large", "/media_type not_allowed"]);
    assert_eq!(photo("照片.pdf", 0, "image/png").unwrap_err(), ["/size empty", "/name extension_mismatch"]);
    assert_eq!(photo("照片", 1, "image/png").unwrap_err(), ["/name extension_mismatch"]);
    assert_eq!(photo("..", 1, "image/png").unwrap_err(), ["/name wrong_format", "/name extension_mismatch"]);
}

#[test]
fn a_chunk_is_next_seen_beyond_or_of_the_wrong_length() {
    let size = CHUNK_BYTES + 10;
    assert_eq!(chunk(size, 0, 0, CHUNK_BYTES), Chunk::Next(CHUNK_BYTES));
    assert_eq!(chunk(size, CHUNK_BYTES, 0, CHUNK_BYTES), Chunk::Seen);
    assert_eq!(chunk(size, CHUNK_BYTES, CHUNK_BYTES, 10), Chunk::Next(size));
    assert_eq!(chunk(size, CHUNK_BYTES, CHUNK_BYTES, 11), Chunk::WrongLength(10));
    assert_eq!(chunk(size, 0, 0, 10), Chunk::WrongLength(CHUNK_BYTES));
    assert_eq!(chunk(size, 0, CHUNK_BYTES, 10), Chunk::Gap);
    assert_eq!(chunk(size, CHUNK_BYTES, 7, 10), Chunk::Gap);
    assert_eq!(chunk(size, size, size, 1), Chunk::Gap);
}

proptest! {
    /// Whoever sends the next chunk again and again, dropped or repeated, ends with the whole file and not a byte more.
    #[test]
    fn chunks_in_any_order_fill_the_file_exactly_once(size in 1_i64..(6 * CHUNK_BYTES), picks in prop::collection::vec(0_i64..7, 0..60)) {
        let mut received = 0;
        let chunks = size.div_euclid(CHUNK_BYTES) + i64::from(size % CHUNK_BYTES != 0);
        for pick in picks.into_iter().chain(0..chunks) {
            let offset = pick * CHUNK_BYTES;
            match chunk(size, received, offset, CHUNK_BYTES.min((size - offset).max(0))) {
                Chunk::Next(after) => {
                    prop_assert_eq!(offset, received);
                    received = after;
                }
                Chunk::Seen => prop_assert!(offset < received),
                Chunk::Gap => prop_assert!(offset > received || offset >= size),
                Chunk::WrongLength(_) => prop_assert!(false, "the length was right"),
            }
        }
        prop_assert_eq!(received, size);
    }
}
