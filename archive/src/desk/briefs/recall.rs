//! When a teller takes her words back: out of every draft, and a list of the briefs that went out with them (capability 68).

use super::kept::{all, seal};
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
use method::brief::without_excerpt;
use method::consent::Allowed;
use method::id::{ExcerptId, ProgrammeId, StoryId};
use method::policy::{Action, Actor, Subject};

/// A brief that went out and holds words that were taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recall {
    /// What went out.
    pub issue: Issue,
    /// What was taken back.
    pub why: Why,
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
        let (uses, now) = (rows::uses(&mut tx, programme).await?, self.0.clock.now());
        let mut recalls = Vec::new();
        for issue in issue::all(&mut tx, &keys, programme).await?.into_iter().rev() {
            let mut whys = Vec::new();
            for used in uses.iter().filter(|used| used.issue_id == issue.id.uuid()) {
                match opened::by_id(&mut tx, &keys, StoryId::new(used.story_id)).await? {
                    None => whys.push(Why::Story),
                    Some(story) if story.consent.allows(issue.to.class.purpose(), now) == Allowed::Withdrawn => {
                        whys.push(Why::Consent);
                    }
                    Some(_) => {}
                }
            }
            recalls.extend(whys.into_iter().min().map(|why| Recall { issue, why }));
        }
        Ok(recalls)
    }
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
    let uses = rows::uses(tx, programme).await?;
    let holds = |issue: &Issue| {
        let mut own = uses.iter().filter(|used| used.issue_id == issue.id.uuid());
        own.any(|used| used.story_id == story.uuid())
    };
    let issues = issue::all(tx, keys, programme).await?.into_iter().rev();
    Ok(issues.filter(holds).map(|issue| Recall { issue, why: Why::Story }).collect())
}
