//! What the vault promises, a file per promise.

mod blind;
mod discretion;
mod format;
mod keys;
mod padding;
mod place;
mod recovery;
mod round_trip;
mod slots;
