//! What became of a brief: each version that was saved and each remark on it, as rows that are added and never changed.

use super::Draft;
use super::kept::Kept;
use crate::clock::ordered_id;
use crate::contracts::{BRIEF_REMARK, BRIEF_VERSION};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::brief_past::{self as rows, Past, PastRow};
use archive_vault::Contract;
use chrono::{DateTime, Utc};
use method::brief::{Addressee, Remark, signed_off};
use method::id::{AccountId, BriefId, ProgrammeId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A version as its row holds it.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct KeptVersion {
    pub(super) number: i32,
    pub(super) draft: Draft,
    /// Who saved it; none where the program took words of a withdrawn story out.
    pub(super) by: Option<AccountId>,
    pub(super) at: DateTime<Utc>,
}

/// A remark as its row holds it.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct KeptRemark {
    /// The version that was read.
    pub(super) version: i32,
    pub(super) by: AccountId,
    pub(super) at: DateTime<Utc>,
    pub(super) remark: Remark,
}

/// The remarks on a brief, oldest first.
pub(super) struct Remarks(pub(super) Vec<KeptRemark>);

impl Remarks {
    /// To whom the brief may go in a version, if it looks like this print; whatever it looks like, where none is asked.
    pub(super) fn signed_off(&self, version: i32, print: Option<&str>) -> Vec<Addressee> {
        signed_off(self.0.iter().map(|one| (one.version, &one.remark)), version, print)
    }

    /// Whether what went out to a class of readers at a moment was taken back since, and not signed off again.
    pub(super) fn is_taken_back(&self, class: Addressee, since: DateTime<Utc>) -> bool {
        let mut later = self.0.iter().rev().take_while(|one| one.at > since);
        let decides = |one: &KeptRemark| match &one.remark {
            Remark::TakenBack { .. } => Some(true),
            Remark::SignedOff { to, .. } if to.contains(&class) => Some(false),
            Remark::SignedOff { .. } | Remark::Comment { .. } => None,
        };
        later.find_map(decides).unwrap_or(false)
    }

    /// Who signed a version off last, for a class of readers, and why despite a warning; empty where there was none.
    pub(super) fn signer(&self, version: i32, class: Addressee) -> Option<(AccountId, &str)> {
        self.0.iter().rev().find_map(|one| match &one.remark {
            Remark::SignedOff { to, despite, .. } if one.version == version && to.contains(&class) => {
                Some((one.by, despite.as_str()))
            }
            _ => None,
        })
    }
}

/// Keeps a version beside the earlier ones. A brief from before there were versions begins with the one that is replaced.
pub(super) async fn keep_version(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    brief: BriefId,
    before: Option<(&Kept, i32)>,
    version: KeptVersion,
) -> Result<(), Fault> {
    if let Some((kept, number)) = before
        && !rows::has_any(tx, Past::Version, brief).await?
    {
        let first = of_row(kept, number);
        add(tx, keys, programme, brief, Past::Version, &first).await?;
    }
    add(tx, keys, programme, brief, Past::Version, &version).await
}

/// The versions of a brief, oldest first; at least the one that its row holds.
pub(super) async fn versions(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    brief: BriefId,
    newest: (&Kept, i32),
) -> Result<Vec<KeptVersion>, Fault> {
    let mut all: Vec<KeptVersion> = opened(tx, keys, programme, brief, Past::Version).await?;
    if all.is_empty() {
        let (kept, number) = newest;
        all.push(of_row(kept, number));
    }
    Ok(all)
}

/// When the newest of these versions was made by taking words of a withdrawn story out; none where a person saved it.
pub(super) fn taken_out(versions: &[KeptVersion]) -> Option<DateTime<Utc>> {
    versions.last().filter(|newest| newest.by.is_none()).map(|newest| newest.at)
}

/// Adds a remark.
pub(super) async fn keep_remark(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    brief: BriefId,
    remark: &KeptRemark,
) -> Result<(), Fault> {
    add(tx, keys, programme, brief, Past::Remark, remark).await
}

/// The remarks on a brief.
pub(super) async fn remarks(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, brief: BriefId) -> Result<Remarks, Fault> {
    let mut remarks: Vec<KeptRemark> = opened(tx, keys, programme, brief, Past::Remark).await?;
    // By the clock that never goes back: ids follow the machine's own.
    remarks.sort_by_key(|one| one.at);
    Ok(Remarks(remarks))
}

/// The remarks on every brief of a programme.
pub(super) async fn all_remarks(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
) -> Result<Vec<(BriefId, KeptRemark)>, Fault> {
    let key = keys.programme(programme).await?;
    let found = rows::of_programme(tx, Past::Remark, programme).await?;
    let open = |row: PastRow| {
        let remark = keys.open(&key, BRIEF_REMARK, row.id, 0, row.sealed)?;
        Ok((BriefId::new(row.brief_id), remark))
    };
    found.into_iter().map(open).collect()
}

/// A brief's row as one of its versions.
pub(super) fn of_row(kept: &Kept, number: i32) -> KeptVersion {
    KeptVersion {
        number,
        draft: kept.draft.clone(),
        by: Some(kept.by),
        at: kept.at,
    }
}

const fn contract(kind: Past) -> Contract {
    match kind {
        Past::Version => BRIEF_VERSION,
        Past::Remark => BRIEF_REMARK,
    }
}

async fn add<T: Serialize>(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    brief: BriefId,
    kind: Past,
    value: &T,
) -> Result<(), Fault> {
    let (id, key) = (ordered_id(), keys.programme(programme).await?);
    let row = PastRow {
        id,
        programme_id: programme.uuid(),
        brief_id: brief.uuid(),
        sealed: keys.seal(&key, contract(kind), id, 0, value)?,
    };
    Ok(rows::add(tx, kind, &row).await?)
}

async fn opened<T: DeserializeOwned>(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    brief: BriefId,
    kind: Past,
) -> Result<Vec<T>, Fault> {
    let key = keys.programme(programme).await?;
    let found = rows::of_brief(tx, kind, programme, brief).await?;
    let open = |row: PastRow| keys.open(&key, contract(kind), row.id, 0, row.sealed);
    found.into_iter().map(open).collect()
}
