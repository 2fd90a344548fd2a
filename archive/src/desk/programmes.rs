//! The programme desk: what a programme is made of, and changing it (steps 2, 3, 5 and 10 of the guide).

mod founding;
pub mod paper;
mod parts;
mod plan;
mod questions;
mod readings;
mod word_list;

pub(crate) use founding::found;
pub use plan::Drafted;
pub use questions::{QuestionChange, Written};
pub use readings::Said;
pub(crate) use word_list::added;

use crate::audit::{self, Deed, Entry};
use crate::clock::ordered_id;
use crate::contracts::{DOMAIN, LEVEL, PROGRAMME, ROUND, SITE};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::programmes::{self as rows, Part, SealedRow};
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
use archive_vault::{Contract, DataKey};
use method::id::{DomainId, LevelId, ProgrammeId, RoundId, SiteId};
use method::language::InThree;
use method::policy::{Action, Actor, Subject};
use method::programme::{Domain, DomainsRefused, Level, Programme, Site, check_domains};
use method::questionnaire::QuestionRefused;
use method::round::Round;
use method::selection::{Plan, PlanRefused};
use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;
use uuid::Uuid;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum ProgrammesError {
    /// There is no such thing, or not for this person.
    #[error("not found")]
    NotFound,
    /// Somebody else changed it in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// A programme, a site or a period needs a name of at most [`NAME_LETTERS`].
    #[error("a name is needed")]
    NameMissing,
    /// A closed period has no stage after it.
    #[error("the period is closed")]
    PeriodClosed,
    /// Something is still owed to those who told: a period closes all the same only for a reason.
    #[error("feedback is owed")]
    FeedbackOwed {
        /// How much.
        open: usize,
    },
    /// A reason of more than [`OWING_LETTERS`].
    #[error("at most {OWING_LETTERS} letters")]
    ReasonTooLong,
    /// Panels of the period sat at this level: it stays, and where it sits.
    #[error("panels sat at a level that would go")]
    LevelInUse {
        /// What it is called.
        level: InThree,
    },
    /// Sound is kept for one day to a year.
    #[error("sound is kept for one day to a year")]
    Days,
    /// Stories could not flow so.
    #[error(transparent)]
    Plan(#[from] PlanRefused),
    /// The technique does not allow such a set of domains.
    #[error(transparent)]
    Domains(#[from] DomainsRefused),
    /// A question that could not be asked.
    #[error(transparent)]
    Question(#[from] QuestionRefused),
    /// The paper forms could not be set.
    #[error(transparent)]
    Export(#[from] archive_export::ExportError),
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for ProgrammesError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// The most letters of the reason for closing a period while feedback is owed.
pub const OWING_LETTERS: usize = 1_000;
/// The most letters of a name.
pub const NAME_LETTERS: usize = 120;

/// A domain and the version of it that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionedDomain {
    /// The domain.
    pub domain: Domain,
    /// The version to name when changing it.
    pub version: i32,
}

/// A programme with all its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Its name.
    pub programme: Programme,
    /// Its sites, in order.
    pub sites: Vec<Site>,
    /// Its domains, in order, the open one last.
    pub domains: Vec<VersionedDomain>,
    /// Its levels, lowest first.
    pub levels: Vec<Level>,
    /// Its reporting periods, oldest first.
    pub rounds: Vec<Round>,
    /// The version of each period that was read, in the same order.
    round_versions: Vec<i32>,
}

impl Overview {
    /// A domain of the programme.
    pub fn domain(&self, id: DomainId) -> Option<&Domain> {
        self.domains.iter().map(|one| &one.domain).find(|domain| domain.id == id)
    }

    /// A site of the programme.
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.sites.iter().find(|site| site.id == id)
    }

    /// A period of the programme and the version of it that was read.
    pub fn round(&self, id: RoundId) -> Option<(&Round, i32)> {
        let versioned = self.rounds.iter().zip(self.round_versions.iter().copied());
        versioned.into_iter().find(|(round, _)| round.id == id)
    }

    /// The levels of selection of a period: its own, or else those of the programme.
    pub fn plan(&self, round: &Round) -> Option<Plan> {
        round.plan.clone().or_else(|| Plan::of_levels(&self.levels).ok())
    }

    /// The name of a level in a period; empty where neither knows it.
    pub fn level_label(&self, round: RoundId, level: LevelId) -> InThree {
        let plan = self.round(round).and_then(|(round, _)| self.plan(round));
        let planned = plan
            .as_ref()
            .and_then(|plan| plan.station(level))
            .map(|station| &station.label);
        let known = || self.levels.iter().find(|one| one.id == level).map(|one| &one.label);
        planned.or_else(known).cloned().unwrap_or_default()
    }

    /// The newest period that takes stories.
    pub fn collecting(&self) -> Option<&Round> {
        self.rounds.iter().rev().find(|round| round.stage.takes_stories())
    }
}

/// The programme desk.
pub struct Programmes<'a>(pub(crate) &'a House);

impl Programmes<'_> {
    /// A programme with its parts.
    ///
    /// # Errors
    /// [`ProgrammesError::NotFound`] for whoever has no role in it.
    pub async fn overview(&self, actor: &Actor, id: ProgrammeId) -> Result<Overview, ProgrammesError> {
        if !allowed(actor, Action::SeeProgramme, &Subject::Programme(id)) {
            return Err(ProgrammesError::NotFound);
        }
        self.parts_of(id).await
    }

    /// As [`Programmes::overview`], for a desk that has asked its own question: a guest of a panel has no role in a programme.
    pub(crate) async fn parts_of(&self, id: ProgrammeId) -> Result<Overview, ProgrammesError> {
        let keys = self.0.keys()?;
        parts(&mut self.0.content.read().await?, &keys, id).await
    }

    /// Changes a domain's name and question. A changed question gets the next number; stories told before keep theirs, and so do
    /// those of which a tablet brings the sheet later.
    ///
    /// # Errors
    /// [`ProgrammesError::Conflict`] if `read_version` is no longer the newest; [`ProgrammesError::Domains`].
    pub async fn change_domain(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        changed: Domain,
        read_version: i32,
    ) -> Result<(), ProgrammesError> {
        if !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        let overview = self.overview(actor, of).await?;
        let old = overview.domain(changed.id).ok_or(ProgrammesError::NotFound)?.clone();
        let (label, pictogram) = (changed.label, changed.pictogram);
        let domain = Domain { label, pictogram, ..old }.reworded(changed.prompt);
        let mut all: Vec<Domain> = overview
            .domains
            .into_iter()
            .map(|one| one.domain)
            .filter(|one| one.id != domain.id)
            .collect();
        all.push(domain.clone());
        check_domains(&all)?;
        let keys = self.0.keys()?;
        let key = keys.programme(of).await?;
        let row = seal(&keys, &key, DOMAIN, domain.id.uuid(), read_version + 1, &domain)?;
        let mut tx = self.0.content.write().await?;
        if !rows::update_part(&mut tx, Part::Domain, of, &row, read_version).await? {
            return Err(ProgrammesError::Conflict);
        }
        self.note(&mut tx, &keys, actor, Deed::DomainChanged, row.id).await?;
        Ok(tx.commit().await?)
    }

    /// Adds a domain before the open one.
    ///
    /// # Errors
    /// [`ProgrammesError::Domains`] if there are too many, or it has no name.
    pub async fn add_domain(&self, actor: &Actor, of: ProgrammeId, label: InThree) -> Result<(), ProgrammesError> {
        if !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        let overview = self.overview(actor, of).await?;
        let mut all: Vec<Domain> = overview.domains.into_iter().map(|one| one.domain).collect();
        let mut prompt = all
            .iter()
            .find(|domain| domain.is_open)
            .map(|domain| domain.prompt.clone())
            .unwrap_or_default();
        (prompt.number, prompt.domain) = (1, label.clone());
        let domain = Domain {
            id: DomainId::new(ordered_id()),
            label,
            prompt,
            earlier: Vec::new(),
            is_open: false,
            pictogram: None,
        };
        let position = i32::try_from(all.len()).unwrap_or(i32::MAX - 1);
        all.push(domain.clone());
        check_domains(&all)?;
        let keys = self.0.keys()?;
        let key = keys.programme(of).await?;
        let row = seal(&keys, &key, DOMAIN, domain.id.uuid(), 1, &domain)?;
        let mut tx = self.0.content.write().await?;
        rows::add_part(&mut tx, Part::Domain, of, position, &row).await?;
        self.note(&mut tx, &keys, actor, Deed::DomainAdded, row.id).await?;
        Ok(tx.commit().await?)
    }

    /// Removes a domain; the open one cannot be removed. Stories told in it keep its id.
    ///
    /// # Errors
    /// [`ProgrammesError::Domains`] for the open domain; [`ProgrammesError::Conflict`].
    pub async fn remove_domain(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        id: DomainId,
        read_version: i32,
    ) -> Result<(), ProgrammesError> {
        if !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        let overview = self.overview(actor, of).await?;
        overview.domain(id).ok_or(ProgrammesError::NotFound)?;
        let left: Vec<Domain> = overview
            .domains
            .into_iter()
            .map(|one| one.domain)
            .filter(|one| one.id != id)
            .collect();
        check_domains(&left)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        if !rows::remove_part(&mut tx, Part::Domain, of, id.uuid(), read_version).await? {
            return Err(ProgrammesError::Conflict);
        }
        self.note(&mut tx, &keys, actor, Deed::DomainRemoved, id.uuid()).await?;
        Ok(tx.commit().await?)
    }

    async fn note(&self, tx: &mut Tx, keys: &Keys, actor: &Actor, deed: Deed, about: Uuid) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: actor.account(),
            deed,
            about: Some(about),
        };
        audit::append(tx, keys, &entry).await
    }
}

