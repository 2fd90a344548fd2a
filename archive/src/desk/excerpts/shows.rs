//! What an excerpt shows of its teller, and among how many people she hides then: the ledger, filled by whoever makes or judges
//! excerpts, and the figures of people that readers may know.

use super::crowd::{Crowd, figures};
use super::{Excerpts, ExcerptsError, Kept};
use crate::allowed;
use crate::audit::Deed;
use crate::clock::{ordered_id, random_id};
use crate::contracts::{LEDGER, POPULATION};
use crate::desk::programmes::{Overview, Programmes, ProgrammesError};
use crate::desk::stories::opened::Opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self, Document};
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::programmes::SealedRow;
use method::anonymise::jigsaw::{Attribute, Finding, Margin, Profile, Shown, shows_less};
use method::anonymise::ledger::{Ledger, checked, hints};
use method::excerpt::Refused;
use method::id::{AccountId, ExcerptId, ProgrammeId};
use method::language::Language;
use method::policy::{Action, Actor, Subject};
use std::collections::BTreeSet;

/// The most figures of people in a programme.
pub const MOST_FIGURES: usize = 200;

/// An excerpt with what it shows of its teller. It holds her words: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Shows {
    /// The text with its marks.
    pub text: String,
    /// The language it is in.
    pub language: Language,
    /// The version that was read.
    pub version: i32,
    /// The programme, for the names of sites.
    pub overview: Overview,
    /// What is recorded of her.
    pub ledger: Ledger,
    /// All that is known of her: that, the clinic, the half-year.
    pub profile: Profile,
    /// What the excerpt shows of her; none while nobody has said.
    pub shown: Option<Shown>,
    /// At what its words hint.
    pub hints: BTreeSet<Attribute>,
    /// Among how many she hides, by this excerpt alone; none where it shows nothing, or nobody has said what it shows.
    pub finding: Option<Finding>,
}

/// The figures of people that readers may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Population {
    /// The programme, for the names of sites.
    pub overview: Overview,
    /// The figures.
    pub figures: Vec<Margin>,
    /// The version that was read; 0 before there were any.
    pub version: i32,
}

impl From<ProgrammesError> for ExcerptsError {
    fn from(error: ProgrammesError) -> Self {
        match error {
            ProgrammesError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

impl Excerpts<'_> {
    /// An excerpt with what it shows of its teller, for whoever judges it or made it.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`].
    pub async fn shows(&self, actor: &Actor, id: ExcerptId) -> Result<Shows, ExcerptsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (kept, version, story, reader) = self.excerpt_for(&mut tx, &keys, actor, Action::JudgeExcerpt, id).await?;
        self.note(&mut tx, &keys, reader, Deed::StoryRead, story.id.uuid()).await?;
        let ledger = ledger_of(&mut tx, &keys, &story)
            .await?
            .map(|(_, ledger)| ledger)
            .unwrap_or_default();
        let crowd = Crowd::read(&mut tx, &keys, story.programme).await?;
        tx.commit().await?;
        let passage = kept.excerpt.passage();
        let layer = story.layer(passage.layer()).ok_or(ExcerptsError::NotFound)?;
        let text = kept.excerpt.render(layer.telling.part(passage.part()));
        let text = text.ok_or(ExcerptsError::NotFound)?;
        Ok(Shows {
            hints: hints(&text),
            text,
            language: layer.language,
            version,
            overview: Programmes(self.0).overview(actor, story.programme).await?,
            profile: ledger.profile(story.site, story.circumstances.told_on),
            ledger,
            finding: kept.shown.as_ref().and_then(|shown| crowd.guard([(story.id, shown)])),
            shown: kept.shown,
        })
    }

    /// Says what is recorded of a teller, and what of it an excerpt shows. An approved excerpt stays approved; that it shows less than
    /// was said is not for its maker to find.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`]; [`ExcerptsError::Stage`] if its maker says that an approved one shows less; [`ExcerptsError::Conflict`] if `read_version` is no longer the newest.
    pub async fn say_shows(
        &self,
        actor: &Actor,
        id: ExcerptId,
        ledger: Ledger,
        shown: &Shown,
        read_version: i32,
    ) -> Result<(), ExcerptsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (kept, version, story, by) = self.excerpt_for(&mut tx, &keys, actor, Action::JudgeExcerpt, id).await?;
        if version != read_version {
            return Err(ExcerptsError::Conflict);
        }
        let profile = ledger.profile(story.site, story.circumstances.told_on);
        let shown = checked(shown, &profile);
        let is_less = kept.shown.as_ref().is_some_and(|before| shows_less(&shown, before));
        if kept.stage.is_approved() && kept.stage.made_by() == by && is_less {
            return Err(Refused::SamePerson.into());
        }
        let kept = Kept {
            shown: Some(shown),
            ..kept
        };
        self.keep(&mut tx, &keys, &story, id, &kept, version).await?;
        if !keep_ledger(&mut tx, &keys, &story, &ledger).await? {
            return Err(ExcerptsError::Conflict);
        }
        self.note(&mut tx, &keys, by, Deed::ExcerptWeighed, id.uuid()).await?;
        Ok(tx.commit().await?)
    }

