//! An excerpt as the guard sees it: not only what may be quoted now, but what lies before readers, too.

use crate::contracts::EXCERPT;
use crate::desk::excerpts::{Kept, Weighed};
use crate::desk::stories::opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::growth::{self, Growth};
use method::anonymise::jigsaw::Shown;
use method::id::{ExcerptId, ProgrammeId, StoryId};

/// An excerpt as the guard sees it.
pub(super) struct Seen {
    pub(super) story: StoryId,
    /// What it shows, if somebody has said.
    pub(super) shown: Option<Shown>,
    /// Its words, as they are quoted now.
    text: String,
}

impl Seen {
    pub(super) fn weighed(&self) -> Weighed<'_> {
        Weighed {
            story: self.story,
            shown: self.shown.as_ref(),
            text: &self.text,
        }
    }
}

/// An excerpt as the guard sees it, in the form that has a print if one is named; none if it is gone.
pub(super) async fn seen(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    id: ExcerptId,
    print: Option<&str>,
) -> Result<Option<Seen>, Fault> {
    let row = growth::by_id(tx, Growth::Excerpt, id.uuid()).await?;
    let Some(row) = row.filter(|row| row.programme_id == programme.uuid()) else {
        return Ok(None);
    };
    let Some(story) = opened::by_id(tx, keys, StoryId::new(row.story_id)).await? else {
        return Ok(None);
    };
    let kept: Kept = keys.open(&story.key, EXCERPT, row.id, row.version, row.sealed)?;
    let passage = kept.excerpt.passage();
    let layer = story.layer(passage.layer());
    let text = layer.and_then(|layer| kept.excerpt.render(layer.telling.part(passage.part())));
    Ok(text.map(|text| Seen {
        story: story.id,
        shown: kept.shown_in(&text, print),
        text,
    }))
}
