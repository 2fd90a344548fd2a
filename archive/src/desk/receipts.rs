//! The receipts desk: giving a storyteller a slip, and answering her when she comes back with it. She learns how it stands with
//! her story, not its words; she decides anew, or withdraws.

mod standing;

pub use standing::{Hearing, Reached, Sent, Standing};

use super::tries::Tries;
use crate::audit::{self, Deed, Entry};
use crate::clock::{random_digits, random_id};
use crate::desk::programmes::{Programmes, ProgrammesError};
use crate::desk::stories::opened::{self, Opened};
use crate::desk::stories::{Stories, StoriesError};
use crate::desk::{briefs, panels};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::receipts::{self as rows, ReceiptRow};
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
use chrono::{DateTime, Utc};
use method::brief::Addressee;
use method::consent::{Answer, Lack, Manner, Purpose, Said, Talk};
use method::id::{AccountId, ProgrammeId, SiteId, StoryId};
use method::letters::digits;
use method::policy::{Action, Actor, Subject};
use method::receipt::{ALONE, AT_A_DESK, LONG_DIGITS, SLIP_DIGITS, Sign};
use std::collections::BTreeSet;
use std::sync::Arc;
use thiserror::Error;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum ReceiptsError {
    /// There is no such thing, or not for this person.
    #[error("not found")]
    NotFound,
    /// No slip has this number and this sign, here.
    #[error("no such slip")]
    WrongSlip,
    /// Too many wrong slips.
    #[error("too many wrong slips")]
    TooManyTries {
        /// When the next may be tried.
        until: DateTime<Utc>,
    },
    /// Alone she can take back, and not agree.
    #[error("only taking back is possible alone")]
    OnlyTakingBack,
    /// A consent cannot end before it begins.
    #[error("a consent cannot end before it begins")]
    UntilPast,
    /// A consent to this purpose cannot last so long.
    #[error("a consent cannot last so long")]
    UntilTooFar,
    /// The talk about consent lacks something that a yes needs.
    #[error("the talk about consent is not whole")]
    Talk(Vec<Lack>),
    /// Somebody else recorded a decision in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// The archive.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for ReceiptsError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<ProgrammesError> for ReceiptsError {
    fn from(error: ProgrammesError) -> Self {
        match error {
            ProgrammesError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

impl From<StoriesError> for ReceiptsError {
    fn from(error: StoriesError) -> Self {
        match error {
            StoriesError::Fault(fault) => Self::Fault(fault),
            StoriesError::UntilPast => Self::UntilPast,
            StoriesError::UntilTooFar(_) => Self::UntilTooFar,
            StoriesError::Talk(lacks) => Self::Talk(lacks),
            StoriesError::Conflict => Self::Conflict,
            _ => Self::NotFound,
        }
    }
}

/// A slip as it is written out, once. What the archive keeps of it are keyed hashes.
#[derive(Clone, PartialEq, Eq)]
pub struct Slip {
    /// [`SLIP_DIGITS`] digits.
    pub number: String,
    /// [`LONG_DIGITS`] digits, where she wants to ask alone.
    pub long: Option<String>,
    /// The clinic.
    pub site: SiteId,
}

/// How somebody comes back.
#[derive(Clone, Copy)]
pub enum Door<'a> {
    /// Through a worker of the clinic.
    Desk {
        /// The worker.
        actor: &'a Actor,
        /// In which programme she works.
        programme: ProgrammeId,
        /// The short number, as typed.
        number: &'a str,
        /// The sign.
        sign: &'a Sign,
    },
    /// Alone.
    Alone {
        /// The long number, as typed.
        number: &'a str,
    },
}

/// What a door opened.
struct Shown {
    by: Option<AccountId>,
    /// None once it was withdrawn.
    story: Option<Opened>,
    keys: Arc<Keys>,
}

/// The receipts desk.
pub struct Receipts<'a>(pub(crate) &'a House);

impl Receipts<'_> {
    /// Gives a story's teller a slip, and takes away the one that she had. With `alone` it has the long number, too.
    ///
    /// # Errors
    /// [`ReceiptsError::NotFound`].
    pub async fn give(&self, actor: &Actor, story: StoryId, sign: &Sign, alone: bool) -> Result<Slip, ReceiptsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let found = opened::by_id(&mut tx, &keys, story).await?.ok_or(ReceiptsError::NotFound)?;
        if !allowed(actor, Action::TendStory, &found.subject()) {
            return Err(ReceiptsError::NotFound);
        }
        rows::remove_of(&mut tx, story).await?;
        let slip = loop {
            let slip = Slip {
                number: random_digits(SLIP_DIGITS),
                long: alone.then(|| random_digits(LONG_DIGITS)),
                site: found.site,
            };
            let row = ReceiptRow {
                id: random_id(),
                programme_id: found.programme.uuid(),
                story_id: Some(story.uuid()),
                slip: keys.slip_index(slip.site, &slip.number, sign),
                alone: slip.long.as_deref().map(|long| keys.long_index(long)),
            };
            if rows::add(&mut tx, &row).await? {
                break slip;
            }
        };
        self.note(&mut tx, &keys, actor.account(), Deed::SlipGiven, &found).await?;
        tx.commit().await?;
        Ok(slip)
    }

    /// Whether a story's teller has a slip.
    ///
    /// # Errors
    /// [`ReceiptsError::Fault`].
    pub async fn has_one(&self, story: StoryId) -> Result<bool, ReceiptsError> {
        let mut tx = self.0.content.read().await?;
        Ok(rows::has_one(&mut tx, story).await?)
    }

    /// How it stands with the story of a slip.
    ///
    /// # Errors
    /// [`ReceiptsError::WrongSlip`], which is counted, [`ReceiptsError::TooManyTries`]; [`ReceiptsError::NotFound`] for a worker
    /// who answers nobody.
    pub async fn standing(&self, door: Door<'_>) -> Result<Standing, ReceiptsError> {
        let shown = self.shown(door).await?;
        match &shown.story {
            Some(story) => self.told(&shown.keys, story, shown.by).await,
            None => Ok(Standing::Withdrawn),
        }
    }

    /// Records what she decides about one purpose: to a worker in speech, or by herself. Alone she can take back only: agreeing wants
    /// somebody who explains. How it stands then.
    ///
    /// # Errors
    /// As [`Receipts::standing`]; [`ReceiptsError::OnlyTakingBack`], [`ReceiptsError::UntilPast`], [`ReceiptsError::UntilTooFar`],
    /// [`ReceiptsError::Talk`], [`ReceiptsError::Conflict`].
    pub async fn decide(
        &self,
        door: Door<'_>,
        purpose: Purpose,
        answer: Answer,
        talk: Talk,
        classes: Option<BTreeSet<Addressee>>,
    ) -> Result<Standing, ReceiptsError> {
        let shown = self.shown(door).await?;
        let manner = match shown.by {
            Some(_) => Manner::Spoken,
            None if answer == Answer::Withdrawn => Manner::Herself,
            None => return Err(ReceiptsError::OnlyTakingBack),
        };
        let (keys, story) = (&shown.keys, shown.story.ok_or(ReceiptsError::NotFound)?);
        let said = Said {
            purpose,
            answer,
            manner,
            talk,
            classes,
        };
        Stories(self.0)
            .decided(keys, &story.key, story.id, &story.consent, shown.by, said)
            .await?;
        let mut tx = self.0.content.read().await?;
        let story = opened::by_id(&mut tx, keys, story.id).await?;
        drop(tx);
        match &story {
            Some(story) => self.told(keys, story, shown.by).await,
            None => Ok(Standing::Withdrawn),
        }
    }

    /// Withdraws her story, as [`Stories::withdraw`] does. Again does nothing. How it stands then.
    ///
    /// # Errors
    /// As [`Receipts::standing`].
    pub async fn withdraw(&self, door: Door<'_>) -> Result<Standing, ReceiptsError> {
        let shown = self.shown(door).await?;
        if let Some(story) = shown.story {
            let stories = Stories(self.0);
            stories.withdrawn(&shown.keys, story.programme, story.id, shown.by).await?;
        }
        Ok(Standing::Withdrawn)
    }

    /// What its teller is told of a story, through the worker `by` or alone.
    async fn told(&self, keys: &Keys, story: &Opened, by: Option<AccountId>) -> Result<Standing, ReceiptsError> {
        let now = self.0.clock.now();
        let mut tx = self.0.content.read().await?;
        let mut hearings = Vec::new();
        for (kept, _) in panels::all(&mut tx, keys, story.programme).await? {
            let record = kept.panel.record();
            let heard = record.filter(|record| record.stories.iter().any(|one| one.story == story.id));
            hearings.extend(heard.map(|record| Hearing {
                is_national: kept.site.is_none(),
                day: record.closed.date_naive(),
                is_chosen: record.outcome.stories().contains(&story.id),
            }));
        }
        hearings.sort_by_key(|hearing| hearing.day);
        let went = briefs::went(&mut tx, keys, story.programme, story.id).await?;
        Ok(Standing::Kept {
            told_on: story.circumstances.told_on,
            is_read_back: story.read_backs.iter().any(|one| one.approved),
            hearings,
            reached: Reached::of(&went, by.is_none()),
            purposes: Purpose::ALL
                .map(|purpose| (purpose, story.consent.allows(purpose, now)))
                .to_vec(),
            classes: story
                .consent
                .last(Purpose::AdvocacyBrief)
                .and_then(|last| last.classes.clone()),
        })
    }

    /// Opens a door. A wrong slip is counted before anything is said; whether a number never was, has another sign or is of
    /// another clinic is one answer.
    async fn shown(&self, door: Door<'_>) -> Result<Shown, ReceiptsError> {
        let keys = self.0.keys()?;
        let by = match door {
            Door::Desk { actor, .. } => Some(actor.account().ok_or(ReceiptsError::NotFound)?),
            Door::Alone { .. } => None,
        };
        let slips = self.slips(&keys, door).await?;
        let (whose, limit) = (keys.slip_tries_index(by), if by.is_some() { AT_A_DESK } else { ALONE });
        let mut tx = self.0.content.write().await?;
        let tries = Tries::of(&mut tx, &whose, limit, self.0.clock.now()).await?;
        if let Some(until) = tries.refused_until() {
            return Err(ReceiptsError::TooManyTries { until });
        }
        let mut found = None;
        for slip in &slips {
            let row = match by {
                Some(_) => rows::by_slip(&mut tx, slip).await?,
                None => rows::by_long(&mut tx, slip).await?,
            };
            found = found.or(row);
        }
        let Some(row) = found else {
            tries.count(&mut tx).await?;
            tx.commit().await?;
            return Err(ReceiptsError::WrongSlip);
        };
        let story = match row.story_id {
            Some(id) => opened::by_id(&mut tx, &keys, StoryId::new(id)).await?,
            None => None,
        };
        let entry = Entry {
            at: self.0.clock.now(),
            by,
            deed: Deed::SlipShown,
            about: Some(row.id),
        };
        audit::append(&mut tx, &keys, &entry).await?;
        tx.commit().await?;
        Ok(Shown { by, story, keys })
    }

    /// Under which keyed hashes a slip may stand: at a desk one for each clinic at which the worker answers.
    async fn slips(&self, keys: &Keys, door: Door<'_>) -> Result<Vec<Vec<u8>>, ReceiptsError> {
        match door {
            Door::Desk {
                actor,
                programme,
                number,
                sign,
            } => {
                let overview = Programmes(self.0).overview(actor, programme).await?;
                let mut sites: Vec<SiteId> = overview.sites.iter().map(|site| site.id).collect();
                sites.retain(|site| allowed(actor, Action::AnswerSlip, &Subject::Site(programme, *site)));
                if sites.is_empty() {
                    return Err(ReceiptsError::NotFound);
                }
                let number = digits(number, SLIP_DIGITS).unwrap_or_default();
                Ok(sites.iter().map(|site| keys.slip_index(*site, &number, sign)).collect())
            }
            Door::Alone { number } => Ok(vec![keys.long_index(&digits(number, LONG_DIGITS).unwrap_or_default())]),
        }
    }

    async fn note(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        by: Option<AccountId>,
        deed: Deed,
        story: &Opened,
    ) -> Result<(), ReceiptsError> {
        let entry = Entry {
            at: self.0.clock.now(),
            by,
            deed,
            about: Some(story.id.uuid()),
        };
        Ok(audit::append(tx, keys, &entry).await?)
    }
}
