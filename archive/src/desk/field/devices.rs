//! Tablets: enrolling one, listing them, cutting one off.

use super::letters::device as known;
use super::{Field, FieldError, NAME_LETTERS};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::clock::random_id;
use crate::contracts::{DEVICE, LETTERBOX};
use crate::desk::people;
use crate::desk::programmes::Programmes;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::field::{self as rows, DeviceRow, LetterboxRow};
use archive_envelope::{Address, DeviceName, Letterbox, Place};
use chrono::NaiveDate;
use method::id::{AccountId, DeviceId, ProgrammeId, SiteId};
use method::policy::{Action, Actor, Subject};
use serde::{Deserialize, Serialize};

/// Seconds of a day.
const SECONDS_A_DAY: i64 = 86_400;

/// What is sealed of a device.
#[derive(Serialize, Deserialize)]
struct Body {
    name: String,
    enrolled_on: NaiveDate,
}

/// What a device needs to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// Its id.
    pub device: DeviceId,
    /// To where it seals.
    pub address: Address,
}

/// A device in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// What people call it.
    pub name: String,
    /// At which site it records.
    pub site: SiteId,
    /// Who records with it.
    pub account: AccountId,
    /// What colleagues call her.
    pub worker: String,
    /// Since when.
    pub enrolled_on: NaiveDate,
    /// Whether it was cut off: it sends nothing any more, and forgets what it needs at its next contact.
    pub is_cut_off: bool,
    /// How many of its letters wait to be opened.
    pub waiting: i64,
}

