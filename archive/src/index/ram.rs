//! The index itself: tantivy over memory. One document a story; what is asked carries what the reader may see, so that a count is
//! as narrow as a list. Nothing here knows a database or a key.

use super::forms::{self, Shelf};
use super::question::{Part, Question};
use super::words::words;
use crate::error::Fault;
use chrono::{Datelike, NaiveDate};
use method::id::{AccountId, CodeId, DomainId, ProgrammeId, RoundId, SiteId, StoryId};
use method::language::Language;
use method::policy::StoryRange;
use std::ops::Bound;
use std::sync::{Mutex, PoisonError};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, InvertedIndexRangeQuery, Occur, PhraseQuery, Query, RangeQuery,
    TermQuery,
};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{DocAddress, Index, IndexReader, IndexWriter, Order, ReloadPolicy, Searcher, TantivyDocument, Term};
use uuid::Uuid;

/// What is kept in memory before it becomes a part of the index: the least that tantivy takes.
const BUDGET_BYTES: usize = 15_000_000;
/// With more parts than these the index is put together anew.
const MOST_SEGMENTS: usize = 8;
/// How many words lie between two texts of a story, so that no phrase reaches from one into the other.
const GAP: usize = 20;
/// How much more a word weighs in a title.
const TITLE_WEIGHT: f32 = 2.0;

/// A story as the index takes it.
pub(crate) struct Entry {
    pub(crate) id: StoryId,
    pub(crate) programme: ProgrammeId,
    pub(crate) site: SiteId,
    pub(crate) recorder: AccountId,
    pub(crate) round: RoundId,
    pub(crate) domain: DomainId,
    /// The codes given to its passages; the codes above them are asked for instead.
    pub(crate) codes: Vec<CodeId>,
    pub(crate) told_on: NaiveDate,
    /// The last day on which the care team may learn from it (P1).
    pub(crate) consent_until: Option<NaiveDate>,
    pub(crate) language: Language,
    pub(crate) title: String,
    /// Everything else that is searched.
    pub(crate) texts: Vec<String>,
}

/// What is asked of the index.
pub(crate) struct Asking {
    pub(crate) programme: ProgrammeId,
    pub(crate) ranges: Vec<StoryRange>,
    pub(crate) today: NaiveDate,
    pub(crate) question: Question,
    /// For each wanted part of the question, and then for each unwanted one: domains and codes with it in their name.
    pub(crate) labelled: Vec<(Vec<DomainId>, Vec<CodeId>)>,
    pub(crate) site: Option<SiteId>,
    pub(crate) round: Option<RoundId>,
    pub(crate) domain: Option<DomainId>,
    /// One of these.
    pub(crate) codes: Option<Vec<CodeId>>,
    pub(crate) skip: usize,
    pub(crate) at_most: usize,
}

/// What the index answers.
pub(crate) struct Answer {
    pub(crate) total: usize,
    pub(crate) ids: Vec<StoryId>,
}

#[derive(Clone, Copy)]
struct Fields {
    id: Field,
    programme: Field,
    site: Field,
    recorder: Field,
    round: Field,
    domain: Field,
    code: Field,
    told_on: Field,
    consent_until: Field,
    text: [Field; 4],
    title: [Field; 4],
}

/// The index in memory.
pub(crate) struct Ram {
    fields: Fields,
    index: Index,
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
}

