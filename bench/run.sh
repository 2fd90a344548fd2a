#!/usr/bin/env bash
# run.sh BINARY SITE: every figure of docs/performance.md, as lines of its table. Fails where a goal is missed.
# Build first: cargo build --release -p server -p bench, .ci/browser.sh. All of it takes a few minutes.
set -uo pipefail
binary=$(realpath -e "${1:?call: bench/run.sh BINARY SITE}") && site=$(realpath -e "${2:?call: bench/run.sh BINARY SITE}") || exit 2
cd "$(dirname "${BASH_SOURCE[0]}")/.."

echo "$(date -u +%F), $(nproc) × $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(
    awk '/MemTotal/ { printf "%d GB", $2 / 1048576 }' /proc/meminfo
), $(basename "$(dirname "$binary")") of $(git rev-parse --short HEAD)"
echo
echo "| Figure | Measured | Goal |"
echo "|---|---|---|"
failed=0
for figure in browser_code memory first_byte panels field large backup; do
    timeout 900 node "bench/$figure.mjs" "$binary" "$site" || failed=1
done
growth="$(dirname "$binary")/growth"
if [ -x "$growth" ]; then
    echo
    timeout 300 "$growth" || failed=1
fi
exit $failed
