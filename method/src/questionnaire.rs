//! Extra questions of a programme, asked after the question of the technique (p.23–27): their kinds, their wordings in three
//! languages, and the rules that hold them few. A changed wording is a new one with the next number; the older ones stay, so
//! that a sheet which was filled in before reads as it was put.

mod answer;
mod counted;
#[cfg(test)]
mod tests;

pub use answer::{Answer, Answered, Given, NotAnAnswer, Picked, Put, Wrong, field_name, given};
pub use counted::{Counted, Of, counted};

use crate::id::{DomainId, QuestionId};
use crate::language::InThree;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most questions that are asked beside the story: the more onerous the form, the fewer relevant stories.
pub const QUESTIONS: usize = 20;
/// The most of them that must be answered.
pub const REQUIRED: usize = 3;
/// The most questions with those that are asked no more.
pub const KEPT: usize = 100;
/// The most wordings of a question.
pub const WORDINGS: usize = 100;
/// The most options of a choice.
pub const OPTIONS: usize = 12;
/// The most steps of a scale.
pub const STEPS: u8 = 10;
/// The most letters of a label, a hint, an option or the end of a scale, in each language.
pub const LETTERS: usize = 300;

/// What is answered with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Her words.
    Text,
    /// One of several options. An option keeps its place; an empty one is not offered any more.
    Choice(Vec<InThree>),
    /// Any of several options.
    Several(Vec<InThree>),
    /// A step from 1 to so many, of which the ends have names.
    Scale {
        /// How many steps.
        steps: u8,
        /// What the first step means.
        lowest: InThree,
        /// What the last step means.
        highest: InThree,
    },
    /// A whole number, within bounds if there are any; both count.
    Number {
        /// The least.
        least: Option<i64>,
        /// The most.
        most: Option<i64>,
    },
    /// A day.
    Date,
}

impl Kind {
    /// The names of all six in forms, in the order in which they are offered.
    pub const NAMES: [&'static str; 6] = ["text", "choice", "several", "scale", "number", "date"];

    /// What it is called in forms.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Choice(_) => "choice",
            Self::Several(_) => "several",
            Self::Scale { .. } => "scale",
            Self::Number { .. } => "number",
            Self::Date => "date",
        }
    }
}

/// How a question is put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// The question.
    pub label: InThree,
    /// What helps to answer it; may be empty.
    pub hint: InThree,
    /// What is answered with.
    pub kind: Kind,
}

/// A question and all its wordings, the first one first. There is always one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    id: QuestionId,
    /// Asked in this domain of change alone; in every one if there is none.
    domain: Option<DomainId>,
    is_required: bool,
    is_retired: bool,
    first: Wording,
    later: Vec<Wording>,
}

impl Question {
    /// A question that is asked from now on.
    pub const fn new(id: QuestionId, domain: Option<DomainId>, is_required: bool, wording: Wording) -> Self {
        Self {
            id,
            domain,
            is_required,
            is_retired: false,
            first: wording,
            later: Vec::new(),
        }
    }

    /// Its id.
    pub const fn id(&self) -> QuestionId {
        self.id
    }

    /// The domain of change in which alone it is asked.
    pub const fn domain(&self) -> Option<DomainId> {
        self.domain
    }

    /// Whether a story needs an answer to it.
    pub const fn is_required(&self) -> bool {
        self.is_required
    }

    /// Whether it is asked no more.
    pub const fn is_retired(&self) -> bool {
        self.is_retired
    }

    /// The newest wording and its number; the first wording is number 1.
    pub fn current(&self) -> (u32, &Wording) {
        let number = u32::try_from(self.later.len()).unwrap_or(u32::MAX - 1) + 1;
        (number, self.later.last().unwrap_or(&self.first))
    }

    /// The wording with a number.
    pub fn wording(&self, number: u32) -> Option<&Wording> {
        match number {
            0 => None,
            1 => Some(&self.first),
            later => self.later.get(usize::try_from(later).ok()?.checked_sub(2)?),
        }
    }
}

/// Why a questionnaire is refused. Each is a sentence beside a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum QuestionRefused {
    /// The question says nothing in any language.
    #[error("a question says something")]
    NoLabel,
    /// A text has more than [`LETTERS`].
    #[error("at most {LETTERS} letters")]
    TooLong,
    /// Fewer than two options, or more than [`OPTIONS`].
    #[error("two to {OPTIONS} options")]
    Options,
    /// Fewer than two steps, or more than [`STEPS`].
    #[error("two to {STEPS} steps")]
    Steps,
    /// The least is more than the most.
    #[error("the least is more than the most")]
    Bounds,
    /// More than [`QUESTIONS`] are asked, or more than [`KEPT`] kept, or one has more than [`WORDINGS`].
    #[error("at most {QUESTIONS} questions")]
    TooMany,
    /// More than [`REQUIRED`] must be answered.
    #[error("at most {REQUIRED} must be answered")]
    TooManyRequired,
    /// There is no such question.
    #[error("no such question")]
    Unknown,
}

