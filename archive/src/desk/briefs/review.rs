//! Reading a brief before it goes out: what stands there today, every version of it, what colleagues say. Consent is asked each time
//! that it is shown.

use super::files::print;
use super::gather::{Gathered, Trouble, gather};
use super::guarded::{Asker, Guard, Guarded};
use super::kept::by_id;
use super::past::{self, KeptRemark, KeptVersion};
use super::{Briefs, BriefsError, Draft, Preview};
use crate::allowed;
use crate::desk::images::address;
use crate::desk::people;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use chrono::{DateTime, Utc};
use method::brief::{Addressee, Remark, unverified};
use method::consent::Purpose;
use method::id::{AccountId, BriefId, ProgrammeId};
use method::policy::{Action, Actor, Subject};
use std::collections::BTreeMap;

/// What a teller can agree to before her words leave the house, the most frequent first.
const PURPOSES: [Purpose; 3] = [Purpose::AdvocacyBrief, Purpose::DonorReport, Purpose::Public];

/// A brief before its colleagues.
#[derive(Clone, PartialEq, Eq)]
pub struct Review {
    /// Its id.
    pub id: BriefId,
    /// The version that is shown.
    pub version: i32,
    /// The text of that version.
    pub draft: Draft,
    /// What it looks like today.
    pub preview: Preview,
    /// The SHA-256 of that page, as its HTML file will have; none for what cannot be shown.
    pub print: Option<String>,
    /// To whom it may go as it is shown.
    pub signed_off: Vec<Addressee>,
    /// When the program took words of a withdrawn story out of it, if nobody has saved it since.
    pub taken_out: Option<DateTime<Utc>>,
    /// Of how many stories, of all that it quotes, not every claim was found to hold.
    pub unverified: Option<(usize, usize)>,
    /// What the guard says for each class of readers, for whoever signs off and may know the stories; nothing for the others, and
    /// nothing of what cannot be shown.
    pub guarded: Vec<(Vec<Addressee>, Guarded)>,
    /// Whether the reader writes briefs.
    pub may_write: bool,
    /// Whether the reader signs briefs off.
    pub may_sign: bool,
    /// Whether the reader wrote a version of this one.
    pub wrote_it: bool,
    /// Its versions, the newest first.
    pub versions: Vec<Version>,
    /// What was said, the newest first.
    pub remarks: Vec<Said>,
}

