//! Putting codes together and taking them apart: their passages go along.

use super::super::kept::{OnStory, given_by_story};
use super::super::{Coding, CodingError, Given, Taken, memos, put_away, reasons};
use super::Draft;
use crate::audit::Deed;
use crate::clock::ordered_id;
use crate::contracts::CODING;
use crate::store::change_log;
use crate::store::growth::{self, GrownRow, Growth};
use method::coding::CodeWords;
use method::coding::history::Joined;
use method::id::{CodeId, CodingId, ProgrammeId, StoryId};
use method::policy::Actor;
use std::collections::BTreeSet;

/// The code to which passages go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Into {
    /// One that is there.
    Known(CodeId),
    /// A new one, right after the code that bore them.
    New(Box<CodeWords>),
}

impl Coding<'_> {
    /// Puts one code into another: what stood below it stands below the other, its passages and the reasons of panels
    /// bear the other, and it is gone. Who
    /// gave it, and when, stays. Where the same person gave both to one passage, one stays.
    ///
    /// # Errors
    /// [`CodingError::Conflict`]; [`CodingError::Codebook`].
    pub async fn merge_codes(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        from: CodeId,
        into: CodeId,
        read_version: i32,
    ) -> Result<(), CodingError> {
        let mut draft = self.draft(actor, of, read_version).await?;
        draft.book.codes.merge(from, into)?;
        let passages = self.pass_on(&mut draft, from, into, |_| true).await?;
        memos::moved(&mut draft.tx, &draft.keys, of, from, Some(into)).await?;
        reasons::renamed(&mut draft.tx, &draft.keys, of, from, into).await?;
        draft.save(Some(Joined::Merged { from, into, passages })).await
    }

    /// Gives some passages of a code to another one, who gave it, and when, staying; both codes stay. How many.
    ///
    /// # Errors
    /// [`CodingError::PassagesMissing`] where none is chosen; [`CodingError::Conflict`], also where one of them does not bear the
    /// code any more; [`CodingError::Codebook`].
    pub async fn split_code(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        from: CodeId,
        into: Into,
        chosen: &BTreeSet<CodingId>,
        read_version: i32,
    ) -> Result<u64, CodingError> {
        if chosen.is_empty() {
            return Err(CodingError::PassagesMissing);
        }
        let mut draft = self.draft(actor, of, read_version).await?;
        let into = match into {
            Into::Known(id) if id != from && draft.book.codes.is_given(id) => id,
            Into::Known(_) => return Err(CodingError::CodeGone),
            Into::New(words) => {
                let id = CodeId::new(ordered_id());
                draft.book.codes.split(from, id, *words)?;
                id
            }
        };
        let is_chosen = |row: &GrownRow| chosen.contains(&CodingId::new(row.id));
        let passages = self.pass_on(&mut draft, from, into, is_chosen).await?;
        if usize::try_from(passages) != Ok(chosen.len()) {
            return Err(CodingError::Conflict);
        }
        draft.save(Some(Joined::Split { from, into, passages })).await?;
        Ok(passages)
    }

    /// Gives chosen passages of one code the other. How many there were.
    async fn pass_on(
        &self,
        draft: &mut Draft,
        from: CodeId,
        into: CodeId,
        is_chosen: impl Fn(&GrownRow) -> bool,
    ) -> Result<u64, CodingError> {
        let mut passages = 0;
        for one in given_by_story(&mut draft.tx, &draft.keys, draft.of).await? {
            let bear_it = one.codings.iter().filter(|(row, given)| given.code == from && is_chosen(row));
            for (row, given) in bear_it {
                if !renamed(draft, &one, row, given, into).await? {
                    return Err(CodingError::Conflict);
                }
                passages += 1;
                let story = StoryId::new(row.story_id);
                self.note(&mut draft.tx, &draft.keys, draft.by, Deed::CodeGiven, story)
                    .await?;
                change_log::recoded(&mut draft.tx, story).await?;
            }
        }
        Ok(passages)
    }
}

/// Gives a coding another code, or takes it away, as it is, where the same person gave that to the same passage. Whether it was
/// still there.
async fn renamed(draft: &mut Draft, on: &OnStory, row: &GrownRow, given: &Given, into: CodeId) -> Result<bool, CodingError> {
    let both = |(_, other): &(GrownRow, Given)| (other.code, other.passage, other.by) == (into, given.passage, given.by);
    if on.codings.iter().any(both) {
        let (by, at) = (draft.by, draft.at);
        return Ok(put_away(&mut draft.tx, &draft.keys, &on.key, row, given, Taken { by, at }).await?);
    }
    let given = Given {
        code: into,
        ..given.clone()
    };
    let version = row.version + 1;
    let sealed = draft.keys.seal(&on.key, CODING, row.id, version, &given)?;
    let changed = GrownRow {
        version,
        sealed,
        ..row.clone()
    };
    Ok(growth::update(&mut draft.tx, Growth::Coding, &changed, row.version).await?)
}
