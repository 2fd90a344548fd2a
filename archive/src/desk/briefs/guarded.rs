//! The jigsaw guard over a brief: for each teller what all her quotations show together, in this brief and in whatever went
//! before to the same class of readers.

use super::issue::quoted_to;
use crate::contracts::EXCERPT;
use crate::desk::excerpts::{Crowd, Kept, Opening, Quotable};
use crate::desk::stories::opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::growth::{self, Growth};
use method::anonymise::jigsaw::{Finding, Shown, together};
use method::brief::Addressee;
use method::id::{ExcerptId, ProgrammeId, StoryId};
use std::collections::{BTreeMap, BTreeSet};

/// What the guard says of a brief.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guarded {
    /// Quotations of which nobody has said what they show.
    pub unsaid: Vec<Opening>,
    /// Tellers who hide among few, each named by her first quotation, the fewest first.
    pub close: Vec<(Opening, Finding)>,
}

impl Guarded {
    /// Whether a combination gives somebody away.
    pub fn gives_away(&self) -> bool {
        self.close.iter().any(|(_, finding)| finding.is_alone())
    }
}

/// What the guard says of quotations that go to a class of readers; of the brief alone, where none is named.
pub(super) async fn guarded(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    quoted: &[Quotable],
    class: Option<Addressee>,
) -> Result<Guarded, Fault> {
    let mut guarded = Guarded::default();
    let mut by_teller: BTreeMap<StoryId, (&Quotable, Vec<Shown>)> = BTreeMap::new();
    for one in quoted {
        let shown = shown(tx, keys, programme, one.id).await?.and_then(|(_, shown)| shown);
        let (_, all) = by_teller.entry(one.story).or_insert_with(|| (one, Vec::new()));
        match shown {
            Some(shown) => all.push(shown),
            None => guarded.unsaid.push(Opening::of(one)),
        }
    }
    let earlier: BTreeSet<ExcerptId> = match class {
        Some(class) => quoted_to(tx, keys, programme, class).await?,
        None => BTreeSet::new(),
    };
    for id in earlier {
        if let Some((story, Some(shown))) = shown(tx, keys, programme, id).await?
            && let Some((_, all)) = by_teller.get_mut(&story)
        {
            all.push(shown);
        }
    }
    let crowd = Crowd::read(tx, keys, programme).await?;
    for (story, (first, shown)) in by_teller {
        let all = together(&shown);
        // Of whom nothing is shown, nothing can be put together.
        if all.is_empty() {
            continue;
        }
        let found = crowd.guard(story, &all);
        if let Some(found) = found.filter(Finding::is_close) {
            guarded.close.push((Opening::of(first), found));
        }
    }
    guarded.close.sort_by_key(|(_, found)| found.crowd);
    Ok(guarded)
}

/// The story of an excerpt, and what it shows, if somebody has said; none if it is gone.
async fn shown(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    id: ExcerptId,
) -> Result<Option<(StoryId, Option<Shown>)>, Fault> {
    let row = growth::by_id(tx, Growth::Excerpt, id.uuid()).await?;
    let Some(row) = row.filter(|row| row.programme_id == programme.uuid()) else {
        return Ok(None);
    };
    let Some(story) = opened::by_id(tx, keys, StoryId::new(row.story_id)).await? else {
        return Ok(None);
    };
    let kept: Kept = keys.open(&story.key, EXCERPT, row.id, row.version, row.sealed)?;
    Ok(Some((story.id, kept.shown)))
}
