//! The stories that somebody may read, without their words: where, when, about what, and which codes were given. Whole ranges
//! are read in a handful of statements, so that thousands of stories take no longer than their opening.

use super::group::Selection;
use crate::allowed;
use crate::contracts::{CODING, DECISION, STORY};
use crate::desk::coding::{Given, sight};
use crate::desk::panels;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::growth::{self, Growth};
use crate::store::stories::{self as rows, Appended, StoryRow};
use chrono::{DateTime, Utc};
use method::coding::Codebook;
use method::consent::{Consent, Decision, Purpose};
use method::id::{AccountId, CodeId, CodingId, DomainId, ProgrammeId, RoundId, SiteId, StoryId};
use method::policy::{Action, Actor, Subject, readable_stories};
use method::questionnaire::Answered;
use method::story::{Circumstances, Direction};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How many stories are read at a time.
const AT_A_TIME: i64 = 1_000;

/// A story and its codings.
pub(super) struct Story {
    pub(super) id: StoryId,
    pub(super) site: SiteId,
    pub(super) round: RoundId,
    pub(super) domain: DomainId,
    pub(super) direction: Direction,
    /// Its answers to extra questions.
    pub(super) answers: Vec<Answered>,
    pub(super) codings: Vec<(CodingId, Given)>,
}

impl Story {
    /// Whether somebody has coded it.
    pub(super) fn is_coded(&self) -> bool {
        !self.codings.is_empty()
    }

    /// The codes that it bears, with all above them.
    pub(super) fn borne(&self, book: &Codebook) -> BTreeSet<CodeId> {
        let given = self.codings.iter().filter(|(_, given)| given.holds());
        given
            .flat_map(|(_, given)| book.path(given.code))
            .map(|code| code.id)
            .collect()
    }

    /// Who has coded it.
    pub(super) fn coders(&self) -> BTreeSet<AccountId> {
        self.codings.iter().map(|(_, given)| given.by).collect()
    }
}

/// The stories of a programme that somebody may read now, by id, with the codings that she sees.
pub(super) async fn stories(
    tx: &mut Tx,
    keys: &Keys,
    actor: &Actor,
    of: ProgrammeId,
    now: DateTime<Utc>,
) -> Result<Vec<Story>, Fault> {
    let mut found = BTreeMap::new();
    let sight = sight(tx, keys, actor, of).await?;
    for range in readable_stories(actor, of) {
        let mut first = Uuid::nil();
        loop {
            let batch = rows::in_range_from(tx, of, range, first, AT_A_TIME).await?;
            let Some(last) = batch.last().map(|row| row.id) else { break };
            let new = batch.into_iter().filter(|row| !found.contains_key(&row.id)).collect();
            for mut story in opened(tx, keys, actor, of, new, now).await? {
                story.codings.retain(|(_, given)| sight.shows(given.by));
                found.insert(story.id.uuid(), story);
            }
            let Some(next) = last.as_u128().checked_add(1) else { break };
            first = Uuid::from_u128(next);
        }
    }
    Ok(found.into_values().collect())
}

/// Opens a batch of rows; leaves out what its reader may not read now, or whose key is gone.
async fn opened(
    tx: &mut Tx,
    keys: &Keys,
    actor: &Actor,
    of: ProgrammeId,
    batch: Vec<StoryRow>,
    now: DateTime<Utc>,
) -> Result<Vec<Story>, Fault> {
    let (Some(first), Some(last)) = (batch.first().map(|row| row.id), batch.last().map(|row| row.id)) else {
        return Ok(Vec::new());
    };
    let decisions = rows::appended_between(tx, Appended::Decision, first, last).await?;
    let mut decisions = rows::by_story(decisions, |row| row.story_id);
    let codings = growth::between(tx, Growth::Coding, first, last).await?;
    let mut codings = rows::by_story(codings, |row| row.story_id);
    let wrapped = keys.stories_between(first, last).await?;
    let mut stories = Vec::with_capacity(batch.len());
    for row in batch {
        let (site, recorder) = (SiteId::new(row.site_id), AccountId::new(row.recorder_id));
        let Some(wrapped) = wrapped.get(&row.id) else { continue };
        let site_key = keys.site(of, site).await?;
        let key = keys.unwrap_story(&site_key, wrapped)?;
        let subject = Subject::Story {
            programme: of,
            site,
            recorder,
        };
        let said = decisions.remove(&row.id).unwrap_or_default().into_iter();
        let said = said.map(|row| keys.open::<Decision>(&key, DECISION, row.id, 0, row.sealed));
        let consent = Consent::new(said.collect::<Result<_, _>>()?);
        let tends = allowed(actor, Action::TendStory, &subject);
        let reads = allowed(actor, Action::ReadStory, &subject);
        if !reads || !(tends || consent.allows(Purpose::CareTeam, now).is_yes()) {
            continue;
        }
        let circumstances: Circumstances = keys.open(&key, STORY, row.id, 1, row.sealed)?;
        let given = codings.remove(&row.id).unwrap_or_default().into_iter();
        let column = keys.column(&key, CODING);
        let given = given.map(|row| Ok((CodingId::new(row.id), column.open(row.id, row.version, row.sealed)?)));
        let mut given = given.collect::<Result<Vec<(CodingId, Given)>, Fault>>()?;
        given.retain(|(_, given)| given.stands());
        stories.push(Story {
            id: StoryId::new(row.id),
            site,
            round: RoundId::new(row.round_id),
            domain: circumstances.domain,
            direction: circumstances.direction,
            answers: circumstances.answers,
            codings: given,
        });
    }
    Ok(stories)
}

/// What the records that somebody may read say of the stories.
pub(super) async fn selection(tx: &mut Tx, keys: &Keys, actor: &Actor, of: ProgrammeId) -> Result<Selection, Fault> {
    let mut selection = Selection::default();
    for (kept, _) in panels::all(tx, keys, of).await? {
        let Some(record) = kept.panel.record() else { continue };
        if allowed(actor, Action::ReadRecord, &kept.subject(of)) {
            selection.read.extend(record.stories.iter().map(|one| one.story));
            selection.chosen.extend(record.outcome.stories());
        }
    }
    Ok(selection)
}
