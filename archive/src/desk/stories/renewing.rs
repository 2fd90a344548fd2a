//! Consents that end soon or have ended, for whoever tends the stories: so that she is asked again in time, or asked no more.

use super::{Stories, StoriesError, opened};
use crate::contracts::DECISION;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::stories::{self as rows, Appended, StoryRow};
use chrono::{DateTime, Utc};
use method::consent::{Consent, Decision, Renewal};
use method::id::{ProgrammeId, SiteId, StoryId};
use method::policy::{Actor, readable_stories};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A story whose teller is to be asked again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub id: StoryId,
    /// Where it was told.
    pub site: SiteId,
    /// Its title, of the newest layer.
    pub title: String,
    /// What ends or has ended.
    pub renewals: Vec<Renewal>,
}

/// The most stories of a page of the list.
pub const DUE_A_PAGE: usize = 48;
/// Stories that are read in one statement.
const AT_A_TIME: i64 = 500;

impl Stories<'_> {
    /// A page of the stories that somebody tends and of which a consent ends soon or has ended, what ended first first: from a place
    /// in the list on, at most [`DUE_A_PAGE`]; and the place at which the next page begins, if there is more.
    ///
    /// # Errors
    /// [`StoriesError::NotFound`] for whoever tends no stories at all.
    pub async fn renewals(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        from: usize,
    ) -> Result<(Vec<Due>, Option<usize>), StoriesError> {
        // Who reads without the teller's consent is who tends.
        let mut ranges = readable_stories(actor, programme);
        ranges.retain(|range| !range.by_consent);
        if ranges.is_empty() {
            return Err(StoriesError::NotFound);
        }
        let keys = self.0.keys()?;
        let now = self.0.clock.now();
        let mut tx = self.0.content.read().await?;
        let mut found = BTreeMap::new();
        for range in ranges {
            let mut first = Uuid::nil();
            loop {
                let batch = rows::in_range_from(&mut tx, programme, range, first, AT_A_TIME).await?;
                let Some(last) = batch.last().map(|row| row.id) else { break };
                for (id, renewals) in due(&mut tx, &keys, programme, &batch, now).await? {
                    let earliest = renewals.iter().map(|one| one.until).min();
                    found.insert((earliest, id), renewals);
                }
                let Some(next) = last.as_u128().checked_add(1) else { break };
                first = Uuid::from_u128(next);
            }
        }
        let more = (found.len() > from + DUE_A_PAGE).then_some(from + DUE_A_PAGE);
        let mut page = Vec::new();
        for ((_, id), renewals) in found.into_iter().skip(from).take(DUE_A_PAGE) {
            let Some(story) = opened::by_id(&mut tx, &keys, id).await? else {
                continue;
            };
            let title = story.newest().map(|layer| layer.telling.title.clone()).unwrap_or_default();
            page.push(Due {
                id,
                site: story.site,
                title,
                renewals,
            });
        }
        Ok((page, more))
    }
}

/// What is due of a batch of stories, of which nothing else is opened.
async fn due(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    batch: &[StoryRow],
    now: DateTime<Utc>,
) -> Result<Vec<(StoryId, Vec<Renewal>)>, StoriesError> {
    let (Some(first), Some(last)) = (batch.first().map(|row| row.id), batch.last().map(|row| row.id)) else {
        return Ok(Vec::new());
    };
    let decisions = rows::appended_between(tx, Appended::Decision, first, last).await?;
    let mut decisions = rows::by_story(decisions, |row| row.story_id);
    let wrapped = keys.stories_between(first, last).await?;
    let mut found = Vec::new();
    for row in batch {
        let Some(wrapped) = wrapped.get(&row.id) else { continue };
        let site = keys.site(programme, SiteId::new(row.site_id)).await?;
        let key = keys.unwrap_story(&site, wrapped)?;
        let said = decisions.remove(&row.id).unwrap_or_default().into_iter();
        let said = said.map(|row| keys.open::<Decision>(&key, DECISION, row.id, 0, row.sealed));
        let renewals = Consent::new(said.collect::<Result<_, _>>()?).renewals(now);
        if !renewals.is_empty() {
            found.push((StoryId::new(row.id), renewals));
        }
    }
    Ok(found)
}
