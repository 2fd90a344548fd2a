//! Opening a story's rows, for this desk and for those that build on stories. Whoever calls asks `may` first; whether a reader
//! needs a consent is answered here, in [`Opened::is_readable_by`].

use super::contract;
use crate::allowed;
use crate::contracts::STORY;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::stories::{self as rows, Appended, StoryRow};
use archive_vault::DataKey;
use chrono::{DateTime, Utc};
use method::consent::{Consent, Purpose};
use method::id::{AccountId, LayerId, ProgrammeId, RoundId, SiteId, StoryId};
use method::policy::{Action, Actor, Subject};
use method::story::{Circumstances, Layer, ReadBack, current, told_before};
use serde::de::DeserializeOwned;

/// A story with its key, opened.
pub(crate) struct Opened {
    pub(crate) key: DataKey,
    pub(crate) id: StoryId,
    pub(crate) programme: ProgrammeId,
    pub(crate) site: SiteId,
    pub(crate) round: RoundId,
    pub(crate) recorder: AccountId,
    pub(crate) circumstances: Circumstances,
    pub(crate) layers: Vec<Layer>,
    pub(crate) consent: Consent,
    pub(crate) read_backs: Vec<ReadBack>,
}

impl Opened {
    /// What the policy is asked about.
    pub(crate) const fn subject(&self) -> Subject {
        Subject::Story {
            programme: self.programme,
            site: self.site,
            recorder: self.recorder,
        }
    }

    /// The story's text now ([`method::story::current`]).
    pub(crate) fn newest(&self) -> Option<&Layer> {
        current(&self.layers)
    }

    /// What was told: the newest transcript, or the notes.
    pub(crate) fn told(&self) -> Option<&Layer> {
        told_before(&self.layers, self.layers.len())
    }

    /// One of its layers.
    pub(crate) fn layer(&self, id: LayerId) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.id == id)
    }

    /// Whether somebody may read it now: by her role, and, unless she tends the story, by the teller's consent that the care
    /// team learns from it (P1).
    pub(crate) fn is_readable_by(&self, actor: &Actor, now: DateTime<Utc>) -> bool {
        allowed(actor, Action::ReadStory, &self.subject())
            && (allowed(actor, Action::TendStory, &self.subject()) || self.consent.allows(Purpose::CareTeam, now).is_yes())
    }
}

/// A story; none if there is no such row or its key was destroyed.
pub(crate) async fn by_id(tx: &mut Tx, keys: &Keys, id: StoryId) -> Result<Option<Opened>, Fault> {
    match rows::by_id(tx, id).await? {
        Some(row) => open(tx, keys, row).await,
        None => Ok(None),
    }
}

/// A story's row, opened; none if its key was destroyed.
pub(crate) async fn open(tx: &mut Tx, keys: &Keys, row: StoryRow) -> Result<Option<Opened>, Fault> {
    let (id, programme, site) = (
        StoryId::new(row.id),
        ProgrammeId::new(row.programme_id),
        SiteId::new(row.site_id),
    );
    let Some(key) = keys.story(programme, site, id).await? else {
        return Ok(None);
    };
    Ok(Some(Opened {
        id,
        programme,
        site,
        round: RoundId::new(row.round_id),
        recorder: AccountId::new(row.recorder_id),
        circumstances: keys.open(&key, STORY, row.id, 1, row.sealed)?,
        layers: all(tx, keys, &key, Appended::Layer, id).await?,
        consent: Consent::new(all(tx, keys, &key, Appended::Decision, id).await?),
        read_backs: all(tx, keys, &key, Appended::ReadBack, id).await?,
        key,
    }))
}

async fn all<T: DeserializeOwned>(
    tx: &mut Tx,
    keys: &Keys,
    key: &DataKey,
    appended: Appended,
    of: StoryId,
) -> Result<Vec<T>, Fault> {
    let found = rows::appended(tx, appended, of).await?;
    found
        .into_iter()
        .map(|row| keys.open(key, contract(appended), row.id, 0, row.sealed))
        .collect()
}
