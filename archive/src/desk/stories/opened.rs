//! Opening a story's rows, for this desk and for those that build on stories. Whoever calls asks `may` first; whether a reader
//! needs a consent is answered here, in [`Opened::is_readable_by`].

use super::contract;
use crate::allowed;
use crate::contracts::STORY;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::stories::{self as rows, Appended, AppendedRow, StoryRow, WholeStory};
use crate::store::{IDS_AT_ONCE, Tx};
use archive_vault::DataKey;
use chrono::{DateTime, Utc};
use method::consent::{Consent, Purpose};
use method::id::{AccountId, LayerId, ProgrammeId, RoundId, SiteId, StoryId};
use method::policy::{Action, Actor, Subject};
use method::story::{Circumstances, Layer, ReadBack, current, told_before};
use serde::de::DeserializeOwned;
use std::collections::HashMap;

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
    // The two stores are asked at once: neither answer needs the other.
    let (whole, wrapped) = tokio::join!(rows::whole(tx, id), keys.wrapped_story(id));
    let (Some(WholeStory { row, appended }), Some(wrapped)) = (whole?, wrapped?) else {
        return Ok(None);
    };
    let site = keys
        .site(ProgrammeId::new(row.programme_id), SiteId::new(row.site_id))
        .await?;
    Ok(Some(open_with(keys, keys.unwrap_story(&site, &wrapped)?, row, appended)?))
}

/// Some stories, in a handful of statements however many they are; what is gone is not among them.
pub(crate) async fn by_ids(tx: &mut Tx, keys: &Keys, ids: &[StoryId]) -> Result<HashMap<StoryId, Opened>, Fault> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(IDS_AT_ONCE) {
        let stories = rows::by_ids(tx, some).await?;
        found.extend(of_rows(tx, keys, stories).await?);
    }
    Ok(found)
}

/// The same, of rows that were read, at most [`IDS_AT_ONCE`].
pub(crate) async fn of_rows(tx: &mut Tx, keys: &Keys, stories: Vec<StoryRow>) -> Result<HashMap<StoryId, Opened>, Fault> {
    let ids: Vec<StoryId> = stories.iter().map(|row| StoryId::new(row.id)).collect();
    let mut layers = rows::by_story(rows::appended_to(tx, Appended::Layer, &ids).await?, |row| row.story_id);
    let mut decisions = rows::by_story(rows::appended_to(tx, Appended::Decision, &ids).await?, |row| row.story_id);
    let mut read_backs = rows::by_story(rows::appended_to(tx, Appended::ReadBack, &ids).await?, |row| row.story_id);
    let wrapped = keys.wrapped_stories(&ids).await?;
    let mut found = HashMap::with_capacity(stories.len());
    for row in stories {
        let Some(wrapped) = wrapped.get(&row.id) else { continue };
        let site = keys
            .site(ProgrammeId::new(row.programme_id), SiteId::new(row.site_id))
            .await?;
        let appended = [&mut layers, &mut decisions, &mut read_backs].map(|rows| rows.remove(&row.id).unwrap_or_default());
        let story = open_with(keys, keys.unwrap_story(&site, wrapped)?, row, appended)?;
        found.insert(story.id, story);
    }
    Ok(found)
}

/// A story from its row and what was appended to it: layers, decisions, read-backs.
fn open_with(keys: &Keys, key: DataKey, row: StoryRow, appended: [Vec<AppendedRow>; 3]) -> Result<Opened, Fault> {
    let [layers, decisions, read_backs] = appended;
    Ok(Opened {
        id: StoryId::new(row.id),
        programme: ProgrammeId::new(row.programme_id),
        site: SiteId::new(row.site_id),
        round: RoundId::new(row.round_id),
        recorder: AccountId::new(row.recorder_id),
        circumstances: keys.open(&key, STORY, row.id, 1, row.sealed)?,
        layers: all(keys, &key, Appended::Layer, layers)?,
        consent: Consent::new(all(keys, &key, Appended::Decision, decisions)?),
        read_backs: all(keys, &key, Appended::ReadBack, read_backs)?,
        key,
    })
}

fn all<T: DeserializeOwned>(
    keys: &Keys,
    key: &DataKey,
    appended: Appended,
    rows: Vec<AppendedRow>,
) -> Result<Vec<T>, Fault> {
    let column = keys.column(key, contract(appended));
    rows.into_iter().map(|row| column.open(row.id, 0, row.sealed)).collect()
}
