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
    let read = as_it_reads(tx, keys, programme, id).await?;
    let approved = read.filter(|read| read.kept.stage.is_approved());
    Ok(approved.map(|read| Opening {
        words: first_words(&read.text),
        language: read.language,
    }))
}

/// An excerpt as it reads now, whether it may be quoted or not.
pub(crate) struct AsItReads {
    /// Its story.
    pub(crate) story: StoryId,
    /// Its row.
    pub(crate) kept: Kept,
    /// Its words with every change in them.
    pub(crate) text: String,
    /// The language that they are in.
    language: Language,
}

/// An excerpt of a programme as it reads now; none if it is gone.
pub(crate) async fn as_it_reads(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    id: ExcerptId,
) -> Result<Option<AsItReads>, Fault> {
    let row = growth::by_id(tx, Growth::Excerpt, id.uuid()).await?;
    let Some(row) = row.filter(|row| row.programme_id == programme.uuid()) else {
        return Ok(None);
    };
    let Some(story) = opened::by_id(tx, keys, StoryId::new(row.story_id)).await? else {
        return Ok(None);
    };
    let kept: Kept = keys.open(&story.key, EXCERPT, row.id, row.version, row.sealed)?;
    let passage = kept.excerpt.passage();
    let Some(layer) = story.layer(passage.layer()) else {
        return Ok(None);
    };
    let text = kept.excerpt.render(layer.telling.part(passage.part()));
    Ok(text.map(|text| AsItReads {
        story: story.id,
        text,
        language: layer.language,
        kept,
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
