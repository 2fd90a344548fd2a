//! The forms under which a word is found: plain, without its ending or its article, and by its sound. What is indexed and what
//! is marked in a text come from here, so that the two always agree.

use super::words::Word;
use method::darija;
use method::language::Language;
use std::collections::HashMap;
use tantivy::tokenizer::{self, Stemmer, TextAnalyzer, TokenStream, WhitespaceTokenizer};

/// How many shelves there are.
pub(crate) const SHELVES: usize = 6;

/// Where a form stands in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shelf {
    /// Folded words of every language.
    Plain,
    /// French stems.
    French,
    /// Arabic words without article and ending.
    Arabic,
    /// English stems.
    English,
    /// How words of Darija in Latin letters sound.
    HeardLatin,
    /// How words in Arabic letters sound.
    HeardArabic,
}

impl Shelf {
    /// All of them.
    pub(crate) const ALL: [Self; SHELVES] = [
        Self::Plain,
        Self::French,
        Self::Arabic,
        Self::English,
        Self::HeardLatin,
        Self::HeardArabic,
    ];

    /// Whether what stands here only sounds alike.
    pub(crate) const fn is_heard(self) -> bool {
        matches!(self, Self::HeardLatin | Self::HeardArabic)
    }
}

/// One form of a word.
pub(crate) type Form = (Shelf, String);

