//! From a question to what tantivy is asked: its words, and who may see what, which narrows what is found before anything is
//! counted or weighed.

use super::codes::Codes;
use super::forms::Shelf;
use super::listed::Listed;
use super::question::{Join, Part, Question};
use super::schema::{Fields, days, direction_name, id_term};
use crate::error::Fault;
use chrono::NaiveDate;
use method::id::{CodeId, DomainId, ProgrammeId, RoundId, SiteId, StoryId};
use method::policy::StoryRange;
use method::story::Direction;
use std::ops::Bound;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, InvertedIndexRangeQuery, Occur, PhraseQuery, Query,
    RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};
use uuid::Uuid;

/// How much more a word weighs in a title.
const TITLE_WEIGHT: f32 = 2.0;

/// How much less it weighs where it only sounds alike.
const HEARD_WEIGHT: f32 = 0.5;

/// What is asked of the index.
pub(crate) struct Asking {
    pub(crate) programme: ProgrammeId,
    pub(crate) ranges: Vec<StoryRange>,
    pub(crate) today: NaiveDate,
    pub(crate) question: Question,
    /// For each part of the question, the domains and codes with it in their name.
    pub(crate) labelled: Vec<(Vec<DomainId>, Vec<CodeId>)>,
    /// All of these hold.
    pub(crate) narrowed: Vec<Narrowing>,
    /// How many of what is found each of these would leave is counted too.
    pub(crate) counted: Vec<Narrowing>,
    pub(crate) skip: usize,
    pub(crate) at_most: usize,
}

/// What a search is narrowed by beside its words.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Narrowing {
    /// Told at a site.
    Site(SiteId),
    /// Told in a reporting period.
    Round(RoundId),
    /// In a domain of change.
    Domain(DomainId),
    /// With a passage under one of these codes.
    Codes(Vec<CodeId>),
    /// With a change in this direction.
    Direction(Direction),
    /// Told on one of these days, both counted.
    Between(Option<NaiveDate>, Option<NaiveDate>),
    /// One of these.
    Among(Vec<StoryId>),
    /// None of these.
    NotAmong(Vec<StoryId>),
}

impl Fields {
    /// The stories that something leaves.
    pub(super) fn narrowing(
        &self,
        searcher: &Searcher,
        codes: &mut Codes,
        narrowing: &Narrowing,
    ) -> Result<Box<dyn Query>, Fault> {
        let bound = |day: Option<NaiveDate>| {
            day.map_or(Bound::Unbounded, |day| {
                Bound::Included(Term::from_field_i64(self.told_on, days(day)))
            })
        };
        Ok(match narrowing {
            Narrowing::Site(site) => by_id(self.site, site.uuid()),
            Narrowing::Round(round) => by_id(self.round, round.uuid()),
            Narrowing::Domain(domain) => by_id(self.domain, domain.uuid()),
            Narrowing::Codes(any) => Box::new(codes.bearing(searcher, any)?),
            Narrowing::Direction(direction) => {
                let term = Term::from_field_text(self.direction, direction_name(*direction));
                Box::new(TermQuery::new(term, IndexRecordOption::Basic))
            }
            Narrowing::Between(None, None) => Box::new(AllQuery),
            Narrowing::Between(first, last) => Box::new(RangeQuery::new(bound(*first), bound(*last))),
            Narrowing::Among(stories) => self.among(stories),
            Narrowing::NotAmong(stories) => self.not_among(stories),
        })
    }

    /// All stories but some.
    pub(super) fn not_among(&self, stories: &[StoryId]) -> Box<dyn Query> {
        all_but(vec![(Occur::MustNot, self.among(stories))])
    }

    fn among(&self, stories: &[StoryId]) -> Box<dyn Query> {
        if stories.is_empty() {
            return Box::new(EmptyQuery);
        }
        Box::new(TermSetQuery::new(stories.iter().map(|story| id_term(self.id, story.uuid()))))
    }

    /// What is asked, by words alone; nothing where there are none.
    pub(super) fn question(
        &self,
        searcher: &Searcher,
        codes: &mut Codes,
        asking: &Asking,
        question: &Question,
    ) -> Result<Option<Box<dyn Query>>, Fault> {
        let borne = asking.labelled.iter().map(|(_, named)| {
            let each = named.iter().map(|code| codes.bearing(searcher, &[*code]));
            each.collect::<Result<Vec<_>, Fault>>()
        });
        let wording = Wording {
            fields: self,
            question,
            labelled: &asking.labelled,
            borne: borne.collect::<Result<_, _>>()?,
        };
        Ok(wording.query())
    }

