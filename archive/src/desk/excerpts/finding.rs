//! Finding excerpts that may be quoted, by their words: for those who write briefs and read no story. Approval and consent are
//! asked of each excerpt on that day before a word of it is looked at; there is no index that could hold one longer.

use super::{Excerpts, ExcerptsError, Quotable};
use crate::audit::Deed;
use crate::error::Fault;
use crate::index::few::Few;
use crate::index::question::Question;
use crate::index::snippet::{Marked, Piece};
use method::consent::Purpose;
use method::id::ProgrammeId;
use method::policy::Actor;

/// The most letters of a question that are read.
const QUESTION_LETTERS: usize = crate::desk::search::QUESTION_LETTERS;

/// An excerpt that was found. It holds words of a story: no `Debug`.
pub struct QuotableFound {
    /// The excerpt.
    pub quotable: Quotable,
    /// Its text, with what was found in it.
    pub text: Vec<Piece>,
}

/// A page of excerpts that were found.
pub struct QuotablesFound {
    /// How many there are.
    pub total: usize,
    /// Those of the page, best first; those that may be quoted longest first, where nothing was asked.
    pub page: Vec<QuotableFound>,
}

impl Excerpts<'_> {
    /// The excerpts that may be quoted for a purpose now and in which a question holds; all of them, where it is empty. That
    /// somebody searched is noted in the audit log; for what, is not.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`] for whoever may not quote.
    pub async fn find_quotable(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        purpose: Purpose,
        words: &str,
        (skip, at_most): (usize, usize),
    ) -> Result<QuotablesFound, ExcerptsError> {
        let mut all = self.quotable(actor, programme, purpose).await?;
        all.sort_by_key(|one| (std::cmp::Reverse(one.until), one.id));
        let typed: String = words.chars().take(QUESTION_LETTERS).collect();
        let asks = !typed.trim().is_empty();
        let finding = tokio::task::spawn_blocking(move || found(&all, Question::parse(&typed), (skip, at_most)));
        let found = finding.await.map_err(|_| Fault::Stopped)?;
        if let Some(reader) = actor.account().filter(|_| asks) {
            let keys = self.0.keys()?;
            let mut tx = self.0.content.write().await?;
            self.note(&mut tx, &keys, reader, Deed::Searched, None).await?;
            tx.commit().await?;
        }
        Ok(found)
    }
}

fn found(all: &[Quotable], question: Question, (skip, at_most): (usize, usize)) -> QuotablesFound {
    let few = Few::new(all.iter().map(|one| (one.text.as_str(), one.language)));
    let (question, found) = few.ask(question);
    let page = found.iter().skip(skip).take(at_most).filter_map(|at| all.get(*at));
    let page = page.map(|one| QuotableFound {
        text: Marked::new(&one.text, one.language, &question).whole(),
        quotable: one.clone(),
    });
    QuotablesFound {
        total: found.len(),
        page: page.collect(),
    }
}
