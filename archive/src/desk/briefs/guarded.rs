//! The jigsaw guard over a brief: for each teller what all her quotations show together, in this brief and in whatever lies before
//! the same readers already.

use super::issue::{self, printed};
use super::linked::{Told, audited};
use super::prose::{Named, Own};
use super::seen::{Seen, seen};
use super::{AtWork, Briefs, BriefsError, Draft, writer};
use crate::desk::excerpts::{Crowd, Opening, Quotable};
use crate::desk::images::{self, PrintedImage};
use crate::desk::indicators::{self, PrintedFigure};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::issues as rows;
use method::anonymise::intruder::Attack;
use method::anonymise::jigsaw::{Finding, Shown};
use method::anonymise::known::Teller;
use method::brief::{Addressee, Reference, parse};
use method::id::{ExcerptId, ImageId, IndicatorId, ProgrammeId, StoryId};
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
    /// What in the brief's own words leads to somebody.
    pub named: Vec<Named>,
}

/// What a brief is made of.
#[derive(Clone, Copy)]
pub(super) struct Material<'a> {
    pub(super) draft: &'a Draft,
    pub(super) quoted: &'a [Quotable],
    pub(super) figures: &'a [(IndicatorId, PrintedFigure)],
    pub(super) images: &'a [(ImageId, PrintedImage)],
}

/// Who asks the guard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asker {
    /// Who writes briefs and never hears what is a name in a register.
    Writer,
    /// The coordinator, or the desk itself.
    Coordinator,
}

impl Guarded {
    /// Whether a combination, of what is shown or of tables, gives somebody away, or the brief's own words do.
    pub fn gives_away(&self) -> bool {
        !self.told.is_empty() || !self.named.is_empty() || self.close.iter().any(|(_, finding)| finding.is_alone())
    }
}

/// Everything that the guard weighs of a brief, read once and asked for one class of readers after the other.
pub(super) struct Guard {
    crowd: Crowd,
    /// What is shown of each teller, under her first quotation.
    shown: BTreeMap<Teller, (Opening, Vec<(StoryId, Shown)>)>,
    /// What went out of the same tellers.
    before: Vec<Before>,
    /// What is the same for every reader.
    of_all: Guarded,
}

/// Words that went out.
struct Before {
    to: Addressee,
    teller: Teller,
    story: StoryId,
    shown: Option<Shown>,
}

impl Guard {
    pub(super) async fn read(
        tx: &mut Tx,
        keys: &Keys,
        programme: ProgrammeId,
        material: Material<'_>,
        asker: Asker,
    ) -> Result<Self, Fault> {
        let Material { quoted, figures, .. } = material;
        let crowd = Crowd::read(tx, keys, programme).await?;
        let mut of_all = Guarded::default();
        let own = Own::of(tx, keys, programme, material).await?;
        of_all.named = own.found().await?;
        if asker == Asker::Coordinator {
            of_all.named.extend(own.in_registers(tx, keys, programme).await?);
        }
        let before = printed(tx, keys, programme).await?;
        let before = before.iter().map(PrintedFigure::published).collect();
        let now = figures.iter().map(|(_, figure)| figure.published()).collect();
        of_all.told = audited(before, now).await?;
        let mut shown: BTreeMap<Teller, (Opening, Vec<(StoryId, Shown)>)> = BTreeMap::new();
        let mut read = Vec::new();
        for one in quoted {
            let Some(seen) = seen(tx, keys, programme, one.id, None).await? else {
                continue;
            };
            let (_, all) = shown.entry(one.teller).or_insert_with(|| (Opening::of(one), Vec::new()));
            match &seen.shown {
                Some(shown) => all.push((one.story, shown.clone())),
                None => of_all.unsaid.push(Opening::of(one)),
            }
            read.push(seen);
        }
        of_all.attack = crowd.attack(read.iter().map(Seen::weighed));
        let before = went_out(tx, keys, programme, &crowd, &shown.keys().copied().collect()).await?;
        Ok(Self {
            crowd,
            shown,
            before,
            of_all,
        })
    }

