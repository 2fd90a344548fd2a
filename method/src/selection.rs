//! Levels of selection as a graph (step 5, p.28–31): which panels sit, over which stories, and what each passes on to which. Two
//! levels that hear the same stories are panels side by side (R. Davies, network selection, 2007), whose choices can be compared.

mod divergence;
pub mod fairness;

use crate::id::{LevelId, StoryId};
use crate::language::{InThree, PageLanguage};
use crate::panel::Record;
use crate::programme::{Level, Reach};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

pub use divergence::{Divergence, Heard, divergences};

/// The most levels of a plan.
pub const MOST_LEVELS: usize = 8;
/// The most stories that "the first so many" may name.
pub const MOST_PASSED: u8 = 20;
/// The most letters of a level's name.
pub const LEVEL_LETTERS: usize = 120;

/// What of a panel's stories goes on to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Passing {
    /// What it chose: one story, two, or none.
    Chosen,
    /// What it chose, then those that follow in its count, up to so many; whoever is tied at the edge goes on together.
    First {
        /// How many: 1 to [`MOST_PASSED`].
        most: u8,
    },
    /// Every story that it heard.
    All,
}

/// Which text of a story a level reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadText {
    /// The newest version.
    #[default]
    Newest,
    /// As it was told.
    AsTold,
    /// The newest version without what leads to a person; a story of which there is none waits.
    Anonymised,
}

impl ReadText {
    /// All three, in the order in which forms offer them.
    pub const ALL: [Self; 3] = [Self::Newest, Self::AsTold, Self::Anonymised];

    /// What it is called in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::AsTold => "as_told",
            Self::Anonymised => "anonymised",
        }
    }
}

/// Where a level's stories come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// The level below.
    pub from: LevelId,
    /// What of it.
    pub what: Passing,
}

/// A level in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Station {
    /// Its id.
    pub id: LevelId,
    /// Its name.
    pub label: InThree,
    /// One panel a site, or one for all.
    pub reach: Reach,
    /// Which text it reads.
    #[serde(default)]
    pub text: ReadText,
    /// What comes up to it; nothing: it hears what was told.
    #[serde(default)]
    pub passes: Vec<Pass>,
}

/// Why a plan is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PlanRefused {
    /// No level at all.
    #[error("a plan needs a level")]
    Empty,
    /// More than [`MOST_LEVELS`].
    #[error("at most {MOST_LEVELS} levels")]
    TooMany,
    /// A level without a name, or with one longer than [`LEVEL_LETTERS`].
    #[error("a level needs a name of at most {LEVEL_LETTERS} letters")]
    NoName,
    /// Two levels have one id.
    #[error("a level stands there twice")]
    Twice,
    /// A level is fed by one that is not in the plan.
    #[error("a level is fed by one that is not there")]
    Unknown,
    /// A level would, by way of others, pass stories to itself.
    #[error("levels pass stories round in a circle")]
    Circle,
    /// A panel of one site would be fed by a panel of all sites.
    #[error("a site's panel cannot be fed by a panel of all sites")]
    Downwards,
    /// "The first so many" is 0 or more than [`MOST_PASSED`].
    #[error("from 1 to {MOST_PASSED} stories go on")]
    Number,
}

/// The levels of a reporting period. Only legal plans exist: named levels, each at most once, no circle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Plan(Vec<Station>);

impl<'de> Deserialize<'de> for Plan {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl Plan {
    /// Checks a plan.
    ///
    /// # Errors
    /// [`PlanRefused`].
    pub fn new(stations: Vec<Station>) -> Result<Self, PlanRefused> {
        match stations.len() {
            0 => return Err(PlanRefused::Empty),
            1..=MOST_LEVELS => {}
            _ => return Err(PlanRefused::TooMany),
        }
        let by_id: BTreeMap<LevelId, &Station> = stations.iter().map(|station| (station.id, station)).collect();
        if by_id.len() < stations.len() {
            return Err(PlanRefused::Twice);
        }
        for station in &stations {
            let name = station.label.get(PageLanguage::French);
            if name.is_empty() || name.chars().count() > LEVEL_LETTERS {
                return Err(PlanRefused::NoName);
            }
            for pass in &station.passes {
                let from = by_id.get(&pass.from).ok_or(PlanRefused::Unknown)?;
                if station.reach == Reach::Site && from.reach == Reach::Programme {
                    return Err(PlanRefused::Downwards);
                }
                if matches!(pass.what, Passing::First { most } if most == 0 || most > MOST_PASSED) {
                    return Err(PlanRefused::Number);
                }
            }
            let sources: BTreeSet<LevelId> = station.passes.iter().map(|pass| pass.from).collect();
            if sources.len() < station.passes.len() {
                return Err(PlanRefused::Twice);
            }
        }
        let plan = Self(stations);
        if plan.ranks().is_none() {
            return Err(PlanRefused::Circle);
        }
        Ok(plan)
    }

