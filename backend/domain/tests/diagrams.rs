//! `docs/state-machines.md` shows the tables as they are.

use std::fmt::Write as _;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/state-machines.md");

const HEAD: &str = "\
# State machines

Drawn from the tables in `backend/domain/src/states`, one file for each noun; the test
`backend/domain/tests/diagrams.rs` compares this page with them and prints the page it expects when they differ.

An arrow is `state × event → state`. The tables also name the roles that may fire an event (none: the platform
fires it as the consequence of another one) and the conditions that must hold. From the same tables come the
server's checks, the roles of an operation, the named values of the contract and the buttons of the pages.

The tables are wider than the contract: an event that no operation of `openapi.yaml` fires yet (recovering money,
withholding a tranche, closing a project and others) is drawn all the same.
";

fn expected() -> String {
    let mut page = HEAD.to_owned();
    for (noun, diagram) in yichuang_domain::states::diagrams() {
        let _ = write!(page, "\n## {noun}\n\n```mermaid\n{diagram}```\n");
    }
    page
}

#[test]
fn the_page_shows_every_table_as_it_is() {
    let page = std::fs::read_to_string(DOCUMENT).unwrap_or_default();
    let expected = expected();
    assert!(page == expected, "docs/state-machines.md should be:\n-----\n{expected}-----");
}
