//! Answers to extra questions, counted by site or by period over the stories that the reader may read.

use super::group::{By, Group, Selection};
use super::{Analysis, AnalysisError, analyst, read};
use crate::desk::programmes::{Overview, Programmes};
use crate::error::Fault;
use archive_export::grid;
pub use archive_export::grid::Cell;
use chrono::Datelike;
use method::id::{DomainId, ProgrammeId};
use method::language::InThree;
use method::policy::Actor;
use method::questionnaire::{Answer, Counted, counted};

/// What was answered.
pub struct Told {
    /// The programme, for the names of groups.
    pub overview: Overview,
    /// The groups.
    pub groups: Vec<Group>,
    /// The questions in their order, those that are asked no more last.
    pub questions: Vec<AnswersTo>,
}

/// What was answered to one question.
pub struct AnswersTo {
    /// The question as it is put now.
    pub label: InThree,
    /// The domain of change in whose stories alone it is asked.
    pub domain: Option<DomainId>,
    /// Whether it is asked no more.
    pub is_retired: bool,
    /// Its rows; none where it is answered in words, which are not counted.
    pub rows: Option<Vec<Counted>>,
}

/// As what a table of answers is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values.
    Csv,
    /// A spreadsheet.
    Xlsx,
}

impl Analysis<'_> {
    /// What was answered to the extra questions, by groups of the stories that the reader may read.
    ///
    /// # Errors
    /// [`AnalysisError::NotFound`] for whoever does not analyse this programme; [`AnalysisError::NotATable`] beyond what can be protected.
    pub async fn answers(&self, actor: &Actor, of: ProgrammeId, by: By) -> Result<Told, AnalysisError> {
        analyst(actor, of)?;
        let desk = Programmes(self.0);
        let overview = desk.overview(actor, of).await?;
        let (questionnaire, _) = desk.questionnaire(actor, of).await?;
        let (keys, now) = (self.0.keys()?, self.0.clock.now());
        let mut tx = self.0.content.read().await?;
        let stories = read::stories(&mut tx, &keys, actor, of, now).await?;
        drop(tx);
        let groups = Group::all(by, &overview);
        let today = now.date_naive();
        // So many numbers at once take longer than others may wait.
        let counting = tokio::task::spawn_blocking(move || {
            let place = |story: &read::Story| {
                let group = Group::of(by, story, &Selection::default());
                groups.iter().position(|one| *one == group)
            };
            let places: Vec<_> = stories.iter().filter_map(|story| Some((place(story)?, story))).collect();
            let mut all: Vec<_> = questionnaire.questions().iter().collect();
            all.sort_by_key(|question| question.is_retired());
            let questions = all.into_iter().map(|question| {
                let asked = places
                    .iter()
                    .filter(|(_, story)| question.domain().is_none_or(|domain| domain == story.domain));
                let answers: Vec<(usize, Option<&Answer>)> = asked
                    .map(|(place, story)| {
                        let answered = story.answers.iter().find(|one| one.question == question.id());
                        (*place, answered.map(|one| &one.answer))
                    })
                    .collect();
                let (_, wording) = question.current();
                Ok(AnswersTo {
                    label: wording.label.clone(),
                    domain: question.domain(),
                    is_retired: question.is_retired(),
                    rows: if groups.is_empty() {
                        Some(Vec::new())
                    } else {
                        counted(wording, today, groups.len(), &answers)?
                    },
                })
            });
            let questions = questions.collect::<Result<Vec<_>, AnalysisError>>()?;
            Ok::<_, AnalysisError>((groups, questions))
        });
        let (groups, questions) = counting.await.map_err(|_| Fault::Stopped)??;
        Ok(Told {
            overview,
            groups,
            questions,
        })
    }

    /// A table that the page has worded, as a file.
    ///
    /// # Errors
    /// [`AnalysisError::NotFound`] for whoever does not analyse this programme.
    pub fn table_file(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        rows: &[Vec<Cell>],
        format: TableFormat,
    ) -> Result<Vec<u8>, AnalysisError> {
        analyst(actor, of)?;
        let today = self.0.clock.now().date_naive();
        let part = |number: u32| u8::try_from(number).unwrap_or(1);
        let day = (
            u16::try_from(today.year()).unwrap_or(1900),
            part(today.month()),
            part(today.day()),
        );
        match format {
            TableFormat::Csv => Ok(grid::csv(rows)),
            TableFormat::Xlsx => grid::xlsx(rows, day).map_err(|_| AnalysisError::NotFound),
        }
    }
}
