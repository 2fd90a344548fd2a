//! Codings whose words an edit changed or repeated: all of a programme in one list, so that none is lost unseen, and placing one of them
//! again without forgetting who gave it and when.

use super::coded::{Mark, mark};
use super::{Coding, CodingError, Given, Place, codings, marked, on_newest, rewrite, sight, standing, words_of};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::desk::people;
use crate::desk::stories::opened;
use crate::store::change_log;
use crate::store::growth::{self, Growth};
use method::coding::Codebook;
use method::id::{CodingId, ProgrammeId, StoryId};
use method::language::Language;
use method::policy::{Action, Actor};
use method::story::TextPart;
use std::collections::BTreeSet;

/// A story with codings that lost their place. It holds words of the story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct OrphanedStory {
    /// The story.
    pub id: StoryId,
    /// What it is called.
    pub title: String,
    /// The language of its newest text.
    pub language: Language,
    /// The codings, each where it stood.
    pub orphans: Vec<Mark>,
}

impl Coding<'_> {
    /// Every coding of a programme that lost its place, story by story, among the stories that somebody may code; and the codebook that
    /// names their codes. That they were read is noted.
    ///
    /// # Errors
    /// [`CodingError::NotFound`] for whoever codes nothing in this programme.
    pub async fn orphans(&self, actor: &Actor, of: ProgrammeId) -> Result<(Codebook, Vec<OrphanedStory>), CodingError> {
        let reader = actor.account().ok_or(CodingError::NotFound)?;
        if !method::policy::may_at_some_site(actor, Action::CodeStory, of) {
            return Err(CodingError::NotFound);
        }
        let keys = self.0.keys()?;
        let now = self.0.clock.now();
        let mut tx = self.0.content.write().await?;
        let book = super::codebook(&mut tx, &keys, of)
            .await?
            .map(|(book, _)| book)
            .unwrap_or_default();
        let names = people::names(&mut tx, &keys, of, actor.account()).await?;
        let sight = sight(&mut tx, &keys, actor, of).await?;
        let coded = growth::of_programme(&mut tx, Growth::Coding, of).await?;
        let coded: BTreeSet<_> = coded.into_iter().map(|row| row.story_id).collect();
        let mut found = Vec::new();
        for id in coded {
            let Some(story) = opened::by_id(&mut tx, &keys, StoryId::new(id)).await? else {
                continue;
            };
            // Of one text alone nothing can have moved.
            let is_edited = story.layers.len() > 1;
            if !is_edited || !allowed(actor, Action::CodeStory, &story.subject()) || !story.is_readable_by(actor, now) {
                continue;
            }
            let given = codings(&mut tx, &keys, &story).await?;
            let seen = given.into_iter().filter(|(_, given)| sight.shows(given.by));
            let orphans: Vec<Mark> = seen
                .filter_map(|(coding, given)| match on_newest(&story, given.passage)? {
                    (passage, false) => {
                        let words = words_of(&story, passage)?;
                        Some(mark(coding, &given, (passage, words), &names))
                    }
                    (_, true) => None,
                })
                .collect();
            if let Some(newest) = story.newest().filter(|_| !orphans.is_empty()) {
                found.push(OrphanedStory {
                    id: story.id,
                    title: newest.telling.title.clone(),
                    language: newest.language,
                    orphans,
                });
            }
        }
        let entry = Entry {
            at: now,
            by: Some(reader),
            deed: Deed::PassagesRead,
            about: Some(of.uuid()),
        };
        audit::append(&mut tx, &keys, &entry).await?;
        tx.commit().await?;
        Ok((book, found))
    }

    /// Puts a coding that lost its place where its words stand now. Who gave it, and when, stays. The part in which it stands.
    ///
    /// # Errors
    /// [`CodingError::NotFound`] if the story has no such coding (any more), or it has not lost its place; [`CodingError::Passage`],
    /// [`CodingError::Moved`], [`CodingError::Conflict`].
    pub async fn place_again(
        &self,
        actor: &Actor,
        id: StoryId,
        coding: CodingId,
        place: Place,
    ) -> Result<TextPart, CodingError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, coder) = self.story_of(&mut tx, &keys, actor, id).await?;
        let (row, given) = standing(&mut tx, &keys, actor, &story, coding).await?;
        if !matches!(on_newest(&story, given.passage), Some((_, false))) {
            return Err(CodingError::NotFound);
        }
        let Some((passage, true)) = on_newest(&story, marked(&story, place)?) else {
            return Err(CodingError::Moved);
        };
        let placed = Given { passage, ..given };
        if !rewrite(&mut tx, &keys, &story.key, &row, &placed).await? {
            return Err(CodingError::Conflict);
        }
        self.note(&mut tx, &keys, coder, Deed::CodeGiven, id).await?;
        change_log::recoded(&mut tx, id).await?;
        tx.commit().await?;
        Ok(passage.part())
    }
}
