#!/usr/bin/env bash
# bench.sh: builds in release and runs every program of bench/src/bin, one after the other.
. "$(dirname "$0")/env.sh"

shopt -s nullglob
programs=(bench/src/bin/*.rs)
[ "${#programs[@]}" -gt 0 ] || fail "bench/src/bin holds no program"

.ci/browser.sh
cargo build --release -p server -p bench
export HIKAYA_BIN="$CARGO_TARGET_DIR/release/hikaya"
for program in "${programs[@]}"; do
    name=$(basename "$program" .rs)
    say "$name"
    "$CARGO_TARGET_DIR/release/$name"
done
