//! What stories are grouped by.

use super::read::Story;
use crate::desk::programmes::Overview;
use crate::index::query::Narrowing;
use method::id::{DomainId, RoundId, SiteId, StoryId};
use method::story::Direction;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// What stories are grouped by: each story stands in one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Where they were told.
    #[default]
    Site,
    /// In which reporting period.
    Round,
    /// Domain of change.
    Domain,
    /// Which way the change went.
    Direction,
    /// Whether a panel chose them.
    Choice,
}

impl By {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Site, Self::Round, Self::Domain, Self::Direction, Self::Choice];

    /// Its name in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Round => "round",
            Self::Domain => "domain",
            Self::Direction => "direction",
            Self::Choice => "choice",
        }
    }

    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.name() == name)
    }
}

/// What closed panels did with a story, as far as the reader may read their records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// One chose it.
    Chosen,
    /// It was read and never chosen.
    NotChosen,
    /// No panel has read it.
    NotRead,
}

/// One group of stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Told at a site.
    Site(SiteId),
    /// Told in a period.
    Round(RoundId),
    /// Of a domain.
    Domain(DomainId),
    /// Of a direction.
    Direction(Direction),
    /// Chosen or not.
    Choice(Choice),
}

/// The stories that closed panels read, and those that they chose.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    pub(super) read: BTreeSet<StoryId>,
    pub(super) chosen: BTreeSet<StoryId>,
}

impl Selection {
    fn of(&self, story: StoryId) -> Choice {
        if self.chosen.contains(&story) {
            Choice::Chosen
        } else if self.read.contains(&story) {
            Choice::NotChosen
        } else {
            Choice::NotRead
        }
    }
}

impl Group {
    /// The group as the index narrows by it.
    pub(super) fn narrowing(self, selection: &Selection) -> Narrowing {
        match self {
            Self::Site(site) => Narrowing::Site(site),
            Self::Round(round) => Narrowing::Round(round),
            Self::Domain(domain) => Narrowing::Domain(domain),
            Self::Direction(direction) => Narrowing::Direction(direction),
            Self::Choice(Choice::Chosen) => Narrowing::Among(selection.chosen.iter().copied().collect()),
            Self::Choice(Choice::NotChosen) => {
                Narrowing::Among(selection.read.difference(&selection.chosen).copied().collect())
            }
            Self::Choice(Choice::NotRead) => Narrowing::NotAmong(selection.read.union(&selection.chosen).copied().collect()),
        }
    }

    /// The group in which a story stands.
    pub(super) fn of(by: By, story: &Story, selection: &Selection) -> Self {
        match by {
            By::Site => Self::Site(story.site),
            By::Round => Self::Round(story.round),
            By::Domain => Self::Domain(story.domain),
            By::Direction => Self::Direction(story.direction),
            By::Choice => Self::Choice(selection.of(story.id)),
        }
    }

    /// Every group in the programme's own order, those without a story too: what is missing is a finding.
    pub fn all(by: By, overview: &Overview) -> Vec<Self> {
        match by {
            By::Site => overview.sites.iter().map(|site| Self::Site(site.id)).collect(),
            By::Round => overview.rounds.iter().map(|round| Self::Round(round.id)).collect(),
            By::Domain => overview.domains.iter().map(|one| Self::Domain(one.domain.id)).collect(),
            By::Direction => [Direction::Good, Direction::Bad, Direction::Mixed, Direction::Lesson]
                .map(Self::Direction)
                .to_vec(),
            By::Choice => [Choice::Chosen, Choice::NotChosen, Choice::NotRead]
                .map(Self::Choice)
                .to_vec(),
        }
    }

    /// What it is a group by.
    pub const fn by(self) -> By {
        match self {
            Self::Site(_) => By::Site,
            Self::Round(_) => By::Round,
            Self::Domain(_) => By::Domain,
            Self::Direction(_) => By::Direction,
            Self::Choice(_) => By::Choice,
        }
    }
}

/// The names of directions and choices in addresses.
const DIRECTIONS: [(Direction, &str); 4] = [
    (Direction::Good, "good"),
    (Direction::Bad, "bad"),
    (Direction::Mixed, "mixed"),
    (Direction::Lesson, "lesson"),
];
const CHOICES: [(Choice, &str); 3] = [
    (Choice::Chosen, "chosen"),
    (Choice::NotChosen, "not_chosen"),
    (Choice::NotRead, "not_read"),
];

/// As it stands in an address: `site:` and an id, `direction:bad`.
impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = self.by().name();
        match self {
            Self::Site(id) => write!(f, "{by}:{id}"),
            Self::Round(id) => write!(f, "{by}:{id}"),
            Self::Domain(id) => write!(f, "{by}:{id}"),
            Self::Direction(one) => write!(f, "{by}:{}", name_in(&DIRECTIONS, one)),
            Self::Choice(one) => write!(f, "{by}:{}", name_in(&CHOICES, one)),
        }
    }
}

fn name_in<T: PartialEq>(names: &[(T, &'static str)], one: &T) -> &'static str {
    names.iter().find(|(other, _)| other == one).map_or("", |(_, name)| name)
}

/// No group is written so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no group is written so")]
pub struct NotAGroup;

impl FromStr for Group {
    type Err = NotAGroup;

    fn from_str(text: &str) -> Result<Self, NotAGroup> {
        let (by, which) = text.split_once(':').ok_or(NotAGroup)?;
        match By::named(by).ok_or(NotAGroup)? {
            By::Site => which.parse().map(Self::Site).map_err(|_| NotAGroup),
            By::Round => which.parse().map(Self::Round).map_err(|_| NotAGroup),
            By::Domain => which.parse().map(Self::Domain).map_err(|_| NotAGroup),
            By::Direction => named_in(&DIRECTIONS, which).map(Self::Direction),
            By::Choice => named_in(&CHOICES, which).map(Self::Choice),
        }
    }
}

fn named_in<T: Copy>(names: &[(T, &'static str)], name: &str) -> Result<T, NotAGroup> {
    let found = names.iter().find(|(_, other)| *other == name);
    found.map(|(one, _)| *one).ok_or(NotAGroup)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_read_as_it_is_written() {
        let id = uuid::Uuid::from_u128(7);
        for group in [
            Group::Site(SiteId::new(id)),
            Group::Round(RoundId::new(id)),
            Group::Domain(DomainId::new(id)),
            Group::Direction(Direction::Mixed),
            Group::Choice(Choice::NotChosen),
        ] {
            assert_eq!(group.to_string().parse(), Ok(group));
        }
        for text in ["", "site", "site:", "site:x", "direction:up", "choice:", "elsewhere:good"] {
            assert_eq!(text.parse::<Group>(), Err(NotAGroup), "{text}");
        }
    }
}
