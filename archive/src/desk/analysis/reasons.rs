//! What panels value: how codes are spread over the reasons of their choices and over the views of those who voted otherwise,
//! beside the stories. Counted once a text.

use super::{Analysis, AnalysisError, analyst};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::desk::coding::{self, ReasonGiven};
use crate::desk::panels::{self, Kept};
use method::coding::Codebook;
use method::coding::reasons::{Unit, units};
use method::figures::{self, Grouped, Printable, Row};
use method::id::{CodeId, PanelId, ProgrammeId};
use method::policy::{Action, Actor};
use std::collections::{BTreeMap, BTreeSet};

/// Codes over what panels wrote.
pub struct Valued {
    /// The codebook.
    pub book: Codebook,
    /// How many of the texts bear a code.
    pub coded: Printable,
    /// How many texts there are.
    pub of: Printable,
    /// Whether all bear one.
    pub is_whole: bool,
    /// The codes that some text bears, in the order of the codebook; a code counts those below it.
    pub codes: Vec<CodeId>,
    /// The numbers: of coded texts, and row by row of the codes; the first group are reasons, the second other views.
    pub printed: Grouped,
}

/// What a text of a panel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// Why a story was chosen.
    Reason,
    /// A view of those who voted otherwise.
    View,
}

impl TextKind {
    /// Both, in the order of the page.
    pub const ALL: [Self; 2] = [Self::Reason, Self::View];

    /// Its name in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reason => "reason",
            Self::View => "view",
        }
    }

    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    const fn of(unit: Unit) -> Self {
        match unit {
            Unit::Why(_) => Self::Reason,
            Unit::View(_) => Self::View,
        }
    }
}

/// A text that bears a code. It may tell of a story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct ReasonFound {
    /// Whose record it stands in.
    pub panel: PanelId,
    /// What it is.
    pub kind: TextKind,
    /// The sentences.
    pub text: String,
    /// The codes that it bears.
    pub codes: Vec<CodeId>,
}

/// A closed panel whose record somebody may read, and the codes of its texts.
struct Coded {
    kept: Kept,
    given: Vec<ReasonGiven>,
}

impl Coded {
    fn codes(&self, unit: Unit) -> impl Iterator<Item = CodeId> {
        let of_unit = self.given.iter().filter(move |given| given.unit == unit);
        of_unit.map(|given| given.code)
    }
}

impl Analysis<'_> {
    /// How codes are spread over what panels wrote, as far as the reader may read their records.
    ///
    /// # Errors
    /// [`AnalysisError::NotFound`] for whoever does not analyse this programme.
    pub async fn valued(&self, actor: &Actor, of: ProgrammeId) -> Result<Valued, AnalysisError> {
        analyst(actor, of)?;
        let (book, panels) = self.coded_panels(actor, of).await?;
        let (mut texts, mut bearing) = (0_u64, [0_u64; 2]);
        let mut counts: BTreeMap<CodeId, [u64; 2]> = BTreeMap::new();
        for panel in &panels {
            for (unit, _) in panel.kept.panel.record().map(units).unwrap_or_default() {
                texts += 1;
                let borne: BTreeSet<CodeId> = panel
                    .codes(unit)
                    .flat_map(|code| book.path(code))
                    .map(|code| code.id)
                    .collect();
                let group = usize::from(matches!(unit, Unit::View(_)));
                bearing[group] += u64::from(!borne.is_empty());
                for code in borne {
                    counts.entry(code).or_default()[group] += 1;
                }
            }
        }
        let outline = book.outline();
        let codes: Vec<CodeId> = outline
            .iter()
            .map(|(_, code)| code.id)
            .filter(|id| counts.contains_key(id))
            .collect();
        let above = |id: CodeId| {
            let parent = book.get(id)?.parent?;
            codes.iter().position(|other| *other == parent)
        };
        let rows: Vec<Row> = codes
            .iter()
            .map(|id| Row {
                counts: counts.get(id).map(|counts| counts.to_vec()).unwrap_or_default(),
                above: above(*id).into_iter().collect(),
            })
            .collect();
        let all: u64 = bearing.iter().sum();
        Ok(Valued {
            coded: figures::count(all),
            of: figures::count(texts),
            is_whole: all == texts,
            printed: figures::grouped(&bearing, &rows)?,
            codes,
            book,
        })
    }

    /// The texts of panels, all or of one kind, that bear a code or one below it. That they were read is noted in the audit log.
    ///
    /// # Errors
    /// [`AnalysisError::NotFound`]; also for a code that is not in the codebook.
    pub async fn reasons(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        code: CodeId,
        wanted_kind: Option<TextKind>,
    ) -> Result<(Codebook, Vec<ReasonFound>), AnalysisError> {
        let reader = analyst(actor, of)?;
        let (book, panels) = self.coded_panels(actor, of).await?;
        let wanted = book.with_all_below(code);
        if wanted.is_empty() {
            return Err(AnalysisError::NotFound);
        }
        let mut found = Vec::new();
        for panel in &panels {
            for (unit, text) in panel.kept.panel.record().map(units).unwrap_or_default() {
                let kind = TextKind::of(unit);
                let codes: Vec<CodeId> = panel.codes(unit).collect();
                let is_wanted = wanted_kind.is_none_or(|wanted| wanted == kind);
                if is_wanted && codes.iter().any(|code| wanted.contains(code)) {
                    found.push(ReasonFound {
                        panel: panel.kept.panel.id(),
                        kind,
                        text: text.to_owned(),
                        codes,
                    });
                }
            }
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(reader),
            deed: Deed::PassagesRead,
            about: Some(code.uuid()),
        };
        audit::append(&mut tx, &keys, &entry).await?;
        tx.commit().await?;
        Ok((book, found))
    }

    async fn coded_panels(&self, actor: &Actor, of: ProgrammeId) -> Result<(Codebook, Vec<Coded>), AnalysisError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let book = coding::codebook(&mut tx, &keys, of)
            .await?
            .map(|(book, _)| book)
            .unwrap_or_default();
        let mut given = coding::all_reasons(&mut tx, &keys, of).await?;
        let all = panels::all(&mut tx, &keys, of).await?.into_iter().map(|(kept, _)| kept);
        let read = all.filter(|kept| kept.panel.record().is_some() && allowed(actor, Action::ReadRecord, &kept.subject(of)));
        let coded = read.map(|kept| Coded {
            given: given.remove(&kept.panel.id()).unwrap_or_default(),
            kept,
        });
        Ok((book, coded.collect()))
    }
}
