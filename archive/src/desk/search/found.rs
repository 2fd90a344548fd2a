//! What is asked of the search desk, and what it gives back.

use crate::desk::programmes::Overview;
pub use crate::index::Progress;
pub use crate::index::snippet::Piece;
use chrono::NaiveDate;
use method::coding::Codebook;
use method::id::{CodeId, DomainId, RoundId, SiteId, StoryId};
use method::language::{InThree, Language};
use method::programme::Site;

/// What is searched for. It may name somebody: it is shown back to whoever typed it and kept nowhere.
#[derive(Clone, Default)]
pub struct Asked {
    /// Words that must all be there, "phrases", beginnings*, -exclusions. Empty: the newest stories.
    pub words: String,
    /// Only stories told at this site.
    pub site: Option<SiteId>,
    /// Only those in this domain of change.
    pub domain: Option<DomainId>,
    /// Only those of this reporting period.
    pub round: Option<RoundId>,
    /// Only those with a passage under this code, or under one below it.
    pub code: Option<CodeId>,
    /// How many answers to pass over.
    pub skip: usize,
    /// How many to give, up to 1,000.
    pub at_most: usize,
}

impl Asked {
    /// Whether neither words nor anything to narrow by was given.
    pub(super) fn is_empty(&self) -> bool {
        let narrowed = self.site.is_some() || self.domain.is_some() || self.round.is_some() || self.code.is_some();
        self.words.trim().is_empty() && !narrowed
    }
}

/// What was found.
pub struct Found {
    /// Whether the index answers yet; if not, nothing was looked for.
    pub progress: Progress,
    /// How many stories match, of those that the reader may read.
    pub total: usize,
    /// Those that were asked for, best first; the newest first where no words were asked.
    pub hits: Vec<Hit>,
}

/// A story that was found.
pub struct Hit {
    /// Its id.
    pub id: StoryId,
    /// Its title, with what was found in it.
    pub title: Vec<Piece>,
    /// The language of its words.
    pub language: Language,
    /// Where it was told.
    pub site: SiteId,
    /// Domain of change.
    pub domain: DomainId,
    /// The day on which it was told.
    pub told_on: NaiveDate,
    /// A passage of its newest layer, with what was found in it.
    pub snippet: Vec<Piece>,
    /// Names of its domain and codes in which was found what is not in its own words.
    pub labels: Vec<Label>,
}

/// A name under which a story was found.
#[derive(Clone, PartialEq, Eq)]
pub enum Label {
    /// Its domain of change.
    Domain(InThree),
    /// A code of one of its passages, or one above it.
    Code(InThree),
}

/// What a search can be narrowed by.
pub struct Filters {
    /// The sites whose stories the reader may read.
    pub sites: Vec<Site>,
    /// The programme with its parts.
    pub overview: Overview,
    /// The codebook; empty before there is one.
    pub codebook: Codebook,
}

/// What a rebuilding of the index came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// How many stories can be found.
    pub stories: u64,
    /// Those whose rows did not open.
    pub unreadable: Vec<StoryId>,
}
