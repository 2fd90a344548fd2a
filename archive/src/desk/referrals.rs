//! The referrals desk: to which services the workers of a site send storytellers on. Whoever records reads them; who coordinates a
//! site keeps its own.

use crate::audit::{self, Deed, Entry};
use crate::clock::ordered_id;
use crate::contracts::REFERRAL;
use crate::desk::programmes::{Programmes, ProgrammesError};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::documents::{self, Document};
use crate::store::programmes::SealedRow;
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
use method::id::{AccountId, ProgrammeId, ServiceId, SiteId};
use method::policy::{Action, Actor, Subject};
use method::referral::{Service, ServiceRefused};
use thiserror::Error;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum ReferralsError {
    /// There is no such thing, or not for this person.
    #[error("not found")]
    NotFound,
    /// What was typed is no service.
    #[error(transparent)]
    Refused(#[from] ServiceRefused),
    /// Somebody else changed it in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// There are as many as a page can hold.
    #[error("too many services")]
    TooMany,
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for ReferralsError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<ProgrammesError> for ReferralsError {
    fn from(error: ProgrammesError) -> Self {
        match error {
            ProgrammesError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

/// A service and the version of it that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: ServiceId,
    /// The service.
    pub service: Service,
    /// The version to name when changing it.
    pub version: i32,
}

/// The most services of a programme.
pub const MOST: usize = 200;

/// The referrals desk.
pub struct Referrals<'a>(pub(crate) &'a House);

impl Referrals<'_> {
    /// The services near the sites at which somebody records, what cannot wait first.
    ///
    /// # Errors
    /// [`ReferralsError::Fault`].
    pub async fn near(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Service>, ReferralsError> {
        let mut services = self.those(actor, programme, Action::RecordStory).await?;
        services.sort_by_key(|one| (one.service.site, one.service.kind, one.id));
        Ok(services.into_iter().map(|one| one.service).collect())
    }

    /// The services of the sites that somebody coordinates, in the same order.
    ///
    /// # Errors
    /// [`ReferralsError::Fault`].
    pub async fn list(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Listed>, ReferralsError> {
        let mut services = self.those(actor, programme, Action::KeepReferrals).await?;
        services.sort_by_key(|one| (one.service.site, one.service.kind, one.id));
        Ok(services)
    }

    /// Enters a service.
    ///
    /// # Errors
    /// [`ReferralsError::Refused`], [`ReferralsError::TooMany`]; [`ReferralsError::NotFound`] for whoever does not keep those of
    /// that site.
    pub async fn add(&self, actor: &Actor, programme: ProgrammeId, service: Service) -> Result<ServiceId, ReferralsError> {
        let by = keeper(actor, programme, service.site)?;
        let service = service.checked()?;
        let overview = Programmes(self.0).overview(actor, programme).await?;
        overview.site(service.site).ok_or(ReferralsError::NotFound)?;
        let keys = self.0.keys()?;
        let id = ServiceId::new(ordered_id());
        let row = seal(&keys, programme, id, 1, &service).await?;
        let mut tx = self.0.content.write().await?;
        if documents::all(&mut tx, Document::Referral, programme).await?.len() >= MOST {
            return Err(ReferralsError::TooMany);
        }
        documents::add(&mut tx, Document::Referral, programme, &row).await?;
        self.note(&mut tx, &keys, by, id).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes a service; it stays at its site.
    ///
    /// # Errors
    /// As [`Referrals::add`]; [`ReferralsError::Conflict`] if `read_version` is no longer the newest.
    pub async fn change(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: ServiceId,
        service: Service,
        read_version: i32,
    ) -> Result<(), ReferralsError> {
        let known = self.kept(actor, programme, id).await?;
        let by = keeper(actor, programme, known.site)?;
        let service = Service {
            site: known.site,
            ..service
        }
        .checked()?;
        let keys = self.0.keys()?;
        let row = seal(&keys, programme, id, read_version.saturating_add(1), &service).await?;
        let mut tx = self.0.content.write().await?;
        if !documents::update(&mut tx, Document::Referral, programme, &row, read_version).await? {
            return Err(ReferralsError::Conflict);
        }
        self.note(&mut tx, &keys, by, id).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a service out.
    ///
    /// # Errors
    /// As [`Referrals::change`].
    pub async fn remove(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: ServiceId,
        read_version: i32,
    ) -> Result<(), ReferralsError> {
        let known = self.kept(actor, programme, id).await?;
        let by = keeper(actor, programme, known.site)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        if !documents::remove(&mut tx, Document::Referral, programme, id.uuid(), read_version).await? {
            return Err(ReferralsError::Conflict);
        }
        self.note(&mut tx, &keys, by, id).await?;
        Ok(tx.commit().await?)
    }

    /// A service that somebody keeps.
    async fn kept(&self, actor: &Actor, programme: ProgrammeId, id: ServiceId) -> Result<Service, ReferralsError> {
        let services = self.list(actor, programme).await?;
        let found = services.into_iter().find(|one| one.id == id);
        found.map(|one| one.service).ok_or(ReferralsError::NotFound)
    }

    /// The services of the sites at which somebody may do something.
    async fn those(&self, actor: &Actor, programme: ProgrammeId, action: Action) -> Result<Vec<Listed>, ReferralsError> {
        let keys = self.0.keys()?;
        let key = keys.programme(programme).await?;
        let mut tx = self.0.content.read().await?;
        let mut services = Vec::new();
        for row in documents::all(&mut tx, Document::Referral, programme).await? {
            let service: Service = keys.open(&key, REFERRAL, row.id, row.version, row.sealed)?;
            if allowed(actor, action, &Subject::Site(programme, service.site)) {
                services.push(Listed {
                    id: ServiceId::new(row.id),
                    service,
                    version: row.version,
                });
            }
        }
        Ok(services)
    }

    async fn note(&self, tx: &mut Tx, keys: &Keys, by: AccountId, about: ServiceId) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed: Deed::ReferralChanged,
            about: Some(about.uuid()),
        };
        audit::append(tx, keys, &entry).await
    }
}

fn keeper(actor: &Actor, programme: ProgrammeId, site: SiteId) -> Result<AccountId, ReferralsError> {
    match actor {
        Actor::Account { id, .. } if allowed(actor, Action::KeepReferrals, &Subject::Site(programme, site)) => Ok(*id),
        _ => Err(ReferralsError::NotFound),
    }
}

async fn seal(
    keys: &Keys,
    programme: ProgrammeId,
    id: ServiceId,
    version: i32,
    service: &Service,
) -> Result<SealedRow, Fault> {
    let key = keys.programme(programme).await?;
    Ok(SealedRow {
        id: id.uuid(),
        version,
        sealed: keys.seal(&key, REFERRAL, id.uuid(), version, service)?,
    })
}
