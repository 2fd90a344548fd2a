//! The images desk: pictures for briefs. Each is taken anew when it comes, so that nothing of the file that was sent is kept; it goes
//! into a brief only when somebody has looked at it, found that nobody can be known in it, and said what it shows and whose it is.

use crate::audit::{self, Deed, Entry};
use crate::clock::ordered_id;
use crate::contracts::{BRIEF_IMAGE, BRIEF_IMAGE_FILE};
use crate::desk::briefs;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::documents::{self, Document};
use crate::store::programmes::SealedRow;
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
pub use archive_export::{IMAGE_BYTES, NotAnImage};
use method::brief::{Described, Image, ImageFormat, Reference};
use method::id::{AccountId, ImageId, ProgrammeId};
use method::policy::{Action, Actor, Subject};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use thiserror::Error;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum ImagesError {
    /// There is no such picture, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// A file is no picture that can be kept.
    #[error(transparent)]
    File(#[from] NotAnImage),
    /// Briefs refer to the picture; their titles.
    #[error("briefs refer to the picture")]
    InUse(Vec<String>),
    /// A brief that went out holds it.
    #[error("a brief that went out holds the picture")]
    Issued,
    /// Somebody else changed it in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for ImagesError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// A picture and the version of it that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: ImageId,
    /// The picture without its dots.
    pub image: Image,
    /// The version to name when changing it.
    pub version: i32,
}

/// A picture as a brief prints it; an issue keeps it. Its dots never change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PrintedImage {
    format: ImageFormat,
    dots: (u32, u32),
    said: Described,
}

impl PrintedImage {
    /// What stands around it in words of the house.
    pub(crate) fn words(&self) -> [&str; 3] {
        [self.said.alt(), self.said.caption(), self.said.credit()]
    }
}

/// Where the pages of the house find the file of a picture.
pub fn address(id: ImageId) -> String {
    format!("/images/{id}/file")
}

/// The images desk.
pub struct Images<'a>(pub(crate) &'a House);

