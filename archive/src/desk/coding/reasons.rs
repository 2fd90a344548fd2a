//! Codes for the reasons of panels: what a group values, in the words of the same codebook as what was told.

use super::{Coding, CodingError, Taken, kept};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::contracts::REASON_CODES;
use crate::desk::panels::{Panels, PanelsError, Setting, Titled};
use crate::desk::people;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self, Document};
use crate::store::programmes::SealedRow;
use chrono::{DateTime, Utc};
use method::coding::Codebook;
use method::coding::reasons::{Unit, units};
use method::id::{AccountId, CodeId, PanelId, ProgrammeId};
use method::policy::{Action, Actor, Subject};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A code given to a text of a panel's record. Sealed under the programme's key with the others of its panel.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReasonGiven {
    pub(crate) unit: Unit,
    pub(crate) code: CodeId,
    pub(crate) by: AccountId,
    pub(crate) at: DateTime<Utc>,
    /// That it was taken away. Who coded what and when is kept.
    #[serde(default)]
    pub(crate) taken: Option<Taken>,
}

impl ReasonGiven {
    /// Whether nobody took it away.
    fn stands(&self) -> bool {
        self.taken.is_none()
    }
}

/// A text of a panel's record with its codes. It may tell of a story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct ReasonToCode {
    /// Which.
    pub unit: Unit,
    /// The chosen story; none for a view of those who voted otherwise.
    pub story: Option<Titled>,
    /// The sentences.
    pub text: String,
    /// The codes.
    pub codes: BTreeSet<CodeId>,
}

/// A code that was taken from a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonTaken {
    /// From which.
    pub unit: Unit,
    /// Which code.
    pub code: CodeId,
    /// What colleagues call who gave it, empty if her account is gone; and when.
    pub given: (String, DateTime<Utc>),
    /// The same of who took it away.
    pub taken: (String, DateTime<Utc>),
}

/// What a closed panel wrote, to be coded.
pub struct CodedReasons {
    /// What the panel was about.
    pub setting: Setting,
    /// Its texts.
    pub texts: Vec<ReasonToCode>,
    /// What was taken away, the latest first.
    pub taken: Vec<ReasonTaken>,
    /// The codebook.
    pub book: Codebook,
    /// The version of the codes that was read; 0 before any was given.
    pub version: i32,
}

impl Coding<'_> {
    /// What a closed panel wrote, with the codes of each text, for whoever analyses the programme and reads the record.
    ///
    /// # Errors
    /// [`CodingError::NotFound`].
    pub async fn reasons(&self, actor: &Actor, of: ProgrammeId, panel: PanelId) -> Result<CodedReasons, CodingError> {
        let reader = coder(actor, of)?;
        let recorded = Panels(self.0).record(actor, of, panel).await.map_err(refused)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let book = kept::kept_or_template(&mut tx, &keys, of, reader, self.0.clock.now()).await?;
        let (given, version) = given_to(&mut tx, &keys, of, panel).await?;
        let names = people::names(&mut tx, &keys, of, actor.account()).await?;
        tx.commit().await?;
        let name = |account: AccountId| names.get(&account).cloned().unwrap_or_default();
        let mut taken: Vec<ReasonTaken> = given
            .iter()
            .filter_map(|one| {
                let taken = one.taken?;
                Some(ReasonTaken {
                    unit: one.unit,
                    code: one.code,
                    given: (name(one.by), one.at),
                    taken: (name(taken.by), taken.at),
                })
            })
            .collect();
        taken.sort_by_key(|one| std::cmp::Reverse(one.taken.1));
        let mut codes: BTreeMap<Unit, BTreeSet<CodeId>> = BTreeMap::new();
        for one in given.iter().filter(|one| one.stands()) {
            codes.entry(one.unit).or_default().insert(one.code);
        }
        let texts = units(&recorded.record).into_iter().map(|(unit, text)| ReasonToCode {
            unit,
            story: match unit {
                Unit::Why(place) => recorded
                    .record
                    .reasons
                    .get(place)
                    .and_then(|reason| recorded.titled(reason.about))
                    .cloned(),
                Unit::View(_) => None,
            },
            text: text.to_owned(),
            codes: codes.remove(&unit).unwrap_or_default(),
        });
        Ok(CodedReasons {
            texts: texts.collect(),
            taken,
            setting: recorded.setting,
            book: book.codes,
            version,
        })
    }

    /// Says which codes the texts of a closed panel bear. Who gave a code, and when, is kept; so is who took it away.
    ///
    /// # Errors
    /// [`CodingError::Conflict`] if `read_version` is no longer the newest; [`CodingError::CodeGone`]; [`CodingError::NotFound`],
    /// also for a text that the record does not hold.
    pub async fn code_reasons(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        panel: PanelId,
        wanted: &BTreeMap<Unit, BTreeSet<CodeId>>,
        read_version: i32,
    ) -> Result<(), CodingError> {
        let by = coder(actor, of)?;
        let recorded = Panels(self.0).record(actor, of, panel).await.map_err(refused)?;
        let texts: BTreeSet<Unit> = units(&recorded.record).into_iter().map(|(unit, _)| unit).collect();
        if wanted.keys().any(|unit| !texts.contains(unit)) {
            return Err(CodingError::NotFound);
        }
        let (keys, at) = (self.0.keys()?, self.0.clock.now());
        let mut tx = self.0.content.write().await?;
        let book = kept::kept_or_template(&mut tx, &keys, of, by, at).await?;
        let (before, version) = given_to(&mut tx, &keys, of, panel).await?;
        if version != read_version {
            return Err(CodingError::Conflict);
        }
        let mut wanted: BTreeSet<(Unit, CodeId)> = wanted
            .iter()
            .flat_map(|(unit, codes)| codes.iter().map(|code| (*unit, *code)))
            .collect();
        let mut given = before;
        for one in given.iter_mut().filter(|one| one.stands()) {
            if !wanted.remove(&(one.unit, one.code)) {
                one.taken = Some(Taken { by, at });
            }
        }
        for (unit, code) in wanted {
            if !book.codes.is_given(code) {
                return Err(CodingError::CodeGone);
            }
            let taken = None;
            given.push(ReasonGiven {
                unit,
                code,
                by,
                at,
                taken,
            });
        }
        save(&mut tx, &keys, of, panel, &given, version).await?;
        let entry = Entry {
            at,
            by: Some(by),
            deed: Deed::ReasonsCoded,
            about: Some(panel.uuid()),
        };
        audit::append(&mut tx, &keys, &entry).await?;
        Ok(tx.commit().await?)
    }
}

