//! What is asked of the search desk, and what it gives back.

use crate::desk::programmes::Overview;
pub use crate::index::snippet::Piece;
pub use crate::index::{Checked, Progress, Rebuilding};
use chrono::NaiveDate;
use method::coding::Codebook;
use method::figures::{self, Printable};
use method::id::{CodeId, DomainId, RoundId, SiteId, StoryId};
use method::language::{InThree, Language};
use method::programme::Site;
use method::story::{Direction, Standing};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What is searched for. It may name somebody: it is shown back to whoever typed it, and kept nowhere unless she
/// keeps it herself.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
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
    /// Only those with a change in this direction.
    pub direction: Option<Direction>,
    /// Only those that a panel chose, or only those that none did, as far as the reader may read records of panels.
    pub selected: Option<bool>,
    /// Only those told on this day or later.
    pub since: Option<NaiveDate>,
    /// Only those told on this day or earlier.
    pub until: Option<NaiveDate>,
    /// How many answers to pass over.
    #[serde(skip)]
    pub skip: usize,
    /// How many to give, up to 1,000.
    #[serde(skip)]
    pub at_most: usize,
}

impl Asked {
    /// Whether neither words nor anything to narrow by was given.
    pub(crate) fn is_empty(&self) -> bool {
        let narrowed = self.site.is_some() || self.domain.is_some() || self.round.is_some() || self.code.is_some();
        let narrowed = narrowed || self.direction.is_some() || self.selected.is_some();
        let narrowed = narrowed || self.since.is_some() || self.until.is_some();
        self.words.trim().is_empty() && !narrowed
    }
}

/// How long the index took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Took {
    /// To find the best.
    pub best: Duration,
    /// To answer whole: the best, how many there are, and how they are spread.
    pub whole: Duration,
}

/// What was found.
pub struct Found {
    /// Whether the index answers yet; if not, nothing was looked for.
    pub progress: Progress,
    /// How long the index took, for whoever measures.
    pub took: Took,
    /// How many stories match, of those that the reader may read.
    pub total: usize,
    /// Those that were asked for, best first; the newest first where no words were asked.
    pub hits: Vec<Hit>,
    /// How they are spread; none where so few were found that each number would be hidden.
    pub facets: Option<Facets>,
}

impl Found {
    /// How many match, as it may be said.
    pub fn said(&self) -> Printable {
        figures::hits(u64::try_from(self.total).unwrap_or(u64::MAX))
    }
}

/// How the stories that were found are spread, small numbers hidden. What nothing was found under stands as zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By the sites whose stories the reader may read.
    pub sites: Vec<(SiteId, Printable)>,
    /// By domain of change.
    pub domains: Vec<(DomainId, Printable)>,
    /// By reporting period.
    pub rounds: Vec<(RoundId, Printable)>,
    /// By the direction of the change.
    pub directions: Vec<(Direction, Printable)>,
    /// Chosen by a panel, and not.
    pub selected: Vec<(bool, Printable)>,
    /// By code, with those below it; a story can stand under several.
    pub codes: Vec<(CodeId, Printable)>,
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
    /// How the words of its newest layer stand to what was told, if something was found among them.
    pub standing: Option<Standing>,
    /// Older layers in which was found what stands in no newer one.
    pub older: Vec<InOlder>,
    /// Names of its domain and codes in which was found what is not in its own words.
    pub labels: Vec<Label>,
}

/// What was found in an older layer of a story.
pub struct InOlder {
    /// Which layer: the first is 1.
    pub number: usize,
    /// How its words stand to what was told.
    pub standing: Standing,
    /// The language of its words.
    pub language: Language,
    /// A passage of it, with what was found in it.
    pub passage: Vec<Piece>,
}

/// A name under which a story was found.
#[derive(Clone, PartialEq, Eq)]
pub enum Label {
    /// Its domain of change.
    Domain(InThree),
    /// A code of one of its passages, or one above it.
    Code(InThree),
}

/// A story that shares words or codes with another.
pub struct Alike {
    /// Its id.
    pub id: StoryId,
    /// Its title.
    pub title: String,
    /// The language of its words.
    pub language: Language,
    /// The day on which it was told.
    pub told_on: NaiveDate,
}

/// What a search can be narrowed by.
pub struct Filters {
    /// The sites whose stories the reader may read.
    pub sites: Vec<Site>,
    /// Whether she codes stories here, or some of them.
    pub may_code: bool,
    /// Whether she reads records of panels: she can narrow by their choices.
    pub reads_records: bool,
    /// The programme with its parts.
    pub overview: Overview,
    /// The codebook; empty before there is one, and while she sees her own codings alone.
    pub codebook: Codebook,
    /// The codebook from which codes are given, whatever she sees; empty before there is one.
    pub codes_to_give: Codebook,
}

/// What a rebuilding of the index came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// How many stories can be found.
    pub stories: u64,
    /// Those whose rows did not open.
    pub unreadable: Vec<StoryId>,
}
