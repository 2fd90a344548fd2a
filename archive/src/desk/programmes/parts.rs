//! Sites and reporting periods: adding them, and taking a period to its next stage; whether coders see each other's work; how long
//! sound is kept.

use super::{NAME_LETTERS, OWING_LETTERS, Programmes, ProgrammesError, contract, open, seal};
use crate::allowed;
use crate::audit::Deed;
use crate::clock::ordered_id;
use crate::contracts::PROGRAMME;
use crate::desk::feedback;
use crate::store::programmes::{self as rows, Part};
use method::id::{ProgrammeId, RoundId, SiteId};
use method::language::InThree;
use method::policy::{Action, Actor, Subject};
use method::programme::{Programme, Site};
use method::round::{Round, RoundStage};
use method::sound::MOST_DAYS_KEPT;
use serde::Serialize;
use uuid::Uuid;

impl Programmes<'_> {
    /// Adds a site, with a key of its own.
    ///
    /// # Errors
    /// [`ProgrammesError::NotFound`], [`ProgrammesError::NameMissing`].
    pub async fn add_site(&self, actor: &Actor, of: ProgrammeId, name: InThree) -> Result<SiteId, ProgrammesError> {
        if !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        if ![&name.fr, &name.ar, &name.en].into_iter().any(|one| is_name(one)) {
            return Err(ProgrammesError::NameMissing);
        }
        let id = SiteId::new(ordered_id());
        // The key first: a site without a key could take no story.
        self.0.keys()?.add_site(of, id).await?;
        self.add_part(actor, of, Part::Site, Deed::SiteAdded, id.uuid(), &Site { id, name })
            .await?;
        Ok(id)
    }

    /// Opens a further reporting period, which takes stories from now on and begins with the levels of the one before.
    ///
    /// # Errors
    /// [`ProgrammesError::NotFound`], [`ProgrammesError::NameMissing`].
    pub async fn add_round(&self, actor: &Actor, of: ProgrammeId, label: &str) -> Result<RoundId, ProgrammesError> {
        if !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        if !is_name(label) {
            return Err(ProgrammesError::NameMissing);
        }
        let round = Round {
            id: RoundId::new(ordered_id()),
            label: label.trim().to_owned(),
            stage: RoundStage::Collecting,
            owing: String::new(),
            plan: self.overview(actor, of).await?.rounds.pop().and_then(|before| before.plan),
            began_on: Some(self.0.clock.now().date_naive()),
        };
        self.add_part(actor, of, Part::Round, Deed::RoundAdded, round.id.uuid(), &round)
            .await?;
        Ok(round.id)
    }

    /// Takes a period from `read` to the stage after it (p.22); there is no way back. It is closed while something is owed to
    /// those who told only for a reason, which is kept.
    ///
    /// # Errors
    /// [`ProgrammesError::PeriodClosed`]; [`ProgrammesError::Conflict`] if it is not at that stage any more;
    /// [`ProgrammesError::FeedbackOwed`], [`ProgrammesError::ReasonTooLong`].
    pub async fn advance_round(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        id: RoundId,
        read: RoundStage,
        reason: &str,
    ) -> Result<(), ProgrammesError> {
        if !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        let overview = self.overview(actor, of).await?;
        let (round, version) = overview.round(id).ok_or(ProgrammesError::NotFound)?;
        let stage = read.next().ok_or(ProgrammesError::PeriodClosed)?;
        if round.stage != read {
            return Err(ProgrammesError::Conflict);
        }
        let keys = self.0.keys()?;
        let key = keys.programme(of).await?;
        let mut advanced = Round { stage, ..round.clone() };
        if stage == RoundStage::Closed {
            let mut tx = self.0.content.read().await?;
            let loops = feedback::loops(&mut tx, &keys, of, self.0.clock.now()).await?;
            advanced.owing = reason_for(loops.get(&id).map_or(0, |sum| sum.open), reason)?;
        }
        let row = seal(&keys, &key, contract(Part::Round), id.uuid(), version + 1, &advanced)?;
        let mut tx = self.0.content.write().await?;
        if !rows::update_part(&mut tx, Part::Round, of, &row, version).await? {
            return Err(ProgrammesError::Conflict);
        }
        self.note(&mut tx, &keys, actor, Deed::RoundAdvanced, id.uuid()).await?;
        Ok(tx.commit().await?)
    }

    /// Says whether coders see each other's codings from now on ([`method::coding::sight`]). Nothing is lost by either.
    ///
    /// # Errors
    /// [`ProgrammesError::NotFound`].
    pub async fn code_blind(&self, actor: &Actor, of: ProgrammeId, is_blind: bool) -> Result<(), ProgrammesError> {
        if !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        let blind = |programme: &mut Programme| programme.codes_blind = is_blind;
        self.change(actor, of, Deed::BlindCodingChanged, blind).await
    }

    /// Says after how many days sound is destroyed ([`method::sound::keeping`]), from now on and for what there is.
    ///
    /// # Errors
    /// [`ProgrammesError::NotFound`]; [`ProgrammesError::Days`] if it is none or more than a year.
    pub async fn keep_sound_for(&self, actor: &Actor, of: ProgrammeId, days: u16) -> Result<(), ProgrammesError> {
        if !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        if !(1..=MOST_DAYS_KEPT).contains(&days) {
            return Err(ProgrammesError::Days);
        }
        let kept = |programme: &mut Programme| programme.sound_days = days;
        self.change(actor, of, Deed::SoundDaysChanged, kept).await
    }

    /// Changes what is said of a programme as a whole; where nothing changes, nothing is noted.
    async fn change(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        deed: Deed,
        change: impl FnOnce(&mut Programme),
    ) -> Result<(), ProgrammesError> {
        let keys = self.0.keys()?;
        let key = keys.programme(of).await?;
        let mut tx = self.0.content.write().await?;
        let found = rows::programmes(&mut tx).await?.into_iter().find(|row| row.id == of.uuid());
        let row = found.ok_or(ProgrammesError::NotFound)?;
        let version = row.version;
        let before: Programme = open(&keys, &key, PROGRAMME, row)?;
        let mut programme = before.clone();
        change(&mut programme);
        if programme == before {
            return Ok(());
        }
        let row = seal(&keys, &key, PROGRAMME, of.uuid(), version + 1, &programme)?;
        if !rows::update_programme(&mut tx, &row, version).await? {
            return Err(ProgrammesError::Conflict);
        }
        self.note(&mut tx, &keys, actor, deed, of.uuid()).await?;
        Ok(tx.commit().await?)
    }

    async fn add_part<T: Serialize>(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        part: Part,
        deed: Deed,
        id: Uuid,
        value: &T,
    ) -> Result<(), ProgrammesError> {
        let keys = self.0.keys()?;
        let key = keys.programme(of).await?;
        let row = seal(&keys, &key, contract(part), id, 1, value)?;
        let mut tx = self.0.content.write().await?;
        let position = i32::try_from(rows::parts(&mut tx, part, of).await?.len()).unwrap_or(i32::MAX);
        rows::add_part(&mut tx, part, of, position, &row).await?;
        self.note(&mut tx, &keys, actor, deed, id).await?;
        Ok(tx.commit().await?)
    }
}

/// Why a period is closed while so much is owed; nothing where nothing is.
fn reason_for(open: usize, reason: &str) -> Result<String, ProgrammesError> {
    let reason = reason.trim();
    if open == 0 {
        return Ok(String::new());
    }
    if reason.is_empty() {
        return Err(ProgrammesError::FeedbackOwed { open });
    }
    if reason.chars().count() > OWING_LETTERS {
        return Err(ProgrammesError::ReasonTooLong);
    }
    Ok(reason.to_owned())
}

/// Whether a text can be a name.
pub(super) fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= NAME_LETTERS
}
