//! A reason as bytes of one length.

/// A written reason in 1024 bytes: its length, UTF-8, zeros; cut at a letter where it is longer.
pub(crate) fn reason_bytes(text: &str) -> Vec<u8> {
    let mut end = text.len().min(1022);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let length = u16::try_from(end).unwrap_or(0).to_be_bytes();
    let mut bytes = [&length[..], &text.as_bytes()[..end]].concat();
    bytes.resize(1024, 0);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_one_length_and_whole_letters() {
        for text in ["", "parce que", &"ع".repeat(600)] {
            let bytes = reason_bytes(text);
            assert_eq!(bytes.len(), 1024);
            let length = usize::from(u16::from_be_bytes([bytes[0], bytes[1]]));
            assert!(text.starts_with(std::str::from_utf8(&bytes[2..2 + length]).expect("whole letters")));
        }
    }
}
