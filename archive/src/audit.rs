//! The audit log: what was done, by whom, about what; appended in the same transaction, chained, sealed.
//!
//! ```text
//! hash(n) = SHA-256("hikaya-audit-1" ‖ hash(n−1) ‖ n (8, big-endian) ‖ id(n) (16) ‖ sealed(n))      hash(0) = 32 zeros
//! ```
//! The plain part tells a sequence and hashes; time, actor and subject are sealed, and so is hash(n−1) once more: whoever writes
//! the table can compute the plain links anew, but cannot seal them. The newest link is also remembered in the keyring store
//! ([`remember`]), so that an end cut off is noticed. Walked while sealed, the plain links alone are compared.

mod sight;

pub(crate) use sight::newest;

use crate::clock::ordered_id;
use crate::contracts::{AUDIT, AUDIT_HEAD};
use crate::desk::exposure;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::audit::{self as rows, AuditRow};
use crate::store::{Db, Tx, keyring};
use chrono::{DateTime, Utc};
use method::id::AccountId;
use method::panel::VersionHash;
use method::recording::Dropped;
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
    /// The levels of selection of a period were changed.
    PlanChanged,
    /// A programme was made.
    ProgrammeAdded,
    /// A domain's name or question was changed.
    DomainChanged,
    /// A domain was added.
    DomainAdded,
    /// A domain was removed.
    DomainRemoved,
    /// The extra questions were changed.
    QuestionsChanged,
    /// The names that a programme adds to those that are looked for were changed.
    WordListChanged,
    /// A gathering was opened.
    GatheringOpened,
    /// A gathering was corrected, closed or opened again.
    GatheringChanged,
    /// A story was recorded.
    StoryRecorded,
    /// A story was read.
    StoryRead,
    /// A tablet of the field was enrolled.
    DeviceEnrolled,
    /// A tablet of the field was cut off.
    DeviceCutOff,
    /// A worker did not keep a recording of the field.
    RecordingDropped(Dropped),
    /// Somebody wrote on a draft from the field.
    DraftWritten,
    /// What a tablet had sent after its recording had become a story was put away.
    LatePutAway,
    /// What was found of a story's claims was kept.
    StoryVerified,
    /// A new layer was added.
    LayerAdded,
    /// What was noted around a telling was changed.
    SettingNoted,
    /// A story was read back to its teller.
    ReadBack,
    /// A transcript or a translation that is being written was saved.
    DraftKept,
    /// A text that was being written was thrown away.
    DraftDropped,
    /// The sound of a story was fetched to be heard.
    SoundHeard,
    /// A version of a story was read aloud for panels.
    NarrationKept,
    /// That reading was thrown away.
    NarrationDropped,
    /// A passage of the consent talk was read aloud.
    ConsentReadingKept,
    /// That reading was thrown away.
    ConsentReadingDropped,
    /// The sound of a story was destroyed, its days being over: its key first, then its pieces.
    SoundDestroyed,
    /// After how many days sound is destroyed was changed.
    SoundDaysChanged,
    /// A decision of consent was recorded.
    ConsentRecorded,
    /// A story was withdrawn and its key destroyed.
    StoryWithdrawn,
    /// A storyteller was given a slip.
    SlipGiven,
    /// Somebody came back with a slip.
    SlipShown,
    /// Somebody looked up where the words of a story went.
    WordsFollowed,
    /// A panel was opened.
    PanelOpened,
    /// A panel's vote was counted.
    PanelVoteClosed,
    /// A panel was closed with its record.
    PanelClosed,
    /// It was written down what came of telling tellers what a panel chose.
    ToldBack,
    /// A panel was closed, and these are its minutes in one language; the SHA-256 of their Markdown.
    MinutesWritten(VersionHash),
    /// Minutes of a panel were handed over as a file; the SHA-256 of the file.
    MinutesTaken(VersionHash),
    /// The codebook was changed.
    CodebookChanged,
    /// A passage was given a code.
    CodeGiven,
    /// A code was taken from a passage.
    CodeTaken,
    /// The reasons of a panel were given codes.
    ReasonsCoded,
    /// A memo was written on a story, a coding or a code.
    MemoWritten,
    /// A memo was taken back by its author.
    MemoTakenBack,
    /// Whether coders see each other's codings was changed.
    BlindCodingChanged,
    /// A coder's disagreement was settled.
    CodingSettled,
    /// Passages of many stories were read, by their codes.
    PassagesRead,
    /// Codes and codings were handed over as a file.
    CodingsHandedOver,
    /// Codes and codings were taken from a file.
    CodingsTakenIn,
    /// An excerpt was made or changed.
    ExcerptMade,
    /// Who stands behind a pseudonym of a story was entered, changed or taken out.
    PseudonymKept,
    /// A detail of an excerpt was marked, released or no longer marked.
    DetailMarked,
    /// It was said what an excerpt shows of its teller.
    ExcerptWeighed,
    /// The figures of people that readers may know were changed.
    PopulationChanged,
    /// An excerpt was approved by another person.
    ExcerptApproved,
    /// An excerpt was sent back.
    ExcerptSentBack,
    /// A brief was written or changed.
    BriefWritten,
    /// Somebody said something of a brief.
    BriefRemarked,
    /// A coordinator found that a brief may go out.
    BriefSignedOff,
    /// A sign-off was taken back.
    BriefSignOffTakenBack,
    /// A brief was issued.
    BriefIssued,
    /// A letter that calls a brief back was sent.
    RecallSent,
    /// A text with which briefs begin was changed.
    BriefTemplateChanged,
    /// A table of indicators was changed.
    IndicatorChanged,
    /// A picture for briefs was taken, described or removed.
    ImageChanged,
    /// A service to which storytellers are sent on was entered, changed or taken out.
    ReferralChanged,
    /// Stories were searched.
    Searched,
    /// The index of the search was built anew.
    IndexRebuilt,
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