    /// What the guard says if the brief goes to a class of readers; of the brief by itself, where none is named.
    pub(super) fn before(&self, class: Option<Addressee>) -> Guarded {
        let mut guarded = self.of_all.clone();
        let lies_there = |one: &&Before| class.is_some_and(|class| class.lies_beside(one.to));
        for (teller, (first, shown)) in &self.shown {
            let held: Vec<&Before> = self
                .before
                .iter()
                .filter(|one| one.teller == *teller)
                .filter(lies_there)
                .collect();
            if held.iter().any(|one| one.shown.is_none()) {
                guarded.unsaid_before.push(first.clone());
            }
            let here = shown.iter().map(|(story, shown)| (*story, shown));
            let there = held.iter().filter_map(|one| Some((one.story, one.shown.as_ref()?)));
            let found = self.crowd.guard(here.chain(there));
            if let Some(found) = found.filter(Finding::is_close) {
                guarded.close.push((first.clone(), found));
            }
        }
        guarded.close.sort_by_key(|(_, found)| found.crowd);
        guarded
    }

    /// The same for every class of readers: classes of which the same is said stand together.
    pub(super) fn before_each(&self) -> Vec<(Vec<Addressee>, Guarded)> {
        let mut all: Vec<(Vec<Addressee>, Guarded)> = Vec::new();
        for class in Addressee::ALL {
            let guarded = self.before(Some(class));
            match all.iter_mut().find(|(_, other)| *other == guarded) {
                Some((classes, _)) => classes.push(class),
                None => all.push((vec![class], guarded)),
            }
        }
        all
    }
}

/// What went out of some tellers, to whom and as it showed then.
async fn went_out(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    crowd: &Crowd,
    tellers: &BTreeSet<Teller>,
) -> Result<Vec<Before>, Fault> {
    let uses = rows::uses(tx, programme).await?;
    let theirs = uses.iter().filter_map(|used| {
        let teller = crowd.teller(StoryId::new(used.story_id))?;
        let excerpt = ExcerptId::new(used.excerpt_id);
        tellers.contains(&teller).then_some((excerpt, teller))
    });
    let theirs: BTreeMap<ExcerptId, Teller> = theirs.collect();
    let quoted: BTreeSet<_> = issue::opened(tx, keys, programme)
        .await?
        .into_iter()
        .flat_map(|(_, kept)| {
            let to = kept.to.class;
            kept.quoted.into_iter().map(move |(id, print)| (id, print, to))
        })
        .collect();
    let mut all = Vec::new();
    for (id, print, to) in quoted {
        let Some(teller) = theirs.get(&id) else { continue };
        if let Some(seen) = seen(tx, keys, programme, id, Some(&print)).await? {
            all.push(Before {
                to,
                teller: *teller,
                story: seen.story,
                shown: seen.shown,
            });
        }
    }
    Ok(all)
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
        let (mut quoted, mut figures, mut printed) = (Vec::new(), Vec::new(), Vec::new());
        for reference in &references {
            match reference {
                Reference::Excerpt(id) => {
                    quoted.extend(at_work.shelf.iter().map(|(one, _)| one).find(|one| one.id == *id).cloned());
                }
                Reference::Figure(id) => {
                    let found = indicators::figure(&mut tx, &keys, programme, *id).await?;
                    figures.extend(found.map(|figure| (*id, figure)));
                }
                Reference::Image(id) => {
                    let found = images::printed(&mut tx, &keys, programme, *id).await?;
                    printed.extend(found.map(|image| (*id, image)));
                }
            }
        }
        let material = Material {
            draft: &at_work.draft,
            quoted: &quoted,
            figures: &figures,
            images: &printed,
        };
        let guard = Guard::read(&mut tx, &keys, programme, material, Asker::Writer).await?;
        Ok(guard.before(None))
    }
}
