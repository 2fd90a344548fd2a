//! A story on the coder's desk: its newest text, its codings in it, and those that lost their place.

use super::{Coding, CodingError, codings, kept, on_newest, recent, words_of};
use crate::audit::Deed;
use crate::desk::people;
use crate::store::own::Owner;
use chrono::{DateTime, Utc};
use method::coding::{Codebook, Passage};
use method::id::{CodeId, CodingId, StoryId};
use method::policy::Actor;
use method::story::Layer;

/// A coding as a page shows it. It holds words of the story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its id.
    pub id: CodingId,
    /// Where it stands: in the newest layer, or for an orphan in the layer that was marked.
    pub passage: Passage,
    /// The words.
    pub words: String,
    /// Which code.
    pub code: CodeId,
    /// What colleagues call the coder; empty if her account is gone.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A story on the coder's desk.
#[derive(Clone, PartialEq, Eq)]
pub struct CodedStory {
    /// Its id.
    pub id: StoryId,
    /// The newest layer: what is coded.
    pub layer: Layer,
    /// The programme's codebook.
    pub book: Codebook,
    /// The codings, in the order of the text.
    pub marks: Vec<Mark>,
    /// Codings of older layers whose words stand nowhere in the newest, or more than once: a person has to decide.
    pub orphans: Vec<Mark>,
    /// Codes that the reader used of late, the latest first.
    pub recent: Vec<CodeId>,
}

impl Coding<'_> {
    /// A story with its codings, for whoever codes it. Reading is noted in the audit log; a programme without a codebook gets
    /// the default one.
    ///
    /// # Errors
    /// [`CodingError::NotFound`].
    pub async fn open(&self, actor: &Actor, id: StoryId) -> Result<CodedStory, CodingError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, reader) = self.story_of(&mut tx, &keys, actor, id).await?;
        let book = kept::kept_or_template(&mut tx, &keys, story.programme, reader, self.0.clock.now()).await?;
        let names = people::names(&mut tx, &keys, story.programme).await?;
        let layer = story.newest().ok_or(CodingError::NotFound)?.clone();
        let (mut marks, mut orphans) = (Vec::new(), Vec::new());
        for (coding, given) in codings(&mut tx, &keys, &story).await? {
            let Some((passage, is_kept)) = on_newest(&story, given.passage) else {
                continue;
            };
            let Some(words) = words_of(&story, passage) else { continue };
            let mark = Mark {
                id: coding,
                passage,
                words: words.to_owned(),
                code: given.code,
                by: names.get(&given.by).cloned().unwrap_or_default(),
                at: given.at,
            };
            if is_kept { &mut marks } else { &mut orphans }.push(mark);
        }
        let order = |mark: &Mark| {
            let passage = mark.passage;
            (passage.part(), passage.start(), passage.end(), mark.at, mark.id)
        };
        marks.sort_by_key(order);
        orphans.sort_by_key(order);
        let owner = Owner {
            programme: story.programme,
            account: reader,
        };
        let recent = recent::codes(&mut tx, &keys, owner, &book.codes).await?;
        self.note(&mut tx, &keys, reader, Deed::StoryRead, id).await?;
        tx.commit().await?;
        Ok(CodedStory {
            id,
            layer,
            book: book.codes,
            marks,
            orphans,
            recent,
        })
    }
}