    /// The figures of people that readers may know, for whoever analyses the programme.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`].
    pub async fn population(&self, actor: &Actor, of: ProgrammeId) -> Result<Population, ExcerptsError> {
        counter(actor, of)?;
        let overview = Programmes(self.0).overview(actor, of).await?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let kept = figures(&mut tx, &keys, of).await?;
        let (_, version, figures) = kept.unwrap_or_default();
        Ok(Population {
            overview,
            figures,
            version,
        })
    }

    /// Writes the figures of people that readers may know.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`]; [`ExcerptsError::NotAFigure`] for too many, or one about nothing; [`ExcerptsError::Conflict`].
    pub async fn change_population(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        changed: &[Margin],
        read_version: i32,
    ) -> Result<(), ExcerptsError> {
        let by = counter(actor, of)?;
        if changed.len() > MOST_FIGURES || changed.iter().any(|one| one.values.is_empty()) {
            return Err(ExcerptsError::NotAFigure);
        }
        let keys = self.0.keys()?;
        let key = keys.programme(of).await?;
        let mut tx = self.0.content.write().await?;
        let before = figures(&mut tx, &keys, of).await?;
        let (id, version) = before.map_or_else(|| (ordered_id(), 0), |(id, version, _)| (id, version));
        if version != read_version {
            return Err(ExcerptsError::Conflict);
        }
        let next = version + 1;
        let sealed = keys.seal(&key, POPULATION, id, next, &changed)?;
        let row = SealedRow {
            id,
            version: next,
            sealed,
        };
        if version == 0 {
            documents::add(&mut tx, Document::Population, of, &row).await?;
        } else if !documents::update(&mut tx, Document::Population, of, &row, version).await? {
            return Err(ExcerptsError::Conflict);
        }
        self.note(&mut tx, &keys, by, Deed::PopulationChanged, id).await?;
        Ok(tx.commit().await?)
    }
}

async fn ledger_of(tx: &mut Tx, keys: &Keys, story: &Opened) -> Result<Option<(GrownRow, Ledger)>, Fault> {
    let found = growth::of_story(tx, Growth::Ledger, story.id).await?;
    let Some(mut row) = found.into_iter().next() else {
        return Ok(None);
    };
    let ledger = keys.open(&story.key, LEDGER, row.id, row.version, std::mem::take(&mut row.sealed))?;
    Ok(Some((row, ledger)))
}

/// Writes the ledger of a story's teller; whether it was still as it was read.
async fn keep_ledger(tx: &mut Tx, keys: &Keys, story: &Opened, ledger: &Ledger) -> Result<bool, Fault> {
    let before = ledger_of(tx, keys, story).await?;
    let (id, read) = before.map_or_else(|| (random_id(), 0), |(row, _)| (row.id, row.version));
    let version = read + 1;
    let row = GrownRow {
        id,
        programme_id: story.programme.uuid(),
        story_id: story.id.uuid(),
        version,
        sealed: keys.seal(&story.key, LEDGER, id, version, ledger)?,
    };
    if read > 0 {
        return Ok(growth::update(tx, Growth::Ledger, &row, read).await?);
    }
    growth::add(tx, Growth::Ledger, &row).await?;
    Ok(true)
}

fn counter(actor: &Actor, of: ProgrammeId) -> Result<AccountId, ExcerptsError> {
    match actor {
        Actor::Account { id, .. } if allowed(actor, Action::Analyse, &Subject::Programme(of)) => Ok(*id),
        _ => Err(ExcerptsError::NotFound),
    }
}
