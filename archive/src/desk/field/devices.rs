//! Tablets: enrolling one, listing them, cutting one off.

use super::letters::device as known;
use super::{Field, FieldError, NAME_LETTERS};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::clock::random_id;
use crate::contracts::{DEVICE, LETTERBOX};
use crate::desk::people::{self, stand_ins};
use crate::desk::programmes::Programmes;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::field::{self as rows, DeviceRow, LetterboxRow};
use archive_envelope::{Address, DeviceName, Letterbox, Place};
use chrono::NaiveDate;
use method::id::{AccountId, DeviceId, ProgrammeId, SiteId};
use method::policy::{Action, Actor, Membership, Reach, Role, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Seconds of a day.
const SECONDS_A_DAY: i64 = 86_400;

/// What is sealed of a device.
#[derive(Serialize, Deserialize)]
struct Body {
    name: String,
    enrolled_on: NaiveDate,
    /// Two, in the order of their ids; none of devices that were enrolled before there were two.
    #[serde(default)]
    drawers: Vec<DrawerBody>,
}

/// A drawer of a device: to what its pages are sealed, and who works out of it.
#[derive(Clone, Serialize, Deserialize)]
struct DrawerBody {
    id: Uuid,
    key: Vec<u8>,
    /// None, where nobody stands in for the worker.
    works: Option<Works>,
}

/// An account at work in a place.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Works {
    pub(super) programme: ProgrammeId,
    pub(super) site: SiteId,
    pub(super) account: AccountId,
}

impl Works {
    /// Whose device it is, as its row says.
    pub(super) const fn of(row: &DeviceRow) -> Self {
        Self {
            programme: ProgrammeId::new(row.programme_id),
            site: SiteId::new(row.site_id),
            account: AccountId::new(row.account_id),
        }
    }

    const fn subject(&self) -> Subject {
        Subject::Site(self.programme, self.site)
    }
}

/// Everybody who works with a device: its worker, and who stands in for her.
pub(super) async fn workers(keys: &Keys, row: &DeviceRow) -> Result<Vec<Works>, Fault> {
    let own = Works::of(row);
    let behind = drawers(keys, row).await?.into_iter().filter_map(|one| one.works);
    let behind = behind.filter(|one| *one != own);
    Ok(std::iter::once(own).chain(behind).collect())
}

/// Who works out of a drawer of a device.
pub(super) async fn worker_at(keys: &Keys, row: &DeviceRow, drawer: Uuid) -> Result<Option<Works>, Fault> {
    let drawers = drawers(keys, row).await?;
    Ok(drawers.into_iter().find(|one| one.id == drawer).and_then(|one| one.works))
}

async fn drawers(keys: &Keys, row: &DeviceRow) -> Result<Vec<DrawerBody>, Fault> {
    Ok(body(keys, row).await?.drawers)
}

async fn body(keys: &Keys, row: &DeviceRow) -> Result<Body, Fault> {
    let key = keys.programme(ProgrammeId::new(row.programme_id)).await?;
    keys.open(&key, DEVICE, row.id, 0, row.sealed.clone())
}

/// What a device needs to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// Its id.
    pub device: DeviceId,
    /// To where it seals.
    pub address: Address,
    /// Its drawers, in the order of their ids.
    pub drawers: Vec<Drawer>,
}

/// A drawer of a device, whose pages are to be packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawer {
    /// To what they are sealed.
    pub address: Address,
    /// For whom, in which programme and at which site; nobody, where nobody stands in for its worker: then it stays shut.
    pub worker: Option<(Actor, ProgrammeId, SiteId)>,
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
    /// Enrols a tablet for the worker who asks, at a site where she records. It has two drawers: the first is hers, the second that of
    /// whoever stands in for her in a training programme, whether or not she ever opens it.
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
        addresses: [Address; 2],
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
        let programme_key = keys.programme(programme).await?;
        let mut tx = self.0.content.write().await?;
        let address = address_of(&mut tx, &keys, programme, site).await?;
        let here = Membership {
            programme,
            role: Role::Facilitator,
            reach: Reach::Site(site),
        };
        let behind = stand_ins::behind(&mut tx, &keys, account, here).await?;
        let behind = behind.and_then(|(account, there)| match there.reach {
            Reach::Site(site) => Some(Works {
                programme: there.programme,
                site,
                account,
            }),
            Reach::Everywhere => None,
        });
        let own = Works {
            programme,
            site,
            account,
        };
        let mut drawers: Vec<_> = addresses
            .into_iter()
            .zip([Some(own), behind])
            .map(|(address, works)| DrawerBody {
                id: address.id,
                key: address.key.to_vec(),
                works,
            })
            .collect();
        drawers.sort_by_key(|one| one.id);
        let body = Body {
            name: name.to_owned(),
            enrolled_on: now.date_naive(),
            drawers,
        };
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
        let drawers = manned(&mut tx, body.drawers).await?;
        tx.commit().await?;
        Ok(Enrolled {
            device,
            address,
            drawers,
        })
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

    /// Who records with a device that asks for its pages. It signs the question with the day, today's or
    /// yesterday's, so that no session is needed.
    ///
    /// # Errors
    /// [`FieldError::NoDevice`], [`FieldError::CutOff`].
    pub async fn worker_of(&self, device: DeviceId, signature: &[u8]) -> Result<Actor, FieldError> {
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
        Ok(people::actor(&mut tx, AccountId::new(device.row.account_id)).await?)
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
        let drawers = drawers(&keys, &row).await?;
        let mut tx = self.0.content.write().await?;
        let address = address_of(&mut tx, &keys, programme, site).await?;
        let drawers = manned(&mut tx, drawers).await?;
        tx.commit().await?;
        let enrolled = Enrolled {
            device,
            address,
            drawers,
        };
        Ok((enrolled, programme, site))
    }

    /// The tablets of a programme that somebody keeps.
    ///
    /// # Errors
    /// [`FieldError::NotFound`] for whoever keeps none.
    pub async fn devices(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Device>, FieldError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let names = people::names(&mut tx, &keys, programme, actor.account()).await?;
        let rows = rows::devices(&mut tx).await?;
        let mut devices = Vec::new();
        for row in rows {
            // A tablet stands in the programme of each who works with it.
            let workers = workers(&keys, &row).await?;
            let works = workers.into_iter().find(|one| one.programme == programme);
            let works = works.filter(|one| keeps(actor, one));
            let Some(Works { site, account, .. }) = works else {
                continue;
            };
            let body = body(&keys, &row).await?;
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
        if !workers(&keys, &row).await?.iter().any(|one| keeps(actor, one)) {
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

/// Whether somebody works with a device herself, or keeps those of its site.
fn keeps(actor: &Actor, works: &Works) -> bool {
    actor.account() == Some(works.account) || allowed(actor, Action::KeepDevices, &works.subject())
}

/// Drawers, each with who works out of it now.
async fn manned(tx: &mut Tx, drawers: Vec<DrawerBody>) -> Result<Vec<Drawer>, FieldError> {
    let mut manned = Vec::new();
    for drawer in drawers {
        let key = drawer.key.try_into().map_err(|_| Fault::KeyMissing)?;
        let worker = match drawer.works {
            Some(works) => Some((people::actor(tx, works.account).await?, works.programme, works.site)),
            None => None,
        };
        manned.push(Drawer {
            address: Address { id: drawer.id, key },
            worker,
        });
    }
    Ok(manned)
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
