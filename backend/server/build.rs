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
    if reads_packed_relocations() {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// Whether the loader of this machine reads relocations in their packed form, a hundredth of the usual one, all of which is
/// read at every start: the GNU C library since 2.36. Only what is built for the machine itself is packed.
fn reads_packed_relocations() -> bool {
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    if set("TARGET") != "x86_64-unknown-linux-gnu" || set("HOST") != set("TARGET") {
        return false;
    }
    let Ok(answer) = std::process::Command::new("ldd").arg("--version").output() else { return false };
    let text = String::from_utf8_lossy(&answer.stdout);
    let version = text.lines().next().and_then(|line| line.split_whitespace().last()).and_then(|version| version.split_once('.'));
    let Some((major, minor)) = version else { return false };
    match (major.parse::<u32>(), minor.parse::<u32>()) {
        (Ok(major), Ok(minor)) => (major, minor) >= (2, 36),
        _ => false,
    }
}
