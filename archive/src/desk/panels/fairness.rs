//! Fairness of presentation in a period: which stories its closed panels heard and chose, by length, language, site, direction and
//! collector. Counted here, hidden where it must be by [`method::selection::fairness`].

use super::record::somewhere;
use super::{Kept, Panels, PanelsError, readable};
use crate::allowed;
use crate::desk::people;
use crate::desk::programmes::{Overview, Programmes};
use crate::desk::stories::opened::Opened;
use method::figures::NotATable;
use method::id::{AccountId, ProgrammeId, RoundId, SiteId};
use method::language::Language;
use method::policy::{Action, Actor, Subject};
use method::round::Round;
use method::selection::Plan;
use method::selection::fairness::{Comparison, Length, Presented, compared, once_each};
use method::story::Direction;
use std::collections::BTreeMap;

/// What the closed panels of a period heard and chose.
pub struct Fairness {
    /// The programme, for the names of sites.
    pub overview: Overview,
    /// The period.
    pub round: Round,
    /// How many closed panels there are of which the reader may read the record.
    pub panels: usize,
    /// The tables; none where no story is left that may be read in one of these panels.
    pub tables: Option<Tables>,
}

/// The same stories by groups of one kind after the other.
pub struct Tables {
    /// By length of the version read, all three bands.
    pub by_length: Comparison<Length>,
    /// By language in which they were told, those that occur.
    pub by_told: Comparison<Language>,
    /// By language in which they were read, those that occur; none where each was read as it was told.
    pub by_read: Option<Comparison<Language>>,
    /// By site, those that occur; none where there is one.
    pub by_site: Option<Comparison<SiteId>>,
    /// By direction of change, all four.
    pub by_direction: Comparison<Direction>,
    /// By who collected them, in the order of their names; none for whoever does not look after those who work at all of these sites.
    pub by_collector: Option<Comparison<AccountId>>,
    /// What those who collected are called.
    pub names: BTreeMap<AccountId, String>,
}

impl Panels<'_> {
    /// What the closed panels of a period heard and chose, as far as the reader may read their records; of stories that may still be
    /// read in such a panel. Each story once, as it was read at the lowest level.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`] for whoever reads no record, and for a period that is not there; [`PanelsError::NotATable`] above
    /// the bounds of a table.
    pub async fn fairness(&self, actor: &Actor, programme: ProgrammeId, round: RoundId) -> Result<Fairness, PanelsError> {
        let overview = Programmes(self.0).overview(actor, programme).await?;
        let (found, _) = overview.round(round).ok_or(PanelsError::NotFound)?;
        let found = found.clone();
        if !somewhere(actor, Action::ReadRecord, programme, &overview) {
            return Err(PanelsError::NotFound);
        }
        let plan = overview.plan(&found).ok_or(PanelsError::NotFound)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut closed = super::levels::seen(&mut tx, &keys, actor, programme, round).await?;
        closed.retain(|kept| kept.panel.record().is_some());
        closed.sort_by_key(|kept| order(&plan, kept));
        let mut heard = Vec::new();
        for kept in &closed {
            let stories = readable(&mut tx, &keys, kept, self.0.clock.now()).await?;
            heard.extend(stories.values().filter_map(|story| presented(kept, story)));
        }
        let stories = once_each(heard);
        let looks_after = |one: &Presented| allowed(actor, Action::SeeExposure, &Subject::Site(programme, one.site));
        let names = if stories.iter().all(looks_after) {
            Some(people::names(&mut tx, &keys, programme, actor.account()).await?)
        } else {
            None
        };
        drop(tx);
        let tables = (!stories.is_empty())
            .then(|| tables(&overview, &stories, names))
            .transpose()?;
        Ok(Fairness {
            panels: closed.len(),
            tables,
            round: found,
            overview,
        })
    }
}

/// What was told before what was passed on, then as the panels ended.
fn order(plan: &Plan, kept: &Kept) -> (usize, Option<chrono::DateTime<chrono::Utc>>) {
    (plan.rank(kept.level), kept.panel.record().map(|record| record.closed))
}

/// A story as a closed panel heard it.
fn presented(kept: &Kept, story: &Opened) -> Option<Presented> {
    let record = kept.panel.record()?;
    let text = record.stories.iter().find(|one| one.story == story.id)?.text?;
    let read = story.layer(text.layer)?;
    Some(Presented {
        story: story.id,
        length: Length::of_telling(&read.telling),
        told: story.told()?.language,
        read: read.language,
        site: story.site,
        direction: story.circumstances.direction,
        collector: story.recorder,
        is_chosen: record.outcome.stories().contains(&story.id),
    })
}

fn tables(
    overview: &Overview,
    stories: &[Presented],
    names: Option<BTreeMap<AccountId, String>>,
) -> Result<Tables, NotATable> {
    let languages = |of: fn(&Presented) -> Language| {
        let occurs = |language: &Language| stories.iter().any(|one| of(one) == *language);
        compared(stories, &Language::ALL.into_iter().filter(occurs).collect::<Vec<_>>(), of)
    };
    // In the programme's own order.
    let sites: Vec<SiteId> = overview.sites.iter().map(|site| site.id).collect();
    let sites: Vec<SiteId> = sites
        .into_iter()
        .filter(|site| stories.iter().any(|one| one.site == *site))
        .collect();
    let is_read_otherwise = stories.iter().any(|one| one.told != one.read);
    let by_collector = names.as_ref().map(|names| {
        let mut collectors: Vec<AccountId> = stories.iter().map(|one| one.collector).collect();
        collectors.sort_by_key(|id| (names.get(id), *id));
        collectors.dedup();
        compared(stories, &collectors, |one| one.collector)
    });
    Ok(Tables {
        by_length: compared(stories, &Length::ALL, |one| one.length)?,
        by_told: languages(|one| one.told)?,
        by_read: is_read_otherwise.then(|| languages(|one| one.read)).transpose()?,
        by_site: (sites.len() > 1)
            .then(|| compared(stories, &sites, |one| one.site))
            .transpose()?,
        by_direction: compared(stories, &Direction::ALL, |one| one.direction)?,
        by_collector: by_collector.transpose()?,
        names: names.unwrap_or_default(),
    })
}
