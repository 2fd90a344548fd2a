//! How many stories workers read or hear in a week: noted with each reading in the audit log, so that no desk forgets it. For her
//! who reads, and for who coordinates where she works.

use crate::audit::{Deed, Entry};
use crate::desk::people::{self, PeopleError};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::exposure as rows;
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
use chrono::{DateTime, Days, Utc};
use method::exposure::Exposure;
use method::id::{AccountId, ProgrammeId};
use method::policy::{Action, Actor, Reach, Subject};
use std::collections::BTreeMap;

/// Weeks that are kept, this one included.
pub const WEEKS: usize = 4;

/// What a colleague read or heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// What colleagues call her.
    pub name: String,
    /// This week and those before it, newest first.
    pub weeks: [Exposure; WEEKS],
}

/// What weighs on workers.
pub struct Exposures<'a>(pub(crate) &'a House);

impl Exposures<'_> {
    /// What somebody read or heard herself this week.
    ///
    /// # Errors
    /// [`PeopleError::Fault`].
    pub async fn own(&self, actor: &Actor) -> Result<Exposure, PeopleError> {
        let Some(account) = actor.account() else {
            return Ok(Exposure::default());
        };
        let mut tx = self.0.content.read().await?;
        let counted = of_week(&mut tx, &week(self.0.clock.now(), 0)).await?;
        Ok(counted.get(&account).copied().unwrap_or_default())
    }

    /// What the colleagues read or heard who work where somebody coordinates: at her site, or anywhere. By name; whoever never
    /// reads is in the list with nothing.
    ///
    /// # Errors
    /// [`PeopleError::NotFound`] for whoever coordinates nothing.
    pub async fn of_colleagues(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Load>, PeopleError> {
        let sees = |reach| {
            let subject = match reach {
                Reach::Site(site) => Subject::Site(programme, site),
                Reach::Everywhere => Subject::Programme(programme),
            };
            allowed(actor, Action::SeeExposure, &subject)
        };
        let Actor::Account { memberships, .. } = actor else {
            return Err(PeopleError::NotFound);
        };
        let own = memberships.iter().filter(|one| one.programme == programme);
        if !own.into_iter().any(|one| sees(one.reach)) {
            return Err(PeopleError::NotFound);
        }
        let keys = self.0.keys()?;
        let now = self.0.clock.now();
        let mut tx = self.0.content.read().await?;
        let colleagues = people::seen(&mut tx, &keys, programme, actor.account()).await?;
        let mut counted = Vec::with_capacity(WEEKS);
        for back in 0..WEEKS {
            counted.push(of_week(&mut tx, &week(now, back)).await?);
        }
        let mut loads = Vec::new();
        for (account, body) in colleagues {
            let held = people::memberships(&mut tx, account).await?;
            if held.iter().any(|one| one.programme == programme && sees(one.reach)) {
                let weeks = std::array::from_fn(|back| counted[back].get(&account).copied().unwrap_or_default());
                loads.push(Load { name: body.name, weeks });
            }
        }
        loads.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(loads)
    }
}

/// Notes what an entry of the log says of stories read or heard; in its transaction.
pub(crate) async fn noted(tx: &mut Tx, keys: &Keys, entry: &Entry) -> Result<(), Fault> {
    let (Deed::StoryRead | Deed::StoryRecorded, Some(by), Some(story)) = (entry.deed, entry.by, entry.about) else {
        return Ok(());
    };
    let this_week = week(entry.at, 0);
    rows::note(tx, &keys.exposure_mark(by, &this_week, story), by, &this_week).await?;
    Ok(rows::forget_before(tx, by, &week(entry.at, WEEKS - 1)).await?)
}

async fn of_week(tx: &mut Tx, week: &str) -> Result<BTreeMap<AccountId, Exposure>, StoreError> {
    let counted = rows::of_week(tx, week).await?.into_iter();
    let exposure = |stories: i64| Exposure(u32::try_from(stories).unwrap_or(u32::MAX));
    Ok(counted
        .map(|row| (AccountId::new(row.account_id), exposure(row.stories)))
        .collect())
}

/// The ISO week of a time, or of so many weeks before it.
fn week(at: DateTime<Utc>, back: usize) -> String {
    let days = Days::new(7 * back as u64);
    at.checked_sub_days(days).unwrap_or(at).format("%G-W%V").to_string()
}
