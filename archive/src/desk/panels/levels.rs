//! The levels of a period at work: what sat at each, how many stories came in and went on; and panels that heard the same stories,
//! side by side with their reasons.

use super::record::somewhere;
use super::{Kept, Panels, PanelsError, Setting, Titled, all, readable};
use crate::desk::programmes::{Overview, Programmes};
use crate::keys::Keys;
use crate::store::Tx;
use method::id::{DomainId, LevelId, PanelId, ProgrammeId, RoundId, StoryId};
use method::language::InThree;
use method::panel::Record;
use method::policy::{Action, Actor};
use method::round::Round;
use method::selection::{Heard, Passing, Plan, divergences, passed};
use std::collections::{BTreeMap, BTreeSet};

/// What sat at a level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stood {
    /// Panels that still sit.
    pub open: usize,
    /// Panels that are over.
    pub closed: usize,
    /// Stories that the closed ones heard, each once.
    pub heard: usize,
    /// Stories that the closed ones chose, each once.
    pub chosen: usize,
    /// Stories that went on to each level above, each once.
    pub went_on: BTreeMap<LevelId, usize>,
}

/// A period's levels, and what sat there.
pub struct Flow {
    /// The programme, for the names of sites and domains.
    pub overview: Overview,
    /// The period.
    pub round: Round,
    /// The version to name when changing its levels.
    pub version: i32,
    /// Its levels.
    pub plan: Plan,
    /// What sat at each of them, as far as the reader may read its records.
    pub stood: BTreeMap<LevelId, Stood>,
    /// How many groups of panels heard the same stories.
    pub beside: usize,
}

/// A story before panels that sat side by side.
#[derive(Clone, PartialEq, Eq)]
pub struct BesideStory {
    /// The story.
    pub story: Titled,
    /// For each of the panels, in their order: none if it did not hear it; else whether it chose it, with its reasons.
    pub judged: Vec<Option<(bool, Vec<String>)>>,
}

/// Panels that heard stories in common.
#[derive(Clone, PartialEq, Eq)]
pub struct Beside {
    /// The domain.
    pub domain: InThree,
    /// The panels.
    pub panels: Vec<(PanelId, Setting)>,
    /// How many stories all of them heard.
    pub in_common: usize,
    /// How many all of them chose.
    pub agreed: usize,
    /// Each story that one of them chose, those chosen by most first.
    pub stories: Vec<BesideStory>,
}

