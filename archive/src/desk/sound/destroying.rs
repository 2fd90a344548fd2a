//! Destroying sound whose days are over ([`method::sound::keeping`]): the key first, so that no copy of the content opens it, then
//! the pieces, with an entry of the audit log. Whatever is cut short is done again.

use super::{SoundError, Sounds, abandoned};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::clock::random_id;
use crate::contracts::SOUND_END;
use crate::desk::programmes::{self, ProgrammesError};
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::sound as rows;
use chrono::{DateTime, NaiveDate, Utc};
use method::id::{ProgrammeId, SiteId, StoryId, TakeId};
use method::policy::{Action, Actor, Subject, readable_stories};
use method::sound::{Keeping, keeping};
use serde::{Deserialize, Serialize};

/// A story or a draft that has sound, for whoever tends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSound {
    /// The story.
    pub story: StoryId,
    /// Whether it is a draft of the field still.
    pub is_draft: bool,
    /// Where it was told.
    pub site: SiteId,
    /// Its title.
    pub title: String,
    /// How long its sound is kept.
    pub keeping: Keeping,
}

/// What is kept of sound that was destroyed.
#[derive(Serialize, Deserialize)]
struct End {
    at: DateTime<Utc>,
}

impl Sounds<'_> {
    /// The stories with sound that somebody tends, what is destroyed first at the head.
    ///
    /// # Errors
    /// [`SoundError::NotFound`] for whoever tends none and does not set the days either.
    pub async fn kept(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<KeptSound>, SoundError> {
        let tends = readable_stories(actor, programme).iter().any(|range| !range.by_consent);
        if !tends && !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(programme)) {
            return Err(SoundError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let days = days(&mut tx, &keys, programme).await?;
        let mut kept = Vec::new();
        for story in rows::stories(&mut tx).await? {
            if let Some(draft) = abandoned::draft(&mut tx, &keys, story).await? {
                kept.extend(abandoned::kept(
                    &draft,
                    actor,
                    programme,
                    days,
                    self.0.clock.now().date_naive(),
                ));
                continue;
            }
            let opened = opened::by_id(&mut tx, &keys, StoryId::new(story)).await?;
            let hers = |one: &Opened| one.programme == programme && allowed(actor, Action::TendStory, &one.subject());
            let Some(opened) = opened.filter(hers) else { continue };
            if let Some(keeping) = keeping_of(&mut tx, &opened, days, self.0.clock.now()).await? {
                kept.push(KeptSound {
                    story: opened.id,
                    is_draft: false,
                    site: opened.site,
                    title: opened.newest().map(|layer| layer.telling.title.clone()).unwrap_or_default(),
                    keeping,
                });
            }
        }
        kept.sort_by_key(|one| match one.keeping {
            Keeping::Over => (0, NaiveDate::MIN),
            Keeping::Until(last) => (1, last),
            Keeping::ForReadBack => (2, NaiveDate::MIN),
            Keeping::ForTranscript => (3, NaiveDate::MIN),
        });
        Ok(kept)
    }

    /// Destroys the sound whose days are over; of how many stories and drafts. Asked whenever the vault is opened, and now and then.
    pub async fn destroy_due(&self) -> Result<usize, Fault> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let stories = rows::stories(&mut tx).await?;
        drop(tx);
        let mut destroyed = 0;
        for story in stories {
            let story = StoryId::new(story);
            if self.destroy_if_over(&keys, story).await? || self.destroy_if_abandoned(&keys, story).await? {
                destroyed += 1;
            }
        }
        if destroyed > 0 {
            keys.forget_sound().await?;
            self.0.content.forget().await?;
        }
        Ok(destroyed)
    }

    /// Whether the sound of a story was over, and is destroyed. Asked within the transaction that destroys: a take may have
    /// arrived just now.
    async fn destroy_if_over(&self, keys: &Keys, story: StoryId) -> Result<bool, Fault> {
        let mut tx = self.0.content.write().await?;
        let Some(opened) = opened::by_id(&mut tx, keys, story).await? else {
            return Ok(false);
        };
        if !self.is_over(&mut tx, keys, &opened).await? {
            return Ok(false);
        }
        keys.destroy_sound(story).await?;
        rows::remove(&mut tx, story).await?;
        let (at, id) = (self.0.clock.now(), random_id());
        let row = GrownRow {
            id,
            programme_id: opened.programme.uuid(),
            story_id: story.uuid(),
            version: 1,
            sealed: keys.seal(&opened.key, SOUND_END, id, 1, &End { at })?,
        };
        growth::add(&mut tx, Growth::SoundEnd, &row).await?;
        let entry = Entry {
            at,
            by: None,
            deed: Deed::SoundDestroyed,
            about: Some(story.uuid()),
        };
        audit::append(&mut tx, keys, &entry).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Whether a story's sound is to be destroyed: its days are over, or its key was destroyed and its pieces were not.
    async fn is_over(&self, tx: &mut Tx, keys: &Keys, story: &Opened) -> Result<bool, Fault> {
        let days = days(tx, keys, story.programme).await?;
        Ok(match keeping_of(tx, story, days, self.0.clock.now()).await? {
            None => false,
            Some(Keeping::Over) => true,
            Some(_) => keys.sound(&story.key, story.id).await?.is_none(),
        })
    }
}

/// After how many days a programme's sound is destroyed.
pub(super) async fn days(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<u16, Fault> {
    match programmes::parts(tx, keys, of).await {
        Ok(parts) => Ok(parts.programme.sound_days),
        Err(ProgrammesError::Fault(fault)) => Err(fault),
        Err(_) => Err(Fault::KeyMissing),
    }
}

/// How long a story's sound is kept; none where it has none.
pub(super) async fn keeping_of(
    tx: &mut Tx,
    story: &Opened,
    days: u16,
    now: DateTime<Utc>,
) -> Result<Option<Keeping>, Fault> {
    let takes = rows::takes_of(tx, story.id).await?;
    let takes: Vec<TakeId> = takes.into_iter().map(TakeId::new).collect();
    let kept = || keeping(&takes, &story.layers, &story.read_backs, &story.consent, days, now);
    Ok((!takes.is_empty()).then(kept))
}

/// The days on which sound of a story was destroyed.
pub(super) async fn ends(tx: &mut Tx, keys: &Keys, story: &Opened) -> Result<Vec<NaiveDate>, Fault> {
    let rows = growth::of_story(tx, Growth::SoundEnd, story.id).await?;
    let opened = rows.into_iter().map(|row| {
        let end: End = keys.open(&story.key, SOUND_END, row.id, row.version, row.sealed)?;
        Ok(end.at.date_naive())
    });
    let mut days = opened.collect::<Result<Vec<_>, Fault>>()?;
    days.sort_unstable();
    Ok(days)
}
