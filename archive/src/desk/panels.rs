//! The panels desk: opening a selection panel, its room for guests, its chair, its record (step 5 of the guide). What a panel
//! allows is decided in `method::panel`; words of stories are opened from their own rows each time, and never kept here.

mod ballots;
mod chair;
mod fairness;
mod joining;
mod kept;
mod levels;
mod live;
mod minutes;
mod named;
mod narration;
mod opening;
mod record;
mod room;
mod steps;

use crate::House;
use crate::desk::programmes::{Programmes, ProgrammesError, added};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::StoreError;
use archive_detect::{Added, detect_with};
use chrono::{DateTime, Utc};
use method::figures::NotATable;
use method::id::{AccountId, PanelId, ProgrammeId, StoryId};
use method::language::{InThree, Language};
use method::panel::{Panel, Picture, Refused};
use method::policy::Actor;
use method::selection::ReadText;
use thiserror::Error;

pub use ballots::{BALLOT_SLIP, Booth, Proof, REASON_SLIP};
pub use chair::{Led, LedSeat, LedStory, Reading};
pub use fairness::{Fairness, Tables};
pub use joining::Trial;
pub use levels::{Beside, BesideStory, Flow, Stood};
pub use live::{Live, Pulse};
pub(crate) use live::{Steps, ToldSlips};
pub use opening::{At, Candidates, Place, Prospects};
pub use record::{Mention, Recorded, Summary};
pub use room::{Move, Room, RoomStory, Ticket};
pub use steps::Step;

