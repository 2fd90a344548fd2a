//! The key of a secret vote as people compare it, by eye and aloud.

/// A key's fingerprint as twelve decimal digits in four groups, from its first 40 bits; zeros stand for what is missing of them.
pub fn spoken_key(fingerprint: &[u8]) -> String {
    let first = (0..5).map(|at| fingerprint.get(at).copied().unwrap_or(0));
    let bits = first.fold(0_u64, |bits, byte| bits << 8 | u64::from(byte));
    let digits = format!("{bits:013}");
    let last = &digits[1..];
    [&last[..3], &last[3..6], &last[6..9], &last[9..]].join(" ")
}

#[cfg(test)]
mod tests {
    use super::spoken_key;

    #[test]
    fn a_fingerprint_is_read_out_in_four_groups() {
        assert_eq!(spoken_key(&[0, 0, 0, 0, 1, 0x0f]), "000 000 000 001");
        assert_eq!(spoken_key(&[0xff, 0xff, 0xff, 0xff, 0xff, 0]), "099 511 627 775");
        assert_eq!(spoken_key(&[]), "000 000 000 000");
    }
}
