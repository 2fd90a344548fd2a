//! The indicators desk: tables of figures that were counted elsewhere, typed in or taken from a spreadsheet, to stand beside the
//! quotations of a brief.

mod file;

pub use archive_export::{NotASheet, Odd, Sheet};

use crate::audit::{self, Deed, Entry};
use crate::clock::ordered_id;
use crate::contracts::INDICATOR;
use crate::desk::briefs;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::documents::{self, Document};
use crate::store::programmes::SealedRow;
use crate::store::{StoreError, Tx};
use crate::{House, allowed};
use method::brief::Reference;
use method::id::{AccountId, IndicatorId, ProgrammeId};
use method::indicator::linked::Published;
use method::indicator::{Indicator, LINE_LETTERS, NotPrintable, Origin};
use method::language::PageLanguage;
use method::policy::{Action, Actor, Subject};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why the desk refused.
#[derive(Debug, Error)]
pub enum IndicatorsError {
    /// There is no such thing, or not for this person: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// Caption, source or date is missing, or why small numbers are not hidden.
    #[error("a line is missing")]
    Missing(Line),
    /// One of these has more than [`LINE_LETTERS`].
    #[error("a line is too long")]
    TooLong(Line),
    /// Small numbers are to be hidden and could be found out all the same.
    #[error(transparent)]
    NotPrintable(#[from] NotPrintable),
    /// Briefs refer to the table; their titles.
    #[error("briefs refer to the table")]
    InUse(Vec<String>),
    /// A file is no sheet.
    #[error(transparent)]
    File(#[from] NotASheet),
    /// The numbers of a table that was counted in the analysis are not changed by hand.
    #[error("the numbers were counted in the analysis")]
    Counted,
    /// Somebody else changed it in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// A fault below.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for IndicatorsError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// A line beside a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// What the table shows.
    Caption,
    /// Who counted.
    Source,
    /// When.
    Date,
    /// Why small numbers are not hidden.
    Because,
}

/// A table and the version of it that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versioned {
    /// Its id.
    pub id: IndicatorId,
    /// The table.
    pub indicator: Indicator,
    /// The version to name when changing it.
    pub version: i32,
}

/// A figure as a brief prints it; an issue keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PrintedFigure {
    caption: String,
    source: String,
    date: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl PrintedFigure {
    /// What it shows.
    pub(crate) fn caption(&self) -> &str {
        &self.caption
    }

    pub(crate) fn figure(&self) -> archive_export::Figure {
        archive_export::Figure {
            caption: self.caption.clone(),
            source: self.source.clone(),
            date: self.date.clone(),
            columns: self.columns.clone(),
            rows: self.rows.clone(),
            is_drawn: false,
        }
    }

    /// The figure as it stands before its readers. Its source and date are printed in one line where something is hidden.
    pub(crate) fn published(&self) -> Published {
        let note = PageLanguage::ALL.map(method::indicator::hidden_note);
        let source = note
            .iter()
            .find_map(|note| self.source.strip_suffix(note))
            .unwrap_or(&self.source);
        let when = if self.date.is_empty() {
            source.trim_end_matches([' ', '.']).to_owned()
        } else {
            format!("{source} ({})", self.date)
        };
        Published {
            caption: self.caption.clone(),
            when,
            columns: self.columns.clone(),
            rows: self.rows.clone(),
        }
    }
}

/// The indicators desk.
pub struct Indicators<'a>(pub(crate) &'a House);