/// The codes of a panel's texts, those too that were taken away, and the version that was read.
async fn given_to(tx: &mut Tx, keys: &Keys, of: ProgrammeId, panel: PanelId) -> Result<(Vec<ReasonGiven>, i32), Fault> {
    let Some(row) = documents::by_id(tx, Document::ReasonCodes, of, panel.uuid()).await? else {
        return Ok((Vec::new(), 0));
    };
    let key = keys.programme(of).await?;
    Ok((keys.open(&key, REASON_CODES, row.id, row.version, row.sealed)?, row.version))
}

/// The codes that the texts of every panel bear.
pub(crate) async fn all_reasons(
    tx: &mut Tx,
    keys: &Keys,
    of: ProgrammeId,
) -> Result<BTreeMap<PanelId, Vec<ReasonGiven>>, Fault> {
    let mut all = ever_given(tx, keys, of).await?;
    for given in all.values_mut() {
        given.retain(ReasonGiven::stands);
    }
    Ok(all)
}

/// The same with those that were taken away.
async fn ever_given(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<BTreeMap<PanelId, Vec<ReasonGiven>>, Fault> {
    let key = keys.programme(of).await?;
    let rows = documents::all(tx, Document::ReasonCodes, of).await?.into_iter();
    rows.map(|row| {
        let given = keys.open(&key, REASON_CODES, row.id, row.version, row.sealed)?;
        Ok((PanelId::new(row.id), given))
    })
    .collect()
}

/// How many texts of panels bear a code.
pub(super) async fn borne(tx: &mut Tx, keys: &Keys, of: ProgrammeId, code: CodeId) -> Result<usize, Fault> {
    let all = all_reasons(tx, keys, of).await?;
    Ok(all.values().flatten().filter(|given| given.code == code).count())
}

/// Gives every text that bears one code another one instead; one that bears both keeps that one.
pub(super) async fn renamed(
    tx: &mut Tx,
    keys: &Keys,
    of: ProgrammeId,
    from: CodeId,
    into: CodeId,
) -> Result<(), CodingError> {
    for (panel, mut given) in ever_given(tx, keys, of).await? {
        let bear_it = given.iter().filter(|one| one.code == into && one.stands());
        let both: BTreeSet<Unit> = bear_it.map(|one| one.unit).collect();
        if given.iter().all(|one| one.code != from) {
            continue;
        }
        given.retain(|one| one.code != from || !one.stands() || !both.contains(&one.unit));
        given
            .iter_mut()
            .filter(|one| one.code == from)
            .for_each(|one| one.code = into);
        let version = given_to(tx, keys, of, panel).await?.1;
        save(tx, keys, of, panel, &given, version).await?;
    }
    Ok(())
}

/// Writes the next version of a panel's codes.
async fn save(
    tx: &mut Tx,
    keys: &Keys,
    of: ProgrammeId,
    panel: PanelId,
    given: &[ReasonGiven],
    read_version: i32,
) -> Result<(), CodingError> {
    let key = keys.programme(of).await?;
    let (id, version) = (panel.uuid(), read_version + 1);
    let sealed = keys.seal(&key, REASON_CODES, id, version, &given)?;
    let row = SealedRow { id, version, sealed };
    if read_version == 0 {
        documents::add(tx, Document::ReasonCodes, of, &row).await?;
    } else if !documents::update(tx, Document::ReasonCodes, of, &row, read_version).await? {
        return Err(CodingError::Conflict);
    }
    Ok(())
}

fn coder(actor: &Actor, of: ProgrammeId) -> Result<AccountId, CodingError> {
    match actor {
        Actor::Account { id, .. } if allowed(actor, Action::Analyse, &Subject::Programme(of)) => Ok(*id),
        _ => Err(CodingError::NotFound),
    }
}

fn refused(error: PanelsError) -> CodingError {
    match error {
        PanelsError::Fault(fault) => CodingError::Fault(fault),
        _ => CodingError::NotFound,
    }
}
