//! A story of change (p.23–27): the long list first, then the one; what happened and why it matters to her, apart and both
//! mandatory. A text is never rewritten: an edit is a new layer.

mod beside;
mod draft;
mod layer;
mod setting;

pub use beside::{Row, beside, carried, is_aligned, of_rows, paragraphs, rows};
pub use draft::{Draft, Drafted, Unready, approved};
pub use layer::{Layer, LayerKind, Standing, anonymised, current, told_before};
pub use setting::{CameBy, CameSince, Distress, HappenedAt, Interpreter, SaidBy, SentOn, Setting};

use crate::id::{AccountId, DomainId, GatheringId};
use crate::prompt::RenderedPrompt;
use crate::questionnaire::Answered;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// How the story came to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Session {
    /// Face to face, notes read back.
    Interview,
    /// In a focus group.
    FocusGroup,
    /// Written by the teller.
    Written,
    /// Told without being asked.
    Unsolicited,
}

impl Session {
    /// All four, in the order in which forms offer them.
    pub const ALL: [Self; 4] = [Self::Interview, Self::FocusGroup, Self::Written, Self::Unsolicited];

    /// What it is called in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Interview => "interview",
            Self::FocusGroup => "focus_group",
            Self::Written => "written",
            Self::Unsolicited => "unsolicited",
        }
    }

    /// By its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// Which way the change went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// For the better.
    Good,
    /// For the worse.
    Bad,
    /// Both.
    Mixed,
    /// Something to learn from.
    Lesson,
}

impl Direction {
    /// All four, in the order in which forms offer them.
    pub const ALL: [Self; 4] = [Self::Good, Self::Bad, Self::Mixed, Self::Lesson];

    /// What it is called in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Mixed => "mixed",
            Self::Lesson => "lesson",
        }
    }

    /// By its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// A part of a story's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextPart {
    /// The situation before, and how she came.
    Context,
    /// What happened.
    Description,
    /// Why it matters to her.
    Significance,
}

/// The words of a story: a layer's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// Short, given or approved by the teller.
    pub title: String,
    /// The situation before.
    pub context: String,
    /// What happened.
    pub description: String,
    /// Why it matters to her.
    pub significance: String,
}

impl Telling {
    /// The text of one part.
    pub fn part(&self, part: TextPart) -> &str {
        match part {
            TextPart::Context => &self.context,
            TextPart::Description => &self.description,
            TextPart::Significance => &self.significance,
        }
    }
}

/// What is known of a story beside its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstances {
    /// Domain of change.
    pub domain: DomainId,
    /// The question as it was put to her.
    pub prompt: RenderedPrompt,
    /// How it came to be told.
    pub session: Session,
    /// The day on which it was told.
    pub told_on: NaiveDate,
    /// When the change happened, in her words ("after Ramadan").
    pub happened: String,
    /// Which way the change went.
    pub direction: Direction,
    /// All the changes she named, before she chose.
    pub changes: Vec<String>,
    /// Which of them is the story's: an index into `changes`.
    pub chosen: usize,
    /// What she answered to extra questions, each as it was put.
    #[serde(default)]
    pub answers: Vec<Answered>,
    /// The gathering in which it was told.
    #[serde(default)]
    pub gathering: Option<GatheringId>,
    /// Who wrote it down on paper; empty if it was typed while it was told.
    #[serde(default)]
    pub collected_by: String,
    /// What was noted around the telling, for those who tend the story.
    #[serde(default)]
    pub setting: Setting,
}

/// A story was read back to its teller (capability 5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadBack {
    /// By whom.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// How many corrections she asked for.
    pub corrections: u16,
    /// Whether she said: yes, that is my story.
    pub approved: bool,
}

/// Why a told story is not yet one. Each is a sentence beside a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No title.
    Title,
    /// The long list is empty.
    Changes,
    /// None of the changes was marked as the most significant.
    Chosen,
    /// What happened is not told.
    Description,
    /// Why it matters to her is not told.
    Significance,
    /// The situation before is not told.
    Context,
}

/// The most letters of the name of whoever wrote a story down on paper.
pub const COLLECTOR_LETTERS: usize = 120;
/// The most letters a title may have.
pub const TITLE_LETTERS: usize = 120;
/// The most letters a part of the text may have: some forty pages.
pub const PART_LETTERS: usize = 120_000;

/// What a story still lacks before it may be kept: title, long list with one chosen, context, description, significance.
pub fn missing(telling: &Telling, changes: &[String], chosen: Option<usize>) -> Vec<Missing> {
    let said = |text: &str| !text.trim().is_empty();
    let named = changes.iter().any(|change| said(change));
    let marked = chosen.and_then(|index| changes.get(index)).is_some_and(|change| said(change));
    [
        (
            said(&telling.title) && telling.title.chars().count() <= TITLE_LETTERS,
            Missing::Title,
        ),
        (named, Missing::Changes),
        (marked || !named, Missing::Chosen),
        (said(&telling.context), Missing::Context),
        (said(&telling.description), Missing::Description),
        (said(&telling.significance), Missing::Significance),
    ]
    .into_iter()
    .filter_map(|(present, lack)| (!present).then_some(lack))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn telling() -> Telling {
        Telling {
            title: "Les papiers".into(),
            context: "Je n'avais rien.".into(),
            description: "J'ai obtenu ma carte.".into(),
            significance: "J'existe.".into(),
        }
    }

    #[test]
    fn a_whole_story_lacks_nothing() {
        assert_eq!(missing(&telling(), &["papiers".into()], Some(0)), []);
    }

    #[test]
    fn significance_is_not_the_description() {
        let without = Telling {
            significance: " \n".into(),
            ..telling()
        };
        assert_eq!(missing(&without, &["papiers".into()], Some(0)), [Missing::Significance]);
    }

    #[test]
    fn the_long_list_comes_before_the_choice() {
        assert_eq!(missing(&telling(), &[String::new()], None), [Missing::Changes]);
        assert_eq!(missing(&telling(), &["a".into(), "b".into()], None), [Missing::Chosen]);
        assert_eq!(missing(&telling(), &["a".into()], Some(7)), [Missing::Chosen]);
    }
}
