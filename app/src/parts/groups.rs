//! Hexadecimal digits in groups that an eye can compare.

/// `0123456789ab` as `01234567 89ab`.
pub(crate) fn of_eight(digits: &str) -> String {
    let groups = digits
        .as_bytes()
        .chunks(8)
        .filter_map(|group| std::str::from_utf8(group).ok());
    groups.collect::<Vec<_>>().join(" ")
}
