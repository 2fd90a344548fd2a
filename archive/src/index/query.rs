//! From a question to what tantivy is asked: who may see what is part of it, never a filter behind it.

use super::forms::Shelf;
use super::question::{Part, Question};
use super::schema::{Fields, days, id_term};
use chrono::NaiveDate;
use method::id::{CodeId, DomainId, ProgrammeId, RoundId, SiteId};
use method::policy::StoryRange;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, InvertedIndexRangeQuery, Occur, PhraseQuery, Query, RangeQuery,
    TermQuery,
};
use tantivy::schema::IndexRecordOption;
use uuid::Uuid;

/// How much more a word weighs in a title.
const TITLE_WEIGHT: f32 = 2.0;

/// What is asked of the index.
pub(crate) struct Asking {
    pub(crate) programme: ProgrammeId,
    pub(crate) ranges: Vec<StoryRange>,
    pub(crate) today: NaiveDate,
    pub(crate) question: Question,
    /// For each wanted part of the question, the domains and codes with it in their name. What is unwanted is so in her own words
    /// alone.
    pub(crate) labelled: Vec<(Vec<DomainId>, Vec<CodeId>)>,
    pub(crate) site: Option<SiteId>,
    pub(crate) round: Option<RoundId>,
    pub(crate) domain: Option<DomainId>,
    /// One of these.
    pub(crate) codes: Option<Vec<CodeId>>,
    pub(crate) skip: usize,
    pub(crate) at_most: usize,
}

impl Fields {
    /// What is asked, narrowed to what the reader may see.
    pub(super) fn query(&self, asking: &Asking) -> BooleanQuery {
        let id =
            |field, id: Uuid| -> Box<dyn Query> { Box::new(TermQuery::new(id_term(field, id), IndexRecordOption::Basic)) };
        let ranges = asking.ranges.iter().map(|range| -> Box<dyn Query> {
            let mut all = vec![id(self.programme, asking.programme.uuid())];
            all.extend(range.site.map(|site| id(self.site, site.uuid())));
            all.extend(range.recorder.map(|recorder| id(self.recorder, recorder.uuid())));
            if range.by_consent {
                let today = Term::from_field_i64(self.consent_until, days(asking.today));
                all.push(Box::new(RangeQuery::new(Bound::Included(today), Bound::Unbounded)));
            }
            Box::new(BooleanQuery::intersection(all))
        });
        let mut narrowed: Vec<Box<dyn Query>> = vec![any(ranges.collect())];
        narrowed.extend(asking.site.map(|site| id(self.site, site.uuid())));
        narrowed.extend(asking.round.map(|round| id(self.round, round.uuid())));
        narrowed.extend(asking.domain.map(|domain| id(self.domain, domain.uuid())));
        if let Some(codes) = &asking.codes {
            narrowed.push(any(codes.iter().map(|code| id(self.code, code.uuid())).collect()));
        }
        // Who may see what narrows a search and must not sway its order.
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = narrowed
            .into_iter()
            .map(|query| -> (Occur, Box<dyn Query>) { (Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0))) })
            .collect();
        let question = &asking.question;
        let parts = question.wanted.iter().map(|part| (part, true));
        let parts = parts.chain(question.unwanted.iter().map(|part| (part, false)));
        for (number, (part, is_wanted)) in parts.enumerate() {
            let occur = match part {
                _ if !is_wanted => Occur::MustNot,
                Part::Word { is_frequent: true, .. } => Occur::Should,
                _ => Occur::Must,
            };
            let mut ways = self.ways(part);
            if let Some((domains, codes)) = asking.labelled.get(number) {
                let named = domains.iter().map(|one| id(self.domain, one.uuid()));
                let named = named.chain(codes.iter().map(|one| id(self.code, one.uuid())));
                ways.extend(named.map(|query| -> Box<dyn Query> { Box::new(ConstScoreQuery::new(query, 1.0)) }));
            }
            clauses.push((occur, any(ways)));
        }
        BooleanQuery::new(clauses)
    }

    /// The ways in which a part of a question can stand in a text or a title.
    fn ways(&self, part: &Part) -> Vec<Box<dyn Query>> {
        let fields = [(self.text, 1.0), (self.title, TITLE_WEIGHT)];
        let mut ways: Vec<Box<dyn Query>> = Vec::new();
        for (shelves, weight) in fields {
            let plain = shelves[Shelf::Plain as usize];
            match part {
                Part::Word { forms, .. } => ways.extend(forms.iter().map(|(shelf, form)| -> Box<dyn Query> {
                    let term = Term::from_field_text(shelves[*shelf as usize], form);
                    weighted(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), weight)
                })),
                Part::Phrase(words) => {
                    let terms = words.iter().map(|word| Term::from_field_text(plain, word));
                    ways.push(weighted(Box::new(PhraseQuery::new(terms.collect())), weight));
                }
                Part::Beginning(beginning) => {
                    for field in [plain, shelves[Shelf::Arabic as usize]] {
                        let first = Term::from_field_text(field, beginning);
                        let after = Term::from_field_text(field, &format!("{beginning}\u{10FFFF}"));
                        let between = InvertedIndexRangeQuery::new(Bound::Included(first), Bound::Excluded(after));
                        ways.push(weighted(Box::new(between), weight));
                    }
                }
            }
        }
        ways
    }
}

/// Any of these; nothing, if there are none.
fn any(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    if queries.is_empty() {
        Box::new(EmptyQuery)
    } else {
        Box::new(BooleanQuery::union(queries))
    }
}

fn weighted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, weight))
}
