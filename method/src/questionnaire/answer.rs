//! Answers to extra questions: as a sheet gives them, and as a story keeps them, each with the question as it was put.

use super::{Kind, Question, Questionnaire, Wording, is_said};
use crate::id::{DomainId, QuestionId};
use crate::language::{InThree, PageLanguage};
use crate::letters::plain;
use crate::recording::Sheet;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// The most letters of an answer in her words.
pub const ANSWER_LETTERS: usize = 4_000;
/// Years in which a day can lie.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// What a sheet says to one wording of a question, as it was typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Given {
    /// Which question.
    pub question: QuestionId,
    /// The number of the wording in which it was put.
    pub number: u32,
    /// What was typed or chosen; several where several options were.
    pub said: Vec<String>,
}

/// An answer as a story keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Which question.
    pub question: QuestionId,
    /// The number of its wording.
    pub number: u32,
    /// The language in which it was put.
    pub language: PageLanguage,
    /// The question as it was put.
    pub asked: String,
    /// What she answered.
    pub answer: Answer,
}

/// What was answered, with the words that were offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Her words.
    Text(String),
    /// One option.
    Choice(Picked),
    /// Several options, in the order in which they were offered; at least one.
    Several(Vec<Picked>),
    /// A step.
    Scale {
        /// Which, from 1.
        step: u8,
        /// Of how many.
        of: u8,
        /// What the first step means.
        lowest: String,
        /// What the last step means.
        highest: String,
    },
    /// A number.
    Number(i64),
    /// A day.
    Date(NaiveDate),
}

/// An option that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picked {
    /// Its place among the options, from 1.
    pub place: u16,
    /// What it said.
    pub words: String,
}

/// A question as a sheet puts it: in the wording that was answered before, or else in the newest.
#[derive(Clone, Copy, Debug)]
pub struct Put<'a> {
    /// The question.
    pub question: &'a Question,
    /// The number of the wording.
    pub number: u32,
    /// The wording.
    pub wording: &'a Wording,
}

impl Put<'_> {
    /// The field of a sheet that holds its answer.
    pub fn field(&self) -> String {
        field_name(self.question.id(), self.number)
    }
}

/// An answer that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// To which question.
    pub question: QuestionId,
    /// To which wording of it.
    pub number: u32,
    /// Why.
    pub why: NotAnAnswer,
}

/// Why an answer is none. Each is a sentence beside a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAnAnswer {
    /// The question must be answered.
    Missing,
    /// More than [`ANSWER_LETTERS`].
    TooLong,
    /// No such option or step was offered, or more than one where one is asked for.
    NotOffered,
    /// No whole number.
    NotANumber,
    /// A number outside its bounds.
    OutOfBounds {
        /// The least.
        least: Option<i64>,
        /// The most.
        most: Option<i64>,
    },
    /// No day.
    NotADate,
}

/// The field of a sheet that holds the answer to one wording of a question.
pub fn field_name(question: QuestionId, number: u32) -> String {
    format!("q_{question}_{number}")
}

/// The question and the wording whose field has this name.
fn asked_by(name: &str) -> Option<(QuestionId, u32)> {
    let (question, number) = name.strip_prefix("q_")?.split_once('_')?;
    let (question, number) = (question.parse().ok()?, number.parse().ok()?);
    (field_name(question, number) == name).then_some((question, number))
}

/// What a sheet says to extra questions, in its order.
pub fn given(sheet: &Sheet) -> Vec<Given> {
    let mut all: Vec<Given> = Vec::new();
    for (name, answer) in sheet.answers() {
        let Some((question, number)) = asked_by(name) else { continue };
        let said = answer.replace("\r\n", "\n").trim().to_owned();
        match all.iter_mut().find(|one| one.question == question && one.number == number) {
            Some(known) => known.said.push(said),
            None => all.push(Given {
                question,
                number,
                said: vec![said],
            }),
        }
    }
    all
}

