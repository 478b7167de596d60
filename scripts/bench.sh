#!/usr/bin/env bash
# Two figures, each a ratio to raw PostgreSQL statements of the same run; then every list at two sizes of the database;
# then reports of the books over a million postings.
# Starts its own PostgreSQL, which writes to the disk at every commit as an installation does, and stops it.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d /tmp/yichuang-bench.XXXXXX)
chmod 755 "$work"
cleanup() {
  scripts/postgres.sh stop "$work/pg" || true
  rm -rf "$work"
}
trap cleanup EXIT

cargo build --release --quiet -p yichuang-tests --bin template --bin bench --bin lists --bin reports
YICHUANG_TEST_POSTGRES=$(scripts/postgres.sh start "$work/pg" durable)
export YICHUANG_TEST_POSTGRES
target=${CARGO_TARGET_DIR:-target}
"$target/release/template"
"$target/release/bench"
"$target/release/lists"
"$target/release/reports"
