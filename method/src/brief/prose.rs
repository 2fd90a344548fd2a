//! A brief's own words, those around what it refers to: nobody has cleared them of names, and no consent is asked for them. So they
//! are read before the brief goes out, and words of a story that were typed or pasted there are found.

use super::Placeholder;
use super::reference::is_whole;
use crate::anonymise::{IdentifierKind, normal_form};
use std::collections::{BTreeSet, HashMap};

/// So many words in a row, equal to words of a story, were taken from it.
const WORDS_IN_A_ROW: usize = 6;

/// Where words of a brief stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In its title.
    Title,
    /// In how the stories were selected.
    Selected,
    /// In a line of its text, from 1.
    Line(usize),
    /// Above a table.
    Caption,
}

/// What of a kind leads to one person by itself.
pub const fn is_direct(kind: IdentifierKind) -> bool {
    use IdentifierKind as Kind;
    match kind {
        Kind::Person
        | Kind::Address
        | Kind::Phone
        | Kind::Cin
        | Kind::Email
        | Kind::Handle
        | Kind::Plate
        | Kind::Iban
        | Kind::Passport
        | Kind::Case => true,
        Kind::Location | Kind::Facility | Kind::Org | Kind::Date | Kind::Age | Kind::Url => false,
    }
}

/// The ways of reaching a house.
pub const fn is_a_way_to_reach(kind: IdentifierKind) -> bool {
    matches!(
        kind,
        IdentifierKind::Address | IdentifierKind::Phone | IdentifierKind::Email | IdentifierKind::Handle
    )
}

/// The lines of a text that are words of its own, with their numbers: no references.
pub fn own_lines(markdown: &str) -> Vec<(usize, &str)> {
    let lines = markdown.lines().enumerate();
    let own = lines.filter(|(_, line)| !line.trim().is_empty() && !is_whole(line));
    own.map(|(at, line)| (at + 1, line)).collect()
}

/// The lines of a text in which a house says how it is reached: those below a heading that stands right above the placeholder for
/// that in one of the texts with which briefs begin.
pub fn lines_of_contact<'a>(markdown: &str, templates: impl IntoIterator<Item = &'a str>) -> BTreeSet<usize> {
    let headings: BTreeSet<&str> = templates.into_iter().filter_map(heading_of_contact).collect();
    let (mut is_below, mut found) = (false, BTreeSet::new());
    for (at, line) in markdown.lines().enumerate() {
        if line.starts_with('#') {
            is_below = headings.contains(line.trim());
        } else if is_below {
            found.insert(at + 1);
        }
    }
    found
}

fn heading_of_contact(template: &str) -> Option<&str> {
    let (above, _) = template.split_once(&Placeholder::Contact.typed())?;
    let last = above.lines().rev().find(|line| !line.trim().is_empty())?;
    last.starts_with('#').then(|| last.trim())
}

/// Runs of words of a brief, to be looked for in stories.
#[derive(Default)]
pub struct Runs(HashMap<Vec<String>, Place>);

impl Runs {
    /// Adds what stands at a place after another: lines that follow each other are one text.
    pub fn of<'a>(texts: impl IntoIterator<Item = (Place, &'a str)>) -> Self {
        let mut runs = Self::default();
        let mut last: Vec<(Place, String)> = Vec::new();
        for (place, text) in texts {
            let follows = last.last().is_some_and(|(before, _)| match (before, place) {
                (Place::Line(before), Place::Line(now)) => now <= before + 2,
                _ => false,
            });
            if !follows {
                last.clear();
            }
            for word in words(text) {
                last.push((place, word));
                if let Some(start) = last.len().checked_sub(WORDS_IN_A_ROW) {
                    let run = last[start..].iter().map(|(_, word)| word.clone()).collect();
                    runs.0.entry(run).or_insert(last[start].0);
                }
            }
        }
        runs
    }

    /// Where words of a story stand in the brief, the first of all places.
    pub fn taken_from(&self, story: &str) -> Option<Place> {
        if self.0.is_empty() {
            return None;
        }
        let words: Vec<String> = words(story).collect();
        let found = words.windows(WORDS_IN_A_ROW).filter_map(|run| self.0.get(run).copied());
        found.min()
    }
}

/// Words in the form in which spellings are the same; signs part them.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let parted =
        text.split(|letter: char| letter.is_whitespace() || letter.is_ascii_punctuation() || "’«»…،؛؟—–".contains(letter));
    parted.map(normal_form).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(body: &str) -> Runs {
        Runs::of(own_lines(body).into_iter().map(|(line, text)| (Place::Line(line), text)))
    }

    #[test]
    fn six_words_in_a_row_are_taken_and_five_are_not() {
        let story = "Avant, je ne disais rien à personne. Maintenant, je connais mes droits.";
        assert_eq!(
            runs("# Un mot\n\nElle dit : je ne disais rien à personne !").taken_from(story),
            Some(Place::Line(3))
        );
        assert_eq!(runs("Elle ne disait rien à personne.").taken_from(story), None);
        assert_eq!(runs("je ne disais rien à").taken_from(story), None);
        assert_eq!(
            runs("Je ne DISAIS rien\nà personne, maintenant").taken_from(story),
            Some(Place::Line(1)),
            "over two lines"
        );
        assert_eq!(runs("").taken_from(story), None);
    }

    #[test]
    fn arabic_words_are_found_whatever_their_marks() {
        let story = "قبل ما كنت نهضر مع حتى واحد";
        assert_eq!(
            runs("قالت: «ما كُنت نهضر مع حتّى واحد»").taken_from(story),
            Some(Place::Line(1))
        );
    }

    #[test]
    fn a_reference_is_no_word_of_the_brief() {
        let body = "Un mot\n\n{{excerpt:00000000000040008000000000000001}}\n\nUn autre";
        assert_eq!(own_lines(body), [(1, "Un mot"), (5, "Un autre")]);
    }

    #[test]
    fn the_house_says_how_it_is_reached_where_the_texts_with_which_briefs_begin_say_so() {
        let template = "## Nos demandes\n\n{{fill:ask}}\n\n## Pour nous joindre\n\n{{fill:contact}}\n";
        let body = "## Nos demandes\n\nx\n\n## Pour nous joindre\n\nplaidoyer@example.org\n\n## Suite\n\ny";
        assert_eq!(lines_of_contact(body, [template]), BTreeSet::from([6, 7, 8]));
        assert!(lines_of_contact(body, ["{{fill:ask}}"]).is_empty());
    }
}
