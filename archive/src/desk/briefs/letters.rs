//! Letters that call a brief back. What a letter says is worded by a page from a [`super::Recall`], which holds no word of a
//! story; that it was sent, when and by whom is kept here, and never changed.

use super::recall::recalls;
use super::{Briefs, BriefsError, Recall};
use crate::allowed;
use crate::audit::Deed;
use crate::clock::ordered_id;
use crate::contracts::RECALL_LETTER;
use crate::desk::people;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self, Document};
use crate::store::programmes::SealedRow;
use chrono::{DateTime, NaiveDate, Utc};
use method::brief::Places;
use method::id::{AccountId, IssueId, ProgrammeId};
use method::policy::{Action, Actor, Subject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A letter that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// On which day.
    pub on: NaiveDate,
    /// Who says so, as her colleagues call her; empty for an account that is gone.
    pub by: String,
    /// Which quotations it named, by their places.
    pub places: Places,
}

/// A letter as its row holds it.
#[derive(Serialize, Deserialize)]
struct Kept {
    issue: IssueId,
    on: NaiveDate,
    by: AccountId,
    at: DateTime<Utc>,
    places: Places,
}

impl Briefs<'_> {
    /// Notes that the letter about a brief was sent on a day, as it stood when it named the quotations at these `places`. Noting it
    /// again where nothing is owed does nothing.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`]; [`BriefsError::Conflict`] if other quotations are gone by now; [`BriefsError::DayOutside`] for a day
    /// before the brief went out or after today.
    pub async fn recall_sent(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: IssueId,
        on: NaiveDate,
        places: &Places,
    ) -> Result<(), BriefsError> {
        let by = actor.account().ok_or(BriefsError::NotFound)?;
        if !allowed(actor, Action::SeeRecalls, &Subject::Programme(programme)) {
            return Err(BriefsError::NotFound);
        }
        let (keys, now) = (self.0.keys()?, self.0.clock.now());
        let mut tx = self.0.content.write().await?;
        let mut all = recalls(&mut tx, &keys, (programme, actor.account()), now).await?.into_iter();
        let recall: Recall = all.find(|one| one.issue.id == id).ok_or(BriefsError::NotFound)?;
        if recall.places != *places {
            return Err(BriefsError::Conflict);
        }
        if on < recall.issue.at.date_naive() || on > now.date_naive() {
            return Err(BriefsError::DayOutside);
        }
        if !recall.is_owed() {
            return Ok(());
        }
        let (row, key) = (ordered_id(), keys.programme(programme).await?);
        let kept = Kept {
            issue: id,
            on,
            by,
            at: now,
            places: recall.places,
        };
        let row = SealedRow {
            id: row,
            version: 1,
            sealed: keys.seal(&key, RECALL_LETTER, row, 1, &kept)?,
        };
        documents::add(&mut tx, Document::RecallLetter, programme, &row).await?;
        self.note(&mut tx, &keys, by, Deed::RecallSent, id.uuid()).await?;
        Ok(tx.commit().await?)
    }
}

/// The letters of a programme by what they call back, oldest first.
pub(super) async fn all(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    reader: Option<AccountId>,
) -> Result<BTreeMap<IssueId, Vec<Letter>>, Fault> {
    let key = keys.programme(programme).await?;
    let names = people::names(tx, keys, programme, reader).await?;
    let mut all: BTreeMap<IssueId, Vec<(DateTime<Utc>, Letter)>> = BTreeMap::new();
    for row in documents::all(tx, Document::RecallLetter, programme).await? {
        let kept: Kept = keys.open(&key, RECALL_LETTER, row.id, row.version, row.sealed)?;
        let letter = Letter {
            on: kept.on,
            by: names.get(&kept.by).cloned().unwrap_or_default(),
            places: kept.places,
        };
        all.entry(kept.issue).or_default().push((kept.at, letter));
    }
    let sorted = all.into_iter().map(|(issue, mut letters)| {
        // By the clock that never goes back: ids follow the machine's own.
        letters.sort_by_key(|(at, _)| *at);
        (issue, letters.into_iter().map(|(_, letter)| letter).collect())
    });
    Ok(sorted.collect())
}
