//! When a teller takes her words back: out of every draft, and a list of the briefs that went out with them (capability 68), each
//! with the places of what can no longer be used and the letters that were sent about it.

use super::kept::{all, seal};
use super::letters::{self, Letter};
use super::past::{KeptVersion, keep_version};
use super::{Briefs, BriefsError, Issue, issue};
use crate::allowed;
use crate::desk::stories::opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self, Document};
use crate::store::growth::{self, Growth};
use crate::store::issues as rows;
use chrono::{DateTime, Utc};
use method::brief::{Places, is_owed, parse, places, without_excerpt};
use method::consent::{Allowed, Consent};
use method::id::{AccountId, ExcerptId, IssueId, ProgrammeId, StoryId};
use method::policy::{Action, Actor, Subject};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A brief that went out and holds words that were taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recall {
    /// What went out.
    pub issue: Issue,
    /// The project's bare name, as it stands in the brief.
    pub project: String,
    /// What was taken back.
    pub why: Why,
    /// Where in the brief the quotations stand that can no longer be used.
    pub places: Places,
    /// The letters that were sent about it, oldest first.
    pub letters: Vec<Letter>,
}

impl Recall {
    /// Whether its readers are still to be written to.
    pub fn is_owed(&self) -> bool {
        is_owed(&self.places, self.letters.iter().map(|letter| &letter.places))
    }
}

/// What a teller took back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Her story.
    Story,
    /// Her consent for what the brief went out for.
    Consent,
}

impl Briefs<'_> {
    /// The briefs that went out with words that were taken back since, the newest first.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`] for whoever has nothing to do with recalls.
    pub async fn recalls(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Recall>, BriefsError> {
        if !allowed(actor, Action::SeeRecalls, &Subject::Programme(programme)) {
            return Err(BriefsError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        Ok(recalls(&mut tx, &keys, (programme, actor.account()), self.0.clock.now()).await?)
    }

    /// One of them.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`]; also for an issue that is not to be called back.
    pub async fn recall(&self, actor: &Actor, programme: ProgrammeId, id: IssueId) -> Result<Recall, BriefsError> {
        let mut all = self.recalls(actor, programme).await?.into_iter();
        all.find(|one| one.issue.id == id).ok_or(BriefsError::NotFound)
    }
}

/// The briefs of a programme that are to be called back at a moment, the newest first, as a reader sees them.
pub(super) async fn recalls(
    tx: &mut Tx,
    keys: &Keys,
    (programme, reader): (ProgrammeId, Option<AccountId>),
    now: DateTime<Utc>,
) -> Result<Vec<Recall>, Fault> {
    let mut consents: BTreeMap<StoryId, Option<Consent>> = BTreeMap::new();
    for used in rows::uses(tx, programme).await? {
        let story = StoryId::new(used.story_id);
        if let Entry::Vacant(place) = consents.entry(story) {
            let opened = opened::by_id(tx, keys, story).await?;
            place.insert(opened.map(|story| story.consent));
        }
    }
    listed(tx, keys, (programme, reader), |issue, story| match consents.get(&story)? {
        None => Some(Why::Story),
        Some(consent) => {
            let allowed = consent.allows_to(issue.to.class, now);
            matches!(allowed, Allowed::Withdrawn | Allowed::OtherReaders | Allowed::Held { .. }).then_some(Why::Consent)
        }
    })
    .await
}

/// The issues in which words of a story stand that were taken back, as `why` says, the newest first.
async fn listed(
    tx: &mut Tx,
    keys: &Keys,
    (programme, reader): (ProgrammeId, Option<AccountId>),
    why: impl Fn(&issue::Kept, StoryId) -> Option<Why>,
) -> Result<Vec<Recall>, Fault> {
    let uses = rows::uses(tx, programme).await?;
    let mut letters = letters::all(tx, keys, programme, reader).await?;
    let mut recalls = Vec::new();
    for (ids, kept) in issue::opened(tx, keys, programme).await?.into_iter().rev() {
        let own = uses.iter().filter(|used| used.issue_id == ids.0.uuid());
        let gone = own.filter_map(|used| Some((ExcerptId::new(used.excerpt_id), why(&kept, StoryId::new(used.story_id))?)));
        let gone: BTreeMap<ExcerptId, Why> = gone.collect();
        let Some(why) = gone.values().min().copied() else { continue };
        // It was read when it went out.
        let brief = parse(&kept.draft.body).unwrap_or_default();
        recalls.push(Recall {
            project: kept.draft.project.clone(),
            issue: issue::issue(ids, kept),
            why,
            places: places(&brief, &gone.into_keys().collect()),
            letters: letters.remove(&ids.0).unwrap_or_default(),
        });
    }
    Ok(recalls)
}

/// Takes a story's excerpts out of all drafts; the briefs that went out with its words. To be called in the transaction that
/// withdraws the story, before its excerpts' rows are removed.
pub(crate) async fn forget_story(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    story: StoryId,
    at: DateTime<Utc>,
) -> Result<Vec<Recall>, Fault> {
    let excerpts = growth::of_story(tx, Growth::Excerpt, story).await?;
    for (id, version, mut kept) in all(tx, keys, programme).await? {
        let body = excerpts.iter().fold(kept.draft.body.clone(), |body, excerpt| {
            without_excerpt(&body, ExcerptId::new(excerpt.id))
        });
        if body != kept.draft.body {
            let before = kept.clone();
            kept.draft.body = body;
            let shorter = KeptVersion {
                number: version + 1,
                draft: kept.draft.clone(),
                by: None,
                at,
            };
            keep_version(tx, keys, programme, id, Some((&before, version)), shorter).await?;
            let row = seal(keys, programme, id, version + 1, &kept).await?;
            // The writers of a store take turns: nobody saved in between.
            documents::update(tx, Document::Brief, programme, &row, version).await?;
        }
    }
    listed(tx, keys, (programme, None), |_, used| (used == story).then_some(Why::Story)).await
}
