#!/usr/bin/env bash
# check.sh: formatting and lints, a warning being an error. The browser's crate is judged apart, for its own target:
# together with the server it would be compiled with the features of both sides.
. "$(dirname "$0")/env.sh"

cargo fmt --all --check
cargo clippy --workspace --exclude app-browser --all-targets -- -D warnings
cargo clippy -p app-browser -p app-islands --profile browser --target wasm32-unknown-unknown -- -D warnings
cargo clippy -p app-recorder -p app-sealing --profile browser --target wasm32-unknown-unknown -- -D warnings
