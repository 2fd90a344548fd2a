# Sourced by every script here: where things are kept, and how to ask Debian for a package.
#
# Compiled dependencies and tools live outside the checkout, so that a fresh clone finds them.
# HIKAYA_CACHE and CARGO_TARGET_DIR, when set, are obeyed.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export HIKAYA_CACHE="${HIKAYA_CACHE:-${XDG_CACHE_HOME:-${HOME:?is not set}/.cache}/hikaya}"
export HIKAYA_TOOLS="$HIKAYA_CACHE/tools"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HIKAYA_CACHE/target}"
export HIKAYA_BIN="$CARGO_TARGET_DIR/debug/hikaya"
export HIKAYA_SITE="$CARGO_TARGET_DIR/site"
mkdir -p "$HIKAYA_TOOLS/bin" "$CARGO_TARGET_DIR"

# Sets PATH: first the toolchain that browser-target.sh chose, if it is not the machine's own; then our tools.
use_tools() {
    local chosen=""
    [ ! -s "$HIKAYA_TOOLS/toolchain" ] || chosen="$(cat "$HIKAYA_TOOLS/toolchain"):"
    PATH="$chosen$HIKAYA_TOOLS/bin:$MACHINE_PATH"
}
export MACHINE_PATH="${MACHINE_PATH:-$PATH:${CARGO_HOME:-$HOME/.cargo}/bin}"
use_tools

say() { printf '%s\n' "── $*" >&2; }

fail() {
    printf '%s\n' "✗ $*" >&2
    exit 1
}

# as_root COMMAND…: fails where that would want a password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" </dev/null >&2; }

# need_debian WHY PACKAGE…: installs packages, or says what a person has to install.
need_debian() {
    local why=$1
    shift
    command -v apt-get >/dev/null || fail "$why: this is not Debian; please install what corresponds to: $*"
    as_root true 2>/dev/null || fail "$why: please run once: sudo apt-get install --no-install-recommends $*"
    say "installing $* ($why)"
    # The lists are refreshed only when the packages are not found in the old ones. Nothing is removed for our sake.
    local install=(install --yes --no-remove --no-install-recommends "$@")
    apt "${install[@]}" 2>/dev/null && return
    apt update || say "not every list of packages could be refreshed"
    apt "${install[@]}" || fail "$why: apt-get could not install $*"
}
