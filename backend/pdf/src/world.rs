//! What the typesetter may see: one template, one document as data, and the fonts of the machine.

use std::path::Path;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue as _};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_kit::fonts::{self, FontStore};

const TEMPLATE: &str = include_str!("document.typ");
/// A folder with fonts, looked into before those of the system.
const FOLDER: &str = "YICHUANG_FONT_DIR";
pub const NO_FONT: &str =
    "no Chinese font was found: install one (Debian: apt-get install fonts-noto-cjk) or name a folder in YICHUANG_FONT_DIR";

/// Families with Simplified Chinese for running text, the better for print the earlier.
const SERIF: [&str; 7] =
    ["noto serif cjk sc", "source han serif sc", "noto serif sc", "songti sc", "simsun", "ar pl sungtil gb", "ar pl uming cn"];
/// The same for headings, and for everything where there is nothing better.
const SANS: [&str; 9] = [
    "noto sans cjk sc",
    "source han sans sc",
    "noto sans sc",
    "pingfang sc",
    "microsoft yahei",
    "heiti sc",
    "wenquanyi micro hei",
    "wenquanyi zen hei",
    "droid sans fallback",
];

pub struct Sheet {
    library: LazyHash<Library>,
    fonts: FontStore,
    template: Source,
}

impl Sheet {
    /// A sheet for this document; none when the machine has no Chinese font.
    pub fn new(document: String) -> Option<Self> {
        let fonts = found();
        let (serif, sans) = (known(&fonts, &SERIF), known(&fonts, &SANS));
        if serif.is_empty() && sans.is_empty() {
            return None;
        }
        let mut inputs = Dict::new();
        inputs.insert("document".into(), document.into_value());
        inputs.insert("body".into(), [&serif[..], &sans[..]].concat().join("|").into_value());
        inputs.insert("heading".into(), [&sans[..], &serif[..]].concat().join("|").into_value());
        let library = Library::builder().with_inputs(inputs).build();
        Some(Self { library: LazyHash::new(library), fonts, template: Source::detached(TEMPLATE) })
    }
}

/// The Chinese families of this machine, best first.
pub fn chinese_families() -> Vec<&'static str> {
    let fonts = found();
    [known(&fonts, &SERIF), known(&fonts, &SANS)].concat()
}

fn found() -> FontStore {
    let mut store = FontStore::new();
    if let Some(folder) = std::env::var_os(FOLDER) {
        store.extend(fonts::scan(Path::new(&folder)));
    }
    store.extend(fonts::system());
    store
}

fn known(store: &FontStore, families: &[&'static str]) -> Vec<&'static str> {
    families.iter().copied().filter(|family| store.book().contains_family(family)).collect()
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// A document says its dates itself.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