/// A version in a list.
#[derive(Clone, PartialEq, Eq)]
pub struct Version {
    /// From 1; one is left out where nobody saw it.
    pub number: i32,
    /// Who saved it, as colleagues call her; none where words of a withdrawn story were taken out.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A remark in a list.
#[derive(Clone, PartialEq, Eq)]
pub struct Said {
    /// The version that was read.
    pub version: i32,
    /// Who, as colleagues call her.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub remark: Remark,
}

/// A version beside the one before it.
#[derive(Clone, PartialEq, Eq)]
pub struct Compared {
    /// When and by whom.
    pub version: Version,
    /// Its text.
    pub draft: Draft,
    /// The text before; none for the first.
    pub before: Option<Draft>,
}

impl Briefs<'_> {
    /// A brief as its colleagues read it.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`].
    pub async fn review(&self, actor: &Actor, programme: ProgrammeId, id: BriefId) -> Result<Review, BriefsError> {
        let reader = reader(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let (kept, version) = by_id(&mut tx, &keys, programme, id).await?.ok_or(BriefsError::NotFound)?;
        let names = people::names(&mut tx, &keys, programme, actor.account()).await?;
        let versions = past::versions(&mut tx, &keys, programme, id, (&kept, version)).await?;
        let remarks = past::remarks(&mut tx, &keys, programme, id).await?;
        let now = self.0.clock.now();
        let found = shown(&mut tx, &keys, programme, &kept.draft, now).await?;
        let print = found.as_ref().ok().map(|found| print(&found.document));
        let quoted = found.as_ref().map(|found| found.quoted.clone()).unwrap_or_default();
        let signed_off = print.as_deref().map(|print| remarks.signed_off(version, Some(print)));
        let asks = |action| allowed(actor, action, &Subject::Programme(programme));
        let may_sign = asks(Action::SignOffBrief);
        let guarded = match &found {
            Ok(found) if may_sign => {
                let material = found.material(&kept.draft);
                let guard = Guard::read(&mut tx, &keys, programme, material, Asker::Coordinator).await?;
                guard.before_each()
            }
            _ => Vec::new(),
        };
        let name = |who: AccountId| names.get(&who).cloned().unwrap_or_default();
        let said = |one: KeptRemark| Said {
            version: one.version,
            by: name(one.by),
            at: one.at,
            remark: one.remark,
        };
        Ok(Review {
            id,
            version,
            preview: match found {
                Ok(found) => Preview::Shown(archive_export::fragment(&found.document, address)),
                Err(troubles) => Preview::Troubled(troubles),
            },
            print,
            signed_off: signed_off.unwrap_or_default(),
            taken_out: past::taken_out(&versions),
            unverified: unverified(quoted.iter().map(|one| (one.story, one.verdict))),
            may_write: asks(Action::WriteBrief),
            guarded,
            may_sign,
            wrote_it: versions.iter().any(|one| one.by == Some(reader)),
            versions: versions.iter().rev().map(|one| listed(one, &names)).collect(),
            remarks: remarks.0.into_iter().rev().map(said).collect(),
            draft: kept.draft,
        })
    }

    /// A version and the one before it.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`].
    pub async fn version(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: BriefId,
        number: i32,
    ) -> Result<Compared, BriefsError> {
        reader(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let (kept, newest) = by_id(&mut tx, &keys, programme, id).await?.ok_or(BriefsError::NotFound)?;
        let names = people::names(&mut tx, &keys, programme, actor.account()).await?;
        let versions = past::versions(&mut tx, &keys, programme, id, (&kept, newest)).await?;
        let at = versions.iter().position(|one| one.number == number);
        let at = at.ok_or(BriefsError::NotFound)?;
        let one = &versions[at];
        Ok(Compared {
            version: listed(one, &names),
            draft: one.draft.clone(),
            before: at.checked_sub(1).map(|before| versions[before].draft.clone()),
        })
    }
}

/// What a draft looks like for the first purpose for which its tellers agree; for advocacy what stands in the way, if for none.
async fn shown(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    draft: &Draft,
    now: DateTime<Utc>,
) -> Result<Result<Gathered, Vec<Trouble>>, Fault> {
    let mut first = None;
    for purpose in PURPOSES {
        match gather(tx, keys, programme, draft, purpose.into(), now, None).await? {
            Ok(found) => return Ok(Ok(found)),
            Err(troubles) => {
                first.get_or_insert(troubles);
            }
        }
    }
    Ok(Err(first.unwrap_or_default()))
}

fn listed(one: &KeptVersion, names: &BTreeMap<AccountId, String>) -> Version {
    Version {
        number: one.number,
        by: one.by.map(|who| names.get(&who).cloned().unwrap_or_default()),
        at: one.at,
    }
}

pub(super) fn reader(actor: &Actor, programme: ProgrammeId) -> Result<AccountId, BriefsError> {
    asked(actor, Action::ReviewBrief, programme)
}

pub(super) fn signer(actor: &Actor, programme: ProgrammeId) -> Result<AccountId, BriefsError> {
    asked(actor, Action::SignOffBrief, programme)
}

/// Who it is, if the policy lets her do this with briefs.
pub(super) fn asked(actor: &Actor, action: Action, programme: ProgrammeId) -> Result<AccountId, BriefsError> {
    match actor {
        Actor::Account { id, .. } if allowed(actor, action, &Subject::Programme(programme)) => Ok(*id),
        _ => Err(BriefsError::NotFound),
    }
}
