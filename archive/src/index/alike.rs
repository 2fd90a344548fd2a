//! Stories like another one: those that share its telling words and its codes.

use super::codes::Codes;
use super::forms::{Form, of_text};
use super::query::{Asking, unweighed};
use super::schema::{Entry, Fields};
use super::words::words;
use crate::error::Fault;
use std::collections::{BTreeSet, HashMap};
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

/// How many words a story is known by.
const WORDS: usize = 25;
/// The fewest letters of such a word.
const LETTERS: usize = 3;
/// How many of them, or of its codes, another story must share.
const SHARED: usize = 3;
/// What a shared code weighs beside a shared word.
const CODE_WEIGHT: f32 = 6.0;

/// What is asked for a story's likes; nothing, if it has too few words that tell anything.
pub(super) fn alike(
    fields: &Fields,
    searcher: &Searcher,
    codes: &mut Codes,
    asking: &Asking,
    entry: &Entry,
) -> Result<Option<BooleanQuery>, Fault> {
    let weigh = |query: Box<dyn Query>, weight| -> Box<dyn Query> { Box::new(BoostQuery::new(query, weight)) };
    let mut shared: Vec<Box<dyn Query>> = Vec::new();
    for (term, weight) in telling(fields, searcher, entry)? {
        let query = ConstScoreQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 1.0);
        shared.push(weigh(Box::new(query), weight));
    }
    for code in entry.coded.iter().collect::<BTreeSet<_>>() {
        shared.push(weigh(Box::new(codes.bearing(searcher, &[*code])?), CODE_WEIGHT));
    }
    if shared.len() < SHARED {
        return Ok(None);
    }
    let shared = BooleanQuery::union_with_minimum_required_clauses(shared, SHARED);
    let others = fields.not_among(&[entry.id]);
    Ok(Some(BooleanQuery::new(vec![
        (
            Occur::Must,
            unweighed(fields.reach(asking.programme, &asking.ranges, asking.today)),
        ),
        (Occur::Must, unweighed(others)),
        (Occur::Must, Box::new(shared)),
    ])))
}

/// The words that a story is known by: often in it, and in few others.
fn telling(fields: &Fields, searcher: &Searcher, entry: &Entry) -> Result<Vec<(Term, f32)>, Fault> {
    let mut counts: HashMap<Form, u16> = HashMap::new();
    for text in entry.texts.iter().chain([&entry.title]) {
        let words = words(text);
        for (word, forms) in words.iter().zip(of_text(&words, entry.language)) {
            // The stem, where the language has one: endings tell nothing.
            let spelt = forms.into_iter().rfind(|(shelf, _)| !shelf.is_heard());
            if let Some(form) = spelt.filter(|_| word.plain.chars().count() >= LETTERS) {
                *counts.entry(form).or_default() += 1;
            }
        }
    }
    let all = searcher.num_docs().max(1);
    let mut telling = Vec::new();
    for ((shelf, form), count) in counts {
        let term = Term::from_field_text(fields.text[shelf as usize], &form);
        let held = searcher.doc_freq(&term)?;
        // In no other story, or in more than three of four: it tells nothing.
        if held >= 2 && held <= (all * 3 / 4).max(2) {
            telling.push((term, f32::from(count).sqrt() * rarity(all, held), form));
        }
    }
    telling.sort_by(|(_, one, a), (_, other, b)| other.total_cmp(one).then_with(|| a.cmp(b)));
    telling.truncate(WORDS);
    Ok(telling.into_iter().map(|(term, weight, _)| (term, weight)).collect())
}

#[expect(clippy::cast_precision_loss, reason = "a weight, of counts far below 2²³")]
fn rarity(all: u64, held: u64) -> f32 {
    (1.0 + all as f32 / held as f32).ln()
}
