//! Addresses as a relationship may hold them: one that is no URI keeps the whole file from being opened.

use std::fmt::Write as _;

/// An address in which each letter that RFC 3986 (2) does not know is written by its number. Letters beyond ASCII stay (RFC 3987).
pub(super) fn target(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut out = String::with_capacity(address.len());
    for (at, letter) in address.char_indices() {
        let is_written = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_hexdigit);
        let is_known = match letter {
            '%' => is_written(at + 1) && is_written(at + 2),
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => false,
            letter => !letter.is_whitespace() && !letter.is_control(),
        };
        if is_known {
            out.push(letter);
        } else {
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                // Writing into a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
