//! The search desk: finding stories by their words, in three languages, among those that the reader may read.

mod facets;
mod found;
mod hits;
mod keeping;
mod saved;
mod watch;

use crate::House;
use crate::audit::{self, Deed, Entry};
use crate::desk::coding;
use crate::desk::panels::Panels;
use crate::desk::programmes::{Overview, Programmes, ProgrammesError};
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::index::Answer;
use crate::index::query::{Asking, Narrowing};
use crate::index::question::Question;
use crate::keys::Keys;
use crate::store::StoreError;
use chrono::NaiveDate;
use facets::Counted;
pub use found::{
    Alike, Asked, Checked, Facets, Filters, Found, Hit, InOlder, Label, Piece, Progress, Rebuilding, Rebuilt, Took,
};
use hits::{Labels, hits};
use method::coding::Codebook;
use method::id::{AccountId, CodeId, ProgrammeId, StoryId};
use method::policy::{Actor, StoryRange, readable_stories};
use method::programme::Site;
pub use saved::{NAME_LETTERS, SAVED_SEARCHES, SavedSearch};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;
use thiserror::Error;
pub use watch::{Told, Watch};

/// The most letters of a question that are read.
pub const QUESTION_LETTERS: usize = 500;
/// How many stories a page of answers has.
pub const HITS_A_PAGE: usize = 20;
/// How many stories like another one are shown.
const MOST_ALIKE: usize = 4;
/// The most stories that one call gives.
const MOST_HITS: usize = 1_000;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum SearchError {
    /// This person reads no story here.
    #[error("not found")]
    NotFound,
    /// Nothing was searched for: there is nothing to keep.
    #[error("nothing was searched for")]
    NothingAsked,
    /// A search that is kept needs a name.
    #[error("a name is missing")]
    NameMissing,
    /// More than [`NAME_LETTERS`].
    #[error("a name has at most {NAME_LETTERS} letters")]
    NameTooLong,
    /// She keeps another search under this name.
    #[error("the name is taken")]
    NameTaken,
    /// She keeps [`SAVED_SEARCHES`] already.
    #[error("at most {SAVED_SEARCHES} searches are kept")]
    TooManySaved,
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for SearchError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<ProgrammesError> for SearchError {
    fn from(error: ProgrammesError) -> Self {
        match error {
            ProgrammesError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

/// What the index answered, and what it was asked with.
struct Heard {
    answer: Answer,
    took: Took,
    labels: Arc<Labels>,
    counted: Option<Counted>,
}

/// The search desk.
pub struct Search<'a>(pub(crate) &'a House);

impl Search<'_> {
    /// Finds stories. What the reader may not read is neither found nor counted. That somebody searched is noted in the audit
    /// log; for what, is not.
    ///
    /// # Errors
    /// [`SearchError::NotFound`] for whoever reads no stories in this programme.
    pub async fn find(&self, actor: &Actor, programme: ProgrammeId, asked: Asked) -> Result<Found, SearchError> {
        let (reader, _) = reads(actor, programme)?;
        let (index, keys) = (self.0.index()?, self.0.keys()?);
        if let Progress::Building { .. } = index.progress() {
            return Ok(Found {
                progress: index.progress(),
                took: Took::default(),
                total: 0,
                hits: Vec::new(),
                facets: None,
            });
        }
        let asks = !asked.is_empty();
        let Heard {
            answer,
            took,
            labels,
            counted,
        } = self.ask(actor, programme, asked, asks).await?;
        let (question, stories) = (answer.question, self.opened(actor, &keys, answer.ids).await?);
        let hits = blocking(move || hits(&question, &labels, &stories)).await?;
        if asks {
            self.note(&keys, reader).await?;
        }
        Ok(Found {
            progress: Progress::Ready,
            took,
            total: answer.total,
            hits,
            facets: counted.and_then(|counted| counted.facets(answer.total, &answer.counts)),
        })
    }

    /// All that a search finds, for a desk that does something with each: the question as it was understood, how many, and
    /// which, up to 1,000. That somebody searched is noted. None while the index is built.
    pub(crate) async fn all(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        asked: Asked,
    ) -> Result<Option<(Question, usize, Vec<StoryId>)>, SearchError> {
        let (reader, _) = reads(actor, programme)?;
        if self.0.index()?.progress() != Progress::Ready {
            return Ok(None);
        }
        let asked = Asked {
            skip: 0,
            at_most: MOST_HITS,
            ..asked
        };
        let Heard { answer, .. } = self.ask(actor, programme, asked, false).await?;
        let keys = self.0.keys()?;
        self.note(&keys, reader).await?;
        Ok(Some((answer.question, answer.total, answer.ids)))
    }

    /// Asks the index, when it followed all that was written.
    async fn ask(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        asked: Asked,
        with_facets: bool,
    ) -> Result<Heard, SearchError> {
        let (_, ranges) = reads(actor, programme)?;
        let (index, keys) = (self.0.index()?, self.0.keys()?);
        index.catch_up().await?;
        let overview = Programmes(self.0).overview(actor, programme).await?;
        let codebook = self.codebook(&keys, actor, programme).await?;
        let labels = Arc::new(Labels::new(overview, codebook));
        let today = self.0.clock.now().date_naive();
        let chosen = Panels(self.0).chosen(actor, programme, &labels.overview).await?;
        let sites = readable_sites(&labels.overview, &ranges).map(|site| site.id).collect();
        let counted = with_facets.then(|| Counted::new(&labels, sites, chosen.clone()));
        let asking = {
            let (labels, counted) = (Arc::clone(&labels), counted.clone());
            let narrowings = move |labels: &Labels| counted.map(|counted| counted.narrowings(labels)).unwrap_or_default();
            blocking(move || Asking {
                counted: narrowings(&labels),
                ..prepare(programme, ranges, today, &labels, &asked, chosen)
            })
            .await?
        };
        let began = Instant::now();
        let answer = index.ask(asking).await?;
        Ok(Heard {
            took: Took {
                best: answer.best_in,
                whole: began.elapsed(),
            },
            answer,
            labels,
            counted,
        })
    }

    /// How many stories somebody may read now; none while the index is built.
    ///
    /// # Errors
    /// [`SearchError::NotFound`] for whoever reads no stories in this programme.
    pub async fn count(&self, actor: &Actor, programme: ProgrammeId) -> Result<Option<usize>, SearchError> {
        let newest = Asked {
            at_most: 1,
            ..Asked::default()
        };
        let found = self.find(actor, programme, newest).await?;
        Ok((found.progress == Progress::Ready).then_some(found.total))
    }

    /// What a search can be narrowed by.
    ///
    /// # Errors
    /// [`SearchError::NotFound`] for whoever reads no stories in this programme.
    pub async fn filters(&self, actor: &Actor, programme: ProgrammeId) -> Result<Filters, SearchError> {
        let (_, ranges) = reads(actor, programme)?;
        let keys = self.0.keys()?;
        let overview = Programmes(self.0).overview(actor, programme).await?;
        let mut tx = self.0.content.read().await?;
        let codes_to_give = coding::codebook(&mut tx, &keys, programme).await?;
        drop(tx);
        Ok(Filters {
            sites: readable_sites(&overview, &ranges).cloned().collect(),
            may_code: coding::codes_in(actor, programme),
            reads_records: Panels(self.0).chosen(actor, programme, &overview).await?.is_some(),
            overview,
            codebook: self.codebook(&keys, actor, programme).await?,
            codes_to_give: codes_to_give.map(|(book, _)| book).unwrap_or_default(),
        })
    }

    /// The stories most like another one, of those that the reader may read; by their words alone while she sees her own codings
    /// alone. None while the index is built.
    ///
    /// # Errors
    /// [`SearchError::NotFound`] for whoever reads no stories in this programme.
    pub async fn alike(&self, actor: &Actor, programme: ProgrammeId, to: StoryId) -> Result<Vec<Alike>, SearchError> {
        let (_, ranges) = reads(actor, programme)?;
        let (index, keys) = (self.0.index()?, self.0.keys()?);
        if index.progress() != Progress::Ready {
            return Ok(Vec::new());
        }
        index.catch_up().await?;
        // The index does not know whose codings they are.
        let mut tx = self.0.content.read().await?;
        let by_codes = !coding::sight(&mut tx, &keys, actor, programme).await?.is_narrowed();
        drop(tx);
        let asking = self.asking(programme, ranges);
        let found = index.alike(asking, to, by_codes).await?;
        let stories = self.opened(actor, &keys, found).await?;
        let each = stories.iter().filter_map(|(story, _)| {
            let newest = story.newest()?;
            Some(Alike {
                id: story.id,
                title: newest.telling.title.clone(),
                language: newest.language,
                told_on: story.circumstances.told_on,
            })
        });
        Ok(each.collect())
    }

    /// The stories that somebody may read that bear a code of each of some sets, narrowed, by id; with how many of their codings
    /// that count bear one of any set. None while the index is built.
    pub(crate) async fn coded(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        narrowed: Vec<Narrowing>,
        sets: Vec<BTreeSet<CodeId>>,
    ) -> Result<Option<Vec<(StoryId, usize)>>, Fault> {
        let index = self.0.index()?;
        if index.progress() != Progress::Ready {
            return Ok(None);
        }
        index.catch_up().await?;
        let asking = Asking {
            narrowed,
            ..self.asking(programme, readable_stories(actor, programme))
        };
        Ok(Some(index.coded(asking, sets).await?))
    }

    /// What is asked by nothing but who asks.
    fn asking(&self, programme: ProgrammeId, ranges: Vec<StoryRange>) -> Asking {
        Asking {
            programme,
            ranges,
            today: self.0.clock.now().date_naive(),
            question: Question::default(),
            labelled: Vec::new(),
            narrowed: Vec::new(),
            counted: Vec::new(),
            skip: 0,
            at_most: MOST_ALIKE,
        }
    }

    /// The stories that were found, opened from their rows and asked once more whether the reader may; with the codes they bear.
    async fn opened(
        &self,
        actor: &Actor,
        keys: &Arc<Keys>,
        ids: Vec<StoryId>,
    ) -> Result<Vec<(Opened, Vec<CodeId>)>, SearchError> {
        let mut tx = self.0.content.read().await?;
        let mut found = opened::by_ids(&mut tx, keys, &ids).await?;
        let mut codings = coding::codings_of(&mut tx, keys, found.values()).await?;
        drop(tx);
        let (mut stories, mut gone) = (Vec::with_capacity(ids.len()), Vec::new());
        for id in ids {
            match found.remove(&id) {
                Some(story) if story.is_readable_by(actor, self.0.clock.now()) => {
                    let borne = codings.remove(&id).into_iter().flatten().filter(|(_, given)| given.holds());
                    stories.push((story, borne.map(|(_, given)| given.code).collect()));
                }
                Some(_) => {}
                None => gone.push(id),
            }
        }
        if !gone.is_empty() {
            self.0.index()?.look_again(&gone).await?;
        }
        Ok(stories)
    }

    /// The codes by which somebody finds stories: none while she sees her own codings alone, since the index does not know whose
    /// they are.
    async fn codebook(&self, keys: &Keys, actor: &Actor, programme: ProgrammeId) -> Result<Codebook, Fault> {
        let mut tx = self.0.content.read().await?;
        if coding::sight(&mut tx, keys, actor, programme).await?.is_narrowed() {
            return Ok(Codebook::default());
        }
        let found = coding::codebook(&mut tx, keys, programme).await?;
        Ok(found.map(|(book, _)| book).unwrap_or_default())
    }

    async fn note(&self, keys: &Keys, by: AccountId) -> Result<(), Fault> {
        let mut tx = self.0.content.write().await?;
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed: Deed::Searched,
            about: None,
        };
        audit::append(&mut tx, keys, &entry).await?;
        Ok(tx.commit().await?)
    }
}

/// Who reads, and which stories of a programme; refused, if there can be none.
fn reads(actor: &Actor, programme: ProgrammeId) -> Result<(AccountId, Vec<StoryRange>), SearchError> {
    let ranges = readable_stories(actor, programme);
    match actor {
        Actor::Account { id, .. } if !ranges.is_empty() => Ok((*id, ranges)),
        _ => Err(SearchError::NotFound),
    }
}

/// The sites whose stories may be read.
fn readable_sites<'a>(overview: &'a Overview, ranges: &'a [StoryRange]) -> impl Iterator<Item = &'a Site> {
    let within = |site: &&Site| ranges.iter().any(|range| range.site.is_none_or(|own| own == site.id));
    overview.sites.iter().filter(within)
}

/// From what was typed to what the index is asked.
fn prepare(
    programme: ProgrammeId,
    ranges: Vec<StoryRange>,
    today: NaiveDate,
    labels: &Labels,
    asked: &Asked,
    chosen: Option<Vec<StoryId>>,
) -> Asking {
    let typed: String = asked.words.chars().take(QUESTION_LETTERS).collect();
    let question = Question::parse(&typed);
    let below = |code| Narrowing::Codes(labels.codebook.with_all_below(code).into_iter().collect());
    let days = Some(Narrowing::Between(asked.since, asked.until)).filter(|days| *days != Narrowing::Between(None, None));
    // Who reads no record of a panel narrows by none.
    let choice = asked.selected.zip(chosen).map(|(is_selected, chosen)| {
        if is_selected {
            Narrowing::Among(chosen)
        } else {
            Narrowing::NotAmong(chosen)
        }
    });
    let narrowed = [
        asked.site.map(Narrowing::Site),
        asked.round.map(Narrowing::Round),
        asked.domain.map(Narrowing::Domain),
        asked.code.map(below),
        asked.direction.map(Narrowing::Direction),
        days,
        choice,
    ];
    Asking {
        programme,
        ranges,
        today,
        labelled: question.parts.iter().map(|part| labels.named(part)).collect(),
        question,
        narrowed: narrowed.into_iter().flatten().collect(),
        counted: Vec::new(),
        skip: asked.skip,
        at_most: asked.at_most.clamp(1, MOST_HITS),
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Fault::Stopped)
}
