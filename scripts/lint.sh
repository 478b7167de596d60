#!/usr/bin/env bash
# Formatting, lints, dependencies, contract. Nothing is changed; `cargo fmt` and `npm run format` do that.
set -euo pipefail
cd "$(dirname "$0")/.."
step() { echo "-- $*"; }

step "formatting"
cargo fmt --all --check

step "clippy"
cargo clippy --workspace --all-targets --locked --quiet -- -D warnings

# Not on the build server, whose hour is full: this checks every crate once more.
if [ -z "${CI:-}" ]; then
  step "documentation"
  RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items --locked --quiet
fi

step "dependencies"
python3 scripts/dependencies.py
if command -v cargo-deny >/dev/null; then cargo deny --log-level error check; fi
if command -v cargo-machete >/dev/null; then cargo machete; fi

step "contract"
[ -d frontend/node_modules ] || scripts/npm.sh
(cd frontend && npm run --silent contract)
