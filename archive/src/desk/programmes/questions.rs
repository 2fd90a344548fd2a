//! The extra questions of a programme: reading them, and changing them one at a time. Stories keep the questions as they were put.

use super::{Programmes, ProgrammesError, open, seal};
use crate::allowed;
use crate::audit::Deed;
use crate::clock::ordered_id;
use crate::contracts::QUESTIONNAIRE;
use crate::store::documents::{self, Document};
use method::id::{DomainId, ProgrammeId, QuestionId};
use method::policy::{Action, Actor, Subject};
use method::questionnaire::{Question, Questionnaire, Wording};

/// A question as somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// In which domain of change alone; none: in every one.
    pub domain: Option<DomainId>,
    /// Whether a story needs an answer to it.
    pub is_required: bool,
    /// How it is put.
    pub wording: Wording,
}

/// One change of the questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionChange {
    /// A further question, at the end.
    Add(Written),
    /// A question put otherwise.
    Reword(QuestionId, Written),
    /// A question that is asked no more.
    Retire(QuestionId),
    /// One that is asked again.
    AskAgain(QuestionId),
    /// A question one place earlier.
    Earlier(QuestionId),
}

impl QuestionChange {
    const fn written(&self) -> Option<&Written> {
        match self {
            Self::Add(written) | Self::Reword(_, written) => Some(written),
            Self::Retire(_) | Self::AskAgain(_) | Self::Earlier(_) => None,
        }
    }
}

impl Programmes<'_> {
    /// The extra questions of a programme, and the version to name when changing them; 0 as long as there are none.
    ///
    /// # Errors
    /// [`ProgrammesError::NotFound`] for whoever has no role in it.
    pub async fn questionnaire(&self, actor: &Actor, of: ProgrammeId) -> Result<(Questionnaire, i32), ProgrammesError> {
        if !allowed(actor, Action::SeeProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        let keys = self.0.keys()?;
        let key = keys.programme(of).await?;
        let mut tx = self.0.content.read().await?;
        let row = documents::all(&mut tx, Document::Questionnaire, of).await?.pop();
        row.map_or(Ok((Questionnaire::default(), 0)), |row| {
            let version = row.version;
            Ok((open(&keys, &key, QUESTIONNAIRE, row)?, version))
        })
    }

    /// Changes the questions. A changed wording is a new one; stories told before keep theirs.
    ///
    /// # Errors
    /// [`ProgrammesError::Question`]; [`ProgrammesError::Conflict`] if `read_version` is no longer the newest;
    /// [`ProgrammesError::NotFound`].
    pub async fn change_questions(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        change: QuestionChange,
        read_version: i32,
    ) -> Result<(), ProgrammesError> {
        if !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        if let Some(domain) = change.written().and_then(|written| written.domain) {
            let overview = self.overview(actor, of).await?;
            overview.domain(domain).ok_or(ProgrammesError::NotFound)?;
        }
        let keys = self.0.keys()?;
        let key = keys.programme(of).await?;
        let mut tx = self.0.content.write().await?;
        let row = documents::all(&mut tx, Document::Questionnaire, of).await?.pop();
        let (id, version) = row.as_ref().map_or_else(|| (ordered_id(), 0), |row| (row.id, row.version));
        if version != read_version {
            return Err(ProgrammesError::Conflict);
        }
        let old = row.map(|row| open(&keys, &key, QUESTIONNAIRE, row)).transpose()?;
        let changed = changed(old.unwrap_or_default(), change)?;
        let row = seal(&keys, &key, QUESTIONNAIRE, id, version + 1, &changed)?;
        if version == 0 {
            documents::add(&mut tx, Document::Questionnaire, of, &row).await?;
        } else if !documents::update(&mut tx, Document::Questionnaire, of, &row, version).await? {
            return Err(ProgrammesError::Conflict);
        }
        self.note(&mut tx, &keys, actor, Deed::QuestionsChanged, id).await?;
        Ok(tx.commit().await?)
    }
}

fn changed(all: Questionnaire, change: QuestionChange) -> Result<Questionnaire, ProgrammesError> {
    Ok(match change {
        QuestionChange::Add(new) => {
            let id = QuestionId::new(ordered_id());
            all.with(Question::new(id, new.domain, new.is_required, new.wording))?
        }
        QuestionChange::Reword(id, new) => all.changed(id, new.domain, new.is_required, new.wording)?,
        QuestionChange::Retire(id) => all.retired(id, true)?,
        QuestionChange::AskAgain(id) => all.retired(id, false)?,
        QuestionChange::Earlier(id) => all.earlier(id)?,
    })
}