impl Panels<'_> {
    /// A period's levels and what sat there, counting the panels whose records somebody may read.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`] for whoever has no role in the programme, and for a period that is not there.
    pub async fn flow(&self, actor: &Actor, programme: ProgrammeId, round: RoundId) -> Result<Flow, PanelsError> {
        let overview = Programmes(self.0).overview(actor, programme).await?;
        let (found, version) = overview.round(round).ok_or(PanelsError::NotFound)?;
        let found = found.clone();
        let plan = overview.plan(&found).ok_or(PanelsError::NotFound)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let panels = seen(&mut tx, &keys, actor, programme, round).await?;
        let stood = plan.stations().iter().map(|station| {
            let here: Vec<&Kept> = panels.iter().filter(|kept| kept.level == station.id).collect();
            (station.id, stood(&plan, station.id, &here))
        });
        Ok(Flow {
            stood: stood.collect(),
            beside: side_by_side(&plan, &panels)
                .values()
                .map(|heard| divergences(heard).len())
                .sum(),
            round: found,
            version,
            plan,
            overview,
        })
    }

    /// The closed panels of a period that heard the same stories, side by side. Titles stand there only while the story may be read
    /// in such a panel.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`] for whoever reads no record, and for a period that is not there.
    pub async fn beside(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        round: RoundId,
    ) -> Result<(Round, Vec<Beside>), PanelsError> {
        let overview = Programmes(self.0).overview(actor, programme).await?;
        let (found, _) = overview.round(round).ok_or(PanelsError::NotFound)?;
        if !somewhere(actor, Action::ReadRecord, programme, &overview) {
            return Err(PanelsError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let panels = seen(&mut tx, &keys, actor, programme, round).await?;
        let mut all_beside = Vec::new();
        let plan = overview.plan(found).ok_or(PanelsError::NotFound)?;
        for ((domain, _), heard) in side_by_side(&plan, &panels) {
            for one in divergences(&heard) {
                let of = |id: &PanelId| panels.iter().find(|kept| kept.panel.id() == *id);
                let here: Vec<&Kept> = one.panels.iter().filter_map(of).collect();
                let ids: Vec<StoryId> = one.stories.iter().map(|(story, _)| *story).collect();
                all_beside.push(Beside {
                    domain: overview.domain(domain).map(|domain| domain.label.clone()).unwrap_or_default(),
                    panels: here.iter().map(|kept| (kept.panel.id(), kept.setting(&overview))).collect(),
                    in_common: one.in_common,
                    agreed: one.agreed,
                    stories: self.judged(&mut tx, &keys, &here, &ids).await?,
                });
            }
        }
        Ok((found.clone(), all_beside))
    }

    /// What each of some panels made of each story.
    async fn judged(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        panels: &[&Kept],
        stories: &[StoryId],
    ) -> Result<Vec<BesideStory>, PanelsError> {
        let mut rows: Vec<BesideStory> = stories
            .iter()
            .map(|id| BesideStory {
                story: Titled {
                    id: *id,
                    title: None,
                    picture: None,
                },
                judged: Vec::new(),
            })
            .collect();
        for kept in panels {
            let readable = readable(tx, keys, kept, self.0.clock.now()).await?;
            let Some(record) = kept.panel.record() else { continue };
            for row in &mut rows {
                let before = record.stories.iter().find(|one| one.story == row.story.id);
                if row.story.title.is_none() {
                    row.story.title = kept.titled(row.story.id, before.and_then(|one| one.text), &readable).title;
                }
                row.judged.push(before.map(|_| judgement(record, row.story.id)));
            }
        }
        Ok(rows)
    }
}

/// Whether a panel chose a story, and why.
fn judgement(record: &Record, story: StoryId) -> (bool, Vec<String>) {
    let reasons = record.reasons_about(story).map(str::to_owned);
    (record.outcome.stories().contains(&story), reasons.collect())
}

/// The panels of a period that somebody may know of.
pub(super) async fn seen(
    tx: &mut Tx,
    keys: &Keys,
    actor: &Actor,
    programme: ProgrammeId,
    round: RoundId,
) -> Result<Vec<Kept>, PanelsError> {
    let found = all(tx, keys, programme).await?.into_iter().map(|(kept, _)| kept);
    let of_round = found.filter(|kept| kept.round == round && kept.is_known_to(actor, programme));
    Ok(of_round.collect())
}

/// What closed panels heard and chose, by domain and by how far they stand from what was told: a panel that hears what another
/// passed on does not sit beside it.
fn side_by_side(plan: &Plan, panels: &[Kept]) -> BTreeMap<(DomainId, usize), Vec<Heard>> {
    let mut heard: BTreeMap<(DomainId, usize), Vec<Heard>> = BTreeMap::new();
    for kept in panels {
        let Some(record) = kept.panel.record() else { continue };
        heard.entry((kept.domain, plan.rank(kept.level))).or_default().push(Heard {
            panel: record.panel,
            stories: record.stories.iter().map(|one| one.story).collect(),
            chosen: record.outcome.stories().into_iter().collect(),
        });
    }
    heard
}

fn stood(plan: &Plan, level: LevelId, panels: &[&Kept]) -> Stood {
    let records: Vec<&Record> = panels.iter().filter_map(|kept| kept.panel.record()).collect();
    let distinct = |what: Passing| -> usize {
        let stories: BTreeSet<StoryId> = records.iter().flat_map(|record| passed(what, record)).collect();
        stories.len()
    };
    let above = plan.above(level).map(|(station, what)| (station.id, distinct(what)));
    Stood {
        open: panels.len() - records.len(),
        closed: records.len(),
        heard: distinct(Passing::All),
        chosen: distinct(Passing::Chosen),
        went_on: above.collect(),
    }
}