/// What was worked out of the forms of words before: the words of many stories are few. It lives as long as one batch of stories,
/// or one answer, so that no word outlasts the story that it came from.
pub(crate) struct Memo<T>(HashMap<Language, HashMap<String, T>>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T> Memo<T> {
    /// For each word of a text in a language what `worked_out` makes of its forms, which are those of [`of_text`].
    pub(crate) fn of_text(&mut self, words: &[Word], language: Language, worked_out: impl Fn(Vec<Form>) -> T) -> Vec<&T> {
        let known = self.0.entry(language).or_default();
        let new: Vec<Word> = words
            .iter()
            .filter(|word| !known.contains_key(&word.written))
            .cloned()
            .collect();
        for (word, forms) in new.iter().zip(of_text(&new, language)) {
            known.insert(word.written.clone(), worked_out(forms));
        }
        // Each is known by now.
        words.iter().filter_map(|word| known.get(&word.written)).collect()
    }
}

/// The forms of each word of a text in a language, the plain one first.
pub(crate) fn of_text(words: &[Word], language: Language) -> Vec<Vec<Form>> {
    let mut forms: Vec<Vec<Form>> = words.iter().map(|word| vec![(Shelf::Plain, word.plain.clone())]).collect();
    match language {
        Language::French => add_french(words, &mut forms),
        Language::English => add_english(words, &mut forms),
        Language::Arabic | Language::Darija | Language::DarijaLatin => {}
    }
    add_arabic(words, &mut forms, language == Language::Arabic);
    for (word, forms) in words.iter().zip(&mut forms).filter(|(word, _)| word.is_arabic()) {
        // Particles of one letter stick to the word that follows. Taken off only in what is searched, not in what is asked:
        // else two words that share nothing but what is left would be one.
        let bare = without_article(&word.plain);
        forms.extend(without_particle(bare).map(|rest| (Shelf::Arabic, rest.to_owned())));
    }
    for (word, forms) in words.iter().zip(&mut forms) {
        let is_darija = language == Language::DarijaLatin || darija::is_marked(&word.written);
        let shelf = if word.is_arabic() {
            Shelf::HeardArabic
        } else if is_darija {
            Shelf::HeardLatin
        } else {
            continue;
        };
        forms.extend(darija::told(&word.written).into_iter().map(|key| (shelf, key)));
    }
    forms
}

/// The sounds of a word in Latin letters that was asked for, as Arabic letters write them. None for one that is Darija by its
/// digits: that one's stand among its forms.
pub(crate) fn across(word: &Word) -> Vec<Form> {
    if word.is_arabic() || darija::is_marked(&word.written) {
        return Vec::new();
    }
    let keys = darija::asked(&word.written).into_iter();
    keys.map(|key| (Shelf::HeardArabic, key)).collect()
}

/// The forms under which a word that was asked for may stand, in a text of any language.
pub(crate) fn of_question(words: &[Word]) -> Vec<Vec<Form>> {
    let mut forms: Vec<Vec<Form>> = words.iter().map(|word| vec![(Shelf::Plain, word.plain.clone())]).collect();
    add_french(words, &mut forms);
    add_english(words, &mut forms);
    add_arabic(words, &mut forms, true);
    for (word, forms) in words.iter().zip(&mut forms) {
        for key in darija::asked(&word.written) {
            if darija::is_marked(&word.written) {
                forms.push((Shelf::HeardArabic, key.clone()));
            }
            forms.push((Shelf::HeardLatin, key));
        }
    }
    for forms in &mut forms {
        forms.sort_unstable();
        forms.dedup();
    }
    forms
}

/// French stems twice, of the word as it is written and of the folded one: "arrêtée" meets "arrêté", and "arretee" both.
fn add_french(words: &[Word], forms: &mut [Vec<Form>]) {
    let written = stems(tokenizer::Language::French, words, |word| &word.written);
    let plain = stems(tokenizer::Language::French, words, |word| &word.plain);
    for ((word, forms), (written, plain)) in words.iter().zip(forms).zip(written.into_iter().zip(plain)) {
        if !word.is_arabic() {
            forms.extend([(Shelf::French, super::words::folded(&written)), (Shelf::French, plain)]);
        }
    }
}

fn add_english(words: &[Word], forms: &mut [Vec<Form>]) {
    let plain = stems(tokenizer::Language::English, words, |word| &word.plain);
    for ((word, forms), plain) in words.iter().zip(forms).zip(plain) {
        if !word.is_arabic() {
            forms.push((Shelf::English, plain));
        }
    }
}

/// Arabic words without their article; with `stemmed`, also without their endings, which Darija has other ones of.
fn add_arabic(words: &[Word], forms: &mut [Vec<Form>], stemmed: bool) {
    if !words.iter().any(Word::is_arabic) {
        return;
    }
    for (word, forms) in words.iter().zip(forms.iter_mut()).filter(|(word, _)| word.is_arabic()) {
        forms.push((Shelf::Arabic, without_article(&word.plain).to_owned()));
    }
    if stemmed {
        let plain = stems(tokenizer::Language::Arabic, words, |word| &word.plain);
        for ((word, forms), plain) in words.iter().zip(forms).zip(plain) {
            if word.is_arabic() {
                forms.push((Shelf::Arabic, plain));
            }
        }
    }
}

/// The stem of each word. One pass over all of them: a stemmer is made once a text.
fn stems<'a>(language: tokenizer::Language, words: &'a [Word], text: impl Fn(&'a Word) -> &'a str) -> Vec<String> {
    let together = words.iter().fold(String::new(), |mut all, word| {
        all.push_str(text(word));
        all.push(' ');
        all
    });
    let mut analyzer = TextAnalyzer::builder(WhitespaceTokenizer::default())
        .filter(Stemmer::new(language))
        .build();
    let mut stream = analyzer.token_stream(&together);
    let mut stems = Vec::with_capacity(words.len());
    while stream.advance() {
        stems.push(stream.token().text.clone());
    }
    stems
}

/// A folded Arabic word without "al-", and without what stands before it: "wal-", "bil-", "lil-", "fal-".
pub(super) fn without_article(word: &str) -> &str {
    let conjunction = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    for start in [conjunction, word] {
        let preposition = start.strip_prefix(['ب', 'ك', 'ل', 'ف']).unwrap_or(start);
        let rests = [
            start.strip_prefix("لل"),
            preposition.strip_prefix("ال"),
            start.strip_prefix("ال"),
        ];
        if let Some(rest) = rests.into_iter().flatten().find(|rest| rest.chars().count() >= 2) {
            return rest;
        }
    }
    word
}

/// A word without a particle of one letter, if three letters or more are left.
fn without_particle(word: &str) -> Option<&str> {
    word.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك'])
        .filter(|rest| rest.chars().count() >= 3)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    /// Whether somebody who asks for a word finds another in a text of a language.
    fn finds(asked: &str, told: &str, language: Language) -> bool {
        let asked = of_question(&words(asked)).remove(0);
        of_text(&words(told), language)
            .iter()
            .flatten()
            .any(|form| asked.contains(form))
    }

    #[test]
    fn french_is_found_with_and_without_accents_and_in_another_number() {
        for asked in ["sécurité", "securite", "SECURITE", "sécurités"] {
            assert!(finds(asked, "la sécurité", Language::French), "{asked}");
        }
        for (asked, told) in [
            ("arrêtée", "arrêté"),
            ("arretee", "arrêtée"),
            ("agressions", "agression"),
            ("menacer", "menaçait"),
            ("avocats", "avocate"),
            ("hôpitaux", "hopital"),
            ("l’autonomie", "autonomie"),
        ] {
            assert!(finds(asked, told, Language::French), "{asked} {told}");
        }
        assert!(!finds("justice", "juste", Language::Darija));
    }

    #[test]
    fn arabic_is_found_without_article_and_with_other_letters() {
        for (asked, told) in [
            ("عنف", "العنف"),
            ("العنف", "عنف"),
            ("عنف", "والعنف"),
            ("عنف", "بالعنف"),
            ("عنف", "للعنف"),
            ("عنف", "وعنف"),
            ("الامان", "الأَمَان"),
            ("مدرسه", "المدرسة"),
            ("اكادير", "فأگادير"),
            ("سبيطار", "فالسبيطار"),
        ] {
            assert!(finds(asked, told, Language::Darija), "{asked} {told}");
            assert!(finds(asked, told, Language::Arabic), "{asked} {told}");
        }
        assert!(!finds("ولد", "بلد", Language::Arabic));
    }

    #[test]
    fn english_is_found_in_another_form() {
        assert!(finds("threatening", "he threatened me", Language::English));
        assert!(finds("stories", "story", Language::English));
        assert!(!finds("stories", "story", Language::DarijaLatin));
    }
}
