//! The panels desk: opening a selection panel, its room for guests, its chair, its record (step 5 of the guide). What a panel
//! allows is decided in `method::panel`; words of stories are opened from their own rows each time, and never kept here.

mod chair;
mod live;
mod opening;
mod record;
mod room;

use crate::House;
use crate::contracts::PANEL;
use crate::desk::programmes::{Overview, ProgrammesError};
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::documents::{self as rows, Document};
use crate::store::programmes::SealedRow;
use crate::store::{StoreError, Tx};
use archive_vault::DataKey;
use chrono::{DateTime, Utc};
use method::consent::Purpose;
use method::id::{DomainId, LayerId, LevelId, PanelId, ProgrammeId, RoundId, SeatId, SiteId, StoryId};
use method::language::{InThree, Language};
use method::panel::{Considered, Panel, Refused, TextVersion};
use method::policy::{Actor, Subject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use thiserror::Error;
use uuid::Uuid;

pub use chair::{Led, LedSeat, LedStory, Reading, Step};
pub use live::{Live, Pulse};
pub use opening::{Candidates, Place, Prospects};
pub use record::{Mention, Recorded, Summary};
pub use room::{Move, Room, RoomStory, Ticket, Trial};

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
}

/// What a panel below wrote about a story that it sent up.
#[derive(Clone, PartialEq, Eq)]
pub struct Report {
    /// Where that panel sat.
    pub site: InThree,
    /// Its reasons.
    pub reasons: Vec<String>,
}

/// A panel as its row holds it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) domain: DomainId,
    pub(crate) site: Option<SiteId>,
    pub(crate) level: LevelId,
    pub(crate) round: RoundId,
    /// When it was opened.
    pub(crate) opened: DateTime<Utc>,
    /// The code to show, while seats are taken.
    code: Option<String>,
    /// Codes that give one seat again, when a telephone dies.
    reseats: Vec<Reseat>,
    /// Known to all who sat there and the same for each, so that they can read what came of it once no seat is left.
    door: Uuid,
    pub(crate) panel: Panel,
}

#[derive(Serialize, Deserialize)]
struct Reseat {
    code: String,
    seat: SeatId,
}

impl Kept {
    pub(crate) fn subject(&self, programme: ProgrammeId) -> Subject {
        self.site
            .map_or(Subject::Programme(programme), |site| Subject::Site(programme, site))
    }

    /// What a teller must have agreed to.
    pub(crate) const fn purpose(&self) -> Purpose {
        if self.site.is_some() {
            Purpose::SitePanel
        } else {
            Purpose::NationalPanel
        }
    }

    /// The stories that the panel reads or, in a record, has read, each in its version.
    pub(crate) fn put(&self) -> Vec<Considered> {
        let Some(record) = self.panel.record() else {
            return self.panel.stories().to_vec();
        };
        let texts = record.stories.iter();
        texts
            .filter_map(|one| one.text.map(|text| Considered { story: one.story, text }))
            .collect()
    }

    fn setting(&self, overview: &Overview) -> Setting {
        let level = overview.levels.iter().find(|level| level.id == self.level);
        let round = overview.rounds.iter().find(|round| round.id == self.round);
        Setting {
            domain: overview
                .domain(self.domain)
                .map(|domain| domain.label.clone())
                .unwrap_or_default(),
            site: self
                .site
                .map(|site| overview.site(site).map(|site| site.name.clone()).unwrap_or_default()),
            level: level.map(|level| level.label.clone()).unwrap_or_default(),
            round: round.map(|round| round.label.clone()).unwrap_or_default(),
        }
    }
}

/// Stories that may be read in a panel now, opened.
pub(crate) type Readable = BTreeMap<StoryId, Opened>;

/// A story's title, in the version that the panel reads.
fn titled(story: StoryId, text: Option<TextVersion>, readable: &Readable) -> Titled {
    let layer = text.and_then(|text| readable.get(&story)?.layer(text.layer));
    let title = layer.map(|layer| (layer.telling.title.clone(), layer.language));
    Titled { id: story, title }
}

