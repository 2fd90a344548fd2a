//! The jigsaw guard over a brief: for each teller what all her quotations show together, in this brief and in whatever went
//! before to the same class of readers.

use super::issue::{printed, quoted_to};
use super::linked::{Told, audited};
use super::{AtWork, Briefs, BriefsError, writer};
use crate::contracts::EXCERPT;
use crate::desk::excerpts::{Crowd, Kept, Opening, Quotable};
use crate::desk::indicators::{self, PrintedFigure};
use crate::desk::stories::opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::growth::{self, Growth};
use method::anonymise::intruder::Attack;
use method::anonymise::jigsaw::{Finding, Shown, together};
use method::brief::{Addressee, Reference, parse};
use method::id::{ExcerptId, ProgrammeId, StoryId};
use method::policy::Actor;
use std::collections::{BTreeMap, BTreeSet};

/// What the guard says of a brief.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guarded {
    /// Quotations of which nobody has said what they show.
    pub unsaid: Vec<Opening>,
    /// Quotations whose teller's words lie before these readers already, in a form of which nobody has said what it shows.
    pub unsaid_before: Vec<Opening>,
    /// Tellers who hide among few, each named by her first quotation, the fewest first.
    pub close: Vec<(Opening, Finding)>,
    /// How often a colleague who reads the brief would guess right who speaks in it.
    pub attack: Attack,
    /// Hidden numbers that the brief's tables tell beside those that went out before.
    pub told: Vec<Told>,
}

impl Guarded {
    /// Whether a combination, of what is shown or of tables, gives somebody away.
    pub fn gives_away(&self) -> bool {
        !self.told.is_empty() || self.close.iter().any(|(_, finding)| finding.is_alone())
    }
}

/// What the guard says of quotations that go to a class of readers; of the brief alone, where none is named.
pub(super) async fn guarded(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    quoted: &[Quotable],
    figures: &[PrintedFigure],
    class: Option<Addressee>,
) -> Result<Guarded, Fault> {
    let mut guarded = Guarded::default();
    let before = printed(tx, keys, programme).await?;
    let published = |figures: &[PrintedFigure]| figures.iter().map(PrintedFigure::published).collect();
    guarded.told = audited(published(&before), published(figures)).await?;
    let mut by_teller: BTreeMap<StoryId, (&Quotable, Vec<Shown>)> = BTreeMap::new();
    let mut read = Vec::new();
    for one in quoted {
        let shown = seen(tx, keys, programme, one.id, None).await?.and_then(|seen| seen.shown);
        read.push((one.story, shown.clone(), one.text.as_str()));
        let (_, all) = by_teller.entry(one.story).or_insert_with(|| (one, Vec::new()));
        match shown {
            Some(shown) => all.push(shown),
            None => guarded.unsaid.push(Opening::of(one)),
        }
    }
    let earlier: BTreeSet<(ExcerptId, String)> = match class {
        Some(class) => quoted_to(tx, keys, programme, class).await?,
        None => BTreeSet::new(),
    };
    let mut unsaid_before = BTreeSet::new();
    for (id, print) in earlier {
        if let Some(seen) = seen(tx, keys, programme, id, Some(&print)).await?
            && let Some((_, all)) = by_teller.get_mut(&seen.story)
        {
            match seen.shown {
                Some(shown) => all.push(shown),
                None => {
                    unsaid_before.insert(seen.story);
                }
            }
        }
    }
    let named = |story: &StoryId| by_teller.get(story).map(|(first, _)| Opening::of(first));
    guarded.unsaid_before = unsaid_before.iter().filter_map(named).collect();
    let crowd = Crowd::read(tx, keys, programme).await?;
    guarded.attack = crowd.attack(read.iter().map(|(story, shown, text)| (*story, shown.as_ref(), *text)));
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

impl Briefs<'_> {
    /// What the guard says of a brief as its writer has it before her, by itself.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`].
    pub async fn guard(&self, actor: &Actor, programme: ProgrammeId, at_work: &AtWork) -> Result<Guarded, BriefsError> {
        writer(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let references = parse(&at_work.draft.body).unwrap_or_default().references();
        // In the order of the brief.
        let (mut quoted, mut printed) = (Vec::new(), Vec::new());
        for reference in &references {
            match reference {
                Reference::Excerpt(id) => {
                    quoted.extend(at_work.shelf.iter().map(|(one, _)| one).find(|one| one.id == *id).cloned());
                }
                Reference::Figure(id) => printed.extend(indicators::figure(&mut tx, &keys, programme, *id).await?),
            }
        }
        Ok(guarded(&mut tx, &keys, programme, &quoted, &printed, None).await?)
    }
}

/// An excerpt as the guard sees it.
pub(super) struct Seen {
    pub(super) story: StoryId,
    /// What it shows, if somebody has said.
    pub(super) shown: Option<Shown>,
    /// Its words, as they are quoted now.
    pub(super) text: String,
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