impl Questionnaire {
    /// The questions as a sheet puts them, in order. What is asked no more stands here as long as the sheet answers it.
    pub fn put(&self, given: &[Given]) -> Vec<Put<'_>> {
        let put = |question| {
            let question: &Question = question;
            let before = given.iter().filter(|one| one.question == question.id());
            let known = before.filter_map(|one| question.wording(one.number).map(|wording| (one, wording)));
            let (number, wording, is_answered) = match known.max_by_key(|(one, _)| one.number) {
                Some((one, wording)) => (one.number, wording, one.said.iter().any(|said| !said.is_empty())),
                None => (question.current().0, question.current().1, false),
            };
            (is_answered || !question.is_retired()).then_some(Put {
                question,
                number,
                wording,
            })
        };
        self.questions().iter().filter_map(put).collect()
    }

    /// The answers of a story in a domain (none: not chosen yet), each with its question as it was put in a language; what was
    /// left open is left out.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the questions.
    pub fn read(
        &self,
        given: &[Given],
        domain: Option<DomainId>,
        language: PageLanguage,
    ) -> Result<Vec<Answered>, Vec<Wrong>> {
        let (mut answers, mut wrong) = (Vec::new(), Vec::new());
        for put in self.put(given) {
            let (question, number) = (put.question.id(), put.number);
            let said = given.iter().find(|one| one.question == question && one.number == number);
            let said = said.map_or(&[][..], |one| &one.said);
            let needed = put.question.is_required() && put.question.domain().is_none_or(|one| Some(one) == domain);
            match put.wording.read(language, said) {
                Ok(Some(answer)) => answers.push(Answered {
                    question,
                    number,
                    language,
                    asked: put.wording.label.get(language).to_owned(),
                    answer,
                }),
                Ok(None) if needed => wrong.push(Wrong {
                    question,
                    number,
                    why: NotAnAnswer::Missing,
                }),
                Ok(None) => {}
                Err(why) => wrong.push(Wrong { question, number, why }),
            }
        }
        if wrong.is_empty() { Ok(answers) } else { Err(wrong) }
    }
}

impl Wording {
    /// What was said to it; none if nothing was.
    ///
    /// # Errors
    /// [`NotAnAnswer`].
    pub fn read(&self, language: PageLanguage, said: &[String]) -> Result<Option<Answer>, NotAnAnswer> {
        let said: Vec<&str> = said.iter().map(|one| one.trim()).filter(|one| !one.is_empty()).collect();
        if said.is_empty() {
            return Ok(None);
        }
        let one = match (&self.kind, &said[..]) {
            (Kind::Several(options), _) => {
                let mut picked = said
                    .into_iter()
                    .map(|one| pick(options, one, language))
                    .collect::<Result<Vec<_>, _>>()?;
                picked.sort_by_key(|one| one.place);
                picked.dedup();
                return Ok(Some(Answer::Several(picked)));
            }
            (_, [one]) => *one,
            _ => return Err(NotAnAnswer::NotOffered),
        };
        let answer = match &self.kind {
            Kind::Text if one.chars().count() > ANSWER_LETTERS => return Err(NotAnAnswer::TooLong),
            Kind::Text => Answer::Text(one.to_owned()),
            Kind::Choice(options) | Kind::Several(options) => Answer::Choice(pick(options, one, language)?),
            Kind::Scale { steps, lowest, highest } => Answer::Scale {
                step: number(one)
                    .and_then(|step| u8::try_from(step).ok())
                    .filter(|step| (1..=*steps).contains(step))
                    .ok_or(NotAnAnswer::NotOffered)?,
                of: *steps,
                lowest: lowest.get(language).to_owned(),
                highest: highest.get(language).to_owned(),
            },
            Kind::Number { least, most } => {
                let number = number(one).ok_or(NotAnAnswer::NotANumber)?;
                if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
                    return Err(NotAnAnswer::OutOfBounds {
                        least: *least,
                        most: *most,
                    });
                }
                Answer::Number(number)
            }
            Kind::Date => {
                let day = one.parse::<NaiveDate>().ok().filter(|day| YEARS.contains(&day.year()));
                Answer::Date(day.ok_or(NotAnAnswer::NotADate)?)
            }
        };
        Ok(Some(answer))
    }
}

/// The option at a place, if it is offered.
fn pick(options: &[InThree], place: &str, language: PageLanguage) -> Result<Picked, NotAnAnswer> {
    let place: u16 = place.parse().map_err(|_| NotAnAnswer::NotOffered)?;
    let option = usize::from(place).checked_sub(1).and_then(|index| options.get(index));
    let option = option.filter(|option| is_said(option)).ok_or(NotAnAnswer::NotOffered)?;
    Ok(Picked {
        place,
        words: option.get(language).to_owned(),
    })
}

/// A whole number, in whichever digits a telephone writes it and however its thousands are set apart.
fn number(typed: &str) -> Option<i64> {
    let digits: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| if letter == '−' { '-' } else { letter })
        .filter_map(plain)
        .collect();
    digits.parse().ok()
}
