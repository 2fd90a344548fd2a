//! Numbers in words: pieces of patterns for days, years and ages, and telephone numbers that are spelt out.

use crate::{Kind, Why, find::Finds, lists::LISTS, reading::Reading};
use std::{collections::HashSet, sync::LazyLock};

const SECTIONS: [&str; 4] = ["number_fr", "number_en", "number_ar", "number_arz"];

static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let all = LISTS.alternatives(&SECTIONS);
    all.split('|')
        .map(|word| word.replace('\\', ""))
        .filter(|word| !word.contains([' ', '-']))
        .collect()
});

/// Does a word count: "vingt", "thirty", "خمسة", "وعشرين"?
pub fn is_number_word(low: &str) -> bool {
    let bare = |word: &str| WORDS.contains(word) || word.strip_prefix("ال").is_some_and(|rest| WORDS.contains(rest));
    bare(low) || low.strip_prefix('و').is_some_and(bare) || matches!(low, "quatre" | "vingts")
}

/// Token after the number in words that begins at `at`, over "et", "and", "و" and hyphens; `at` itself if there is none.
pub fn words_end(reading: &Reading, at: usize) -> usize {
    let mut end = at;
    let mut next = at;
    while next < at + 14 {
        let low = reading.low(next);
        if is_number_word(low) {
            end = next + 1;
        } else if end == at || !matches!(low, "-" | "et" | "and" | "و" | "u" | "w" | "o") {
            break;
        }
        next += 1;
    }
    end
}

/// A telephone number spelt out: seven number words or more, the first of them nought.
pub fn spelt_phones(reading: &Reading, finds: &mut Finds) {
    let mut at = 0;
    while at < reading.tokens().len() {
        if !matches!(reading.low(at), "zero" | "صفر" | "sfer" | "oh") {
            at += 1;
            continue;
        }
        let (mut end, mut words, mut next) = (at, 0, at);
        while next < at + 40
            && (is_number_word(reading.low(next)) || matches!(reading.low(next), "-" | "," | "et" | "and" | "و"))
        {
            if is_number_word(reading.low(next)) {
                words += 1;
                end = next + 1;
            }
            next += 1;
        }
        if words >= 5 {
            finds.tokens(reading, at, end, Kind::Phone, Why::Pattern);
        }
        at = end.max(at + 1);
    }
}
