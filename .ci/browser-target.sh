#!/usr/bin/env bash
# browser-target.sh [--way 1|2|3]: makes Rust able to build for the browser.
#
#   1  the machine's toolchain links the target already
#   2  rustup adds the target
#   3  Debian's toolchain, unpacked into the cache, with a standard library for the browser built from its own sources
#
# Tried in this order, each proven by compiling and linking a small library; --way tries that one alone.
# Nothing of the machine's own Rust is changed by way 3: env.sh puts the unpacked toolchain first in PATH,
# for both sides of the project, since one compiler refuses the other's libraries.
. "$(dirname "$0")/env.sh"

TARGET=wasm32-unknown-unknown
STAMP="$HIKAYA_TOOLS/browser-target"
CHOSEN="$HIKAYA_TOOLS/toolchain"

# Way 3: the packages, and the folder where they are unpacked; its bin/ is what is called.
PARTS=(rustc-web cargo-web libstd-rust-web-dev rust-web-src rust-web-clippy rustfmt-web)
OWN="$HIKAYA_TOOLS/debian-rust"

way=""
if [ "${1:-}" = --way ]; then
    way=${2:-}
    [[ "$way" =~ ^[123]$ ]] || fail "--way wants 1, 2 or 3"
fi

fingerprint() {
    rustc -vV 2>/dev/null
    ls "$(rustc --print target-libdir --target "$TARGET" 2>/dev/null)" 2>/dev/null | cksum
}

links() (
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    cat >"$scratch/probe.rs" <<'RUST'
#[unsafe(no_mangle)]
pub extern "C" fn letters(n: u32) -> usize {
    let words: Vec<String> = (0..n).map(|i| format!("{i}")).collect();
    words.concat().chars().count()
}
RUST
    rustc --edition 2024 --target "$TARGET" --crate-type cdylib -C panic=abort -o "$scratch/probe.wasm" "$scratch/probe.rs" \
        2>"$scratch/why" && [ -s "$scratch/probe.wasm" ] && exit 0
    tail -n 3 "$scratch/why" >&2
    exit 1
)

machine_toolchain() {
    rm -f "$CHOSEN"
    use_tools
    hash -r
    command -v rustc >/dev/null
}

way_1() { machine_toolchain && links; }

way_2() {
    machine_toolchain && command -v rustup >/dev/null || return 1
    timeout 300 rustup target add "$TARGET" </dev/null >&2 && links
}

# unpack PACKAGE…: what apt would install for them is downloaded and unpacked instead; needs no root.
unpack() {
    local debs="$OWN/debs" wanted deb
    wanted=$(apt-get --simulate --no-install-recommends install "$@" 2>/dev/null | awk '$1 == "Inst" { print $2 }')
    mkdir -p "$debs"
    # Libraries that the machine has are not among the wanted; the named packages are fetched all the same.
    printf '%s\n' $wanted "$@" | sort -u |
        (cd "$debs" && xargs apt-get -qq -o APT::Sandbox::User=root download >&2) || return 1
    for deb in "$debs"/*.deb; do dpkg-deb --extract "$deb" "$OWN/unpacked" || return 1; done
    rm -rf "$debs"
}

# wrap FILE PROGRAM: a command that starts an unpacked program with the unpacked libraries.
wrap() {
    mkdir -p "$(dirname "$1")"
    printf '#!/bin/sh\nLD_LIBRARY_PATH="%s${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "%s" "$@"\n' "$libraries" "$2" >"$1"
    chmod +x "$1"
}

way_3() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
        say "this is not Debian"
        return 1
    fi
    rm -rf "$OWN" "$CHOSEN"
    unpack "${PARTS[@]}" || { apt update && unpack "${PARTS[@]}"; } || return 1
    local usr="$OWN/unpacked/usr" libraries host llvm program
    libraries=$(dirname "$(find "$usr/lib" -name 'librustc_driver-*.so' -print -quit)")
    for program in rustc rustdoc cargo rustfmt cargo-fmt clippy-driver cargo-clippy; do
        wrap "$OWN/bin/$program" "$usr/bin/$program"
    done
    echo "$OWN/bin" >"$CHOSEN"
    use_tools
    hash -r

    # The linker must know the same LLVM as the compiler.
    llvm=$(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
    host=$(rustc -vV | sed -n 's/^host: //p')
    unpack "lld-$llvm" || return 1
    wrap "$usr/lib/rustlib/$host/bin/rust-lld" "$usr/lib/llvm-$llvm/bin/lld"

    say "building the standard library for the browser (about a minute, once)"
    local empty="$OWN/empty" built
    mkdir -p "$empty/src"
    printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n' >"$empty/Cargo.toml"
    printf '#![no_std]\n' >"$empty/src/lib.rs"
    (cd "$empty" && RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR="$empty/target" cargo build --release \
        --target "$TARGET" -Zbuild-std=std,panic_abort,test,proc_macro >&2) || return 1
    built="$usr/lib/rustlib/$TARGET/lib"
    mkdir -p "$built"
    find "$empty/target/$TARGET/release/deps" -name 'lib*.rlib' ! -name 'libempty-*' -exec cp {} "$built" \;
    # The compiler's own sources are not needed again.
    rm -rf "$empty" "$usr/src"/*/compiler "$usr/src"/*/src "$usr/share"
    links
}

if [ -z "$way" ] && [ -s "$STAMP" ] && [ "$(cat "$STAMP")" = "$(fingerprint)" ]; then exit 0; fi
for try in ${way:-1 2 3}; do
    say "Rust for the browser, way $try"
    if "way_$try"; then
        fingerprint >"$STAMP"
        say "Rust for the browser: way $try, $(rustc --version)"
        exit 0
    fi
    rm -f "$STAMP" "$CHOSEN"
done
fail "no way led to a Rust that builds for $TARGET: install one with that target, for example by rustup target add $TARGET"
