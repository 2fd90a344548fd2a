//! What was told in a gathering: how many stories, and the titles of those that the reader may read.

use super::{Gatherings, GatheringsError, Kept, by_id, recorder};
use crate::contracts::STORY;
use crate::desk::people;
use crate::desk::stories::opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::stories as rows;
use method::id::{GatheringId, ProgrammeId, SiteId, StoryId};
use method::policy::{Actor, StoryRange};
use method::story::Circumstances;
use uuid::Uuid;

/// How many stories are looked at in one go.
const AT_A_TIME: i64 = 1_000;

/// A gathering with what was told in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The gathering.
    pub kept: Kept,
    /// What colleagues call whoever led it; empty for an account that is gone.
    pub facilitator: String,
    /// How many stories were told in it, also such as the reader may not read.
    pub stories: usize,
    /// Id and title of those that she may read.
    pub titles: Vec<(StoryId, String)>,
}

impl Gatherings<'_> {
    /// A gathering, how many stories were told in it, and the titles of those that the reader may read now.
    ///
    /// # Errors
    /// [`GatheringsError::NotFound`] for whoever does not record at its site.
    pub async fn told(&self, actor: &Actor, programme: ProgrammeId, id: GatheringId) -> Result<Told, GatheringsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let kept = by_id(&mut tx, &keys, programme, id).await?.ok_or(GatheringsError::NotFound)?;
        recorder(actor, programme, kept.gathering.site)?;
        let names = people::names(&mut tx, &keys, programme, actor.account()).await?;
        let stories = told_in(&mut tx, &keys, programme, &kept).await?;
        let mut titles = Vec::new();
        for id in &stories {
            let story = opened::by_id(&mut tx, &keys, *id).await?;
            let story = story.filter(|story| story.is_readable_by(actor, self.0.clock.now()));
            titles.extend(
                story
                    .as_ref()
                    .and_then(|story| Some((story.id, story.newest()?.telling.title.clone()))),
            );
        }
        Ok(Told {
            facilitator: names.get(&kept.facilitator).cloned().unwrap_or_default(),
            stories: stories.len(),
            titles,
            kept,
        })
    }
}

/// The stories that say they were told in a gathering. Only they know: no row of the database tells it.
async fn told_in(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, kept: &Kept) -> Result<Vec<StoryId>, Fault> {
    let range = StoryRange {
        site: Some(kept.gathering.site),
        recorder: None,
        by_consent: false,
    };
    let (mut found, mut first) = (Vec::new(), Uuid::nil());
    loop {
        let batch = rows::in_range_from(tx, programme, range, first, AT_A_TIME).await?;
        let Some(last) = batch.last().map(|row| row.id) else { break };
        let wrapped = keys.stories_between(first, last).await?;
        for row in batch {
            let Some(wrapped) = wrapped.get(&row.id) else { continue };
            let site_key = keys.site(programme, SiteId::new(row.site_id)).await?;
            let key = keys.unwrap_story(&site_key, wrapped)?;
            let circumstances: Circumstances = keys.open(&key, STORY, row.id, 1, row.sealed)?;
            if circumstances.gathering == Some(kept.id) {
                found.push(StoryId::new(row.id));
            }
        }
        let Some(next) = last.as_u128().checked_add(1) else { break };
        first = Uuid::from_u128(next);
    }
    Ok(found)
}
