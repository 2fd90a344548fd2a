//! The library of excerpts: whatever may be quoted for advocacy now, by what it is about, what stands behind it and how far its
//! words have gone already. Nothing of a story is looked at but the excerpt itself; why a panel chose is said by the codes that an
//! analyst gave to its reasons, never in the panel's own sentences, which nobody has cleared of names.

use super::translated::translated;
use super::{Excerpts, ExcerptsError, Quotable, judged, teller};
use crate::allowed;
use crate::desk::briefs::{self, Uses};
use crate::desk::coding::{all_reasons, codebook, codings, on_newest, sight};
use crate::desk::panels;
use crate::desk::programmes::{Overview, Programmes, ProgrammesError};
use crate::desk::stories::opened::{self, Opened};
use crate::desk::stories::verdict;
use crate::error::Fault;
use crate::index::within::Wanted;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::growth::{self, Growth};
use chrono::{DateTime, Utc};
use method::anonymise::known::Teller;
use method::brief::Wear;
use method::coding::reasons::Unit;
use method::coding::{Codebook, Passage, Sight};
use method::consent::Purpose;
use method::excerpt::{Choice, Evidence};
use method::id::{CodeId, DomainId, LevelId, ProgrammeId, StoryId};
use method::language::{InThree, Language};
use method::policy::{Action, Actor, Subject};
use method::verification::Verdict;
use std::collections::{BTreeMap, BTreeSet};

/// The most excerpts on a page.
pub const EXCERPTS_A_PAGE: usize = 20;

/// What is looked for; nothing named is everything. It may hold words of a story: no `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// Words that the excerpt holds, all of them.
    pub words: String,
    /// A code that its passage bears, or one below it.
    pub code: Option<CodeId>,
    /// Its domain of change.
    pub domain: Option<DomainId>,
    /// The language that it is in.
    pub language: Option<Language>,
    /// Whether and at which level a panel chose its story.
    pub choice: Option<Choice>,
    /// Only what its teller heard read back and agreed to.
    pub is_read_back: bool,
    /// Only what is of a story whose every claim was found to hold.
    pub is_verified: bool,
    /// How far its words have gone in twelve months.
    pub wear: Option<Wear>,
    /// How many to leave out at the beginning.
    pub skip: usize,
}

/// A panel's choice of a story.
#[derive(Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The level of the panel; not its place.
    pub level: InThree,
    /// The codes of its reasons.
    pub why: Vec<CodeId>,
}

/// An excerpt on the shelf.
#[derive(Clone, PartialEq, Eq)]
pub struct Shelved {
    /// What may be quoted.
    pub quotable: Quotable,
    /// The domain of its story.
    pub domain: DomainId,
    /// The codes of its passage.
    pub themes: BTreeSet<CodeId>,
    /// What stands behind it.
    pub evidence: Evidence,
    /// Where panels chose it, and why.
    pub chosen: Vec<Chosen>,
    /// How often words of its teller went out.
    pub uses: Uses,
    /// The same words in other languages, as far as they may be quoted, too.
    pub beside: Vec<Quotable>,
}

/// The library, as far as it was asked for.
pub struct Library {
    /// Domains, and what a level is called.
    pub overview: Overview,
    /// The codes, for their names.
    pub codebook: Codebook,
    /// The codes that an excerpt bears, and those above them.
    pub themes: BTreeSet<CodeId>,
    /// The languages of the excerpts.
    pub languages: BTreeSet<Language>,
    /// The levels at which panels chose them.
    pub levels: BTreeMap<LevelId, InThree>,
    /// How many excerpts there are.
    pub all: usize,
    /// How many were found.
    pub found: usize,
    /// Those of this page: the least used first.
    pub page: Vec<Shelved>,
}

/// What is said of stories beside their rows.
struct Beside {
    chosen: BTreeMap<StoryId, Vec<(LevelId, Chosen)>>,
    uses: BTreeMap<Teller, Uses>,
    /// Codes that are named after words of a story, which nobody has cleared.
    in_vivo: BTreeSet<CodeId>,
    sight: Sight,
}

