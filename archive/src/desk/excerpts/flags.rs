//! Details that only those who were there would know: a reviewer marks them, and an excerpt is not approved while one stands of
//! which nobody else said why it may.

use super::{Excerpts, ExcerptsError, Kept};
use crate::audit::Deed;
use method::anonymise::recognisable::{Detail, hints};
use method::coding::locate;
use method::excerpt::{Flag, FlagRefused, MOST_FLAGS};
use method::id::{AccountId, ExcerptId};
use method::policy::{Action, Actor};
use std::collections::BTreeMap;

/// A detail that was marked. It holds words of the story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct MarkedDetail {
    /// Its words.
    pub words: String,
    /// Whether the reader marked it.
    pub is_own: bool,
    /// Who did, as colleagues call her.
    pub by: String,
    /// Whether no letter of it stands in the excerpt any more.
    pub is_blurred: bool,
    /// Who lets it stay, and why.
    pub released: Option<(String, String)>,
}

impl Excerpts<'_> {
    /// Marks a detail, by its words, wherever they stand in an excerpt that is not approved.
    ///
    /// # Errors
    /// [`ExcerptsError::Flag`]; [`ExcerptsError::Conflict`] if `read_version` is no longer the newest.
    pub async fn mark_detail(
        &self,
        actor: &Actor,
        id: ExcerptId,
        read_version: i32,
        words: &str,
    ) -> Result<(), ExcerptsError> {
        self.change_flags(actor, id, read_version, |kept, source, by| {
            let passage = kept.excerpt.passage();
            let places = locate(passage.layer(), passage.part(), source, words);
            let inside = places
                .iter()
                .filter(|at| passage.start() <= at.start() && at.end() <= passage.end());
            let is_new = |flag: &Flag| {
                let is_marked = kept.flags.iter().any(|one| (one.start, one.end) == (flag.start, flag.end));
                !is_marked && !flag.is_blurred_in(&kept.excerpt)
            };
            let flags: Vec<Flag> = inside.map(|at| Flag::new(at.start(), at.end(), by)).filter(is_new).collect();
            if flags.is_empty() {
                return Err(FlagRefused::NotThere);
            }
            kept.flags.extend(flags);
            kept.flags.sort_by_key(|flag| flag.start);
            if kept.flags.len() > MOST_FLAGS {
                return Err(FlagRefused::TooMany);
            }
            Ok(())
        })
        .await
    }

    /// Says why a marked detail may stay: somebody else than who marked it.
    ///
    /// # Errors
    /// As [`Excerpts::mark_detail`].
    pub async fn release_detail(
        &self,
        actor: &Actor,
        id: ExcerptId,
        read_version: i32,
        which: usize,
        why: &str,
    ) -> Result<(), ExcerptsError> {
        self.change_flags(actor, id, read_version, |kept, _, by| {
            let flag = kept.flags.get_mut(which).ok_or(FlagRefused::NoSuchFlag)?;
            *flag = flag.clone().release(by, why)?;
            Ok(())
        })
        .await
    }

    /// Takes a mark back: who set it.
    ///
    /// # Errors
    /// As [`Excerpts::mark_detail`].
    pub async fn unmark_detail(
        &self,
        actor: &Actor,
        id: ExcerptId,
        read_version: i32,
        which: usize,
    ) -> Result<(), ExcerptsError> {
        self.change_flags(actor, id, read_version, |kept, _, by| {
            let flag = kept.flags.get(which).ok_or(FlagRefused::NoSuchFlag)?;
            if flag.by != by {
                return Err(FlagRefused::NotHers);
            }
            kept.flags.remove(which);
            Ok(())
        })
        .await
    }

    async fn change_flags(
        &self,
        actor: &Actor,
        id: ExcerptId,
        read_version: i32,
        change: impl FnOnce(&mut Kept, &str, AccountId) -> Result<(), FlagRefused>,
    ) -> Result<(), ExcerptsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (mut kept, version, story, by) = self.excerpt_for(&mut tx, &keys, actor, Action::JudgeExcerpt, id).await?;
        if version != read_version {
            return Err(ExcerptsError::Conflict);
        }
        if kept.stage.is_approved() {
            return Err(FlagRefused::Approved.into());
        }
        let passage = kept.excerpt.passage();
        let layer = story.layer(passage.layer()).ok_or(ExcerptsError::NotFound)?;
        change(&mut kept, layer.telling.part(passage.part()), by)?;
        self.keep(&mut tx, &keys, &story, id, &kept, version).await?;
        self.note(&mut tx, &keys, by, Deed::DetailMarked, id.uuid()).await?;
        Ok(tx.commit().await?)
    }
}

/// The marked details as a reader sees them, in the order of the text.
pub(super) fn marked(
    kept: &Kept,
    source: &str,
    reader: AccountId,
    people: &BTreeMap<AccountId, String>,
) -> Vec<MarkedDetail> {
    let name = |of: &AccountId| people.get(of).cloned().unwrap_or_default();
    let marked = kept.flags.iter().map(|flag| MarkedDetail {
        words: words(source, flag.start, flag.end),
        is_own: flag.by == reader,
        by: name(&flag.by),
        is_blurred: flag.is_blurred_in(&kept.excerpt),
        released: flag.released.as_ref().map(|(by, why)| (name(by), why.clone())),
    });
    marked.collect()
}

/// Details that still stand in an excerpt and may be such, each once; those that are marked are left out.
pub(super) fn hinted(kept: &Kept, source: &str) -> Vec<(String, Detail)> {
    let passage = kept.excerpt.passage();
    let mut hinted: Vec<(String, Detail)> = Vec::new();
    for (start, end, what) in hints(passage.cut(source).unwrap_or_default()) {
        let (start, end) = (start + passage.start(), end + passage.start());
        let is_marked = kept.flags.iter().any(|flag| flag.start <= start && end <= flag.end);
        let is_blurred = Flag::new(start, end, kept.stage.made_by()).is_blurred_in(&kept.excerpt);
        let words = words(source, start, end);
        if !is_marked && !is_blurred && hinted.iter().all(|(one, _)| *one != words) {
            hinted.push((words, what));
        }
    }
    hinted
}

fn words(source: &str, start: usize, end: usize) -> String {
    source.chars().skip(start).take(end - start).collect()
}