    /// The stories that a reader may see at all on a day.
    pub(super) fn reach(&self, programme: ProgrammeId, ranges: &[StoryRange], today: NaiveDate) -> Box<dyn Query> {
        let ranges = ranges.iter().map(|range| -> Box<dyn Query> {
            let mut all = vec![by_id(self.programme, programme.uuid())];
            all.extend(range.site.map(|site| by_id(self.site, site.uuid())));
            all.extend(range.recorder.map(|recorder| by_id(self.recorder, recorder.uuid())));
            if range.by_consent {
                let today = Term::from_field_i64(self.consent_until, days(today));
                all.push(Box::new(RangeQuery::new(Bound::Included(today), Bound::Unbounded)));
            }
            Box::new(BooleanQuery::intersection(all))
        });
        any(ranges.collect())
    }

    /// The ways in which a part of a question can stand in a text or a title.
    pub(super) fn ways(&self, part: &Part) -> Vec<Box<dyn Query>> {
        let fields = [(self.text, 1.0), (self.title, TITLE_WEIGHT)];
        let mut ways: Vec<Box<dyn Query>> = Vec::new();
        for (shelves, weight) in fields {
            let plain = shelves[Shelf::Plain as usize];
            match part {
                Part::Word(word) => ways.extend(word.forms.iter().map(|(shelf, form)| -> Box<dyn Query> {
                    let term = Term::from_field_text(shelves[*shelf as usize], form);
                    let weight = if shelf.is_heard() { weight * HEARD_WEIGHT } else { weight };
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

/// A question on its way to tantivy.
struct Wording<'a> {
    fields: &'a Fields,
    question: &'a Question,
    /// [`Asking::labelled`].
    labelled: &'a [(Vec<DomainId>, Vec<CodeId>)],
    /// For each part, the stories that bear each of the codes with it in their name.
    borne: Vec<Vec<Listed>>,
}

impl Wording<'_> {
    /// The whole of it; nothing where it has no part.
    fn query(&self) -> Option<Box<dyn Query>> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = match &self.question.join {
            Join::All(joined) => joined.iter().map(|join| self.clause(join)).collect(),
            join => vec![self.clause(join)],
        };
        match clauses.len() {
            0 => None,
            // One alone is not wrapped: what cannot be among the best is then passed over unread.
            1 if clauses[0].0 == Occur::Must => clauses.pop().map(|(_, query)| query),
            _ => Some(all_but(clauses)),
        }
    }

    /// One of several things that are asked for together: whether it must, may or must not be there.
    fn clause(&self, join: &Join) -> (Occur, Box<dyn Query>) {
        match join {
            Join::Part(number) if self.question.parts[*number].is_frequent() => (Occur::Should, self.joined(join, true)),
            Join::Not(join) => (Occur::MustNot, self.joined(join, false)),
            _ => (Occur::Must, self.joined(join, true)),
        }
    }

    /// A question, or a part of one. What is unwanted is so in her own words alone, and not by the name of a domain or code.
    fn joined(&self, join: &Join, is_wanted: bool) -> Box<dyn Query> {
        match join {
            Join::Part(number) => {
                let mut ways = self.fields.ways(&self.question.parts[*number]);
                if is_wanted {
                    ways.extend(self.named(*number));
                }
                any(ways)
            }
            Join::Any(joined) => any(joined.iter().map(|join| self.joined(join, is_wanted)).collect()),
            Join::All(joined) => {
                let each = joined.iter().map(|join| match join {
                    Join::Not(join) => (Occur::MustNot, self.joined(join, !is_wanted)),
                    join if is_wanted => self.clause(join),
                    join => (Occur::Must, self.joined(join, is_wanted)),
                });
                all_but(each.collect())
            }
            Join::Not(join) => all_but(vec![(Occur::MustNot, self.joined(join, !is_wanted))]),
        }
    }

    /// The stories that a part of it finds by the names of their domains and codes.
    fn named(&self, number: usize) -> impl Iterator<Item = Box<dyn Query>> {
        let domains = self.labelled.get(number).into_iter().flat_map(|(domains, _)| domains);
        let domains = domains.map(|domain| -> Box<dyn Query> {
            Box::new(ConstScoreQuery::new(by_id(self.fields.domain, domain.uuid()), 1.0))
        });
        let codes = self.borne.get(number).into_iter().flatten();
        domains.chain(codes.map(|borne| -> Box<dyn Query> { Box::new(borne.clone()) }))
    }
}

/// Those with an id.
fn by_id(field: Field, id: Uuid) -> Box<dyn Query> {
    Box::new(TermQuery::new(id_term(field, id), IndexRecordOption::Basic))
}

/// What narrows a search and does not sway its order.
pub(super) fn unweighed(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// What must be there, without what must not; of all stories, if only the latter was said.
fn all_but(mut clauses: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
    if clauses.iter().all(|(occur, _)| *occur != Occur::Must) {
        clauses.push((Occur::Must, unweighed(Box::new(AllQuery))));
    }
    Box::new(BooleanQuery::new(clauses))
}

/// Any of these; nothing, if there are none.
pub(super) fn any(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    if queries.is_empty() {
        Box::new(EmptyQuery)
    } else {
        Box::new(BooleanQuery::union(queries))
    }
}

fn weighted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, weight))
}
