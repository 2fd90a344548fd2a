//! What was changed between two texts, word by word, so that everybody sees what an edit did to her words.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, ChangeTag, TextDiff, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// What happened to a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// In both texts.
    Same,
    /// Only in the older one.
    Removed,
    /// Only in the newer one.
    Added,
}

/// A run of words with one fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened to it.
    pub kind: ChangeKind,
    /// The words, with their spaces.
    pub text: String,
}

/// The older text turned into the newer one: without what was added it is the older, without what was removed the newer.
pub fn difference(older: &str, newer: &str) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for change in TextDiff::from_unicode_words(older, newer).iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => ChangeKind::Same,
            ChangeTag::Delete => ChangeKind::Removed,
            ChangeTag::Insert => ChangeKind::Added,
        };
        match changes.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            _ => changes.push(Change {
                kind,
                text: change.value().to_owned(),
            }),
        }
    }
    changes
}

/// How much of a text is no longer as it was told, in words: spaces and signs do not count, letters and accents do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reworded {
    /// Words removed or words added, whichever are more: a replaced word counts once.
    pub words: usize,
    /// Words of the longer text.
    pub of: usize,
}

impl Reworded {
    /// 0 to 100, rounded up: 0 only if every word is as it was told.
    pub fn percent(self) -> usize {
        match self.of {
            0 => 0,
            of => (self.words * 100).div_ceil(of).min(100),
        }
    }
}

/// Several parts of a story counted together.
impl std::iter::Sum for Reworded {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), |sum, part| Self {
            words: sum.words + part.words,
            of: sum.of + part.of,
        })
    }
}

/// How many words an edit changed from the verbatim text (capability 4).
pub fn reworded(verbatim: &str, edited: &str) -> Reworded {
    let verbatim: Vec<&str> = verbatim.unicode_words().collect();
    let edited: Vec<&str> = edited.unicode_words().collect();
    let same: usize = capture_diff_slices(Algorithm::Myers, &verbatim, &edited)
        .iter()
        .filter(|step| step.tag() == similar::DiffTag::Equal)
        .map(|step| step.old_range().len())
        .sum();
    let of = verbatim.len().max(edited.len());
    Reworded { words: of - same, of }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn without(changes: &[Change], kind: ChangeKind) -> String {
        changes
            .iter()
            .filter(|change| change.kind != kind)
            .map(|change| change.text.as_str())
            .collect()
    }

    #[test]
    fn a_changed_word_is_shown_and_the_rest_stays() {
        let changes = difference("Elle a dit oui.", "Elle a raconté oui.");
        let shown: Vec<_> = changes.iter().map(|change| (change.kind, change.text.as_str())).collect();
        assert!(
            shown.contains(&(ChangeKind::Removed, "dit")) && shown.contains(&(ChangeKind::Added, "raconté")),
            "{shown:?}"
        );
    }

    #[test]
    fn arabic_words_are_whole() {
        let changes = difference("قالت نعم", "قالت لا");
        assert!(
            changes
                .iter()
                .any(|change| change.kind == ChangeKind::Removed && change.text == "نعم"),
            "{changes:?}"
        );
    }

    #[test]
    fn the_share_counts_words_and_not_signs() {
        let percent = |older, newer| reworded(older, newer).percent();
        assert_eq!(percent("Elle a dit oui hier", "Elle a dit, oui… hier !"), 0);
        assert_eq!(percent("Elle a dit oui hier", "Elle a raconté oui hier"), 20);
        assert_eq!(percent("قالت نعم", "قالت لا"), 50);
        assert_eq!(percent("oui", "oui oui"), 50);
        assert_eq!((percent("", ""), percent("", "non"), percent("non", "")), (0, 100, 100));
    }

    #[test]
    fn one_changed_word_of_many_is_never_shown_as_none() {
        let older = "mot ".repeat(1000);
        let newer = older.replacen("mot", "mots", 1);
        assert_eq!(reworded(&older, &newer), Reworded { words: 1, of: 1000 });
        assert_eq!(reworded(&older, &newer).percent(), 1);
        let both: Reworded = [reworded("a b", "a c"), reworded("d e", "d e")].into_iter().sum();
        assert_eq!(both.percent(), 25);
    }

    #[test]
    fn a_long_text_with_nothing_in_common_is_all_reworded() {
        // How long that takes is measured in bench/growth.rs.
        let text = |letter: char| (0..10_000).map(|n| format!("{letter}{n}")).collect::<Vec<_>>().join(" ");
        assert_eq!(
            reworded(&text('a'), &text('ب')),
            Reworded {
                words: 10_000,
                of: 10_000
            }
        );
    }

    proptest! {
        #[test]
        fn the_share_is_nothing_for_the_same_text_and_never_above_all(older in "[a-cأب \n]{0,40}", newer in "[a-cأب \n]{0,40}") {
            prop_assert_eq!(reworded(&older, &older).percent(), 0);
            prop_assert!(reworded(&older, &newer).percent() <= 100);
        }

        #[test]
        fn both_texts_can_be_read_back(older in "[a-cأب \n]{0,40}", newer in "[a-cأب \n]{0,40}") {
            let changes = difference(&older, &newer);
            prop_assert_eq!(without(&changes, ChangeKind::Added), older);
            prop_assert_eq!(without(&changes, ChangeKind::Removed), newer);
        }
    }
}