/// The extra questions of a programme, in the order in which they are asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Questionnaire {
    questions: Vec<Question>,
}

impl Questionnaire {
    /// Every question, those that are asked no more too, in order.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The questions that are asked, in order.
    pub fn asked(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| !question.is_retired)
    }

    /// One question.
    pub fn question(&self, id: QuestionId) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// With one more question at the end.
    ///
    /// # Errors
    /// Whatever [`QuestionRefused`] says of it.
    pub fn with(mut self, question: Question) -> Result<Self, QuestionRefused> {
        check(&question.first)?;
        self.questions.push(question);
        self.checked()
    }

    /// With a question put otherwise. A changed wording gets the next number; where and whether it must be answered is no wording.
    ///
    /// # Errors
    /// Whatever [`QuestionRefused`] says of it.
    pub fn changed(
        mut self,
        id: QuestionId,
        domain: Option<DomainId>,
        is_required: bool,
        wording: Wording,
    ) -> Result<Self, QuestionRefused> {
        check(&wording)?;
        let question = self.find(id)?;
        (question.domain, question.is_required) = (domain, is_required);
        if *question.current().1 != wording {
            question.later.push(wording);
        }
        self.checked()
    }

    /// With a question that is asked no more, or asked again.
    ///
    /// # Errors
    /// [`QuestionRefused::TooMany`], [`QuestionRefused::TooManyRequired`], [`QuestionRefused::Unknown`].
    pub fn retired(mut self, id: QuestionId, is_retired: bool) -> Result<Self, QuestionRefused> {
        self.find(id)?.is_retired = is_retired;
        self.checked()
    }

    /// With a question asked before the one that was asked before it; the first stays the first.
    ///
    /// # Errors
    /// [`QuestionRefused::Unknown`].
    pub fn earlier(mut self, id: QuestionId) -> Result<Self, QuestionRefused> {
        let place = self.questions.iter().position(|one| one.id == id);
        let place = place.ok_or(QuestionRefused::Unknown)?;
        let before = self.questions[..place].iter().rposition(|one| !one.is_retired);
        if let Some(before) = before {
            let question = self.questions.remove(place);
            self.questions.insert(before, question);
        }
        Ok(self)
    }

    fn find(&mut self, id: QuestionId) -> Result<&mut Question, QuestionRefused> {
        let found = self.questions.iter_mut().find(|one| one.id == id);
        found.ok_or(QuestionRefused::Unknown)
    }

    fn checked(self) -> Result<Self, QuestionRefused> {
        let too_many = self.asked().count() > QUESTIONS
            || self.questions.len() > KEPT
            || self.questions.iter().any(|one| one.later.len() >= WORDINGS);
        if too_many {
            return Err(QuestionRefused::TooMany);
        }
        if self.asked().filter(|one| one.is_required).count() > REQUIRED {
            return Err(QuestionRefused::TooManyRequired);
        }
        Ok(self)
    }
}

/// Whether a text says something in some language.
pub(crate) fn is_said(text: &InThree) -> bool {
    !text.get(crate::language::PageLanguage::French).is_empty()
}

/// Checks one wording.
fn check(wording: &Wording) -> Result<(), QuestionRefused> {
    if !is_said(&wording.label) {
        return Err(QuestionRefused::NoLabel);
    }
    let mut texts = vec![&wording.label, &wording.hint];
    match &wording.kind {
        Kind::Text | Kind::Date => {}
        Kind::Choice(options) | Kind::Several(options) => {
            let offered = options.iter().filter(|option| is_said(option)).count();
            if offered < 2 || options.len() > OPTIONS {
                return Err(QuestionRefused::Options);
            }
            texts.extend(options);
        }
        Kind::Scale { steps, lowest, highest } => {
            if !(2..=STEPS).contains(steps) {
                return Err(QuestionRefused::Steps);
            }
            texts.extend([lowest, highest]);
        }
        Kind::Number { least, most } => {
            if least.zip(*most).is_some_and(|(least, most)| least > most) {
                return Err(QuestionRefused::Bounds);
            }
        }
    }
    let is_long = |text: &InThree| {
        [&text.fr, &text.ar, &text.en]
            .into_iter()
            .any(|one| one.chars().count() > LETTERS)
    };
    if texts.into_iter().any(is_long) {
        return Err(QuestionRefused::TooLong);
    }
    Ok(())
}
