//! Where the words of a story went (capability 68): whole for whoever tends the story and tells its teller; in short for the slip
//! with which she comes back.

use super::{Briefs, BriefsError, Issue, issue};
use crate::allowed;
use crate::audit::Deed;
use crate::desk::stories::opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::{Tx, issues as rows};
use method::id::{ProgrammeId, StoryId};
use method::policy::{Action, Actor};

/// A brief that went out with words of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Went {
    /// What went out.
    pub issue: Issue,
    /// How many excerpts of the story stand in it, at least one.
    pub excerpts: usize,
}

impl Briefs<'_> {
    /// Every brief that went out with words of a story, the newest first. That it was looked up is noted in the audit log.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`] for whoever does not tend the story.
    pub async fn went(&self, actor: &Actor, story: StoryId) -> Result<Vec<Went>, BriefsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let found = opened::by_id(&mut tx, &keys, story).await?.ok_or(BriefsError::NotFound)?;
        let by = actor.account().ok_or(BriefsError::NotFound)?;
        if !allowed(actor, Action::TendStory, &found.subject()) {
            return Err(BriefsError::NotFound);
        }
        let went = went(&mut tx, &keys, found.programme, story).await?;
        self.note(&mut tx, &keys, by, Deed::WordsFollowed, story.uuid()).await?;
        tx.commit().await?;
        Ok(went)
    }
}

/// Every brief that went out with words of a story, the newest first. Whoever calls has asked whether it may be told.
pub(crate) async fn went(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, story: StoryId) -> Result<Vec<Went>, Fault> {
    let used = rows::uses(tx, programme).await?;
    let excerpts = |issue: &Issue| {
        let own = used.iter().filter(|one| one.issue_id == issue.id.uuid());
        own.filter(|one| one.story_id == story.uuid()).count()
    };
    let issues = issue::all(tx, keys, programme).await?.into_iter().rev();
    let counted = issues.map(|issue| (excerpts(&issue), issue));
    Ok(counted
        .filter(|(excerpts, _)| *excerpts > 0)
        .map(|(excerpts, issue)| Went { issue, excerpts })
        .collect())
}
