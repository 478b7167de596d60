#!/usr/bin/env bash
# Builds the program that sets documents as PDF and puts it beside the server's own.
#   scripts/pdf.sh target/release
set -euo pipefail
cd "$(dirname "$0")/.."
beside=$1
mkdir -p "$beside"
nice cargo build --release --locked --manifest-path backend/pdf/Cargo.toml --target-dir target/pdf
install -m 755 target/pdf/release/yichuang-pdf "$beside/yichuang-pdf.new"
mv "$beside/yichuang-pdf.new" "$beside/yichuang-pdf" # whole or not at all: the server may look now
