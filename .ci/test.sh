#!/usr/bin/env bash
# test.sh: everything, in phases; stops at the first that fails. Nothing is skipped: what cannot run is a failure.
. "$(dirname "$0")/env.sh"

# One folder for whatever the tests leave behind, taken away at the end with the cluster inside it.
rooms="${TMPDIR:-/tmp}/hikaya-test"
sweep() { # takes away what earlier runs left that were killed
    local room owner
    for room in "$rooms".*; do
        [ -O "$room" ] && owner=$(cat "$room/owner" 2>/dev/null) && ! kill -0 "$owner" 2>/dev/null || continue
        .ci/postgres.sh stop "$room/postgres"
        rm -rf "$room"
    done
}
sweep
room=$(mktemp -d "$rooms.XXXXXX")
chmod 711 "$room" # the cluster's own user passes through
echo $$ >"$room/owner"
mkdir -m 700 "$room/tmp"
export TMPDIR="$room/tmp"

times=()
current="before the first phase"

finish() {
    local status=$?
    trap - EXIT
    .ci/postgres.sh stop "$room/postgres" || true
    rm -rf "$room"
    [ "$status" -eq 0 ] || times+=("$(printf '%4d s  %s: failed' "$SECONDS" "$current")")
    printf '%s\n' "" "${times[@]}" >&2
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

phase() { # phase NAME COMMAND…
    current=$1
    shift
    say "$current"
    SECONDS=0
    "$@"
    times+=("$(printf '%4d s  %s' "$SECONDS" "$current")")
}

start_postgres() {
    HIKAYA_TEST_POSTGRES=$(.ci/postgres.sh start "$room/postgres")
    export HIKAYA_TEST_POSTGRES
}

end_to_end() (
    cd end2end || exit
    npx --no-install playwright test
)

phase "tools" .ci/tools.sh --tests
use_tools
phase "room in the cache" .ci/tidy.sh
phase "formatting and lints" .ci/check.sh
phase "contrast of the colours" node style/contrast.mjs
# Without the browser's crate, whose features would mix with the server's: the end-to-end tests prove it. The server that they
# play against is compiled with the tests, as its own tests need it.
tests=(cargo test --workspace --exclude app-browser)
phase "server and tests compiled" "${tests[@]}" --no-run
phase "browser's code" .ci/browser.sh
phase "PostgreSQL" start_postgres
phase "tests in Rust, on SQLite and PostgreSQL" "${tests[@]}" --no-fail-fast
phase "end to end" end_to_end
