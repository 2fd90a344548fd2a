//! The audit log: what was done, by whom, about what; appended in the same transaction, chained, sealed.
//!
//! ```text
//! hash(n) = SHA-256("hikaya-audit-1" ‖ hash(n−1) ‖ n (8, big-endian) ‖ id(n) (16) ‖ sealed(n))      hash(0) = 32 zeros
//! ```
//! The plain part tells a sequence and hashes; time, actor and subject are sealed.

use crate::clock::ordered_id;
use crate::contracts::AUDIT;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::audit::{self as rows, AuditRow};
use crate::store::{Db, Tx};
use chrono::{DateTime, Utc};
use method::id::AccountId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What was done. Stored by its `snake_case` name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// The installation was set up.
    SetUp,
    /// The vault was opened.
    Unsealed,
    /// The vault was closed.
    Sealed,
    /// Somebody signed in.
    SignedIn,
    /// Somebody ended every session of theirs.
    SignedOutEverywhere,
    /// An account was made.
    AccountAdded,
    /// Somebody was given a role.
    RoleGiven,
    /// A role was taken away.
    RoleTaken,
    /// A site was added.
    SiteAdded,
    /// A reporting period was opened.
    RoundAdded,
    /// A reporting period went to its next stage.
    RoundAdvanced,
    /// A programme was made.
    ProgrammeAdded,
    /// A domain's name or question was changed.
    DomainChanged,
    /// A domain was added.
    DomainAdded,
    /// A domain was removed.
    DomainRemoved,
    /// A story was recorded.
    StoryRecorded,
    /// A story was read.
    StoryRead,
    /// A new layer was added.
    LayerAdded,
    /// A story was read back to its teller.
    ReadBack,
    /// A decision of consent was recorded.
    ConsentRecorded,
    /// A story was withdrawn and its key destroyed.
    StoryWithdrawn,
    /// A panel was opened.
    PanelOpened,
    /// A panel's vote was counted.
    PanelVoteClosed,
    /// A panel was closed with its record.
    PanelClosed,
    /// The codebook was changed.
    CodebookChanged,
    /// A passage was given a code.
    CodeGiven,
    /// A code was taken from a passage.
    CodeTaken,
    /// An excerpt was made or changed.
    ExcerptMade,
    /// An excerpt was approved by another person.
    ExcerptApproved,
    /// An excerpt was sent back.
    ExcerptSentBack,
    /// A brief was written or changed.
    BriefWritten,
    /// A brief was issued.
    BriefIssued,
    /// A table of indicators was changed.
    IndicatorChanged,
    /// Stories were searched.
    Searched,
    /// A backup was written.
    BackedUp,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; none for the program itself.
    pub by: Option<AccountId>,
    /// What.
    pub deed: Deed,
    /// About which row.
    pub about: Option<Uuid>,
}

/// Appends an entry in the caller's transaction, so that the deed and its trace stand or fall together.
pub(crate) async fn append(tx: &mut Tx, keys: &Keys, entry: &Entry) -> Result<(), Fault> {
    let last = rows::last(tx).await?;
    let (seq, before) = last.map_or((1, vec![0; 32]), |row| (row.seq + 1, row.hash));
    let id = ordered_id();
    let sealed = keys.seal(&keys.installation, AUDIT, id, 0, entry)?;
    let hash = link(&before, seq, id, &sealed);
    rows::append(tx, &AuditRow { seq, id, hash, sealed }).await?;
    Ok(())
}

/// What a walk along the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// Every link holds.
    Whole {
        /// How many entries there are.
        entries: i64,
    },
    /// The first link that does not hold.
    BrokenAt {
        /// Its number.
        seq: i64,
    },
}

/// Walks the whole chain. Needs no key: the links are over sealed bytes.
pub(crate) async fn verify(content: &Db) -> Result<Verified, Fault> {
    let mut tx = content.read().await?;
    let (mut seq, mut before) = (0, vec![0; 32]);
    loop {
        let page = rows::after(&mut tx, seq, 500).await?;
        if page.is_empty() {
            return Ok(Verified::Whole { entries: seq });
        }
        for row in page {
            if row.seq != seq + 1 || row.hash != link(&before, row.seq, row.id, &row.sealed) {
                return Ok(Verified::BrokenAt { seq: seq + 1 });
            }
            (seq, before) = (row.seq, row.hash);
        }
    }
}

/// The newest entries, newest last.
pub(crate) async fn newest(tx: &mut Tx, keys: &Keys, at_most: i64) -> Result<Vec<Entry>, Fault> {
    let last = rows::last(tx).await?.map_or(0, |row| row.seq);
    let page = rows::after(tx, last.saturating_sub(at_most).max(0), at_most).await?;
    page.into_iter()
        .map(|row| keys.open(&keys.installation, AUDIT, row.id, 0, row.sealed))
        .collect()
}

fn link(before: &[u8], seq: i64, id: Uuid, sealed: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in [
        b"hikaya-audit-1".as_slice(),
        before,
        &seq.to_be_bytes(),
        id.as_bytes(),
        sealed,
    ] {
        hash.update(part);
    }
    hash.finalize().to_vec()
}
