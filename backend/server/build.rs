//! The folder of the built pages must be there before the server is compiled: an absent one is remembered as absent.

use std::path::Path;

fn main() {
    let pages = Path::new("../../frontend/dist");
    if let Err(error) = std::fs::create_dir_all(pages) {
        println!("cargo::warning=no folder for the built pages: {error}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    // A release carries the pages inside; a debug build reads them from the folder while it runs.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed={}", pages.display());
    }
}
