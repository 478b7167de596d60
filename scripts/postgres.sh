#!/usr/bin/env bash
# A throw-away PostgreSQL for tests, as a non-root user on a free port.
#   scripts/postgres.sh start DIR [durable]   prints the URL of the cluster; `durable` writes every commit to the disk
#   scripts/postgres.sh stop DIR
set -euo pipefail
command=$1 dir=$2 kind=${3:-fast}

bin=$(command -v initdb >/dev/null && dirname "$(readlink -f "$(command -v initdb)")" || ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -x "$bin/initdb" ] || { echo "PostgreSQL is not installed (Debian: apt-get install postgresql)" >&2; exit 1; }

as_user() {
  if [ "$(id -u)" -ne 0 ]; then "$@"; return; fi
  id postgres >/dev/null 2>&1 || useradd --system --home-dir / postgres
  runuser -u postgres -- "$@"
}

case $command in
  start)
    safety="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    [ "$kind" != durable ] || safety=""
    mkdir -p "$dir"
    [ "$(id -u)" -ne 0 ] || { id postgres >/dev/null 2>&1 || useradd --system --home-dir / postgres; chown postgres "$dir"; }
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    (cd / && as_user "$bin/initdb" -D "$dir/data" -A trust -U app -E UTF8 --locale=C.UTF-8 --no-sync >"$dir.init.log" 2>&1)
    (cd / && as_user "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 60 \
      -o "-p $port -k $dir -c listen_addresses=127.0.0.1 -c max_connections=300 $safety" start >/dev/null)
    echo "postgres://app@127.0.0.1:$port"
    ;;
  stop)
    (cd / && as_user "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1) || true
    rm -rf "$dir" "$dir.init.log"
    ;;
esac
