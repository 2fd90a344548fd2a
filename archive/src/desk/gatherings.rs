//! The gatherings desk: focus groups in which several stories are told, each with a consent of its own. A group is known to
//! those who record at its site; which stories were told in it, the stories alone hold.

mod told;

pub use told::Told;

use crate::audit::{self, Deed, Entry};
use crate::clock::random_id;
use crate::contracts::GATHERING;
use crate::desk::programmes::{Programmes, ProgrammesError};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::documents::{self, Document};
use crate::store::programmes::SealedRow;
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
use method::gathering::Gathering;
use method::id::{AccountId, GatheringId, ProgrammeId, SiteId};
use method::policy::{Action, Actor, Subject, may_at_some_site};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum GatheringsError {
    /// There is no such thing, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// It is closed.
    #[error("the gathering is closed")]
    Closed,
    /// Somebody else changed it in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for GatheringsError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<ProgrammesError> for GatheringsError {
    fn from(error: ProgrammesError) -> Self {
        match error {
            ProgrammesError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

/// A gathering and the version of it that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: GatheringId,
    /// What is known of it.
    pub gathering: Gathering,
    /// Who led it.
    pub facilitator: AccountId,
    /// Whether no further story is typed in as told in it. One that was written down before is taken all the same.
    pub is_closed: bool,
    /// The version to name when changing it.
    pub version: i32,
}

#[derive(Serialize, Deserialize)]
struct Body {
    gathering: Gathering,
    facilitator: AccountId,
    is_closed: bool,
}

/// The gatherings desk.
pub struct Gatherings<'a>(pub(crate) &'a House);

impl Gatherings<'_> {
    /// An id for a gathering that is about to be written down here.
    pub fn new_id(&self) -> GatheringId {
        GatheringId::new(random_id())
    }

    /// The gatherings of the sites at which somebody records, newest first.
    ///
    /// # Errors
    /// [`GatheringsError::NotFound`] for whoever records nowhere in the programme.
    pub async fn list(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Kept>, GatheringsError> {
        if !may_at_some_site(actor, Action::RecordStory, programme) {
            return Err(GatheringsError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut all = all(&mut tx, &keys, programme).await?;
        all.retain(|one| records_at(actor, programme, one.gathering.site));
        all.sort_by_key(|one| std::cmp::Reverse((one.gathering.held_on, one.id)));
        Ok(all)
    }

    /// Opens a gathering under an id that was made where it was written down. The same id once more changes nothing, so that a
    /// sheet may arrive twice.
    ///
    /// # Errors
    /// [`GatheringsError::NotFound`] for whoever does not record at its site, or if the id is taken elsewhere.
    pub async fn open(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: GatheringId,
        gathering: Gathering,
    ) -> Result<(), GatheringsError> {
        let facilitator = recorder(actor, programme, gathering.site)?;
        let overview = Programmes(self.0).overview(actor, programme).await?;
        overview.site(gathering.site).ok_or(GatheringsError::NotFound)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        if let Some(known) = documents::programme_of(&mut tx, Document::Gathering, id.uuid()).await? {
            let here = if known == programme {
                by_id(&mut tx, &keys, programme, id).await?
            } else {
                None
            };
            let is_hers = here.is_some_and(|one| records_at(actor, programme, one.gathering.site));
            return if is_hers { Ok(()) } else { Err(GatheringsError::NotFound) };
        }
        let body = Body {
            gathering,
            facilitator,
            is_closed: false,
        };
        let row = seal(&keys, programme, id, 1, &body).await?;
        documents::add(&mut tx, Document::Gathering, programme, &row).await?;
        self.note(&mut tx, &keys, facilitator, Deed::GatheringOpened, id).await?;
        Ok(tx.commit().await?)
    }

    /// Corrects what is known of a gathering; its site stays.
    ///
    /// # Errors
    /// [`GatheringsError::Closed`]; [`GatheringsError::Conflict`] if `read_version` is no longer the newest;
    /// [`GatheringsError::NotFound`].
    pub async fn correct(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: GatheringId,
        gathering: Gathering,
        read_version: i32,
    ) -> Result<(), GatheringsError> {
        self.change(actor, programme, id, read_version, |old| {
            if old.is_closed {
                return Err(GatheringsError::Closed);
            }
            let site = old.gathering.site;
            Ok(Body {
                gathering: Gathering { site, ..gathering },
                facilitator: old.facilitator,
                is_closed: false,
            })
        })
        .await
    }

    /// Closes a gathering, so that forms do not offer it any more, or opens it again.
    ///
    /// # Errors
    /// [`GatheringsError::Conflict`], [`GatheringsError::NotFound`].
    pub async fn close(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: GatheringId,
        is_closed: bool,
        read_version: i32,
    ) -> Result<(), GatheringsError> {
        self.change(actor, programme, id, read_version, |old| {
            Ok(Body {
                gathering: old.gathering,
                facilitator: old.facilitator,
                is_closed,
            })
        })
        .await
    }

    async fn change(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: GatheringId,
        read_version: i32,
        change: impl FnOnce(Kept) -> Result<Body, GatheringsError>,
    ) -> Result<(), GatheringsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let old = by_id(&mut tx, &keys, programme, id).await?.ok_or(GatheringsError::NotFound)?;
        let by = recorder(actor, programme, old.gathering.site)?;
        let row = seal(&keys, programme, id, read_version.saturating_add(1), &change(old)?).await?;
        if !documents::update(&mut tx, Document::Gathering, programme, &row, read_version).await? {
            return Err(GatheringsError::Conflict);
        }
        self.note(&mut tx, &keys, by, Deed::GatheringChanged, id).await?;
        Ok(tx.commit().await?)
    }

    async fn note(&self, tx: &mut Tx, keys: &Keys, by: AccountId, deed: Deed, about: GatheringId) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed,
            about: Some(about.uuid()),
        };
        audit::append(tx, keys, &entry).await
    }
}