/// A programme with its parts.
pub(crate) async fn parts(tx: &mut Tx, keys: &Keys, id: ProgrammeId) -> Result<Overview, ProgrammesError> {
    let key = keys.programme(id).await?;
    let programmes = rows::programmes(tx).await?;
    let row = programmes
        .into_iter()
        .find(|row| row.id == id.uuid())
        .ok_or(ProgrammesError::NotFound)?;
    let programme = open(keys, &key, PROGRAMME, row)?;
    let domains = rows::parts(tx, Part::Domain, id).await?;
    let domains = domains.into_iter().map(|row| {
        let version = row.version;
        open(keys, &key, DOMAIN, row).map(|domain| VersionedDomain { domain, version })
    });
    let (rounds, round_versions) = rows::parts(tx, Part::Round, id)
        .await?
        .into_iter()
        .map(|row| {
            let version = row.version;
            open(keys, &key, ROUND, row).map(|round| (round, version))
        })
        .collect::<Result<_, Fault>>()?;
    Ok(Overview {
        programme,
        domains: domains.collect::<Result<_, _>>()?,
        sites: opened(tx, keys, &key, Part::Site, id).await?,
        levels: opened(tx, keys, &key, Part::Level, id).await?,
        rounds,
        round_versions,
    })
}

fn seal<T: Serialize>(
    keys: &Keys,
    key: &DataKey,
    contract: Contract,
    id: Uuid,
    version: i32,
    value: &T,
) -> Result<SealedRow, Fault> {
    Ok(SealedRow {
        id,
        version,
        sealed: keys.seal(key, contract, id, version, value)?,
    })
}

fn open<T: DeserializeOwned>(keys: &Keys, key: &DataKey, contract: Contract, row: SealedRow) -> Result<T, Fault> {
    keys.open(key, contract, row.id, row.version, row.sealed)
}

const fn contract(part: Part) -> Contract {
    match part {
        Part::Site => SITE,
        Part::Domain => DOMAIN,
        Part::Level => LEVEL,
        Part::Round => ROUND,
    }
}

async fn opened<T: DeserializeOwned>(
    tx: &mut Tx,
    keys: &Keys,
    key: &DataKey,
    part: Part,
    of: ProgrammeId,
) -> Result<Vec<T>, Fault> {
    rows::parts(tx, part, of)
        .await?
        .into_iter()
        .map(|row| open(keys, key, contract(part), row))
        .collect()
}
