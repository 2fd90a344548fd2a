#!/usr/bin/env bash
# tidy.sh: keeps the cache bounded. Each checkout leaves its own copies of our crates there, and each version of a
# dependency its own; past the limit (HIKAYA_CACHE_LIMIT, in GiB, 16 unless said) our crates' go first, then the whole.
. "$(dirname "$0")/env.sh"

limit=${HIKAYA_CACHE_LIMIT:-16}
too_large() { [ "$(du -s --block-size=1G "$CARGO_TARGET_DIR" | cut -f1)" -ge "$limit" ]; }

too_large || exit 0
say "the cache has passed $limit GiB: taking our own crates' files away"
rm -rf "$CARGO_TARGET_DIR"/*/incremental "$CARGO_TARGET_DIR"/*/*/incremental
find . -name Cargo.toml -not -path './end2end/*' -exec sed -n 's/^name = "\([a-z-]*\)"$/\1/p' {} + | tr - _ | sort -u |
    while read -r name; do
        rm -f "$CARGO_TARGET_DIR"/{,*/}*/deps/{,lib}"$name"-*
    done

too_large || exit 0
say "still past it: taking everything away"
find "$CARGO_TARGET_DIR" -mindepth 1 -delete