pub(crate) use kept::{Kept, all, without_story};
use kept::{Readable, find, layer_of, prune, readable, save};

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum PanelsError {
    /// There is no such thing, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// The technique does not allow this step now.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Somebody else changed the panel in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// No reporting period takes panels.
    #[error("no period takes panels")]
    NoPeriod,
    /// That code gives no seat: it never did, or does no more.
    #[error("that code gives no seat")]
    WrongCode,
    /// Too many wrong codes came from one address.
    #[error("too many wrong codes")]
    TooManyTries {
        /// When the next may be typed.
        until: DateTime<Utc>,
    },
    /// Nothing says as what the person sits in the panel.
    #[error("a category is needed")]
    CategoryMissing,
    /// Minutes longer than a file of them may be.
    #[error("the minutes are too long")]
    MinutesTooLong,
    /// The pages of the minutes could not be set.
    #[error(transparent)]
    Export(#[from] archive_export::ExportError),
    /// More groups than a table holds.
    #[error(transparent)]
    NotATable(#[from] NotATable),
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for PanelsError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<ProgrammesError> for PanelsError {
    fn from(error: ProgrammesError) -> Self {
        match error {
            ProgrammesError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

/// Where a panel stands, for whoever needs no more than that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Seats are being taken.
    Gathering,
    /// Stories are heard.
    Hearing,
    /// Marks are handed in.
    Rating,
    /// Votes are cast.
    Voting,
    /// Reasons are written.
    Reasoning,
    /// It is over.
    Closed,
}

impl Stage {
    const fn of(panel: &Panel) -> Self {
        match panel {
            Panel::Gathering(_) => Self::Gathering,
            Panel::Hearing(_) => Self::Hearing,
            Panel::Rating(_) => Self::Rating,
            Panel::Voting(_) => Self::Voting,
            Panel::Reasoning(_) => Self::Reasoning,
            Panel::Closed(_) => Self::Closed,
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gathering => "gathering",
            Self::Hearing => "hearing",
            Self::Rating => "rating",
            Self::Voting => "voting",
            Self::Reasoning => "reasoning",
            Self::Closed => "closed",
        }
    }
}

/// What a panel is about, in the words of its programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Domain of change.
    pub domain: InThree,
    /// Where it sits; none: it is the panel of all sites.
    pub site: Option<InThree>,
    /// Level of selection.
    pub level: InThree,
    /// Reporting period.
    pub round: String,
}

/// A story as a panel names it.
#[derive(Clone, PartialEq, Eq)]
pub struct Titled {
    /// The story.
    pub id: StoryId,
    /// The title of the version that the panel reads, and its language; none where it may no longer be read.
    pub title: Option<(String, Language)>,
    /// What stands for it in this panel, for whoever does not read; none past the twentieth story.
    pub picture: Option<Picture>,
}

/// What a panel below wrote about a story that it sent up.
#[derive(Clone, PartialEq, Eq)]
pub struct Report {
    /// Where that panel sat: its site, or its level where it sat for all.
    pub place: InThree,
    /// Its reasons.
    pub reasons: Vec<String>,
    /// How many more there are that might name somebody, where stories are read without names.
    pub held_back: usize,
}

/// The panels desk.
pub struct Panels<'a>(pub(crate) &'a House);

impl Panels<'_> {
    /// A panel as it stands now, with the stories that may be read in it. A story whose teller's consent has ended leaves an
    /// open panel here, so that nobody reads it or votes for it any more.
    async fn current(&self, keys: &Keys, programme: ProgrammeId, id: PanelId) -> Result<(Kept, i32, Readable), PanelsError> {
        let now = self.0.clock.now();
        let mut tx = self.0.content.read().await?;
        let (kept, version) = find(&mut tx, keys, programme, id).await?.ok_or(PanelsError::NotFound)?;
        let readable = readable(&mut tx, keys, &kept, now).await?;
        drop(tx);
        if kept.panel.record().is_some() || kept.put().iter().all(|one| readable.contains_key(&one.story)) {
            return Ok((kept, version, readable));
        }
        let mut tx = self.0.content.write().await?;
        let (mut kept, version) = find(&mut tx, keys, programme, id).await?.ok_or(PanelsError::NotFound)?;
        let (readable, has_changed) = prune(&mut tx, keys, &mut kept, now).await?;
        if !has_changed {
            return Ok((kept, version, readable));
        }
        let saved = save(&mut tx, keys, programme, id, &kept, version).await?;
        tx.commit().await?;
        self.end_box(keys, saved.ended).await?;
        Ok((kept, saved.version, readable))
    }

    /// What panels of the levels below wrote about a story.
    async fn reports(
        &self,
        keys: &Keys,
        programme: ProgrammeId,
        kept: &Kept,
        story: StoryId,
    ) -> Result<Vec<Report>, PanelsError> {
        let overview = Programmes(self.0).parts_of(programme).await?;
        let plan = overview.round(kept.round).and_then(|(round, _)| overview.plan(round));
        let station = plan.as_ref().and_then(|plan| plan.station(kept.level));
        let reads_no_names = station.is_some_and(|station| station.text == ReadText::Anonymised);
        let levels = plan.map(|plan| plan.below(kept.level)).unwrap_or_default();
        let mut tx = self.0.content.read().await?;
        let mut reports = Vec::new();
        for (below, _) in all(&mut tx, keys, programme).await? {
            let is_heard = below.round == kept.round && below.domain == kept.domain && levels.contains(&below.level);
            let is_here = kept.site.is_none() || below.site == kept.site;
            let Some(record) = below.panel.record().filter(|_| is_heard && is_here) else {
                continue;
            };
            let reasons: Vec<_> = record.reasons_about(story).map(str::to_owned).collect();
            if !reasons.is_empty() {
                let setting = below.setting(&overview);
                let place = setting.site.unwrap_or(setting.level);
                reports.push(Report {
                    place,
                    reasons,
                    held_back: 0,
                });
            }
        }
        let added = added(&mut tx, keys, programme).await?;
        drop(tx);
        if reads_no_names {
            let search = move || reports.into_iter().map(|one| one.without_names(&added)).collect();
            return Ok(tokio::task::spawn_blocking(search).await.map_err(|_| Fault::Stopped)?);
        }
        Ok(reports)
    }
}

impl Report {
    /// The same without reasons in which something was found that may lead to somebody. A program takes them away and approves none:
    /// what it does not find a chair must not have written.
    fn without_names(self, added: &Added) -> Self {
        let names = |reason: &String| {
            [Language::French, Language::Arabic]
                .map(|language| detect_with(reason, language, added))
                .concat()
        };
        let (reasons, held): (Vec<_>, Vec<_>) = self.reasons.into_iter().partition(|reason| names(reason).is_empty());
        Self {
            place: self.place,
            reasons,
            held_back: held.len(),
        }
    }
}

/// Who acts, for the audit log.
fn account(actor: &Actor) -> Result<AccountId, PanelsError> {
    match actor {
        Actor::Account { id, .. } => Ok(*id),
        Actor::Nobody => Err(PanelsError::NotFound),
    }
}
