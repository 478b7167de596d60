use std::io::{Cursor, Write as _};

use yichuang_domain::files::FileKind;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::archive::document_kind;
use super::text;

fn document(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(contents).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn judged(bytes: Vec<u8>) -> Result<Option<FileKind>, String> {
    document_kind(Cursor::new(bytes)).map_err(|fault| fault.code)
}

#[test]
fn an_office_document_is_known_by_what_its_archive_holds() {
    let types = ("[Content_Types].xml", b"<Types/>".as_slice());
    assert_eq!(judged(document(&[types, ("word/document.xml", b"x")])), Ok(Some(FileKind::Docx)));
    assert_eq!(judged(document(&[types, ("xl/workbook.xml", b"x")])), Ok(Some(FileKind::Xlsx)));
    assert_eq!(judged(document(&[types, ("ppt/presentation.xml", b"x")])), Ok(None));
    assert_eq!(judged(document(&[("word/document.xml", b"x")])), Ok(None));
    assert_eq!(judged(document(&[types, ("xl/workbook.xml", b"x"), ("xl/vbaProject.bin", b"x")])), Err("macro".to_owned()));
    assert_eq!(judged(b"PK\x03\x04 and nothing".to_vec()), Err("damaged".to_owned()));
}

#[test]
fn a_directory_that_says_less_than_comes_out_is_found_out() {
    let mut bytes = document(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &[b'a'; 5000])]);
    let said = 5000_u32.to_le_bytes();
    let mut patched = 0;
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == said {
            bytes[at..at + 4].copy_from_slice(&50_u32.to_le_bytes());
            patched += 1;
        }
    }
    assert!(patched >= 1);
    assert_eq!(judged(bytes), Err("damaged".to_owned()));
}

#[test]
fn many_small_entries_are_a_bomb_too() {
    let names: Vec<String> = (0..4200).map(|n| format!("word/{n}.xml")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert_eq!(judged(document(&entries)), Err("zip_bomb".to_owned()));
}

#[test]
fn text_is_read_in_the_encodings_of_spreadsheets() {
    assert_eq!(text::decode("\u{feff}名称".as_bytes()).unwrap(), "名称");
    assert_eq!(text::decode(b"\xc3\xfb\xb3\xc6").unwrap(), "名称");
    assert_eq!(text::decode(b"\xff\xff\xff\xff").unwrap_err().code, "wrong_encoding");
    assert_eq!(text::decode(b"a\0b").unwrap_err().code, "not_text");
}
