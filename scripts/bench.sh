#!/usr/bin/env bash
# Figures as ratios to raw PostgreSQL statements of the same run; then files and answers of the bank with five thousand lines,
# reviews of five hundred proposals and the computation behind them; then every list at two sizes of the database; then
# reports of the books over a million postings. With names (`scripts/bench.sh scale reports`) only these.
# `BENCH_LISTS="listCalls searchPublic"` measures only these lists and prints the plans of their statements.
# `BENCH_PROFILE=dist` measures what ships; it takes its time to build.
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

profile=${BENCH_PROFILE:-release}
cargo build --profile "$profile" --quiet -p yichuang-tests --bins
YICHUANG_TEST_POSTGRES=$(scripts/postgres.sh start "$work/pg" durable)
export YICHUANG_TEST_POSTGRES
target=${CARGO_TARGET_DIR:-target}
"$target/$profile/template"
for part in "${@:-bench scale lists reports}"; do
  for program in $part; do "$target/$profile/$program"; done
done
