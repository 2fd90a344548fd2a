//! What else a word may mean. A word in Latin letters that no French or English story holds is also looked for by its sound in
//! Arabic letters; a word that no story holds at all is taken for a misspelt one. Both are judged by the stories that the reader
//! may see and by no others: what is found tells nothing of the rest.

use super::forms::{Form, Shelf, without_article};
use super::mask::Mask;
use super::query::Asking;
use super::question::{Asked, Part, Question};
use super::schema::Fields;
use crate::error::Fault;
use method::misspelt;
use std::collections::BTreeSet;
use tantivy::Searcher;

/// The most spellings that are taken for one word.
const SPELLINGS: usize = 100;

/// A question with what else its words may mean, judged by what a reader may see, and by what was told in French or English.
pub(super) fn widened(
    fields: &Fields,
    searcher: &Searcher,
    asking: &Asking,
    (reach, foreign): (&Mask, &Mask),
) -> Result<Question, Fault> {
    let stories = Stories {
        fields,
        searcher,
        reach,
        foreign: foreign.clone().narrowed(reach),
    };
    let mut question = asking.question.clone();
    for number in question.wanted() {
        let is_named = asking
            .labelled
            .get(number)
            .is_some_and(|(domains, codes)| !domains.is_empty() || !codes.is_empty());
        if let Part::Word(word) = &mut question.parts[number]
            && !word.is_frequent
        {
            stories.widen(word, is_named)?;
        }
    }
    Ok(question)
}

/// The stories by which it is judged.
struct Stories<'a> {
    fields: &'a Fields,
    searcher: &'a Searcher,
    reach: &'a Mask,
    foreign: Mask,
}

impl Stories<'_> {
    fn widen(&self, word: &mut Asked, is_named: bool) -> Result<(), Fault> {
        let is_known = is_named || self.hold(self.reach, &word.forms)?;
        let spelt: Vec<Form> = word.forms.iter().filter(|(shelf, _)| !shelf.is_heard()).cloned().collect();
        if !word.across.is_empty() && !self.hold(&self.foreign, &spelt)? {
            word.forms.extend(word.across.iter().cloned());
        }
        let is_marked = word.forms.iter().any(|(shelf, _)| *shelf == Shelf::HeardArabic) && word.across.is_empty();
        let Some((_, plain)) = spelt.first().filter(|_| !is_known && !is_marked) else {
            return Ok(());
        };
        for spellings in neighbours(self.fields, self.searcher, plain)? {
            if self.hold(self.reach, &spellings)? {
                word.forms.extend(spellings);
                break;
            }
        }
        Ok(())
    }

    /// Whether a word stands in any of some stories.
    fn hold(&self, some: &Mask, forms: &[Form]) -> Result<bool, Fault> {
        let part = Part::Word(Asked {
            forms: forms.to_vec(),
            across: Vec::new(),
            is_frequent: false,
        });
        for way in self.fields.ways(&part) {
            if some.meets(self.searcher, &*way)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The words of the index that a word may be misspelt for, by how many slips.
fn neighbours(fields: &Fields, searcher: &Searcher, plain: &str) -> Result<Vec<Vec<Form>>, Fault> {
    let is_arabic = plain.chars().next().is_some_and(super::words::is_arabic);
    let (shelf, plain) = if is_arabic {
        (Shelf::Arabic, without_article(plain))
    } else {
        (Shelf::Plain, plain)
    };
    let at_most = misspelt::slips_allowed(plain);
    let Some(first) = plain.chars().next().filter(|_| at_most > 0) else {
        return Ok(Vec::new());
    };
    let mut found = vec![BTreeSet::new(); at_most];
    for segment in searcher.segment_readers() {
        for field in [fields.text, fields.title].map(|shelves| shelves[shelf as usize]) {
            let inverted = segment.inverted_index(field)?;
            let (from, to) = (first.to_string(), format!("{first}\u{10FFFF}"));
            let mut terms = inverted
                .terms()
                .range()
                .ge(from.as_bytes())
                .lt(to.as_bytes())
                .into_stream()
                .map_err(tantivy::TantivyError::from)?;
            while terms.advance() {
                let told = std::str::from_utf8(terms.key()).unwrap_or_default();
                if let Some(slips @ 1..) = misspelt::slips(plain, told, at_most) {
                    found[slips - 1].insert((shelf, told.to_owned()));
                }
            }
        }
    }
    let each = found
        .into_iter()
        .map(|spellings| spellings.into_iter().take(SPELLINGS).collect());
    Ok(each.collect())
}