fn records_at(actor: &Actor, programme: ProgrammeId, site: SiteId) -> bool {
    allowed(actor, Action::RecordStory, &Subject::Site(programme, site))
}

fn recorder(actor: &Actor, programme: ProgrammeId, site: SiteId) -> Result<AccountId, GatheringsError> {
    let account = actor.account().filter(|_| records_at(actor, programme, site));
    account.ok_or(GatheringsError::NotFound)
}

/// A gathering of a programme. Whoever calls has asked who may.
pub(crate) async fn by_id(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, id: GatheringId) -> Result<Option<Kept>, Fault> {
    let key = keys.programme(programme).await?;
    let row = documents::by_id(tx, Document::Gathering, programme, id.uuid()).await?;
    row.map(|row| opened(keys, &key, row)).transpose()
}

async fn all(tx: &mut Tx, keys: &Keys, programme: ProgrammeId) -> Result<Vec<Kept>, Fault> {
    let key = keys.programme(programme).await?;
    let rows = documents::all(tx, Document::Gathering, programme).await?;
    rows.into_iter().map(|row| opened(keys, &key, row)).collect()
}

fn opened(keys: &Keys, key: &archive_vault::DataKey, row: SealedRow) -> Result<Kept, Fault> {
    let (id, version) = (GatheringId::new(row.id), row.version);
    let body: Body = keys.open(key, GATHERING, row.id, version, row.sealed)?;
    Ok(Kept {
        id,
        gathering: body.gathering,
        facilitator: body.facilitator,
        is_closed: body.is_closed,
        version,
    })
}

async fn seal(keys: &Keys, programme: ProgrammeId, id: GatheringId, version: i32, body: &Body) -> Result<SealedRow, Fault> {
    let key = keys.programme(programme).await?;
    Ok(SealedRow {
        id: id.uuid(),
        version,
        sealed: keys.seal(&key, GATHERING, id.uuid(), version, body)?,
    })
}