    /// The plan of a programme whose period says nothing of its own: each level hears what the one below it chose.
    ///
    /// # Errors
    /// [`PlanRefused`], where the levels of the programme are none.
    pub fn of_levels(levels: &[Level]) -> Result<Self, PlanRefused> {
        let below = |rank: u8| levels.iter().filter(move |other| other.rank + 1 == rank);
        let stations = levels.iter().map(|level| Station {
            id: level.id,
            label: level.label.clone(),
            reach: level.reach,
            text: ReadText::Newest,
            passes: below(level.rank)
                .map(|other| Pass {
                    from: other.id,
                    what: Passing::Chosen,
                })
                .collect(),
        });
        Self::new(stations.collect())
    }

    /// Its levels, in the order in which they were written down.
    pub fn stations(&self) -> &[Station] {
        &self.0
    }

    /// A level of it.
    pub fn station(&self, id: LevelId) -> Option<&Station> {
        self.0.iter().find(|station| station.id == id)
    }

    /// How far each level stands from what was told: 1 hears stories as they come, 2 what a level of rank 1 passed on at the
    /// earliest, and so on.
    pub fn rank(&self, id: LevelId) -> usize {
        self.ranks().and_then(|ranks| ranks.get(&id).copied()).unwrap_or(1)
    }

    /// The longest way down from each level; none where there is a circle.
    fn ranks(&self) -> Option<BTreeMap<LevelId, usize>> {
        let mut ranks: BTreeMap<LevelId, usize> = BTreeMap::new();
        while ranks.len() < self.0.len() {
            let settled = self
                .0
                .iter()
                .filter(|station| !ranks.contains_key(&station.id))
                .filter_map(|station| {
                    let below: Option<Vec<usize>> =
                        station.passes.iter().map(|pass| ranks.get(&pass.from).copied()).collect();
                    Some((station.id, below?.into_iter().max().unwrap_or(0) + 1))
                });
            let settled: Vec<_> = settled.collect();
            if settled.is_empty() {
                return None;
            }
            ranks.extend(settled);
        }
        Some(ranks)
    }

    /// The levels that a level passes stories on to, and what of them.
    pub fn above(&self, from: LevelId) -> impl Iterator<Item = (&Station, Passing)> {
        let each = self
            .0
            .iter()
            .flat_map(|station| station.passes.iter().map(move |pass| (station, pass)));
        each.filter(move |(_, pass)| pass.from == from)
            .map(|(station, pass)| (station, pass.what))
    }

    /// The levels that a level hears from, directly or by way of others.
    pub fn below(&self, id: LevelId) -> BTreeSet<LevelId> {
        let mut found = BTreeSet::new();
        let mut open: Vec<LevelId> = vec![id];
        while let Some(next) = open.pop() {
            let passes = self.station(next).map_or(&[][..], |station| &station.passes);
            open.extend(passes.iter().map(|pass| pass.from).filter(|from| found.insert(*from)));
        }
        found
    }
}

/// The stories that a closed panel passes on: of the first so many of a secret vote that tells who leads alone, no more than who leads,
/// because whoever else goes on had a vote; but for those withdrawn since. A panel that chose none, or sent one back, passes none on but where all go.
pub fn passed(what: Passing, record: &Record) -> Vec<StoryId> {
    let heard: BTreeSet<StoryId> = record
        .stories
        .iter()
        .filter(|one| one.text.is_some())
        .map(|one| one.story)
        .collect();
    let mut chosen = record.outcome.stories();
    chosen.retain(|story| heard.contains(story));
    match what {
        Passing::Chosen => chosen,
        Passing::All => heard.into_iter().collect(),
        Passing::First { .. } if chosen.is_empty() => Vec::new(),
        Passing::First { most } => {
            let mut on = chosen;
            let told = if record.is_count_untold() { 1 } else { usize::MAX };
            for equals in record.ranked().into_iter().take(told) {
                let follow: Vec<StoryId> = equals.into_iter().filter(|story| !on.contains(story)).collect();
                if on.len() >= usize::from(most) {
                    break;
                }
                on.extend(follow);
            }
            on
        }
    }
}

#[cfg(test)]
mod tests;
