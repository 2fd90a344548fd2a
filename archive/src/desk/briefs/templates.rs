//! The texts with which briefs begin. Those of a programme are documents of its own, one for each kind of reader and language;
//! where it has written none, the shipped one stands.

use super::review::reader;
use super::{Briefs, BriefsError};
use crate::audit::{self, Deed, Entry};
use crate::clock::ordered_id;
use crate::contracts::BRIEF_TEMPLATE;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self, Document};
use crate::store::programmes::SealedRow;
use method::brief::{LONGEST, TemplateKind, parse};
use method::id::{AccountId, ProgrammeId};
use method::language::PageLanguage;
use method::policy::Actor;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text with which briefs begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// For whom.
    pub kind: TemplateKind,
    /// In which language.
    pub language: PageLanguage,
    /// Markdown with placeholders.
    pub body: String,
    /// The version to name when changing it; 0 for the shipped text.
    pub version: i32,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    kind: TemplateKind,
    language: PageLanguage,
    body: String,
}

impl Briefs<'_> {
    /// Every template of a programme.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`] for whoever neither writes nor reviews briefs.
    pub async fn templates(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Template>, BriefsError> {
        reader(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let own = all(&mut tx, &keys, programme).await?;
        let every = TemplateKind::ALL
            .into_iter()
            .flat_map(|kind| PageLanguage::ALL.map(|language| (kind, language)));
        Ok(every.map(|(kind, language)| of(&own, kind, language)).collect())
    }

    /// One template.
    ///
    /// # Errors
    /// As [`Briefs::templates`].
    pub async fn template(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        kind: TemplateKind,
        language: PageLanguage,
    ) -> Result<Template, BriefsError> {
        reader(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let own = all(&mut tx, &keys, programme).await?;
        Ok(of(&own, kind, language))
    }

    /// Writes the programme's own text; the shipped one, where `template.body` is empty. Briefs that were begun stay as they are.
    ///
    /// # Errors
    /// [`BriefsError::Template`] says with its line what cannot be read, an unknown placeholder too; [`BriefsError::Conflict`] if
    /// somebody else changed it since; [`BriefsError::NotFound`].
    pub async fn keep_template(&self, actor: &Actor, programme: ProgrammeId, template: Template) -> Result<(), BriefsError> {
        let by = reader(actor, programme)?;
        let (kind, language) = (template.kind, template.language);
        let body = template.body.trim().to_owned();
        if body.len() > LONGEST {
            let bytes = body.len();
            return Err(BriefsError::TooLong { bytes });
        }
        parse(&body).map_err(BriefsError::Template)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let own = all(&mut tx, &keys, programme).await?;
        let known = own.iter().find(|(_, one)| one.kind == kind && one.language == language);
        if known.map_or(0, |(_, one)| one.version) != template.version {
            return Err(BriefsError::Conflict);
        }
        let kept = Kept { kind, language, body };
        let done = match known {
            Some((id, _)) if kept.body.is_empty() => {
                documents::remove(&mut tx, Document::BriefTemplate, programme, *id, template.version).await?
            }
            Some((id, _)) => {
                let row = seal(&keys, programme, *id, template.version + 1, &kept).await?;
                documents::update(&mut tx, Document::BriefTemplate, programme, &row, template.version).await?
            }
            None if kept.body.is_empty() => return Ok(()),
            None => {
                let row = seal(&keys, programme, ordered_id(), 1, &kept).await?;
                documents::add(&mut tx, Document::BriefTemplate, programme, &row).await?;
                true
            }
        };
        if !done {
            return Err(BriefsError::Conflict);
        }
        self.note_template(&mut tx, &keys, by).await?;
        Ok(tx.commit().await?)
    }

    async fn note_template(&self, tx: &mut Tx, keys: &Keys, by: AccountId) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed: Deed::BriefTemplateChanged,
            about: None,
        };
        audit::append(tx, keys, &entry).await
    }
}

/// The text with which a brief of a kind begins in a language.
pub(super) async fn body(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    kind: TemplateKind,
    language: PageLanguage,
) -> Result<String, Fault> {
    let own = all(tx, keys, programme).await?;
    Ok(of(&own, kind, language).body)
}

/// Every text with which briefs begin.
pub(super) async fn bodies(tx: &mut Tx, keys: &Keys, programme: ProgrammeId) -> Result<Vec<String>, Fault> {
    let own = all(tx, keys, programme).await?;
    let every = TemplateKind::ALL
        .into_iter()
        .flat_map(|kind| PageLanguage::ALL.map(|language| (kind, language)));
    Ok(every.map(|(kind, language)| of(&own, kind, language).body).collect())
}

/// The programme's own text, or the shipped one.
fn of(own: &[(Uuid, Template)], kind: TemplateKind, language: PageLanguage) -> Template {
    let found = own.iter().find(|(_, one)| one.kind == kind && one.language == language);
    let shipped = || Template {
        kind,
        language,
        body: kind.shipped(language).trim().to_owned(),
        version: 0,
    };
    found.map_or_else(shipped, |(_, one)| one.clone())
}

async fn all(tx: &mut Tx, keys: &Keys, programme: ProgrammeId) -> Result<Vec<(Uuid, Template)>, Fault> {
    let key = keys.programme(programme).await?;
    let rows = documents::all(tx, Document::BriefTemplate, programme).await?;
    let open = |row: SealedRow| {
        let kept: Kept = keys.open(&key, BRIEF_TEMPLATE, row.id, row.version, row.sealed)?;
        let template = Template {
            kind: kept.kind,
            language: kept.language,
            body: kept.body,
            version: row.version,
        };
        Ok((row.id, template))
    };
    rows.into_iter().map(open).collect()
}

async fn seal(keys: &Keys, programme: ProgrammeId, id: Uuid, version: i32, kept: &Kept) -> Result<SealedRow, Fault> {
    let key = keys.programme(programme).await?;
    Ok(SealedRow {
        id,
        version,
        sealed: keys.seal(&key, BRIEF_TEMPLATE, id, version, kept)?,
    })
}
