//! What a file of the data folder holds.

use std::path::Path;

/// How many files below a folder hold a word, in any encoding that a file could use.
pub(crate) fn files_holding(folder: &Path, word: &str) -> usize {
    let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let escaped: String = word.chars().map(in_json).collect();
    let holds = |bytes: &[u8], needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    let entries = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| {
            if path.is_dir() {
                return files_holding(&path, word);
            }
            let bytes = std::fs::read(&path).expect("readable");
            let is_there = [word.as_bytes(), &utf16, escaped.as_bytes()]
                .into_iter()
                .any(|needle| holds(&bytes, needle));
            usize::from(is_there)
        })
        .sum()
}

/// A letter as a file of JSON may write it.
fn in_json(letter: char) -> String {
    if letter.is_ascii() {
        return letter.to_string();
    }
    let mut units = [0; 2];
    let units = letter.encode_utf16(&mut units).iter();
    units.fold(String::new(), |escaped, unit| escaped + &format!("\\u{unit:04x}"))
}
