#!/usr/bin/env bash
# Installs the frontend's packages as the lock file says.
set -euo pipefail
cd "$(dirname "$0")/../frontend"
npm ci --no-audit --no-fund