/// How many entries are opened before others have their turn.
const PAGE: i64 = 100;

/// What is sealed of a link: the entry, and the hash before it. Entries of the first versions lack the hash.
#[derive(Serialize, Deserialize)]
struct Link<'a> {
    #[serde(flatten)]
    entry: std::borrow::Cow<'a, Entry>,
    #[serde(default)]
    before: Option<Vec<u8>>,
}

/// The newest link that an installation remembers apart from its log.
#[derive(Serialize, Deserialize)]
struct Head {
    seq: i64,
    hash: Vec<u8>,
}

/// Appends an entry in the caller's transaction, so that the deed and its trace stand or fall together.
pub(crate) async fn append(tx: &mut Tx, keys: &Keys, entry: &Entry) -> Result<(), Fault> {
    let last = rows::last(tx).await?;
    let (seq, before) = last.map_or((1, vec![0; 32]), |row| (row.seq + 1, row.hash));
    let id = ordered_id();
    let sealed_link = Link {
        entry: std::borrow::Cow::Borrowed(entry),
        before: Some(before.clone()),
    };
    let sealed = keys.seal(&keys.installation, AUDIT, id, 0, &sealed_link)?;
    let hash = link(&before, seq, id, &sealed);
    rows::append(tx, &AuditRow { seq, id, hash, sealed }).await?;
    exposure::noted(tx, keys, entry).await
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

/// Walks the whole chain. Without keys the plain links are compared, with them also the sealed ones and the remembered end.
pub(crate) async fn verify(content: &Db, ring: &Db, keys: Option<&Keys>) -> Result<Verified, Fault> {
    // Read before the log is: what is appended meanwhile is no contradiction.
    let head = match keys {
        Some(keys) => head(ring, keys).await?,
        None => None,
    };
    let mut tx = content.read().await?;
    let (mut seq, mut before, mut is_bound) = (0, vec![0; 32], false);
    loop {
        let page = rows::after(&mut tx, seq, PAGE).await?;
        if page.is_empty() {
            let is_cut = head.is_some_and(|head| head.seq > seq);
            return Ok(if is_cut {
                Verified::BrokenAt { seq: seq + 1 }
            } else {
                Verified::Whole { entries: seq }
            });
        }
        for row in page {
            let is_linked = row.seq == seq + 1 && row.hash == link(&before, row.seq, row.id, &row.sealed);
            let is_remembered = head.as_ref().is_none_or(|head| head.seq != row.seq || head.hash == row.hash);
            let is_sealed = keys.is_none_or(|keys| holds(keys, &row, &before, &mut is_bound));
            if !(is_linked && is_remembered && is_sealed) {
                return Ok(Verified::BrokenAt { seq: seq + 1 });
            }
            (seq, before) = (row.seq, row.hash);
        }
    }
}

/// Whether a link opens and names the hash before it. Only the oldest links may name none: nobody without the key can make one.
fn holds(keys: &Keys, row: &AuditRow, before: &[u8], is_bound: &mut bool) -> bool {
    let opened: Result<Link<'_>, _> = keys.open(&keys.installation, AUDIT, row.id, 0, row.sealed.clone());
    match opened.map(|link| link.before) {
        Ok(Some(named)) => {
            *is_bound = true;
            named == before
        }
        Ok(None) => !*is_bound,
        Err(_) => false,
    }
}

/// Remembers the newest link in the keyring store. Where the log contradicts what was remembered the memory stays as it is: it is
/// the evidence. Called now and then rather than with each deed, which would write two stores.
pub(crate) async fn remember(content: &Db, ring: &Db, keys: &Keys) -> Result<(), Fault> {
    let known = head(ring, keys).await?;
    let mut tx = content.read().await?;
    let Some(last) = rows::last(&mut tx).await? else {
        return Ok(());
    };
    if let Some(known) = known {
        let there = rows::after(&mut tx, known.seq - 1, 1).await?;
        let is_there = there
            .first()
            .is_some_and(|row| row.seq == known.seq && row.hash == known.hash);
        if !is_there || known.seq == last.seq {
            return Ok(());
        }
    }
    drop(tx);
    let (seq, hash) = (last.seq, last.hash);
    let sealed = keys.seal(&keys.installation, AUDIT_HEAD, Uuid::nil(), 0, &Head { seq, hash })?;
    let mut tx = ring.write().await?;
    keyring::set_audit_head(&mut tx, Uuid::nil(), &sealed).await?;
    Ok(tx.commit().await?)
}

async fn head(ring: &Db, keys: &Keys) -> Result<Option<Head>, Fault> {
    let mut tx = ring.read().await?;
    let sealed = keyring::audit_head(&mut tx, Uuid::nil()).await?;
    sealed
        .map(|sealed| keys.open(&keys.installation, AUDIT_HEAD, Uuid::nil(), 0, sealed))
        .transpose()
}

/// The newest entry.
pub(crate) async fn last(tx: &mut Tx, keys: &Keys) -> Result<Option<Entry>, Fault> {
    let last = rows::last(tx).await?;
    last.map(|row| keys.open(&keys.installation, AUDIT, row.id, 0, row.sealed))
        .transpose()
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
