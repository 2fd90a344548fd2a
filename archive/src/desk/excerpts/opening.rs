//! The first words of an excerpt, so that whoever wrote a brief knows which one must come out of it.

use super::{Kept, Quotable};
use crate::contracts::EXCERPT;
use crate::desk::stories::opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::growth::{self, Growth};
use method::id::{ExcerptId, ProgrammeId, StoryId};
use method::language::Language;
use std::fmt;

/// How many words name an excerpt.
const WORDS: usize = 6;

/// The first words of an excerpt that was approved: whoever quotes has read them there.
#[derive(Clone, PartialEq, Eq)]
pub struct Opening {
    /// The words, followed by `…` if there are more.
    pub words: String,
    /// The language they are in.
    pub language: Language,
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opening")
    }
}

impl Opening {
    /// The first words of a quotation.
    pub(crate) fn of(one: &Quotable) -> Self {
        Self {
            words: first_words(&one.text),
            language: one.language,
        }
    }
}

/// How an excerpt begins. None if there is no such excerpt any more, or if it is not approved: a name may be what it was called
/// back for.
pub(crate) async fn opening(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    id: ExcerptId,
) -> Result<Option<Opening>, Fault> {
    let row = growth::by_id(tx, Growth::Excerpt, id.uuid()).await?;
    let Some(row) = row.filter(|row| row.programme_id == programme.uuid()) else {
        return Ok(None);
    };
    let Some(story) = opened::by_id(tx, keys, StoryId::new(row.story_id)).await? else {
        return Ok(None);
    };
    let kept: Kept = keys.open(&story.key, EXCERPT, row.id, row.version, row.sealed)?;
    if !kept.stage.is_approved() {
        return Ok(None);
    }
    let passage = kept.excerpt.passage();
    Ok(story.layer(passage.layer()).and_then(|layer| {
        let text = kept.excerpt.render(layer.telling.part(passage.part()))?;
        let words = first_words(&text);
        Some(Opening {
            words,
            language: layer.language,
        })
    }))
}

fn first_words(text: &str) -> String {
    let mut words = text.split_whitespace();
    let first = words.by_ref().take(WORDS).collect::<Vec<_>>().join(" ");
    if words.next().is_some() { first + "…" } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_named_by_its_first_words() {
        assert_eq!(
            first_words("Avant, je ne disais rien.\nMaintenant, si."),
            "Avant, je ne disais rien. Maintenant,…"
        );
        assert_eq!(first_words(" قالت نعم "), "قالت نعم");
    }
}
