//! `yichuang-pdf`: reads a document as JSON on standard input and writes it as PDF to standard output.
//!
//! It has no access to files or packages besides fonts: what stands in a document can never be code, because the
//! template reads it as data. The same document with the same fonts gives the same bytes.

mod document;
mod world;

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::document::Stamp;
use crate::world::Sheet;

fn main() -> ExitCode {
    let outcome = match std::env::args().nth(1).as_deref() {
        None => set(),
        Some("fonts") => fonts(),
        Some(other) => Err(format!("unknown argument `{other}`: give the document on standard input, or ask for `fonts`")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn set() -> Result<(), String> {
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input).map_err(|error| format!("standard input: {error}"))?;
    let stamp = Stamp::of(&input)?;
    let sheet = Sheet::new(input)?;
    let document = typst::compile::<PagedDocument>(&sheet).output.map_err(|errors| messages(&errors))?;
    let options = PdfOptions {
        ident: Smart::Custom(stamp.ident),
        creator: Smart::Custom(Some("Yichuang".to_owned())),
        timestamp: stamp.at,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| messages(&errors))?;
    std::io::stdout().write_all(&pdf).map_err(|error| format!("standard output: {error}"))
}

/// The Chinese fonts that were found, one a line; fails when there is none.
fn fonts() -> Result<(), String> {
    let found = world::chinese_families();
    if found.is_empty() {
        return Err(world::NO_FONT.to_owned());
    }
    println!("{}", found.join("\n"));
    Ok(())
}

fn messages(errors: &[typst::diag::SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; ")
}