impl Images<'_> {
    /// Every picture of the programme, the newest first.
    ///
    /// # Errors
    /// [`ImagesError::NotFound`] for whoever does not write briefs.
    pub async fn list(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Kept>, ImagesError> {
        writer(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        Ok(all(&mut tx, &keys, programme).await?)
    }

    /// One picture.
    ///
    /// # Errors
    /// [`ImagesError::NotFound`].
    pub async fn read(&self, actor: &Actor, programme: ProgrammeId, id: ImageId) -> Result<Kept, ImagesError> {
        writer(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        by_id(&mut tx, &keys, programme, id).await?.ok_or(ImagesError::NotFound)
    }

    /// The file of a picture, for whoever writes or reviews briefs.
    ///
    /// # Errors
    /// [`ImagesError::NotFound`].
    pub async fn file(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: ImageId,
    ) -> Result<(ImageFormat, Vec<u8>), ImagesError> {
        if !allowed(actor, Action::ReviewBrief, &Subject::Programme(programme)) {
            return Err(ImagesError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let kept = by_id(&mut tx, &keys, programme, id).await?.ok_or(ImagesError::NotFound)?;
        let bytes = bytes_of(&mut tx, &keys, programme, id).await?.ok_or(ImagesError::NotFound)?;
        Ok((kept.image.format, bytes))
    }

    /// Takes a picture anew and keeps it, without words: it stands in no brief yet.
    ///
    /// # Errors
    /// [`ImagesError::File`]; [`ImagesError::NotFound`].
    pub async fn add(&self, actor: &Actor, programme: ProgrammeId, file: Vec<u8>) -> Result<ImageId, ImagesError> {
        let by = writer(actor, programme)?;
        let taken = tokio::task::spawn_blocking(move || archive_export::retake(&file)).await;
        let taken = taken.map_err(|_| Fault::Stopped)??;
        let image = Image {
            format: taken.format,
            width: taken.width,
            height: taken.height,
            described: None,
        };
        let keys = self.0.keys()?;
        let key = keys.programme(programme).await?;
        let id = ImageId::new(ordered_id());
        let file = SealedRow {
            id: id.uuid(),
            version: 1,
            sealed: keys.seal_bytes(&key, BRIEF_IMAGE_FILE, id.uuid(), &taken.bytes)?,
        };
        let row = seal(&keys, programme, id, 1, &image).await?;
        let mut tx = self.0.content.write().await?;
        documents::add(&mut tx, Document::BriefImage, programme, &row).await?;
        documents::add(&mut tx, Document::BriefImageFile, programme, &file).await?;
        self.note(&mut tx, &keys, by, id).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Says what a picture shows. Briefs that went out keep what was said of it then.
    ///
    /// # Errors
    /// [`ImagesError::NotFound`]; [`ImagesError::Conflict`] if `read_version` is no longer the newest.
    pub async fn describe(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: ImageId,
        described: Described,
        read_version: i32,
    ) -> Result<(), ImagesError> {
        let by = writer(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let found = by_id(&mut tx, &keys, programme, id).await?.ok_or(ImagesError::NotFound)?;
        let image = Image {
            described: Some(described),
            ..found.image
        };
        let row = seal(&keys, programme, id, read_version.saturating_add(1), &image).await?;
        if !documents::update(&mut tx, Document::BriefImage, programme, &row, read_version).await? {
            return Err(ImagesError::Conflict);
        }
        self.note(&mut tx, &keys, by, id).await?;
        Ok(tx.commit().await?)
    }

    /// Removes a picture that stands in no brief, and that never went out in one.
    ///
    /// # Errors
    /// [`ImagesError::InUse`] names the briefs; [`ImagesError::Issued`]; [`ImagesError::Conflict`].
    pub async fn remove(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: ImageId,
        read_version: i32,
    ) -> Result<(), ImagesError> {
        let by = writer(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        by_id(&mut tx, &keys, programme, id).await?.ok_or(ImagesError::NotFound)?;
        let titles = briefs::titles_with(&mut tx, &keys, programme, Reference::Image(id)).await?;
        if !titles.is_empty() {
            return Err(ImagesError::InUse(titles));
        }
        if briefs::went_out_with(&mut tx, &keys, programme, id).await? {
            return Err(ImagesError::Issued);
        }
        documents::remove(&mut tx, Document::BriefImageFile, programme, id.uuid(), 1).await?;
        if !documents::remove(&mut tx, Document::BriefImage, programme, id.uuid(), read_version).await? {
            return Err(ImagesError::Conflict);
        }
        self.note(&mut tx, &keys, by, id).await?;
        Ok(tx.commit().await?)
    }

    async fn note(&self, tx: &mut Tx, keys: &Keys, by: AccountId, about: ImageId) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed: Deed::ImageChanged,
            about: Some(about.uuid()),
        };
        audit::append(tx, keys, &entry).await
    }
}

fn writer(actor: &Actor, programme: ProgrammeId) -> Result<AccountId, ImagesError> {
    match actor {
        Actor::Account { id, .. } if allowed(actor, Action::WriteBrief, &Subject::Programme(programme)) => Ok(*id),
        _ => Err(ImagesError::NotFound),
    }
}

/// Every picture of a programme, the newest first. Whoever calls has asked who may.
pub(crate) async fn all(tx: &mut Tx, keys: &Keys, programme: ProgrammeId) -> Result<Vec<Kept>, Fault> {
    let mut images = Vec::new();
    for row in documents::all(tx, Document::BriefImage, programme).await?.into_iter().rev() {
        images.push(opened(keys, programme, row).await?);
    }
    Ok(images)
}

/// A picture as a brief prints it. None if there is none, or none that may be printed.
pub(crate) async fn printed(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    id: ImageId,
) -> Result<Option<PrintedImage>, Fault> {
    let Some(Kept { image, .. }) = by_id(tx, keys, programme, id).await? else {
        return Ok(None);
    };
    Ok(image.described.map(|said| PrintedImage {
        format: image.format,
        dots: (image.width, image.height),
        said,
    }))
}

/// A picture with its dots, as it is printed. None if it is there no more.
pub(crate) async fn drawn(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    (id, printed): &(ImageId, PrintedImage),
) -> Result<Option<archive_export::Image>, Fault> {
    let bytes = bytes_of(tx, keys, programme, *id).await?;
    Ok(bytes.map(|bytes| archive_export::Image {
        id: *id,
        format: printed.format,
        dots: printed.dots,
        bytes: Arc::from(bytes),
        said: printed.said.clone(),
    }))
}

async fn by_id(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, id: ImageId) -> Result<Option<Kept>, Fault> {
    match documents::by_id(tx, Document::BriefImage, programme, id.uuid()).await? {
        Some(row) => Ok(Some(opened(keys, programme, row).await?)),
        None => Ok(None),
    }
}

async fn bytes_of(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, id: ImageId) -> Result<Option<Vec<u8>>, Fault> {
    let Some(row) = documents::by_id(tx, Document::BriefImageFile, programme, id.uuid()).await? else {
        return Ok(None);
    };
    let key = keys.programme(programme).await?;
    Ok(Some(keys.open_bytes(&key, BRIEF_IMAGE_FILE, row.id, row.sealed)?.to_vec()))
}

async fn opened(keys: &Keys, programme: ProgrammeId, row: SealedRow) -> Result<Kept, Fault> {
    let key = keys.programme(programme).await?;
    Ok(Kept {
        id: ImageId::new(row.id),
        version: row.version,
        image: keys.open(&key, BRIEF_IMAGE, row.id, row.version, row.sealed)?,
    })
}

async fn seal(keys: &Keys, programme: ProgrammeId, id: ImageId, version: i32, image: &Image) -> Result<SealedRow, Fault> {
    let key = keys.programme(programme).await?;
    Ok(SealedRow {
        id: id.uuid(),
        version,
        sealed: keys.seal(&key, BRIEF_IMAGE, id.uuid(), version, image)?,
    })
}
