//! The verification sheet of a story (step 7 of the guide): what an analyst found of its claims, and the verdict that follows.

use super::{Stories, StoriesError};
use crate::audit::Deed;
use crate::clock::random_id;
use crate::contracts::VERIFICATION;
use crate::desk::people;
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::growth::{self, GrownRow, Growth};
use chrono::{DateTime, Utc};
use method::consent::Purpose;
use method::id::{AccountId, LayerId, StoryId};
use method::policy::{Action, Actor};
use method::story::Layer;
use method::verification::{Answer, Reachable, Sheet, Verdict};
use std::collections::BTreeMap;

/// A story's sheet as its reader gets it. It holds words of the story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Verification {
    /// The text that is checked: the story's now.
    pub layer: Layer,
    /// What was found; of an older text, if that is what was checked.
    pub sheet: Option<Sheet>,
    /// The version of the sheet that was read; 0 if there is none.
    pub version: i32,
    /// What follows for the text of now.
    pub verdict: Verdict,
    /// How far its teller can be reached.
    pub teller: Reachable,
    /// What colleagues call those who found something.
    pub names: BTreeMap<AccountId, String>,
}

impl Stories<'_> {
    /// The verification sheet of a story, for whoever verifies. It is read with its words, and noted as read.
    ///
    /// # Errors
    /// [`StoriesError::NotFound`].
    pub async fn verification(&self, actor: &Actor, id: StoryId) -> Result<Verification, StoriesError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, by) = self.verified_by(&mut tx, &keys, actor, id).await?;
        let layer = story.newest().ok_or(StoriesError::NotFound)?.clone();
        let kept = sheet(&mut tx, &keys, &story).await?;
        let names = people::names(&mut tx, &keys, story.programme, Some(by)).await?;
        self.note(&mut tx, &keys, by, Deed::StoryRead, id).await?;
        tx.commit().await?;
        let (sheet, version) = kept.map_or((None, 0), |(_, sheet, version)| (Some(sheet), version));
        Ok(Verification {
            verdict: sheet.as_ref().map(|sheet| sheet.verdict(layer.id)).unwrap_or_default(),
            teller: reachable(&story, self.0.clock.now()),
            layer,
            sheet,
            version,
            names,
        })
    }

    /// Keeps what was found of the claims of the text that was read, over the version of the sheet that was read.
    ///
    /// # Errors
    /// [`StoriesError::Unverified`] says of which sentences it is refused and why; [`StoriesError::Conflict`] if the text or the
    /// sheet changed in between.
    pub async fn verify(
        &self,
        actor: &Actor,
        id: StoryId,
        read: (LayerId, i32),
        answers: &BTreeMap<usize, Answer>,
    ) -> Result<(), StoriesError> {
        let (keys, now) = (self.0.keys()?, self.0.clock.now());
        let mut tx = self.0.content.write().await?;
        let (story, by) = self.verified_by(&mut tx, &keys, actor, id).await?;
        let layer = story.newest().ok_or(StoriesError::NotFound)?;
        let kept = sheet(&mut tx, &keys, &story).await?;
        let there = kept.as_ref().map_or(0, |(.., version)| *version);
        if (layer.id, there) != read {
            return Err(StoriesError::Conflict);
        }
        let before = kept.as_ref().map(|(_, sheet, _)| sheet);
        let filled = Sheet::filled(layer, before, answers, reachable(&story, now), (by, now.date_naive()));
        let filled = filled.map_err(StoriesError::Unverified)?;
        let (row_id, version) = (kept.as_ref().map_or_else(random_id, |(id, ..)| *id), there + 1);
        let row = GrownRow {
            id: row_id,
            programme_id: story.programme.uuid(),
            story_id: id.uuid(),
            version,
            sealed: keys.seal(&story.key, VERIFICATION, row_id, version, &filled)?,
        };
        if kept.is_some() {
            growth::update(&mut tx, Growth::Verification, &row, there).await?;
        } else {
            growth::add(&mut tx, Growth::Verification, &row).await?;
        }
        self.note(&mut tx, &keys, by, Deed::StoryVerified, id).await?;
        Ok(tx.commit().await?)
    }

    /// A story that somebody may verify and read now, and who she is.
    async fn verified_by(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        actor: &Actor,
        id: StoryId,
    ) -> Result<(Opened, AccountId), StoriesError> {
        let story = opened::by_id(tx, keys, id).await?.ok_or(StoriesError::NotFound)?;
        let by = actor.account().ok_or(StoriesError::NotFound)?;
        let may = crate::allowed(actor, Action::VerifyStory, &story.subject());
        if may && story.is_readable_by(actor, self.0.clock.now()) {
            Ok((story, by))
        } else {
            Err(StoriesError::NotFound)
        }
    }
}

fn reachable(story: &Opened, now: DateTime<Utc>) -> Reachable {
    Reachable {
        may_be_contacted: story.consent.allows(Purpose::Contact, now).is_yes(),
        heard_it_read: story.read_backs.last().is_some_and(|one| one.approved),
    }
}

/// The sheet of a story with its row's id and version.
async fn sheet(tx: &mut Tx, keys: &Keys, story: &Opened) -> Result<Option<(uuid::Uuid, Sheet, i32)>, Fault> {
    let rows = growth::of_story(tx, Growth::Verification, story.id).await?;
    let Some(row) = rows.into_iter().next() else { return Ok(None) };
    let sheet = keys.open(&story.key, VERIFICATION, row.id, row.version, row.sealed)?;
    Ok(Some((row.id, sheet, row.version)))
}

/// How well a story is verified as it stands now.
pub(crate) async fn verdict(tx: &mut Tx, keys: &Keys, story: &Opened) -> Result<Verdict, Fault> {
    let Some(newest) = story.newest() else {
        return Ok(Verdict::Open);
    };
    let sheet = sheet(tx, keys, story).await?;
    Ok(sheet.map(|(_, sheet, _)| sheet.verdict(newest.id)).unwrap_or_default())
}
