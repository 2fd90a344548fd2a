#!/usr/bin/env bash
# tools.sh [--tests]: installs what building needs, and with --tests what the tests need. Skips what is there.
. "$(dirname "$0")/env.sh"

PLAYWRIGHT_NODE=18 # the oldest Node.js that end2end/package.json accepts

command -v cargo >/dev/null || fail "Rust is missing: install it from https://rustup.rs, then call this again"
command -v cc >/dev/null || need_debian "a C compiler, for SQLite and the linker" gcc libc6-dev
command -v mold >/dev/null || need_debian "the linker of .cargo/config.toml" mold

.ci/browser-target.sh
use_tools

# The program must equal the crate, or it refuses the module.
bindgen=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' Cargo.toml)
[ -n "$bindgen" ] || fail "Cargo.toml names no exact version of wasm-bindgen"
if [ "$(wasm-bindgen --version 2>/dev/null || true)" != "wasm-bindgen $bindgen" ]; then
    say "building wasm-bindgen $bindgen (some five minutes, once)"
    # Not --locked: the lock that it ships no longer resolves.
    CARGO_TARGET_DIR="$HIKAYA_TOOLS/build" cargo install --force --root "$HIKAYA_TOOLS" \
        wasm-bindgen-cli --version "$bindgen"
    rm -rf "$HIKAYA_TOOLS/build"
fi

[ "${1:-}" = --tests ] || exit 0

command -v node >/dev/null || need_debian "the end-to-end tests" nodejs
command -v npm >/dev/null || need_debian "the end-to-end tests" npm
node -e "process.exit(parseInt(process.versions.node) >= $PLAYWRIGHT_NODE ? 0 : 1)" ||
    fail "Node.js $(node --version) is too old: the end-to-end tests need $PLAYWRIGHT_NODE or newer"
[ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null ||
    need_debian "the browser of the end-to-end tests" chromium fonts-dejavu-core
command -v openssl >/dev/null || need_debian "the certificate of the end-to-end tests" openssl
.ci/postgres.sh find >/dev/null || need_debian "the second engine of the workspace tests" postgresql
.ci/postgres.sh find >/dev/null || fail "PostgreSQL's server programs (initdb, pg_ctl) are nowhere under /usr/lib/postgresql"

# The marker lies inside node_modules: whoever deletes the one deletes the other.
locked=$(sha256sum <end2end/package-lock.json)
if [ "$(cat end2end/node_modules/.locked 2>/dev/null || true)" != "$locked" ]; then
    say "installing the packages of end2end"
    (cd end2end && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null >&2)
    echo "$locked" >end2end/node_modules/.locked
fi
