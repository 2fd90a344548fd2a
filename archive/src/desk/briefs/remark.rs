//! Saying something of a brief: a comment, a coordinator's yes to exactly what she read, taking that back. Consent is asked when she
//! signs, for each of the readers that she names.

use super::files::print;
use super::gather::{Gathered, gather};
use super::guarded::{Asker, Guard, Guarded};
use super::kept::by_id;
use super::past::{self, KeptRemark};
use super::prose::Own;
use super::review::{reader, signer};
use super::{Briefs, BriefsError};
use crate::audit::Deed;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use method::brief::{Addressee, Remark};
use method::consent::Purpose;
use method::id::{AccountId, BriefId, ProgrammeId};
use method::policy::Actor;
use std::collections::BTreeSet;

impl Briefs<'_> {
    /// Says something of the version that was read.
    ///
    /// # Errors
    /// [`BriefsError::Remark`] says what lacks.
    pub async fn comment(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: BriefId,
        read_version: i32,
        words: &str,
    ) -> Result<(), BriefsError> {
        let by = reader(actor, programme)?;
        let remark = Remark::comment(words)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (_, newest) = by_id(&mut tx, &keys, programme, id).await?.ok_or(BriefsError::NotFound)?;
        let about = (id, read_version.clamp(1, newest));
        self.remark(&mut tx, &keys, programme, about, by, remark, Deed::BriefRemarked)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Says that the brief may go to these readers exactly as it was read: in this version and with this print. If the guard warns of
    /// one of them, she says why it may go out `despite` that.
    ///
    /// # Errors
    /// [`BriefsError::GivesAway`] if she does not;
    /// [`BriefsError::Remark`] if she wrote a version of it or names no reader; [`BriefsError::Troubled`] says which excerpt may
    /// not go there and why; [`BriefsError::Conflict`] if the brief, an excerpt or a figure was changed since she read it.
    pub async fn sign_off(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: BriefId,
        read: (i32, &str),
        to: &[Addressee],
        despite: &str,
    ) -> Result<(), BriefsError> {
        let by = signer(actor, programme)?;
        let keys = self.0.keys()?;
        self.weighed(&keys, programme, id, to, despite).await?;
        let mut tx = self.0.content.write().await?;
        let (kept, version) = by_id(&mut tx, &keys, programme, id).await?.ok_or(BriefsError::NotFound)?;
        let versions = past::versions(&mut tx, &keys, programme, id, (&kept, version)).await?;
        let writers: Vec<AccountId> = versions.iter().filter_map(|one| one.by).collect();
        let (read_version, read_print) = read;
        let remark = Remark::sign_off(by, &writers, read_print.to_owned(), to, despite)?;
        if version != read_version {
            return Err(BriefsError::Conflict);
        }
        for class in to {
            let now = self.0.clock.now();
            let found = gather(&mut tx, &keys, programme, &kept.draft, (*class).into(), now, None).await?;
            let found = found.and_then(Gathered::whole).map_err(BriefsError::Troubled)?;
            if print(&found.document) != read_print {
                return Err(BriefsError::Conflict);
            }
        }
        self.remark(&mut tx, &keys, programme, (id, version), by, remark, Deed::BriefSignedOff)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Nothing, if no words of a story were taken into the brief, and the guard warns of none of these readers or she says why it may
    /// go all the same. It reckons for long: nobody else waits for it, and what changes meanwhile is asked again when the brief goes
    /// out.
    async fn weighed(
        &self,
        keys: &Keys,
        programme: ProgrammeId,
        id: BriefId,
        to: &[Addressee],
        despite: &str,
    ) -> Result<(), BriefsError> {
        let mut tx = self.0.content.read().await?;
        let (kept, _) = by_id(&mut tx, keys, programme, id).await?.ok_or(BriefsError::NotFound)?;
        let purposes: BTreeSet<Purpose> = to.iter().map(|class| class.purpose()).collect();
        for purpose in purposes {
            let found = gather(
                &mut tx,
                keys,
                programme,
                &kept.draft,
                purpose.into(),
                self.0.clock.now(),
                None,
            )
            .await?;
            // What may not go there at all is said by who signs.
            let Ok(found) = found else { continue };
            let material = found.material(&kept.draft);
            let own = Own::of(&mut tx, keys, programme, material).await?;
            own.taken_from_none(&mut tx, keys, programme).await?;
            if !despite.trim().is_empty() {
                continue;
            }
            let guard = Guard::read(&mut tx, keys, programme, material, Asker::Coordinator).await?;
            let of_purpose = to.iter().filter(|class| class.purpose() == purpose);
            let mut warned = of_purpose.map(|class| guard.before(Some(*class)));
            if let Some(warned) = warned.find(Guarded::gives_away) {
                return Err(BriefsError::GivesAway(Box::new(warned)));
            }
        }
        Ok(())
    }

    /// Takes back whatever was signed off of a brief.
    ///
    /// # Errors
    /// [`BriefsError::Remark`] if no reason is given.
    pub async fn take_back(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: BriefId,
        words: &str,
    ) -> Result<(), BriefsError> {
        let by = signer(actor, programme)?;
        let remark = Remark::take_back(words)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (_, version) = by_id(&mut tx, &keys, programme, id).await?.ok_or(BriefsError::NotFound)?;
        let deed = Deed::BriefSignOffTakenBack;
        self.remark(&mut tx, &keys, programme, (id, version), by, remark, deed)
            .await?;
        Ok(tx.commit().await?)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "who says what of which version, and what the log says of it"
    )]
    async fn remark(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        programme: ProgrammeId,
        about: (BriefId, i32),
        by: AccountId,
        remark: Remark,
        deed: Deed,
    ) -> Result<(), Fault> {
        let (id, version) = about;
        let at = self.0.clock.now();
        let kept = KeptRemark { version, by, at, remark };
        past::keep_remark(tx, keys, programme, id, &kept).await?;
        self.note(tx, keys, by, deed, id.uuid()).await
    }
}
