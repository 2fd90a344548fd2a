//! Whoever scans the square that a chair shows finds the code typed already. It stands behind `#`, which no browser sends.

use leptos::prelude::*;

/// Puts six digits that stand behind `#` in the address into the field called `code`, and takes them out of the address, so that they
/// are in no history. The fingerprint of a secret vote's key that may stand after them is kept in the tab's memory, to be compared
/// with the key that the server gives out. It shows nothing.
#[island]
pub fn CodeFromAddress() -> impl IntoView {
    Effect::new(|_| page::take());
}

/// The digits, where the part of an address behind `#` is six of them, and the fingerprint after a point.
#[cfg(any(test, target_arch = "wasm32"))]
fn code(hash: &str) -> Option<(&str, Option<&str>)> {
    let scanned = hash.strip_prefix('#')?;
    let (digits, key) = scanned
        .split_once('.')
        .map_or((scanned, None), |(digits, key)| (digits, Some(key)));
    let is_code = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_key = key.is_none_or(|key| key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit()));
    (is_code && is_key).then_some((digits, key))
}

#[cfg(target_arch = "wasm32")]
mod page {
    use super::code;
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use web_sys::HtmlInputElement;

    /// Where the fingerprint is kept for the telephone's part of the vote (`app/sealing/src/phone.rs`).
    const SCANNED: &str = "ballot-key";

    pub(super) fn take() {
        let Some(window) = web_sys::window() else { return };
        let location = window.location();
        let (Ok(hash), Ok(path)) = (location.hash(), location.pathname()) else {
            return;
        };
        let (Some((code, key)), Some(document)) = (code(&hash), window.document()) else {
            return;
        };
        if let (Some(key), Ok(Some(memory))) = (key, window.session_storage()) {
            let _ = memory.set_item(SCANNED, key);
        }
        if let Some(field) = document
            .get_element_by_id("code")
            .and_then(|found| found.dyn_into::<HtmlInputElement>().ok())
        {
            field.set_value(code);
        }
        if let Ok(history) = window.history() {
            // Where the browser refuses, the code stays in the address bar of the person to whom it was shown.
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
        }
    }
}

/// The server never sees what stands behind `#`.
#[cfg(not(target_arch = "wasm32"))]
mod page {
    pub(super) const fn take() {}
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn a_code_is_six_digits_and_nothing_else() {
        assert_eq!(code("#123456"), Some(("123456", None)));
        let key = "0f".repeat(16);
        assert_eq!(code(&format!("#123456.{key}")), Some(("123456", Some(key.as_str()))));
        for other in [
            "",
            "#",
            "#123456.",
            "#123456.zz",
            "#12345",
            "#1234567",
            "#12345a",
            "123456",
            "#١٢٣٤٥٦",
        ] {
            assert_eq!(code(other), None, "{other}");
        }
    }
}