/// The layer that a panel reads.
fn layer_of(kept: &Kept, story: StoryId) -> Option<LayerId> {
    let put = kept.put();
    put.iter().find(|one| one.story == story).map(|one| one.text.layer)
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
        let version = if has_changed {
            save(&mut tx, keys, programme, id, &kept, version).await?
        } else {
            version
        };
        tx.commit().await?;
        Ok((kept, version, readable))
    }

    /// What panels of the level below wrote about a story.
    async fn reports(
        &self,
        keys: &Keys,
        programme: ProgrammeId,
        kept: &Kept,
        story: StoryId,
    ) -> Result<Vec<Report>, PanelsError> {
        if kept.site.is_some() {
            return Ok(Vec::new());
        }
        let overview = super::programmes::Programmes(self.0).parts_of(programme).await?;
        let mut tx = self.0.content.read().await?;
        let mut reports = Vec::new();
        for (below, _) in all(&mut tx, keys, programme).await? {
            let Some(site) = below
                .site
                .filter(|_| below.round == kept.round && below.domain == kept.domain)
            else {
                continue;
            };
            let Some(record) = below.panel.record() else { continue };
            let about = record.reasons.iter().filter(|reason| reason.about == story);
            let reasons: Vec<_> = about.filter_map(|reason| reason.words.text()).map(str::to_owned).collect();
            if !reasons.is_empty() {
                let site = overview.site(site).map(|site| site.name.clone()).unwrap_or_default();
                reports.push(Report { site, reasons });
            }
        }
        Ok(reports)
    }
}

/// Takes a story out of every panel of its programme, in the transaction that withdraws it.
pub(crate) async fn without_story(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, story: StoryId) -> Result<(), Fault> {
    for (mut kept, version) in all(tx, keys, programme).await? {
        if kept.panel.without(story).is_ok() {
            save(tx, keys, programme, kept.panel.id(), &kept, version).await?;
        }
    }
    Ok(())
}

/// Every panel of a programme, oldest first.
pub(crate) async fn all(tx: &mut Tx, keys: &Keys, programme: ProgrammeId) -> Result<Vec<(Kept, i32)>, Fault> {
    let key = keys.programme(programme).await?;
    let found = rows::all(tx, Document::Panel, programme).await?;
    found.into_iter().map(|row| open(keys, &key, row)).collect()
}

/// A panel of a programme.
async fn find(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, id: PanelId) -> Result<Option<(Kept, i32)>, Fault> {
    let key = keys.programme(programme).await?;
    let found = rows::by_id(tx, Document::Panel, programme, id.uuid()).await?;
    found.map(|row| open(keys, &key, row)).transpose()
}

fn open(keys: &Keys, key: &DataKey, row: SealedRow) -> Result<(Kept, i32), Fault> {
    Ok((keys.open(key, PANEL, row.id, row.version, row.sealed)?, row.version))
}

/// Writes a panel that was read at `version` in the same write transaction; its new version.
async fn save(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    id: PanelId,
    kept: &Kept,
    version: i32,
) -> Result<i32, Fault> {
    let key = keys.programme(programme).await?;
    let next = version + 1;
    let row = SealedRow {
        id: id.uuid(),
        version: next,
        sealed: keys.seal(&key, PANEL, id.uuid(), next, kept)?,
    };
    // Writers take turns, so that what this transaction read still holds: the row is at `version`.
    rows::update(tx, Document::Panel, programme, &row, version).await?;
    Ok(next)
}

/// The stories of a panel that may be read in it now: their key is there, and the teller's consent to such a panel holds.
async fn readable(tx: &mut Tx, keys: &Keys, kept: &Kept, now: DateTime<Utc>) -> Result<Readable, Fault> {
    let mut readable = Readable::new();
    for one in kept.put() {
        let story = opened::by_id(tx, keys, one.story).await?;
        let allowed =
            |story: &Opened| story.consent.allows(kept.purpose(), now).is_yes() && story.layer(one.text.layer).is_some();
        if let Some(story) = story.filter(allowed) {
            readable.insert(one.story, story);
        }
    }
    Ok(readable)
}

/// Takes out of an open panel what may not be read any more; whether there was any.
async fn prune(tx: &mut Tx, keys: &Keys, kept: &mut Kept, now: DateTime<Utc>) -> Result<(Readable, bool), PanelsError> {
    let readable = readable(tx, keys, kept, now).await?;
    let mut has_changed = false;
    if kept.panel.record().is_none() {
        for one in kept.put() {
            if !readable.contains_key(&one.story) {
                kept.panel.without(one.story)?;
                has_changed = true;
            }
        }
    }
    Ok((readable, has_changed))
}

/// Who acts, for the audit log.
fn account(actor: &Actor) -> Result<method::id::AccountId, PanelsError> {
    match actor {
        Actor::Account { id, .. } => Ok(*id),
        Actor::Nobody => Err(PanelsError::NotFound),
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kept({}, {:?})", self.panel.id(), Stage::of(&self.panel))
    }
}
