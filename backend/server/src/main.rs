//! The binary `yichuang`.

use std::process::ExitCode;

fn main() -> ExitCode {
    yichuang_server::cli::main()
}
