#!/usr/bin/env bash
# Installs the frontend's packages as the lock file says. `npm ci` refuses a lock that was written on another
# platform and lacks optional packages of this one; then the same versions are installed without touching the lock.
set -euo pipefail
cd "$(dirname "$0")/../frontend"
npm ci --no-audit --no-fund >/dev/null 2>&1 || npm install --no-save --no-audit --no-fund
