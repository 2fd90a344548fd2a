//! What was changed between two texts, word by word, so that everybody sees what an edit did to her words.

use serde::{Deserialize, Serialize};
use similar::{ChangeTag, TextDiff};

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

    proptest! {
        #[test]
        fn both_texts_can_be_read_back(older in "[a-cأب \n]{0,40}", newer in "[a-cأب \n]{0,40}") {
            let changes = difference(&older, &newer);
            prop_assert_eq!(without(&changes, ChangeKind::Added), older);
            prop_assert_eq!(without(&changes, ChangeKind::Removed), newer);
        }
    }
}
