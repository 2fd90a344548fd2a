//! A file of sound that the browser plays, whole or a part of it (RFC 9110, section 14.2).

use axum::http::header::{ACCEPT_RANGES, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::ops::Range;

/// The file, or the part that was asked for.
pub(crate) fn played(bytes: Vec<u8>, headers: &HeaderMap) -> Response {
    let kind = [(CONTENT_TYPE, "audio/ogg"), (ACCEPT_RANGES, "bytes")];
    let asked = headers.get(RANGE).and_then(|value| value.to_str().ok());
    let length = bytes.len();
    match asked.map(|asked| range(asked, length)) {
        None | Some(Asked::Whole) => (kind, bytes).into_response(),
        Some(Asked::Part(part)) => {
            let says = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            let status = StatusCode::PARTIAL_CONTENT;
            (status, kind, [(CONTENT_RANGE, says)], bytes[part].to_vec()).into_response()
        }
        Some(Asked::Outside) => {
            let says = [(CONTENT_RANGE, format!("bytes */{length}"))];
            (StatusCode::RANGE_NOT_SATISFIABLE, says).into_response()
        }
    }
}

/// A file as an address of its own (RFC 2397), for where no server answers.
pub(crate) fn data_address(kind: &str, bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut address = format!("data:{kind};base64,");
    for three in bytes.chunks(3) {
        let joined = (0..3).fold(0, |joined, at| joined << 8 | usize::from(three.get(at).copied().unwrap_or(0)));
        for place in 0..4 {
            let digit = DIGITS[joined >> (18 - 6 * place) & 63];
            address.push(if place > three.len() { '=' } else { char::from(digit) });
        }
    }
    address
}

/// Which bytes of a file are asked for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// All of them, or in a way that is not understood, which is answered with all (RFC 9110, section 14.2).
    Whole,
    Part(Range<usize>),
    /// None that there are.
    Outside,
}

/// One range of bytes: `bytes=0-`, `bytes=5-9`, `bytes=-4`.
fn range(asked: &str, length: usize) -> Asked {
    let Some((first, last)) = asked.strip_prefix("bytes=").and_then(|one| one.split_once('-')) else {
        return Asked::Whole;
    };
    let part = match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(first), Ok(last)) if first <= last => first..last.saturating_add(1).min(length),
        (Ok(first), Err(_)) if last.is_empty() => first..length,
        (Err(_), Ok(last)) if first.is_empty() => length.saturating_sub(last)..length,
        _ => return Asked::Whole,
    };
    if part.start < part.end {
        Asked::Part(part)
    } else {
        Asked::Outside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 4648, section 10.
    #[test]
    fn a_file_is_an_address_of_its_own() {
        let digits = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        for (length, digits) in digits.into_iter().enumerate() {
            assert_eq!(
                data_address("audio/ogg", &b"foobar"[..length]),
                format!("data:audio/ogg;base64,{digits}")
            );
        }
        assert!(data_address("audio/ogg", &[0xfb, 0xff, 0xfe]).ends_with(",+//+"));
    }

    #[test]
    fn a_range_is_a_part_or_the_whole_or_outside() {
        assert_eq!(range("bytes=0-", 10), Asked::Part(0..10));
        assert_eq!(range("bytes=5-9", 10), Asked::Part(5..10));
        assert_eq!(range("bytes=5-99999999999", 10), Asked::Part(5..10));
        assert_eq!(range("bytes=-4", 10), Asked::Part(6..10));
        assert_eq!(range("bytes=-40", 10), Asked::Part(0..10));
        assert_eq!(range("bytes=10-", 10), Asked::Outside);
        assert_eq!(range("bytes=-0", 10), Asked::Outside);
        for odd in ["bytes=", "bytes=-", "bytes=9-5", "bytes=0-1,4-5", "items=0-", "bytes=a-b", ""] {
            assert_eq!(range(odd, 10), Asked::Whole, "{odd}");
        }
        assert_eq!(range(&format!("bytes=0-{}", usize::MAX), 10), Asked::Part(0..10));
    }
}
