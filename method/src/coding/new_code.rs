//! A code that is made while a passage is coded: what it is called, where it stands, how it is drawn.

use super::{Code, Codebook, Colour};
use crate::id::CodeId;
use crate::language::{InThree, Language, PageLanguage};
use crate::letters::is_unseen;
use thiserror::Error;

/// The most letters of the label of a code that is made in place.
pub const LABEL_LETTERS: usize = 80;

/// Why a text is no label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotALabel {
    /// Nothing that can be seen.
    #[error("a code needs a label")]
    Empty,
    /// More than [`LABEL_LETTERS`].
    #[error("a label has at most {LABEL_LETTERS} letters")]
    TooLong,
}

/// A text as a label: spaces and line ends are one space, unseen marks are left out, the rest is as it was.
pub fn label(text: &str) -> Result<String, NotALabel> {
    let seen: String = text.chars().filter(|letter| !is_unseen(*letter)).collect();
    let label = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    match label.chars().count() {
        0 => Err(NotALabel::Empty),
        1..=LABEL_LETTERS => Ok(label),
        _ => Err(NotALabel::TooLong),
    }
}

/// The page language in whose field words of a story stand: by their letters, so that whoever reads that page can read them.
pub const fn field_of(told: Language) -> PageLanguage {
    match told {
        Language::Arabic | Language::Darija => PageLanguage::Arabic,
        Language::French | Language::DarijaLatin => PageLanguage::French,
        Language::English => PageLanguage::English,
    }
}

/// A label in one of the three languages, the others empty.
pub fn in_one(language: PageLanguage, label: String) -> InThree {
    let mut labels = InThree::default();
    *field(&mut labels, language) = label;
    labels
}

/// What a code is called from then on whose name were words of a story that was withdrawn; none if it has another name by now.
/// Names that were added in other languages stay.
pub fn without_words(labels: &InThree, words: &str) -> Option<InThree> {
    let mut left = labels.clone();
    for language in PageLanguage::ALL {
        let label = field(&mut left, language);
        if label.trim() == words {
            label.clear();
        }
    }
    if left == *labels {
        return None;
    }
    let is_nameless = PageLanguage::ALL
        .into_iter()
        .all(|language| field(&mut left, language).trim().is_empty());
    Some(if is_nameless { withdrawn() } else { left })
}

fn withdrawn() -> InThree {
    InThree {
        fr: "[mots retirés]".into(),
        ar: "[كلمات سُحبت]".into(),
        en: "[words withdrawn]".into(),
    }
}

fn field(labels: &mut InThree, language: PageLanguage) -> &mut String {
    match language {
        PageLanguage::French => &mut labels.fr,
        PageLanguage::Arabic => &mut labels.ar,
        PageLanguage::English => &mut labels.en,
    }
}

impl Codebook {
    /// The first code that is called exactly so, in any language, and may be given.
    pub fn called(&self, label: &str) -> Option<&Code> {
        self.codes()
            .iter()
            .find(|code| is_called(code, label) && self.is_given(code.id))
    }

    /// The same among those directly below one, or at the top.
    pub fn called_below(&self, parent: Option<CodeId>, label: &str) -> Option<&Code> {
        self.children(parent)
            .find(|code| is_called(code, label) && self.is_given(code.id))
    }

    /// How a new code is drawn: as the one above it, and at the top as follows on the last one there.
    pub fn next_colour(&self, parent: Option<CodeId>) -> Colour {
        let above = parent.and_then(|id| self.get(id)).map(|code| code.words.colour);
        above.unwrap_or_else(|| {
            let last = self.children(None).last().map_or(0, |code| u8::from(code.words.colour));
            Colour::around(last + 1)
        })
    }
}

fn is_called(code: &Code, label: &str) -> bool {
    let labels = &code.words.labels;
    [&labels.fr, &labels.ar, &labels.en]
        .into_iter()
        .any(|one| one.trim() == label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::template::violence_and_support;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn book() -> Codebook {
        let mut next = 0;
        violence_and_support(|| {
            next += 1;
            CodeId::new(Uuid::from_u128(next))
        })
        .unwrap()
    }

    #[test]
    fn words_of_a_story_become_a_label() {
        assert_eq!(label(" ما  بقيتش\nكنخاف\u{200F} "), Ok("ما بقيتش كنخاف".to_owned()));
        assert_eq!(label(&"ش".repeat(80)).map(|label| label.chars().count()), Ok(80));
        assert_eq!(label(&"ش".repeat(81)), Err(NotALabel::TooLong));
        assert_eq!(label(" \u{200F}\n"), Err(NotALabel::Empty));
    }

    #[test]
    fn a_label_stands_in_the_field_of_its_letters() {
        use PageLanguage::{Arabic, English, French};
        let fields = Language::ALL.map(field_of);
        assert_eq!(fields, [French, Arabic, Arabic, French, English]);
        assert_eq!(in_one(Arabic, "خوف".into()).ar, "خوف");
        assert!(in_one(Arabic, "خوف".into()).fr.is_empty());
    }

    #[test]
    fn a_code_is_found_by_its_exact_label_alone() {
        let book = book();
        let threat = book.called("Menace de mort").unwrap();
        assert!(book.called("menace de mort").is_none() && book.called("Menace").is_none());
        assert_eq!(
            book.called_below(threat.parent, "Menace de mort").map(|code| code.id),
            Some(threat.id)
        );
        assert!(book.called_below(None, "Menace de mort").is_none());
        assert_eq!(book.called(&threat.words.labels.ar).map(|code| code.id), Some(threat.id));
    }

    #[test]
    fn a_code_that_is_given_no_more_is_not_found_by_its_label() {
        let mut book = book();
        let threat = book.called("Menace de mort").unwrap().clone();
        book.retire(threat.parent.unwrap(), true).unwrap();
        assert!(book.called("Menace de mort").is_none());
        assert!(book.called_below(threat.parent, "Menace de mort").is_none());
    }

    #[test]
    fn a_new_code_is_drawn_as_the_one_above_it() {
        let book = book();
        let threat = book.called("Menace de mort").unwrap();
        assert_eq!(book.next_colour(Some(threat.id)), threat.words.colour);
        let last = book.children(None).last().map(|code| u8::from(code.words.colour));
        assert_eq!(Some(u8::from(book.next_colour(None))), last.map(|last| last % 8 + 1));
        assert_eq!(u8::from(Codebook::default().next_colour(None)), 1);
    }

    #[test]
    fn words_that_were_withdrawn_leave_the_name_of_a_code() {
        let born = in_one(PageLanguage::Arabic, "ما بقيتش كنخاف".into());
        let left = without_words(&born, "ما بقيتش كنخاف").unwrap();
        assert_eq!(left.fr, "[mots retirés]");
        let translated = InThree {
            fr: "Peur".into(),
            ..born.clone()
        };
        let left = without_words(&translated, "ما بقيتش كنخاف").unwrap();
        assert_eq!((left.fr.as_str(), left.ar.as_str()), ("Peur", ""));
        let renamed = in_one(PageLanguage::Arabic, "خوف".into());
        assert_eq!(without_words(&renamed, "ما بقيتش كنخاف"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_a_short_label_or_none(text in "\\PC{0,100}|[ \\n\u{200F}a]{0,100}") {
            if let Ok(label) = label(&text) {
                prop_assert!((1..=LABEL_LETTERS).contains(&label.chars().count()));
                prop_assert_eq!(super::label(&label), Ok(label));
            }
        }
    }
}
