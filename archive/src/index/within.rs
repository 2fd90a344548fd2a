//! Whether a text that lies open holds the words of a question: for the few texts of a shelf, which the index of stories must not
//! answer for. Words meet as they do in the search.

use super::forms::{Form, across, of_question, of_text};
use super::words::words;
use method::language::Language;
use std::collections::BTreeSet;

/// The words of a question, each in the forms under which it may stand.
pub(crate) struct Wanted(Vec<Vec<Form>>);

impl Wanted {
    /// What is asked for.
    pub(crate) fn of(question: &str) -> Self {
        let words = words(question);
        let forms = of_question(&words).into_iter().zip(&words);
        Self(forms.map(|(forms, word)| [forms, across(word)].concat()).collect())
    }

    /// Whether a text holds every word, in whatever order. A question without words is answered by each text.
    pub(crate) fn is_in(&self, text: &str, language: Language) -> bool {
        if self.0.is_empty() {
            return true;
        }
        let there: BTreeSet<Form> = of_text(&words(text), language).into_iter().flatten().collect();
        self.0.iter().all(|forms| forms.iter().any(|form| there.contains(form)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_meet_whatever_their_accents_endings_and_order() {
        let said = "Maintenant, je connais mes droits [ville].";
        for asked in ["", "  ", "DROITS connais", "droit", "connaître"] {
            let is_in = Wanted::of(asked).is_in(said, Language::French);
            assert_eq!(is_in, asked != "connaître", "{asked}");
        }
        assert!(
            !Wanted::of("droits police").is_in(said, Language::French),
            "each word must be there"
        );
        let said = "قالت لي القاضية اجلسي";
        assert!(Wanted::of("قاضية").is_in(said, Language::Arabic));
        assert!(!Wanted::of("محامية").is_in(said, Language::Arabic));
    }
}
