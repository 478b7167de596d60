#!/usr/bin/env bash
# The pages in a browser and the contract against a running server, which it starts on a free port and stops.
#   scripts/e2e.sh [built]   `built`: pages and programs are there already
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d "${TMPDIR:-/tmp}/yichuang-test.XXXXXX")
mkdir "$work/tmp"
chmod 755 "$work"
chmod 1777 "$work/tmp"
export TMPDIR=$work/tmp # what a failed test leaves for a look goes with the rest
server=""
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work" 2>/dev/null || true
}
trap cleanup EXIT
step() { echo; echo "== $* (${SECONDS}s)"; }

if [ "${1:-}" != built ]; then
  [ -d frontend/node_modules ] || scripts/npm.sh
  (cd frontend && npm run build)
  cargo build --workspace --bins
  scripts/pdf.sh
fi
python_env=${YICHUANG_PYTHON:-$HOME/.cache/yichuang-test-venv}
[ -x "$python_env/bin/schemathesis" ] || {
  python3 -m venv "$python_env"
  "$python_env/bin/pip" install -q beancount==3.2.0 schemathesis==4.32.5
}

step "pages in a browser, against the demonstration"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export YICHUANG_LISTEN=127.0.0.1:$port YICHUANG_DATA_DIR="$work/data" YICHUANG_LOG=warn
target/debug/yichuang serve --demo >"$work/serve.out" 2>"$work/serve.err" &
server=$!
for _ in $(seq 1 240); do curl -fsS "http://127.0.0.1:$port/healthz" >/dev/null 2>&1 && break; sleep 0.5; done
kill -0 "$server" 2>/dev/null || { cat "$work/serve.err" >&2; exit 1; }
export YICHUANG_URL="http://127.0.0.1:$port"
if [ -n "${CI:-}" ]; then
  # The five longest stories (playwright.config.ts) and schemathesis are left out of the hour of the build server.
  (cd frontend && npx playwright test --project=desktop --project=phone && npx playwright test --project=clock --no-deps)
else
  (cd frontend && npx playwright test)
  step "contract: schemathesis against the running server"
  SCHEMATHESIS="$python_env/bin/schemathesis" scripts/contract.sh
fi

step "done"