impl Field<'_> {
    /// Enrols a tablet for the worker who asks, at a site where she records.
    ///
    /// # Errors
    /// [`FieldError::NotFound`], [`FieldError::NameMissing`], [`FieldError::NoDevice`] if that is no key.
    pub async fn enrol(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        site: SiteId,
        name: &str,
        key: &[u8],
    ) -> Result<Enrolled, FieldError> {
        if !allowed(actor, Action::RecordStory, &Subject::Site(programme, site)) {
            return Err(FieldError::NotFound);
        }
        let account = actor.account().ok_or(FieldError::NotFound)?;
        let overview = Programmes(self.0).overview(actor, programme).await?;
        overview.site(site).ok_or(FieldError::NotFound)?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_LETTERS {
            return Err(FieldError::NameMissing);
        }
        let key = DeviceName::from_bytes(key)?;
        let keys = self.0.keys()?;
        let now = self.0.clock.now();
        let device = DeviceId::new(random_id());
        let body = Body {
            name: name.to_owned(),
            enrolled_on: now.date_naive(),
        };
        let programme_key = keys.programme(programme).await?;
        let mut tx = self.0.content.write().await?;
        let address = address_of(&mut tx, &keys, programme, site).await?;
        let row = DeviceRow {
            id: device.uuid(),
            programme_id: programme.uuid(),
            site_id: site.uuid(),
            account_id: account.uuid(),
            name: key.to_bytes().to_vec(),
            cut_off: 0,
            sealed: keys.seal(&programme_key, DEVICE, device.uuid(), 0, &body)?,
        };
        rows::add_device(&mut tx, &row).await?;
        self.noted(&mut tx, &keys, account, Deed::DeviceEnrolled, device).await?;
        tx.commit().await?;
        Ok(Enrolled { device, address })
    }

    /// Whether a device still counts; answered while the vault is closed too. Nobody signs this question: what it tells, every letter
    /// of the device is told.
    ///
    /// # Errors
    /// [`FieldError::NotFound`], [`FieldError::CutOff`].
    pub async fn counts(&self, device: DeviceId) -> Result<(), FieldError> {
        let mut tx = self.0.content.read().await?;
        let row = rows::device(&mut tx, device.uuid()).await?.ok_or(FieldError::NotFound)?;
        if row.cut_off == 0 { Ok(()) } else { Err(FieldError::CutOff) }
    }

    /// Who records with a device that asks for its pages, and in which programme. It signs the question with the day, today's or
    /// yesterday's, so that no session is needed.
    ///
    /// # Errors
    /// [`FieldError::NoDevice`], [`FieldError::CutOff`].
    pub async fn worker_of(&self, device: DeviceId, signature: &[u8]) -> Result<(Actor, ProgrammeId), FieldError> {
        let mut tx = self.0.content.read().await?;
        let device = known(rows::device(&mut tx, device.uuid()).await?)?;
        let today = self.0.clock.now().timestamp().div_euclid(SECONDS_A_DAY);
        let is_asked = [today, today - 1].into_iter().any(|day| {
            let place = u32::try_from(day).map(|day| Place::of_kit(device.row.id, day));
            place.is_ok_and(|place| device.name.check(&place, &[], signature).is_ok())
        });
        if !is_asked {
            return Err(FieldError::NoDevice);
        }
        if device.row.cut_off != 0 {
            return Err(FieldError::CutOff);
        }
        let worker = people::actor(&mut tx, AccountId::new(device.row.account_id)).await?;
        Ok((worker, ProgrammeId::new(device.row.programme_id)))
    }

    /// What a device that was enrolled needs to go on: for its own worker, as long as it was not cut off.
    ///
    /// # Errors
    /// [`FieldError::NotFound`], [`FieldError::CutOff`].
    pub async fn enrolled(&self, actor: &Actor, device: DeviceId) -> Result<(Enrolled, ProgrammeId, SiteId), FieldError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let row = rows::device(&mut tx, device.uuid()).await?.ok_or(FieldError::NotFound)?;
        let (programme, site) = (ProgrammeId::new(row.programme_id), SiteId::new(row.site_id));
        let own = actor.account() == Some(AccountId::new(row.account_id));
        if !own || !allowed(actor, Action::RecordStory, &Subject::Site(programme, site)) {
            return Err(FieldError::NotFound);
        }
        if row.cut_off != 0 {
            return Err(FieldError::CutOff);
        }
        drop(tx);
        let mut tx = self.0.content.write().await?;
        let address = address_of(&mut tx, &keys, programme, site).await?;
        tx.commit().await?;
        Ok((Enrolled { device, address }, programme, site))
    }

    /// The tablets of a programme that somebody keeps.
    ///
    /// # Errors
    /// [`FieldError::NotFound`] for whoever keeps none.
    pub async fn devices(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Device>, FieldError> {
        let keys = self.0.keys()?;
        let programme_key = keys.programme(programme).await?;
        let mut tx = self.0.content.read().await?;
        let names = people::names(&mut tx, &keys, programme, actor.account()).await?;
        let mut devices = Vec::new();
        for row in rows::devices(&mut tx, programme).await? {
            let (site, account) = (SiteId::new(row.site_id), AccountId::new(row.account_id));
            if actor.account() != Some(account) && !allowed(actor, Action::KeepDevices, &Subject::Site(programme, site)) {
                continue;
            }
            let body: Body = keys.open(&programme_key, DEVICE, row.id, 0, row.sealed)?;
            devices.push(Device {
                id: DeviceId::new(row.id),
                name: body.name,
                site,
                account,
                worker: names.get(&account).cloned().unwrap_or_default(),
                enrolled_on: body.enrolled_on,
                is_cut_off: row.cut_off != 0,
                waiting: rows::waiting_of_device(&mut tx, row.id).await?,
            });
        }
        Ok(devices)
    }

    /// Cuts a tablet off that was lost or taken, or that its own worker does not use any more.
    ///
    /// # Errors
    /// [`FieldError::NotFound`].
    pub async fn cut_off(&self, actor: &Actor, device: DeviceId) -> Result<(), FieldError> {
        let by = actor.account().ok_or(FieldError::NotFound)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let row = rows::device(&mut tx, device.uuid()).await?.ok_or(FieldError::NotFound)?;
        let subject = Subject::Site(ProgrammeId::new(row.programme_id), SiteId::new(row.site_id));
        if by != AccountId::new(row.account_id) && !allowed(actor, Action::KeepDevices, &subject) {
            return Err(FieldError::NotFound);
        }
        rows::cut_off(&mut tx, row.id).await?;
        self.noted(&mut tx, &keys, by, Deed::DeviceCutOff, device).await?;
        Ok(tx.commit().await?)
    }

    async fn noted(&self, tx: &mut Tx, keys: &Keys, by: AccountId, deed: Deed, about: DeviceId) -> Result<(), Fault> {
        let (at, by, about) = (self.0.clock.now(), Some(by), Some(about.uuid()));
        audit::append(tx, keys, &Entry { at, by, deed, about }).await
    }
}

/// To where the letters of a site are sealed; a site's first asking makes its letterbox.
async fn address_of(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, site: SiteId) -> Result<Address, FieldError> {
    if let Some(row) = rows::letterbox_of(tx, site).await? {
        let key = <[u8; 32]>::try_from(row.address.as_slice()).map_err(|_| Fault::KeyMissing)?;
        return Ok(Address { id: row.id, key });
    }
    let letterbox = Letterbox::create(random_id())?;
    let address = letterbox.address();
    let site_key = keys.site(programme, site).await?;
    let row = LetterboxRow {
        id: address.id,
        programme_id: programme.uuid(),
        site_id: site.uuid(),
        address: address.key.to_vec(),
        sealed: keys.seal(&site_key, LETTERBOX, address.id, 0, &*letterbox.to_bytes())?,
    };
    rows::add_letterbox(tx, &row).await?;
    Ok(address)
}

/// What opens the letters of a site.
pub(super) async fn letterbox_of(tx: &mut Tx, keys: &Keys, site: SiteId) -> Result<Option<Letterbox>, FieldError> {
    let Some(row) = rows::letterbox_of(tx, site).await? else {
        return Ok(None);
    };
    let site_key = keys.site(ProgrammeId::new(row.programme_id), site).await?;
    let bytes: Vec<u8> = keys.open(&site_key, LETTERBOX, row.id, 0, row.sealed)?;
    Ok(Some(Letterbox::from_bytes(row.id, &bytes)?))
}
