//! A panel's row: what it holds, reading and writing it, and taking out of it what may no longer be read.

use super::ballots::{self, TokenKeys};
use super::{PanelsError, Setting, Stage, Titled};
use crate::allowed;
use crate::contracts::PANEL;
use crate::desk::programmes::Overview;
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self as rows, Document};
use crate::store::programmes::SealedRow;
use archive_vault::DataKey;
use chrono::{DateTime, Utc};
use method::consent::Purpose;
use method::id::{AccountId, BoxId, DomainId, LayerId, LevelId, PanelId, ProgrammeId, RoundId, SeatId, SiteId, StoryId};
use method::panel::{Considered, Panel, Picture, TextVersion};
use method::policy::{Action, Actor, Subject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

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
    pub(super) code: Option<String>,
    /// Codes that give one seat again, when a telephone dies.
    pub(super) reseats: Vec<Reseat>,
    /// Known to all who sat there and the same for each, so that they can read what came of it once no seat is left.
    pub(super) door: Uuid,
    /// Who entered a count that waits for a second person.
    #[serde(default)]
    pub(super) entered_by: Option<AccountId>,
    /// Its stories in the order in which they were put before it. Each keeps its place, and so its picture, when another is
    /// withdrawn.
    #[serde(default)]
    pub(super) dealt: Vec<StoryId>,
    /// What signs the tokens of its secret votes, until it is closed.
    #[serde(default)]
    pub(super) tokens: Option<TokenKeys>,
    pub(crate) panel: Panel,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Reseat {
    pub(super) code: String,
    pub(super) seat: SeatId,
}

impl Kept {
    pub(crate) fn subject(&self, programme: ProgrammeId) -> Subject {
        subject_at(programme, self.site)
    }

    /// What a teller must have agreed to.
    pub(crate) const fn purpose(&self) -> Purpose {
        purpose_at(self.site)
    }

    /// Whether somebody may know of the panel: of a closed one by its record, of an open one by leading such panels.
    pub(super) fn is_known_to(&self, actor: &Actor, programme: ProgrammeId) -> bool {
        let action = if self.panel.record().is_some() {
            Action::ReadRecord
        } else {
            Action::LeadPanel
        };
        allowed(actor, action, &self.subject(programme))
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

    /// A story as this panel names it: by the title of the version that it reads, and by its picture.
    pub(super) fn titled(&self, story: StoryId, text: Option<TextVersion>, readable: &Readable) -> Titled {
        let layer = text.and_then(|text| readable.get(&story)?.layer(text.layer));
        Titled {
            id: story,
            title: layer.map(|layer| (layer.telling.title.clone(), layer.language)),
            picture: self.picture(story),
        }
    }

    /// What stands for a story in this panel.
    pub(super) fn picture(&self, story: StoryId) -> Option<Picture> {
        Picture::at(self.dealt.iter().position(|one| *one == story)?)
    }

    pub(crate) fn setting(&self, overview: &Overview) -> Setting {
        let round = overview.rounds.iter().find(|round| round.id == self.round);
        Setting {
            domain: overview
                .domain(self.domain)
                .map(|domain| domain.label.clone())
                .unwrap_or_default(),
            site: self
                .site
                .map(|site| overview.site(site).map(|site| site.name.clone()).unwrap_or_default()),
            level: overview.level_label(self.round, self.level),
            round: round.map(|round| round.label.clone()).unwrap_or_default(),
        }
    }
}

/// What leading a panel at a site, or for all, is asked of.
pub(super) fn subject_at(programme: ProgrammeId, site: Option<SiteId>) -> Subject {
    site.map_or(Subject::Programme(programme), |site| Subject::Site(programme, site))
}

/// What a teller must have agreed to for a panel at a site, or for all.
pub(super) const fn purpose_at(site: Option<SiteId>) -> Purpose {
    if site.is_some() {
        Purpose::SitePanel
    } else {
        Purpose::NationalPanel
    }
}

/// Stories that may be read in a panel now, opened.
pub(crate) type Readable = BTreeMap<StoryId, Opened>;

/// The layer that a panel reads.
pub(super) fn layer_of(kept: &Kept, story: StoryId) -> Option<LayerId> {
    let put = kept.put();
    put.iter().find(|one| one.story == story).map(|one| one.text.layer)
}

/// Takes a story out of every panel of its programme, in the transaction that withdraws it; the boxes of the secret rounds that this
/// ended. Their keys are to be destroyed once it is written ([`Panels::end_box`](super::Panels::end_box)).
pub(crate) async fn without_story(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    story: StoryId,
) -> Result<Vec<BoxId>, Fault> {
    let mut ended = Vec::new();
    for (mut kept, version) in all(tx, keys, programme).await? {
        if kept.panel.without(story).is_ok() {
            let saved = save(tx, keys, programme, kept.panel.id(), &kept, version).await?;
            ended.extend(saved.ended);
        }
    }
    Ok(ended)
}

/// Every panel of a programme, oldest first.
pub(crate) async fn all(tx: &mut Tx, keys: &Keys, programme: ProgrammeId) -> Result<Vec<(Kept, i32)>, Fault> {
    let key = keys.programme(programme).await?;
    let found = rows::all(tx, Document::Panel, programme).await?;
    found.into_iter().map(|row| open(keys, &key, row)).collect()
}

/// A panel of a programme.
pub(super) async fn find(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    id: PanelId,
) -> Result<Option<(Kept, i32)>, Fault> {
    let key = keys.programme(programme).await?;
    let found = rows::by_id(tx, Document::Panel, programme, id.uuid()).await?;
    found.map(|row| open(keys, &key, row)).transpose()
}

fn open(keys: &Keys, key: &DataKey, row: SealedRow) -> Result<(Kept, i32), Fault> {
    Ok((keys.open(key, PANEL, row.id, row.version, row.sealed)?, row.version))
}

/// What came of writing a panel.
#[must_use = "the key of a box that was taken away is to be destroyed"]
pub(super) struct Saved {
    /// Its new version.
    pub(super) version: i32,
    /// The box that it had and has no more.
    pub(super) ended: Option<BoxId>,
}

/// Writes a panel that was read at `version` in the same write transaction. A box of another round than the one that it votes in goes
/// with it, whatever ended that round.
pub(super) async fn save(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    id: PanelId,
    kept: &Kept,
    version: i32,
) -> Result<Saved, Fault> {
    let key = keys.programme(programme).await?;
    let next = version + 1;
    let row = SealedRow {
        id: id.uuid(),
        version: next,
        sealed: keys.seal(&key, PANEL, id.uuid(), next, kept)?,
    };
    // Writers take turns, so that what this transaction read still holds: the row is at `version`.
    rows::update(tx, Document::Panel, programme, &row, version).await?;
    Ok(Saved {
        version: next,
        ended: ballots::take_away(tx, &kept.panel).await?,
    })
}

/// The stories of a panel that may be read in it now: their key is there, and the teller's consent to such a panel holds.
pub(super) async fn readable(tx: &mut Tx, keys: &Keys, kept: &Kept, now: DateTime<Utc>) -> Result<Readable, Fault> {
    let mut readable = Readable::new();
    let ids: Vec<StoryId> = kept.put().iter().map(|one| one.story).collect();
    let mut stories = opened::by_ids(tx, keys, &ids).await?;
    for one in kept.put() {
        let story = stories.remove(&one.story);
        let allowed =
            |story: &Opened| story.consent.allows(kept.purpose(), now).is_yes() && story.layer(one.text.layer).is_some();
        if let Some(story) = story.filter(allowed) {
            readable.insert(one.story, story);
        }
    }
    Ok(readable)
}

/// Takes out of an open panel what may not be read any more; whether there was any.
pub(super) async fn prune(
    tx: &mut Tx,
    keys: &Keys,
    kept: &mut Kept,
    now: DateTime<Utc>,
) -> Result<(Readable, bool), PanelsError> {
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

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kept({}, {:?})", self.panel.id(), Stage::of(&self.panel))
    }
}