impl Excerpts<'_> {
    /// The excerpts that may be quoted for advocacy now, narrowed.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`] for whoever may not quote.
    pub async fn library(&self, actor: &Actor, programme: ProgrammeId, sought: &Sought) -> Result<Library, ExcerptsError> {
        if !allowed(actor, Action::QuoteExcerpt, &Subject::Programme(programme)) {
            return Err(ExcerptsError::NotFound);
        }
        let overview = Programmes(self.0).parts_of(programme).await.map_err(|error| match error {
            ProgrammesError::Fault(fault) => ExcerptsError::Fault(fault),
            _ => ExcerptsError::NotFound,
        })?;
        let keys = self.0.keys()?;
        let now = self.0.clock.now();
        let mut tx = self.0.content.read().await?;
        let codebook = codebook(&mut tx, &keys, programme)
            .await?
            .map(|(book, _)| book)
            .unwrap_or_default();
        let beside = beside(&mut tx, &keys, actor, programme, &overview, now).await?;
        let (mut excerpts, mut places) = (Vec::new(), Vec::new());
        for row in growth::of_programme(&mut tx, Growth::Excerpt, programme).await? {
            let Some(story) = opened::by_id(&mut tx, &keys, StoryId::new(row.story_id)).await? else {
                continue;
            };
            if let Ok((quotable, passage)) = judged(&keys, &story, row, Purpose::AdvocacyBrief.into(), now)? {
                let own = translated(&story, passage).unwrap_or(passage);
                let themes = themes(&mut tx, &keys, &story, own, &beside).await?;
                let verdict = verdict(&mut tx, &keys, &story).await?;
                let teller = teller(&mut tx, &keys, &story).await?;
                let quotable = Quotable { teller, ..quotable };
                places.push(own);
                excerpts.push(shelved(quotable, &story, themes, verdict, &beside));
            }
        }
        drop(tx);
        set_beside(&mut excerpts, &places);
        let themes = excerpts.iter().flat_map(|one| &one.themes);
        // Not those above that are named after words of a story either.
        let themes = themes.flat_map(|code| codebook.path(*code)).map(|code| code.id);
        let themes = themes.filter(|code| !beside.in_vivo.contains(code)).collect();
        let levels = beside
            .chosen
            .iter()
            .filter(|(story, _)| excerpts.iter().any(|one| one.quotable.story == **story));
        let levels = levels
            .flat_map(|(_, chosen)| chosen)
            .map(|(id, chosen)| (*id, chosen.level.clone()));
        let levels = levels.collect();
        let languages = excerpts.iter().map(|one| one.quotable.language).collect();
        let all = excerpts.len();
        let below = sought.code.map(|code| codebook.with_all_below(code));
        let wanted = Wanted::of(&sought.words);
        excerpts.retain(|one| is_sought(one, sought, below.as_ref(), &wanted));
        // What was used least is offered first; else in the order of their random ids, which tells nothing.
        excerpts.sort_by_key(|one| (one.uses.recent, one.uses.all, one.quotable.id));
        let found = excerpts.len();
        Ok(Library {
            overview,
            codebook,
            themes,
            languages,
            levels,
            all,
            found,
            page: excerpts.into_iter().skip(sought.skip).take(EXCERPTS_A_PAGE).collect(),
        })
    }
}

fn is_sought(one: &Shelved, sought: &Sought, below: Option<&BTreeSet<CodeId>>, wanted: &Wanted) -> bool {
    let bears = |codes: &BTreeSet<CodeId>| !codes.is_disjoint(&one.themes);
    below.is_none_or(bears)
        && sought.domain.is_none_or(|domain| domain == one.domain)
        && sought.language.is_none_or(|language| language == one.quotable.language)
        && sought.choice.is_none_or(|choice| choice.is_of(&one.evidence))
        && (!sought.is_read_back || one.evidence.is_read_back)
        && (!sought.is_verified || one.evidence.verdict == Verdict::Verified)
        && sought.wear.is_none_or(|wear| wear == Wear::of(one.uses.recent))
        && wanted.is_in(&one.quotable.text, one.quotable.language)
}

