//! `yichuang-pdf`: reads a document as JSON on standard input and writes it as PDF to standard output.
//!
//! It has no access to files or packages besides fonts: what stands in a document can never be code, because the
//! template reads it as data. The same document with the same fonts gives the same bytes.
//!
//! It ends with 0, or says on standard error what is wrong: 2 = the document or the call, 3 = no Chinese font,
//! 1 = anything else.

mod code;
mod document;
mod text;
mod world;

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::document::Document;
use crate::world::{NO_FONT, Sheet};

/// Why there is no document, with the code of the exit.
struct Failure(u8, String);

fn main() -> ExitCode {
    let outcome = match std::env::args().nth(1).as_deref() {
        None => set(),
        Some("fonts") => fonts(),
        Some(other) => Err(Failure(2, format!("unknown argument `{other}`: give the document on standard input, or ask for `fonts`"))),
    };
    let Err(Failure(code, message)) = outcome else { return ExitCode::SUCCESS };
    eprintln!("{message}");
    ExitCode::from(code)
}

fn set() -> Result<(), Failure> {
    let mut input = Vec::new();
    std::io::stdin().read_to_end(&mut input).map_err(|error| Failure(1, format!("standard input: {error}")))?;
    let document = Document::read(&input).map_err(|message| Failure(2, message))?;
    let (ident, timestamp) = (document.identity(), document.stamp());
    let text = serde_json::to_string(&document).map_err(|error| Failure(1, error.to_string()))?;
    let sheet = Sheet::new(text).ok_or_else(|| Failure(3, NO_FONT.to_owned()))?;
    let laid_out = typst::compile::<PagedDocument>(&sheet).output.map_err(|errors| broken(&errors))?;
    let creator = Smart::Custom(Some("Yichuang".to_owned()));
    let options = PdfOptions { ident: Smart::Custom(ident), creator, timestamp, ..PdfOptions::default() };
    let pdf = typst_pdf::pdf(&laid_out, &options).map_err(|errors| broken(&errors))?;
    std::io::stdout().write_all(&pdf).map_err(|error| Failure(1, format!("standard output: {error}")))
}

/// The Chinese fonts that were found, one a line.
fn fonts() -> Result<(), Failure> {
    let found = world::chinese_families();
    if found.is_empty() {
        return Err(Failure(3, NO_FONT.to_owned()));
    }
    println!("{}", found.join("\n"));
    Ok(())
}

fn broken(errors: &[SourceDiagnostic]) -> Failure {
    Failure(1, errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
}
