//! Taking names out of a story: the same person gets the same pseudonym wherever she is named, in whatever spelling; other
//! identifiers give way to what they are, such as "city". This proposes; a person decides, and another approves.

mod alike;
mod identifier;
pub mod intruder;
pub mod jigsaw;
pub mod known;
pub mod ledger;
mod normal;
pub mod places;
mod pool;
mod pseudonym;
pub mod recognisable;
mod register;
mod word_list;

pub use identifier::IdentifierKind;
pub use normal::normal_form;
pub use register::{NotAPseudonym, Register, Words};
pub use word_list::{MOST_WORDS, WORD_LETTERS, WordList, WordListRefused};

use crate::coding::cut;
use crate::excerpt::{Replacement, ReplacementKind};
use crate::language::Language;
use normal::words;
use std::collections::BTreeSet;

/// What to put for each identifier found in a text, and for every other place where one of the register's names stands,
/// whether it was found or not. In the order of the text, none overlapping; offsets in Unicode scalar values.
///
/// Names not seen before are added to `register`, which is that of one story: give the same for each part of her text. A find
/// that does not lie in the text or overlaps an earlier one is left out.
pub fn suggest(
    text: &str,
    language: Language,
    found: &[(usize, usize, IdentifierKind)],
    register: &mut Register,
) -> Vec<Replacement> {
    let found = in_order(text, found);
    learn(text, language, &found, register);
    let mut replacements: Vec<Replacement> = found
        .iter()
        .map(|(start, end, kind, surface)| {
            let known = register.find(*kind, surface);
            let (before, with) = known.map_or((0, kind.label(language)), |known| (known.before, known.with));
            replacement(start + before, *end, with, *kind)
        })
        .collect();
    for (start, end, kind, with) in register.named_in(&Words::of(text)) {
        if found.iter().all(|(from, to, ..)| end <= *from || *to <= start) {
            replacements.push(replacement(start, end, with, kind));
        }
    }
    replacements.sort_by_key(|replacement| replacement.start);
    replacements
}

/// A text with its replacements in it: in its order, none overlapping, as [`suggest`] gives them.
pub fn replaced(text: &str, replacements: &[Replacement]) -> String {
    let letters: Vec<char> = text.chars().collect();
    let (mut written, mut at) = (String::with_capacity(text.len()), 0);
    for one in replacements {
        written.extend(letters.get(at..one.start).unwrap_or_default());
        written.push_str(&one.with);
        at = one.end;
    }
    written.extend(letters.get(at..).unwrap_or_default());
    written
}

fn replacement(start: usize, end: usize, with: &str, kind: IdentifierKind) -> Replacement {
    Replacement {
        start,
        end,
        with: with.to_owned(),
        kind: ReplacementKind::Identifier(kind),
    }
}

/// A find with its words.
type Find<'a> = (usize, usize, IdentifierKind, &'a str);

/// The finds that lie in the text, in its order, without overlaps.
fn in_order<'a>(text: &'a str, found: &[(usize, usize, IdentifierKind)]) -> Vec<Find<'a>> {
    let mut finds: Vec<Find<'a>> = found
        .iter()
        .filter(|(start, end, _)| start < end)
        .filter_map(|(start, end, kind)| Some((*start, *end, *kind, cut(text, *start, *end)?)))
        .collect();
    finds.sort_by_key(|(start, end, ..)| (*start, std::cmp::Reverse(*end)));
    let mut free = 0;
    finds.retain(|(start, end, ..)| {
        let fits = *start >= free;
        free = if fits { *end } else { free };
        fits
    });
    finds
}

/// Adds the names that the register does not know. Full names first, so that a first name alone finds its person; short
/// spellings before long ones, so that a name is known before the same with a preposition written to it.
fn learn(text: &str, language: Language, found: &[Find<'_>], register: &mut Register) {
    let taken: BTreeSet<String> = words(text).map(|(_, _, word)| normal_form(&word)).collect();
    let mut names: Vec<&Find<'_>> = found.iter().filter(|(_, _, kind, _)| kind.is_name()).collect();
    names.sort_by_cached_key(|(start, _, _, surface)| {
        let normal = normal_form(surface);
        let words = normal.split(' ').count();
        (std::cmp::Reverse(words), normal.chars().count(), *start)
    });
    for (_, _, kind, surface) in names {
        register.learn(*kind, surface, language, &taken);
    }
}

#[cfg(test)]
mod tests;
