//! The words of the question and of the consent talk read aloud. A reading belongs to a language, a passage and its exact words: its id is made of them, so
//! that other words have none. It is sealed under the programme's key.

use super::{Programmes, ProgrammesError};
use crate::allowed;
use crate::audit::Deed;
use crate::contracts::CONSENT_READING;
use crate::error::Fault;
use crate::store::documents::{self, Document};
use crate::store::programmes::SealedRow;
use archive_export::ogg_opus;
use archive_vault::VaultError;
use method::id::ProgrammeId;
use method::language::PageLanguage;
use method::policy::{Action, Actor, Subject};
use method::sound::{Passage, Reading};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A passage as it stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// In which language.
    pub language: PageLanguage,
    /// Which passage.
    pub passage: Passage,
    /// Its exact words.
    pub words: &'a str,
}

impl Said<'_> {
    /// The id of its reading in a programme.
    fn id(&self, of: ProgrammeId) -> Uuid {
        let (tag, name) = (self.language.tag(), self.passage.name());
        let mut hash = Sha256::new();
        hash.update(b"hikaya-consent-reading-1\0");
        hash.update(of.uuid().as_bytes());
        for part in [tag, &name, self.words] {
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let bytes: [u8; 32] = hash.finalize().into();
        uuid::Builder::from_custom_bytes(std::array::from_fn(|at| bytes[at])).into_uuid()
    }
}

impl Programmes<'_> {
    /// Which passages were read aloud in these very words.
    ///
    /// # Errors
    /// [`ProgrammesError::NotFound`] for whoever has no role in the programme.
    pub async fn read_aloud(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        said: &[Said<'_>],
    ) -> Result<BTreeSet<(PageLanguage, Passage)>, ProgrammesError> {
        if !allowed(actor, Action::SeeProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        let mut tx = self.0.content.read().await?;
        let kept = documents::ids(&mut tx, Document::ConsentReading, of).await?;
        let kept: BTreeSet<Uuid> = kept.into_iter().map(|(id, _)| id).collect();
        let read = said.iter().filter(|one| kept.contains(&one.id(of)));
        Ok(read.map(|one| (one.language, one.passage)).collect())
    }

    /// The reading of a passage as a file that a browser plays.
    ///
    /// # Errors
    /// [`ProgrammesError::NotFound`], also where these words were not read.
    pub async fn reading(&self, actor: &Actor, of: ProgrammeId, said: &Said<'_>) -> Result<Vec<u8>, ProgrammesError> {
        if !allowed(actor, Action::SeeProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        let keys = self.0.keys()?;
        let key = keys.programme(of).await?;
        let mut tx = self.0.content.read().await?;
        let row = documents::by_id(&mut tx, Document::ConsentReading, of, said.id(of)).await?;
        let row = row.ok_or(ProgrammesError::NotFound)?;
        let refused = || Fault::Vault(VaultError::Refused);
        let bytes = keys.open_bytes(&key, CONSENT_READING, row.id, row.sealed)?;
        let reading = Reading::from_bytes(bytes.to_vec()).map_err(|_| refused())?;
        let packets: Vec<&[u8]> = reading.packets().collect();
        let (serial, ..) = row.id.as_fields();
        Ok(ogg_opus(serial, &packets).map_err(|_| refused())?)
    }

    /// Keeps the reading of a passage, in the place of an earlier one. `all` is every passage as it stands now: readings of other words
    /// are thrown away.
    ///
    /// # Errors
    /// [`ProgrammesError::NotFound`] for whoever does not configure the programme.
    pub async fn keep_reading(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        (said, all): (&Said<'_>, &[Said<'_>]),
        reading: &Reading,
    ) -> Result<(), ProgrammesError> {
        if !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        let keys = self.0.keys()?;
        let key = keys.programme(of).await?;
        let id = said.id(of);
        let current: BTreeSet<Uuid> = all.iter().map(|one| one.id(of)).collect();
        let mut tx = self.0.content.write().await?;
        let mut before = 0;
        for (kept, version) in documents::ids(&mut tx, Document::ConsentReading, of).await? {
            if kept == id {
                before = version;
            } else if !current.contains(&kept) {
                documents::remove(&mut tx, Document::ConsentReading, of, kept, version).await?;
                self.note(&mut tx, &keys, actor, Deed::ConsentReadingDropped, kept).await?;
            }
        }
        let row = SealedRow {
            id,
            version: before + 1,
            sealed: keys.seal_bytes(&key, CONSENT_READING, id, reading.as_bytes())?,
        };
        // Writers take turns: what was read in this transaction is still so.
        match before {
            0 => documents::add(&mut tx, Document::ConsentReading, of, &row).await?,
            _ => drop(documents::update(&mut tx, Document::ConsentReading, of, &row, before).await?),
        }
        self.note(&mut tx, &keys, actor, Deed::ConsentReadingKept, id).await?;
        Ok(tx.commit().await?)
    }

    /// Throws the reading of a passage away; where there is none, nothing happens.
    ///
    /// # Errors
    /// [`ProgrammesError::NotFound`] for whoever does not configure the programme.
    pub async fn drop_reading(&self, actor: &Actor, of: ProgrammeId, said: &Said<'_>) -> Result<(), ProgrammesError> {
        if !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let Some(row) = documents::by_id(&mut tx, Document::ConsentReading, of, said.id(of)).await? else {
            return Ok(());
        };
        documents::remove(&mut tx, Document::ConsentReading, of, row.id, row.version).await?;
        self.note(&mut tx, &keys, actor, Deed::ConsentReadingDropped, row.id).await?;
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::consent::Purpose;

    #[test]
    fn another_word_language_passage_or_programme_is_another_reading() {
        let (here, there) = (ProgrammeId::new(Uuid::from_u128(1)), ProgrammeId::new(Uuid::from_u128(2)));
        let said = Said {
            language: PageLanguage::French,
            passage: Passage::Opening,
            words: "Je vous lis.",
        };
        assert_eq!(said.id(here), said.id(here));
        let purpose = Passage::Purpose(Purpose::CareTeam);
        let others = [
            Said {
                words: "Je vous lis",
                ..said
            },
            Said {
                language: PageLanguage::Arabic,
                ..said
            },
            Said {
                passage: purpose,
                ..said
            },
        ];
        let ids: BTreeSet<Uuid> = others
            .iter()
            .chain([&said])
            .map(|one| one.id(here))
            .chain([said.id(there)])
            .collect();
        assert_eq!(ids.len(), 5);
    }
}