fn shelved(quotable: Quotable, story: &Opened, themes: BTreeSet<CodeId>, verdict: Verdict, beside: &Beside) -> Shelved {
    let chosen = beside.chosen.get(&story.id).cloned().unwrap_or_default();
    let uses = beside.uses.get(&quotable.teller).copied().unwrap_or_default();
    Shelved {
        quotable,
        domain: story.circumstances.domain,
        themes,
        evidence: Evidence {
            is_read_back: story.read_backs.last().is_some_and(|one| one.approved),
            verdict,
            levels: chosen.iter().map(|(level, _)| *level).collect(),
        },
        chosen: chosen.into_iter().map(|(_, chosen)| chosen).collect(),
        uses,
        beside: Vec::new(),
    }
}

/// Puts excerpts beside each other that are the same words in two languages: their passages, each led back to the story's own words,
/// overlap.
fn set_beside(excerpts: &mut [Shelved], places: &[Passage]) {
    let quotable: Vec<Quotable> = excerpts.iter().map(|one| one.quotable.clone()).collect();
    for (at, one) in excerpts.iter_mut().enumerate() {
        let others = quotable.iter().zip(places).filter(|(other, place)| {
            other.story == one.quotable.story && other.language != one.quotable.language && place.overlaps(&places[at])
        });
        one.beside = others.map(|(other, _)| other.clone()).collect();
    }
}

/// The codes of an excerpt's passage, wherever in the newest text it stands now.
async fn themes(
    tx: &mut Tx,
    keys: &Keys,
    story: &Opened,
    passage: Passage,
    beside: &Beside,
) -> Result<BTreeSet<CodeId>, Fault> {
    let here = on_newest(story, passage);
    let given = codings(tx, keys, story).await?.into_iter().map(|(_, given)| given);
    let counts = given.filter(|given| given.holds() && beside.sight.shows(given.by));
    let touches = counts.filter(|given| {
        let there = on_newest(story, given.passage);
        let now = here.zip(there).is_some_and(|((here, _), (there, _))| here.overlaps(&there));
        now || given.passage.overlaps(&passage)
    });
    Ok(touches
        .map(|given| given.code)
        .filter(|code| !beside.in_vivo.contains(code))
        .collect())
}

async fn beside(
    tx: &mut Tx,
    keys: &Keys,
    actor: &Actor,
    programme: ProgrammeId,
    overview: &Overview,
    now: DateTime<Utc>,
) -> Result<Beside, Fault> {
    let in_vivo = growth::of_programme(tx, Growth::InVivo, programme).await?;
    let in_vivo: BTreeSet<CodeId> = in_vivo.iter().map(|row| CodeId::new(row.id)).collect();
    let reasons = all_reasons(tx, keys, programme).await?;
    let mut chosen: BTreeMap<StoryId, Vec<_>> = BTreeMap::new();
    for (kept, _) in panels::all(tx, keys, programme).await? {
        let Some(record) = kept.panel.record() else { continue };
        let (round, level) = (kept.round, kept.level);
        for story in record.outcome.stories() {
            let given = reasons.get(&record.panel).into_iter().flatten();
            let why = given.filter(|given| match given.unit {
                Unit::Why(place) => record.reasons.get(place).is_some_and(|reason| reason.about == story),
                Unit::View(_) => false,
            });
            let why: BTreeSet<CodeId> = why.map(|given| given.code).filter(|code| !in_vivo.contains(code)).collect();
            let at = Chosen {
                level: overview.level_label(round, level),
                why: why.into_iter().collect(),
            };
            chosen.entry(story).or_default().push((level, at));
        }
    }
    Ok(Beside {
        chosen,
        uses: briefs::uses(tx, keys, programme, now).await?,
        in_vivo,
        sight: sight(tx, keys, actor, programme).await?,
    })
}
