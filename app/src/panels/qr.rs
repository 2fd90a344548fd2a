//! The way into a room as a square that a telephone's camera reads (ISO/IEC 18004).

use crate::words::panel_console as words;
use leptos::prelude::*;
use method::language::PageLanguage;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;
use std::net::IpAddr;

/// Modules that stay white around a symbol (ISO/IEC 18004, 6.3.8).
const QUIET: usize = 4;

/// The address of the page where seats are taken, with the code behind `#`, and the fingerprint of the key of a secret vote: a browser keeps that part to itself, and the page takes it
/// out of its history. Nothing but this machine is reached without encryption.
pub(crate) fn address(host: &str, code: &str, fingerprint: Option<&str>) -> String {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let address = name.trim_matches(['[', ']']).parse::<IpAddr>();
    let is_here = name == "localhost" || address.is_ok_and(|address| address.is_loopback());
    let scheme = if is_here { "http" } else { "https" };
    let key = fingerprint.map(|digits| format!(".{digits}")).unwrap_or_default();
    format!("{scheme}://{host}/join#{code}{key}")
}

/// The symbol, which leads where it says: its address can be copied and sent. Nothing where the address is longer than one holds.
pub(crate) fn square(language: PageLanguage, address: &str) -> Option<AnyView> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let size = code.width() + 2 * QUIET;
    let view_box = format!("0 0 {size} {size}");
    let modules = outline(&code);
    Some(
        view! {
            <a class="qr-link" href=address.to_owned()>
                <svg class="qr" viewBox=view_box role="img" aria-label=words::qr(language)><rect width=size height=size/><path d=modules/></svg></a>
        }
        .into_any(),
    )
}

/// Each dark module as a unit square.
fn outline(code: &QrCode) -> String {
    let mut path = String::new();
    for (index, _) in code
        .to_colors()
        .iter()
        .enumerate()
        .filter(|(_, color)| **color == Color::Dark)
    {
        let (x, y) = (index % code.width() + QUIET, index / code.width() + QUIET);
        // Writing to a string does not fail.
        let _ = write!(path, "M{x} {y}h1v1h-1z");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::{QUIET, address, outline};
    use qrcode::{EcLevel, QrCode};

    #[test]
    fn only_this_machine_is_reached_without_encryption() {
        assert_eq!(address("localhost:3000", "123456", None), "http://localhost:3000/join#123456");
        assert_eq!(address("127.0.0.1:3000", "123456", None), "http://127.0.0.1:3000/join#123456");
        assert_eq!(address("hikaya.test", "123456", None), "https://hikaya.test/join#123456");
        assert_eq!(address("[::1]:3000", "123456", None), "http://[::1]:3000/join#123456");
        assert_eq!(
            address("127.elsewhere.test", "123456", None),
            "https://127.elsewhere.test/join#123456"
        );
        let keyed = address("hikaya.test", "123456", Some("0f"));
        assert_eq!(keyed, "https://hikaya.test/join#123456.0f");
    }

    #[test]
    fn the_three_corners_are_where_a_camera_looks_for_them() {
        let code = QrCode::with_error_correction_level("https://hikaya.test/join#123456", EcLevel::M).expect("short enough");
        let path = outline(&code);
        let last = code.width() - 7;
        for (x, y) in [(0, 0), (last, 0), (0, last)] {
            assert!(path.contains(&format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET)));
        }
    }
}
