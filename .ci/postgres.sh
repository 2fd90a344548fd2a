#!/usr/bin/env bash
# PostgreSQL for tests: a cluster of its own in a folder, on a free port of the loopback address.
#
#   postgres.sh start DIR    makes and starts it, prints its URL; DIR must not exist or be empty
#   postgres.sh stop DIR     stops it and removes DIR
#   postgres.sh find         prints where the server programs are
#
# As root the server runs as the user "postgres" (PostgreSQL refuses root). Nothing in it is meant to survive: no fsync.
. "$(dirname "$0")/env.sh"

programs() {
    local found
    found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n | tail -n 1)
    [ -n "$found" ] && [ -x "$found/initdb" ] && [ -x "$found/pg_ctl" ] && echo "$found"
}

as_owner() { # runs a command as whoever owns the cluster
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

start() {
    local dir=$1 bin password port
    bin=$(programs) || fail "PostgreSQL's server programs are missing: .ci/tools.sh --tests installs them"
    mkdir -p "$dir"
    [ -z "$(ls -A "$dir")" ] || fail "$dir is not empty"
    if [ "$(id -u)" -eq 0 ]; then
        id postgres >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin postgres
        chown postgres "$dir"
    fi
    chmod 700 "$dir"
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    (umask 077 && echo "$password" >"$dir/password")
    [ "$(id -u)" -ne 0 ] || chown postgres "$dir/password"
    as_owner "$bin/initdb" --pgdata="$dir/data" --username=hikaya --auth=scram-sha-256 --pwfile="$dir/password" \
        --encoding=UTF8 --locale=C --no-sync >"$dir/log" 2>&1 || {
        cat "$dir/log" >&2
        fail "initdb failed (may the user postgres enter $(dirname "$dir")?)"
    }
    rm -f "$dir/password" "$dir/log"
    for _ in $(seq 20); do
        port=$((20000 + RANDOM % 12000)) # below the range that the system hands out by itself
        if as_owner "$bin/pg_ctl" --pgdata="$dir/data" --log="$dir/log" --wait --timeout=60 --silent start --options="\
            -p $port -k $dir -c listen_addresses=127.0.0.1 -c max_connections=200 \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off" >/dev/null 2>&1; then
            echo "postgres://hikaya:$password@127.0.0.1:$port/postgres"
            return
        fi
        grep -q 'Address already in use\|could not bind' "$dir/log" || break
    done
    tail -n 20 "$dir/log" >&2 || true
    fail "PostgreSQL did not start in $dir"
}

stop() {
    local dir=$1 bin
    [ -d "$dir/data" ] || return 0
    bin=$(programs)
    # The file with its number may have outlived the server (the machine was switched off): no failure. A server that could not
    # be stopped ends by itself within a minute of losing that file.
    [ ! -f "$dir/data/postmaster.pid" ] || as_owner "$bin/pg_ctl" --pgdata="$dir/data" --mode=immediate --silent stop ||
        say "no server ran any more in $dir"
    rm -rf "$dir"
}

case "${1:-}:${2:-}" in
start:?*) start "$2" ;;
stop:?*) stop "$2" ;;
find:) programs ;;
*) fail "usage: postgres.sh start DIR | stop DIR | find" ;;
esac
