#!/usr/bin/env bash
# demo.sh DIR: fills a data folder with the fictional programme, unless it is there. A half-made one is taken away again.
. "$(dirname "$0")/env.sh"

data=${1:?a folder is wanted}
[ ! -d "$data" ] || exit 0

whole=""
trap '[ -n "$whole" ] || rm -rf "$data"' EXIT
trap 'exit 130' INT TERM HUP
say "making $data"
"$HIKAYA_BIN" demo --data "$data"
whole=yes
