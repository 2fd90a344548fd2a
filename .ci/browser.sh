#!/usr/bin/env bash
# browser.sh: builds the browser's code and lays the folder that the server hands out as it is (HIKAYA_SITE):
# app/public, the style as one file, and the code with its bindings.
. "$(dirname "$0")/env.sh"

cargo build -p app-browser --profile browser --target wasm32-unknown-unknown

module="$CARGO_TARGET_DIR/wasm32-unknown-unknown/browser/app_browser.wasm"
package="$CARGO_TARGET_DIR/browser-package"
next="$HIKAYA_SITE.next"

# Bindings are made again only when the module or the program that makes them is another.
now="$(wasm-bindgen --version) $(sha256sum <"$module")"
if [ "$(cat "$package.made-from" 2>/dev/null || true)" != "$now" ]; then
    rm -rf "$package" "$package.made-from"
    wasm-bindgen --target web --no-typescript --remove-name-section --remove-producers-section \
        --out-dir "$package" --out-name hikaya "$module"
    echo "$now" >"$package.made-from"
fi

# Laid beside and then exchanged, so that a file which was taken out of app/public is gone here too.
rm -rf "$next"
mkdir -p "$next/pkg"
cp -R app/public/. "$next/"
cp -R "$package/." "$next/pkg/"

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
' style/main.css >"$next/pkg/hikaya.css"

rm -rf "$HIKAYA_SITE"
mv "$next" "$HIKAYA_SITE"

# The same sheet for cargo-leptos, which does not join what main.css imports (style-file in Cargo.toml).
mkdir -p target/style
cp "$HIKAYA_SITE/pkg/hikaya.css" target/style/