impl Ram {
    /// An empty one.
    pub(crate) fn new() -> Result<Self, Fault> {
        let (schema, fields) = schema();
        let index = Index::create_in_ram(schema);
        let writer: IndexWriter = index.writer_with_num_threads(1, BUDGET_BYTES)?;
        writer.set_merge_policy(Box::new(tantivy::indexer::NoMergePolicy));
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self {
            fields,
            index,
            reader,
            writer: Mutex::new(writer),
        })
    }

    /// Puts stories in the place of what the index held of them, and takes out those that are gone, down to the last word of
    /// theirs. Blocks.
    pub(crate) fn refresh(&self, entries: &[Entry], gone: &[StoryId]) -> Result<(), Fault> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        for id in entries.iter().map(|entry| entry.id).chain(gone.iter().copied()) {
            writer.delete_term(id_term(self.fields.id, id.uuid()));
        }
        for entry in entries {
            writer.add_document(self.document(entry))?;
        }
        writer.commit()?;
        self.tidy(&mut writer, !gone.is_empty())
    }

    /// Takes everything out, found already or not. Blocks.
    pub(crate) fn empty(&self) -> Result<(), Fault> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.rollback()?;
        writer.delete_all_documents()?;
        Ok(())
    }

    /// Adds stories that the index does not hold yet; they are found after [`Ram::settle`]. Blocks.
    pub(crate) fn add(&self, entries: &[Entry]) -> Result<(), Fault> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in entries {
            writer.add_document(self.document(entry))?;
        }
        Ok(())
    }

    /// Makes what was added findable, in one part. Blocks.
    pub(crate) fn settle(&self) -> Result<(), Fault> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.commit()?;
        let all = self.index.searchable_segment_ids()?;
        if all.len() > 1 {
            writer.merge(&all).wait()?;
        }
        self.tidy(&mut writer, false)
    }

    /// Puts parts together that hold something deleted, if it must be gone for good, or all if they have become many.
    fn tidy(&self, writer: &mut IndexWriter, for_good: bool) -> Result<(), Fault> {
        let segments = self.index.searchable_segment_metas()?;
        let many = segments.len() > MOST_SEGMENTS;
        let stale = segments
            .iter()
            .filter(|segment| many || (for_good && segment.num_deleted_docs() > 0));
        let stale: Vec<_> = stale.map(tantivy::SegmentMeta::id).collect();
        if !stale.is_empty() {
            writer.merge(&stale).wait()?;
        }
        self.reader.reload()?;
        writer.garbage_collect_files().wait()?;
        Ok(())
    }

    /// Answers. Blocks.
    pub(crate) fn ask(&self, asking: &Asking) -> Result<Answer, Fault> {
        let searcher = self.reader.searcher();
        let query = self.query(asking);
        let page = TopDocs::with_limit(asking.at_most.max(1)).and_offset(asking.skip);
        let (total, found): (usize, Vec<DocAddress>) = if asking.question.wanted.is_empty() {
            let newest = page.order_by_fast_field::<i64>("told_on", Order::Desc);
            let (total, found) = searcher.search(&query, &(Count, newest))?;
            (total, found.into_iter().map(|(_, address)| address).collect())
        } else {
            let (total, found) = searcher.search(&query, &(Count, page.order_by_score()))?;
            (total, found.into_iter().map(|(_, address)| address).collect())
        };
        let ids = found.into_iter().map(|address| self.id(&searcher, address));
        Ok(Answer {
            total,
            ids: ids.collect::<Result<Vec<_>, Fault>>()?.into_iter().flatten().collect(),
        })
    }

    /// How many stories can be found.
    pub(crate) fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether a folded word is anywhere in the index, deleted or not.
    #[cfg(test)]
    pub(crate) fn knows(&self, word: &str) -> bool {
        let searcher = self.reader.searcher();
        self.fields.text.into_iter().chain(self.fields.title).any(|field| {
            searcher
                .doc_freq(&Term::from_field_text(field, word))
                .is_ok_and(|count| count > 0)
        })
    }

    fn id(&self, searcher: &Searcher, address: DocAddress) -> Result<Option<StoryId>, Fault> {
        let document: TantivyDocument = searcher.doc(address)?;
        let id = document
            .get_first(self.fields.id)
            .and_then(|value| value.as_str().map(str::to_owned));
        Ok(id.and_then(|id| id.parse().ok()))
    }

    fn document(&self, entry: &Entry) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        let fields = &self.fields;
        for (field, id) in [
            (fields.id, entry.id.uuid()),
            (fields.programme, entry.programme.uuid()),
            (fields.site, entry.site.uuid()),
            (fields.recorder, entry.recorder.uuid()),
            (fields.round, entry.round.uuid()),
            (fields.domain, entry.domain.uuid()),
        ] {
            document.add_text(field, id.as_simple().to_string());
        }
        for code in &entry.codes {
            document.add_text(fields.code, code.uuid().as_simple().to_string());
        }
        document.add_i64(fields.told_on, days(entry.told_on));
        if let Some(until) = entry.consent_until {
            document.add_i64(fields.consent_until, days(until));
        }
        add_words(
            &mut document,
            fields.title,
            std::slice::from_ref(&entry.title),
            entry.language,
        );
        add_words(&mut document, fields.text, &entry.texts, entry.language);
        document
    }

    fn query(&self, asking: &Asking) -> BooleanQuery {
        let id =
            |field, id: Uuid| -> Box<dyn Query> { Box::new(TermQuery::new(id_term(field, id), IndexRecordOption::Basic)) };
        let fields = &self.fields;
        let ranges = asking.ranges.iter().map(|range| -> Box<dyn Query> {
            let mut all = vec![id(fields.programme, asking.programme.uuid())];
            all.extend(range.site.map(|site| id(fields.site, site.uuid())));
            all.extend(range.recorder.map(|recorder| id(fields.recorder, recorder.uuid())));
            if range.by_consent {
                let today = Term::from_field_i64(fields.consent_until, days(asking.today));
                all.push(Box::new(RangeQuery::new(Bound::Included(today), Bound::Unbounded)));
            }
            Box::new(BooleanQuery::intersection(all))
        });
        let mut narrowed: Vec<Box<dyn Query>> = vec![any(ranges.collect())];
        narrowed.extend(asking.site.map(|site| id(fields.site, site.uuid())));
        narrowed.extend(asking.round.map(|round| id(fields.round, round.uuid())));
        narrowed.extend(asking.domain.map(|domain| id(fields.domain, domain.uuid())));
        if let Some(codes) = &asking.codes {
            narrowed.push(any(codes.iter().map(|code| id(fields.code, code.uuid())).collect()));
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
                let named = domains.iter().map(|one| id(fields.domain, one.uuid()));
                let named = named.chain(codes.iter().map(|one| id(fields.code, one.uuid())));
                ways.extend(named.map(|query| -> Box<dyn Query> { Box::new(ConstScoreQuery::new(query, 1.0)) }));
            }
            clauses.push((occur, any(ways)));
        }
        BooleanQuery::new(clauses)
    }

    /// The ways in which a part of a question can stand in a text or a title.
    fn ways(&self, part: &Part) -> Vec<Box<dyn Query>> {
        let fields = [(self.fields.text, 1.0), (self.fields.title, TITLE_WEIGHT)];
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

fn id_term(field: Field, id: Uuid) -> Term {
    Term::from_field_text(field, &id.as_simple().to_string())
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

/// A day as the index counts them.
fn days(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// Adds texts to the four shelves; each form of a word at the word's own position.
fn add_words(document: &mut TantivyDocument, shelves: [Field; 4], texts: &[String], language: Language) {
    let mut tokens: [Vec<Token>; 4] = Default::default();
    let mut position = 0;
    for text in texts {
        let words = words(text);
        for forms in forms::of_text(&words, language) {
            for (at, (shelf, form)) in forms.iter().enumerate() {
                if !forms[..at].contains(&forms[at]) {
                    tokens[*shelf as usize].push(token(position, form));
                }
            }
            position += 1;
        }
        position += GAP;
    }
    for (shelf, tokens) in Shelf::ALL.into_iter().zip(tokens) {
        let text = String::new();
        document.add_pre_tokenized_text(shelves[shelf as usize], PreTokenizedString { text, tokens });
    }
}

fn token(position: usize, form: &str) -> Token {
    Token {
        position,
        text: form.to_owned(),
        ..Token::default()
    }
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = |record| {
        let indexing = TextFieldIndexing::default().set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    let (placed, counted) = (
        words(IndexRecordOption::WithFreqsAndPositions),
        words(IndexRecordOption::WithFreqs),
    );
    let mut shelves = |name: &str| {
        [
            builder.add_text_field(&format!("{name}_plain"), placed.clone()),
            builder.add_text_field(&format!("{name}_french"), counted.clone()),
            builder.add_text_field(&format!("{name}_arabic"), counted.clone()),
            builder.add_text_field(&format!("{name}_english"), counted.clone()),
        ]
    };
    let (text, title) = (shelves("text"), shelves("title"));
    let fields = Fields {
        text,
        title,
        id: builder.add_text_field("id", STRING | STORED),
        programme: builder.add_text_field("programme", STRING),
        site: builder.add_text_field("site", STRING),
        recorder: builder.add_text_field("recorder", STRING),
        round: builder.add_text_field("round", STRING),
        domain: builder.add_text_field("domain", STRING),
        code: builder.add_text_field("code", STRING),
        told_on: builder.add_i64_field("told_on", FAST),
        consent_until: builder.add_i64_field("consent_until", INDEXED | FAST),
    };
    (builder.build(), fields)
}
