//! A story as a document of the index: which fields there are, and which words stand in them.

use super::forms::{Form, Memo, SHELVES, Shelf};
use super::lines::{LINES, Placed};
use super::words::words;
use chrono::{Datelike, NaiveDate};
use method::id::{AccountId, CodeId, DomainId, ProgrammeId, RoundId, SiteId, StoryId};
use method::language::Language;
use method::story::Direction;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{TantivyDocument, Term};
use uuid::Uuid;

/// How many words lie between two texts of a story, so that no phrase reaches from one into the other.
const GAP: usize = 20;

/// A story as the index takes it, with the words of all its layers.
pub(crate) struct Entry {
    pub(crate) id: StoryId,
    pub(crate) programme: ProgrammeId,
    pub(crate) site: SiteId,
    pub(crate) recorder: AccountId,
    pub(crate) round: RoundId,
    pub(crate) domain: DomainId,
    /// The code of each coding that counts, sorted: kept beside the document ([`Codes`](super::codes::Codes)).
    pub(crate) coded: Vec<CodeId>,
    pub(crate) told_on: NaiveDate,
    pub(crate) direction: Direction,
    /// The last day on which the care team may learn from it (P1).
    pub(crate) consent_until: Option<NaiveDate>,
    pub(crate) language: Language,
    pub(crate) title: String,
    /// Everything else that is searched of what stands now.
    pub(crate) texts: Vec<String>,
    /// What older layers hold and no newer one does, the newest of them first.
    pub(crate) older: Vec<Older>,
}

/// What an older layer holds and no newer one does.
#[derive(Hash)]
pub(crate) struct Older {
    pub(crate) language: Language,
    pub(crate) texts: Vec<String>,
}

impl Entry {
    /// A number that is another one, but for a chance in 2⁶⁴, when anything of the story but its codes is another.
    pub(super) fn print(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.id, self.programme, self.site, self.recorder, self.round, self.domain).hash(&mut hasher);
        (self.told_on, direction_name(self.direction), self.consent_until).hash(&mut hasher);
        (self.language, &self.title, &self.texts, &self.older).hash(&mut hasher);
        hasher.finish()
    }
}

#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) id: Field,
    /// [`Entry::print`].
    pub(super) print: Field,
    pub(super) programme: Field,
    pub(super) site: Field,
    pub(super) recorder: Field,
    pub(super) round: Field,
    pub(super) domain: Field,
    pub(super) language: Field,
    pub(super) direction: Field,
    /// The two halves of the id, where it is read without opening a document.
    pub(super) halves: [Field; 2],
    pub(super) told_on: Field,
    pub(super) consent_until: Field,
    pub(super) text: [Field; SHELVES],
    pub(super) title: [Field; SHELVES],
}

impl Fields {
    /// A story as a document.
    pub(super) fn document(&self, entry: &Entry, memo: &mut Memo<Vec<Form>>) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        for (field, id) in [
            (self.id, entry.id.uuid()),
            (self.programme, entry.programme.uuid()),
            (self.site, entry.site.uuid()),
            (self.recorder, entry.recorder.uuid()),
            (self.round, entry.round.uuid()),
            (self.domain, entry.domain.uuid()),
        ] {
            document.add_text(field, id.as_simple().to_string());
        }
        document.add_u64(self.print, entry.print());
        let (high, low) = entry.id.uuid().as_u64_pair();
        document.add_u64(self.halves[0], high);
        document.add_u64(self.halves[1], low);
        let tongues = entry.older.iter().map(|older| older.language).chain([entry.language]);
        for tag in tongues.map(Language::tag).collect::<BTreeSet<_>>() {
            document.add_text(self.language, tag);
        }
        document.add_text(self.direction, direction_name(entry.direction));
        document.add_i64(self.told_on, days(entry.told_on));
        if let Some(until) = entry.consent_until {
            document.add_i64(self.consent_until, days(until));
        }
        let title = std::slice::from_ref(&entry.title);
        add_words(&mut document, memo, self.title, [(entry.language, title)]);
        // Titles of older layers stand here, too: they weigh no more than other words of theirs.
        let texts = [(entry.language, entry.texts.as_slice())].into_iter();
        let older = entry.older.iter().map(|older| (older.language, older.texts.as_slice()));
        add_words(&mut document, memo, self.text, texts.chain(older));
        document
    }
}

/// An id as the index holds it.
pub(super) fn id_term(field: Field, id: Uuid) -> Term {
    Term::from_field_text(field, &id.as_simple().to_string())
}

/// A direction as the index names it.
pub(super) const fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Good => "good",
        Direction::Bad => "bad",
        Direction::Mixed => "mixed",
        Direction::Lesson => "lesson",
    }
}

/// A day as the index counts them.
pub(super) fn days(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// Adds texts to the shelves; each form of a word at the word's own position.
fn add_words<'a>(
    document: &mut TantivyDocument,
    memo: &mut Memo<Vec<Form>>,
    shelves: [Field; SHELVES],
    texts: impl IntoIterator<Item = (Language, &'a [String])>,
) {
    let mut placed: [Placed; SHELVES] = Default::default();
    let mut position = 0;
    let each = texts
        .into_iter()
        .flat_map(|(language, texts)| texts.iter().map(move |text| (language, text)));
    for (language, text) in each {
        let words = words(text);
        for forms in memo.of_text(&words, language, |forms| forms) {
            for (at, (shelf, form)) in forms.iter().enumerate() {
                if !forms[..at].contains(&forms[at]) {
                    placed[*shelf as usize].put(position, form);
                }
            }
            position += 1;
        }
        position += GAP;
    }
    for (shelf, placed) in Shelf::ALL.into_iter().zip(placed) {
        document.add_text(shelves[shelf as usize], placed.into_text());
    }
}

/// The fields of the index.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = |record| {
        let indexing = TextFieldIndexing::default().set_tokenizer(LINES).set_index_option(record);
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
            builder.add_text_field(&format!("{name}_heard_latin"), counted.clone()),
            builder.add_text_field(&format!("{name}_heard_arabic"), counted.clone()),
        ]
    };
    let (text, title) = (shelves("text"), shelves("title"));
    let fields = Fields {
        text,
        title,
        id: builder.add_text_field("id", STRING | STORED),
        print: builder.add_u64_field("print", STORED),
        programme: builder.add_text_field("programme", STRING),
        site: builder.add_text_field("site", STRING),
        recorder: builder.add_text_field("recorder", STRING),
        round: builder.add_text_field("round", STRING),
        domain: builder.add_text_field("domain", STRING),
        language: builder.add_text_field("language", STRING),
        direction: builder.add_text_field("direction", STRING),
        halves: [builder.add_u64_field("id_high", FAST), builder.add_u64_field("id_low", FAST)],
        told_on: builder.add_i64_field("told_on", FAST),
        consent_until: builder.add_i64_field("consent_until", INDEXED | FAST),
    };
    (builder.build(), fields)
}
