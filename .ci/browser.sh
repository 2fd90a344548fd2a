#!/usr/bin/env bash
# browser.sh: builds the browser's code and lays the folder that the server hands out as it is (HIKAYA_SITE):
# app/public, the style as one file, and the code with its bindings.
. "$(dirname "$0")/env.sh"

package="$CARGO_TARGET_DIR/browser-package"
next="$HIKAYA_SITE.next"

# module CRATE NAME: compiles a crate for the browser and makes its bindings, /pkg/NAME.js and /pkg/NAME_bg.wasm. Each in a call of
# its own, for each has features of its own. Bindings are made again only when the module or the program that makes them is another.
module() {
    local compiled="$CARGO_TARGET_DIR/wasm32-unknown-unknown/browser/${1//-/_}.wasm" made="$package/$2" now
    cargo build -p "$1" --profile browser --target wasm32-unknown-unknown
    now="$(wasm-bindgen --version) $(sha256sum <"$compiled")"
    if [ "$(cat "$made.made-from" 2>/dev/null || true)" != "$now" ]; then
        rm -rf "$made" "$made.made-from"
        wasm-bindgen --target web --no-typescript --remove-name-section --remove-producers-section \
            --out-dir "$made" --out-name "$2" "$compiled"
        echo "$now" >"$made.made-from"
    fi
}

# What wakes the islands of ordinary pages; the recorder of the field, which its own page alone loads.
module app-browser hikaya
module app-recorder recorder
module app-sealing sealing

# Laid beside and then exchanged, so that a file which was taken out of app/public is gone here too.
rm -rf "$next"
mkdir -p "$next/pkg"
cp -R app/public/. "$next/"
for made in "$package"/*/; do cp -R "$made." "$next/pkg/"; done
# What the service worker keeps is kept under the name of all that there is: another file, another name, and it is fetched anew.

# style/main.css holds @import lines in order; each becomes the file that it names.
awk '
    /^@import "[^"]+";$/ {
        file = "style/" substr($0, 10, length($0) - 11)
        found = 0
        while ((got = (getline line < file)) > 0) {
            found = 1
            if (line ~ /^@import/) { print file ": only main.css imports" > "/dev/stderr"; exit 1 }
            print line
        }
        close(file)
        if (got < 0 || !found) { print "style/main.css imports what is missing or empty: " file > "/dev/stderr"; exit 1 }
        next
    }
    /@import/ { print "style/main.css: not understood: " $0 > "/dev/stderr"; exit 1 }
    { print }
' style/main.css >"$next/pkg/style.css"

build=$(cd "$next" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-16)
sed -i "s/%BUILD%/$build/" "$next/sw.js"

rm -rf "$HIKAYA_SITE"
mv "$next" "$HIKAYA_SITE"

# The same sheet for cargo-leptos, which does not join what main.css imports (style-file in Cargo.toml).
mkdir -p target/style
cp "$HIKAYA_SITE/pkg/style.css" target/style/