impl Indicators<'_> {
    /// Every table of the programme, oldest first.
    ///
    /// # Errors
    /// [`IndicatorsError::NotFound`] for whoever does not keep them.
    pub async fn list(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Versioned>, IndicatorsError> {
        if !allowed(actor, Action::KeepIndicators, &Subject::Programme(programme)) {
            return Err(IndicatorsError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        Ok(all(&mut tx, &keys, programme).await?)
    }

    /// One table.
    ///
    /// # Errors
    /// [`IndicatorsError::NotFound`].
    pub async fn read(&self, actor: &Actor, programme: ProgrammeId, id: IndicatorId) -> Result<Versioned, IndicatorsError> {
        let tables = self.list(actor, programme).await?;
        let found = tables.into_iter().find(|one| one.id == id);
        found.ok_or(IndicatorsError::NotFound)
    }

    /// Adds a table.
    ///
    /// # Errors
    /// [`IndicatorsError::Missing`], [`IndicatorsError::TooLong`], [`IndicatorsError::NotPrintable`].
    pub async fn add(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        indicator: Indicator,
    ) -> Result<IndicatorId, IndicatorsError> {
        let by = keeper(actor, programme)?;
        let indicator = whole(indicator)?;
        let keys = self.0.keys()?;
        let id = IndicatorId::new(ordered_id());
        let row = seal(&keys, programme, id, 1, &indicator).await?;
        let mut tx = self.0.content.write().await?;
        documents::add(&mut tx, Document::Indicator, programme, &row).await?;
        self.note(&mut tx, &keys, by, id).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes a table. Briefs that went out keep the figures that they went out with.
    ///
    /// # Errors
    /// As [`Indicators::add`]; [`IndicatorsError::Counted`] if its numbers come from the analysis and are others now;
    /// [`IndicatorsError::Conflict`] if `read_version` is no longer the newest.
    pub async fn change(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: IndicatorId,
        indicator: Indicator,
        read_version: i32,
    ) -> Result<(), IndicatorsError> {
        let by = keeper(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let found = documents::by_id(&mut tx, Document::Indicator, programme, id.uuid()).await?;
        let found = opened(&keys, programme, found.ok_or(IndicatorsError::NotFound)?)
            .await?
            .indicator;
        if found.origin == Origin::Counted && found.grid != indicator.grid {
            return Err(IndicatorsError::Counted);
        }
        let origin = found.origin;
        let indicator = whole(Indicator { origin, ..indicator })?;
        let row = seal(&keys, programme, id, read_version.saturating_add(1), &indicator).await?;
        if !documents::update(&mut tx, Document::Indicator, programme, &row, read_version).await? {
            return Err(IndicatorsError::Conflict);
        }
        self.note(&mut tx, &keys, by, id).await?;
        Ok(tx.commit().await?)
    }

    /// Removes a table to which no brief refers.
    ///
    /// # Errors
    /// [`IndicatorsError::InUse`] names the briefs; [`IndicatorsError::Conflict`].
    pub async fn remove(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: IndicatorId,
        read_version: i32,
    ) -> Result<(), IndicatorsError> {
        let by = keeper(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let found = documents::by_id(&mut tx, Document::Indicator, programme, id.uuid()).await?;
        found.ok_or(IndicatorsError::NotFound)?;
        let titles = briefs::titles_with(&mut tx, &keys, programme, Reference::Figure(id)).await?;
        if !titles.is_empty() {
            return Err(IndicatorsError::InUse(titles));
        }
        if !documents::remove(&mut tx, Document::Indicator, programme, id.uuid(), read_version).await? {
            return Err(IndicatorsError::Conflict);
        }
        self.note(&mut tx, &keys, by, id).await?;
        Ok(tx.commit().await?)
    }

    async fn note(&self, tx: &mut Tx, keys: &Keys, by: AccountId, about: IndicatorId) -> Result<(), Fault> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed: Deed::IndicatorChanged,
            about: Some(about.uuid()),
        };
        audit::append(tx, keys, &entry).await
    }
}

fn keeper(actor: &Actor, programme: ProgrammeId) -> Result<AccountId, IndicatorsError> {
    match actor {
        Actor::Account { id, .. } if allowed(actor, Action::KeepIndicators, &Subject::Programme(programme)) => Ok(*id),
        _ => Err(IndicatorsError::NotFound),
    }
}

/// Every table of a programme. Whoever calls has asked who may.
pub(crate) async fn all(tx: &mut Tx, keys: &Keys, programme: ProgrammeId) -> Result<Vec<Versioned>, Fault> {
    let mut tables = Vec::new();
    for row in documents::all(tx, Document::Indicator, programme).await? {
        tables.push(opened(keys, programme, row).await?);
    }
    Ok(tables)
}

async fn opened(keys: &Keys, programme: ProgrammeId, row: SealedRow) -> Result<Versioned, Fault> {
    let key = keys.programme(programme).await?;
    Ok(Versioned {
        id: IndicatorId::new(row.id),
        version: row.version,
        indicator: keys.open(&key, INDICATOR, row.id, row.version, row.sealed)?,
    })
}

/// A table as a brief prints it. None if there is none, or none that may be printed.
pub(crate) async fn figure(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    id: IndicatorId,
) -> Result<Option<PrintedFigure>, Fault> {
    let Some(row) = documents::by_id(tx, Document::Indicator, programme, id.uuid()).await? else {
        return Ok(None);
    };
    let indicator = opened(keys, programme, row).await?.indicator;
    let Ok(printed) = indicator.printed() else {
        return Ok(None);
    };
    let (source, date) = if printed.hides {
        let note = method::indicator::hidden_note(indicator.language);
        let source = format!("{} ({}). {note}", indicator.source, indicator.date);
        (source, String::new())
    } else {
        (indicator.source, indicator.date)
    };
    Ok(Some(PrintedFigure {
        caption: indicator.caption,
        source,
        date,
        columns: printed.columns,
        rows: printed.rows,
    }))
}

/// A table whose lines are there and within bounds, and whose figures can be printed.
fn whole(mut indicator: Indicator) -> Result<Indicator, IndicatorsError> {
    let lines = [
        (&mut indicator.caption, Line::Caption),
        (&mut indicator.source, Line::Source),
        (&mut indicator.date, Line::Date),
    ];
    for (text, line) in lines {
        *text = text.trim().to_owned();
        if text.is_empty() {
            return Err(IndicatorsError::Missing(line));
        }
        if text.chars().count() > LINE_LETTERS {
            return Err(IndicatorsError::TooLong(line));
        }
    }
    indicator.because = indicator.because.trim().to_owned();
    if indicator.origin == Origin::Counted {
        indicator.hides = true;
        indicator.because.clear();
    }
    if !indicator.hides && indicator.because.is_empty() {
        return Err(IndicatorsError::Missing(Line::Because));
    }
    if indicator.because.chars().count() > LINE_LETTERS {
        return Err(IndicatorsError::TooLong(Line::Because));
    }
    indicator.printed()?;
    Ok(indicator)
}

async fn seal(
    keys: &Keys,
    programme: ProgrammeId,
    id: IndicatorId,
    version: i32,
    indicator: &Indicator,
) -> Result<SealedRow, Fault> {
    let key = keys.programme(programme).await?;
    Ok(SealedRow {
        id: id.uuid(),
        version,
        sealed: keys.seal(&key, INDICATOR, id.uuid(), version, indicator)?,
    })
}
