#!/usr/bin/env bash
# Builds `yichuang-pdf`, the program that sets documents as PDF, and puts it beside the server's own. With `test` it also
# runs its lints and tests. It is a workspace of its own, and always built for release: a typesetter that is not
# optimised takes seconds a page.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo=(--release --locked --manifest-path backend/pdf/Cargo.toml --target-dir target/pdf)

cargo build "${cargo[@]}"
for folder in target/release target/debug; do
  mkdir -p "$folder"
  cp target/pdf/release/yichuang-pdf "$folder/yichuang-pdf.new"
  mv "$folder/yichuang-pdf.new" "$folder/yichuang-pdf" # one that runs is not written over
done

if [ "${1:-}" = test ]; then
  cargo fmt --manifest-path backend/pdf/Cargo.toml --check
  # As a wrapper, clippy looks at this one crate and takes the typesetter as it was built.
  RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS=-Dwarnings__CLIPPY_HACKERY__ cargo test --quiet "${cargo[@]}"
fi
