//! Adding, describing, moving, retiring and removing codes.

use super::super::kept::given_by_story;
use super::super::{Coding, CodingError, memos, reasons, sight};
use crate::clock::ordered_id;
use crate::desk::programmes::{Programmes, ProgrammesError};
use method::coding::template::Template;
use method::coding::{Code, CodeWords, Step};
use method::id::{CodeId, ProgrammeId};
use method::language::InThree;
use method::policy::Actor;

impl Coding<'_> {
    /// Adds a code after its siblings.
    ///
    /// # Errors
    /// [`CodingError::Conflict`] if `read_version` is no longer the newest; [`CodingError::Codebook`].
    pub async fn add_code(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        words: CodeWords,
        parent: Option<CodeId>,
        read_version: i32,
    ) -> Result<CodeId, CodingError> {
        let mut draft = self.draft(actor, of, read_version).await?;
        let id = CodeId::new(ordered_id());
        draft.book.codes.add(Code::new(id, words, parent))?;
        draft.save(None).await?;
        Ok(id)
    }

    /// Gives a code other words, another colour or another place; what stands below it goes with it.
    ///
    /// # Errors
    /// [`CodingError::Conflict`]; [`CodingError::Codebook`].
    pub async fn change_code(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        id: CodeId,
        words: CodeWords,
        parent: Option<CodeId>,
        read_version: i32,
    ) -> Result<(), CodingError> {
        let mut draft = self.draft(actor, of, read_version).await?;
        draft.book.codes.describe(id, words)?;
        draft.book.codes.place(id, parent)?;
        draft.save(None).await
    }

    /// Moves a code one place among those under the same one.
    ///
    /// # Errors
    /// [`CodingError::Conflict`]; [`CodingError::Codebook`].
    pub async fn step_code(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        id: CodeId,
        step: Step,
        read_version: i32,
    ) -> Result<(), CodingError> {
        let mut draft = self.draft(actor, of, read_version).await?;
        draft.book.codes.step(id, step)?;
        draft.save(None).await
    }

    /// Lets a code be given no more, with all below it, or again. Passages that bear it keep it.
    ///
    /// # Errors
    /// [`CodingError::Conflict`]; [`CodingError::Codebook`].
    pub async fn retire_code(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        id: CodeId,
        is_retired: bool,
        read_version: i32,
    ) -> Result<(), CodingError> {
        let mut draft = self.draft(actor, of, read_version).await?;
        draft.book.codes.retire(id, is_retired)?;
        draft.save(None).await
    }

    /// Takes in the codes of a template that are not there yet; how many are new.
    ///
    /// # Errors
    /// [`CodingError::Conflict`]; [`CodingError::Codebook`].
    pub async fn take_template(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        template: Template,
        read_version: i32,
    ) -> Result<usize, CodingError> {
        let overview = Programmes(self.0).overview(actor, of).await.map_err(|error| match error {
            ProgrammesError::Fault(fault) => CodingError::Fault(fault),
            _ => CodingError::NotFound,
        })?;
        let domains: Vec<InThree> = overview.domains.iter().map(|kept| kept.domain.label.clone()).collect();
        let mut draft = self.draft(actor, of, read_version).await?;
        let codes = template.codes(&domains, || CodeId::new(ordered_id()));
        let new = draft.book.codes.take_in(codes)?;
        if new > 0 {
            draft.save(None).await?;
        }
        Ok(new)
    }

    /// Removes a code that no passage and no reason of a panel bears and under which none stands.
    ///
    /// # Errors
    /// [`CodingError::Borne`], [`CodingError::Conflict`], [`CodingError::Codebook`].
    pub async fn remove_code(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        id: CodeId,
        read_version: i32,
    ) -> Result<(), CodingError> {
        let mut draft = self.draft(actor, of, read_version).await?;
        draft.book.codes.remove(id)?;
        let all = given_by_story(&mut draft.tx, &draft.keys, of).await?;
        let bear_it = all.iter().flat_map(|one| &one.codings).filter(|(_, given)| given.code == id);
        let bear_it: Vec<_> = bear_it.collect();
        let reasons = reasons::borne(&mut draft.tx, &draft.keys, of, id).await?;
        if !bear_it.is_empty() || reasons > 0 {
            let sight = sight(&mut draft.tx, &draft.keys, actor, of).await?;
            let is_seen = reasons > 0 || bear_it.iter().any(|(_, given)| sight.shows(given.by));
            return Err(CodingError::Borne { is_seen });
        }
        memos::moved(&mut draft.tx, &draft.keys, of, id, None).await?;
        draft.save(None).await
    }
}
