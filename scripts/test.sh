#!/usr/bin/env bash
# Everything: rules, stories on SQLite and PostgreSQL, contract, command line, lints, the pages' units and build, and at
# the end the pages in a browser (scripts/e2e.sh). Starts its own PostgreSQL on a free port and stops what it started.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
# What the tests write is thrown away: into memory where there are 4 GB of it to spare and programs may run from it.
place=/tmp
spare=$(df --output=avail /dev/shm 2>/dev/null | tail -n 1)
probe=/dev/shm/yichuang-probe.$$
if [ "${spare:-0}" -gt 4194304 ] && printf '#!/bin/sh\n' >"$probe" && chmod +x "$probe" && "$probe"; then place=/dev/shm; fi 2>/dev/null
rm -f "$probe"
work=$(mktemp -d "$place/yichuang-test.XXXXXX")
mkdir "$work/tmp"
chmod 755 "$work"
chmod 1777 "$work/tmp"
export TMPDIR=$work/tmp # what a failed test leaves for a look goes with the rest
pdf=""
cleanup() {
  [ -z "$pdf" ] || kill "$pdf" 2>/dev/null || true
  scripts/postgres.sh stop "$work/pg" || true
  rm -rf "$work" 2>/dev/null || true
}
trap cleanup EXIT
step() { echo; echo "== $* (${SECONDS}s)"; }

step "frontend: install, types, lints, units, build"
[ -d frontend/node_modules ] || scripts/npm.sh
(cd frontend && npm run check)

# On the build server nothing is built twice.
[ -z "${CI:-}" ] || export CARGO_INCREMENTAL=0

step "build, and the documents as PDF beside it: build, lints, tests"
scripts/pdf.sh test >"$work/pdf.log" 2>&1 &
pdf=$!
cargo build --workspace --bins --tests
wait "$pdf" || { cat "$work/pdf.log" >&2; exit 1; }

step "PostgreSQL"
YICHUANG_TEST_POSTGRES=$(scripts/postgres.sh start "$work/pg")
export YICHUANG_TEST_POSTGRES
target/debug/template

step "lints"
scripts/lint.sh

step "rules and stories on SQLite and PostgreSQL"
python_env=${YICHUANG_PYTHON:-$HOME/.cache/yichuang-test-venv}
[ -x "$python_env/bin/bean-check" ] && [ -x "$python_env/bin/schemathesis" ] && [ -x "$python_env/bin/moto_server" ] || {
  python3 -m venv "$python_env"
  "$python_env/bin/pip" install -q beancount==3.2.0 schemathesis==4.32.5 'moto[server]==5.2.5'
}
export YICHUANG_TEST_BEAN_CHECK="$python_env/bin/bean-check" YICHUANG_TEST_BINARY="$root/target/debug/yichuang"
export YICHUANG_TEST_PDF="$root/target/debug/yichuang-pdf"
export YICHUANG_TEST_S3="$python_env/bin/moto_server"
cargo nextest run --workspace --no-fail-fast

step "pages in a browser"
scripts/e2e.sh built

step "done"
