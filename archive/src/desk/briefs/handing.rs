//! Handing over the files of an issue. Consent is asked once more, and the files are made anew each time, so that no copy of a
//! teller's words lies in the archive beside her story.

use super::files::{File, Format, file, hash};
use super::gather::gather;
use super::issue::open;
use super::{Briefs, BriefsError, past, writer};
use crate::desk::excerpts::{opening, print_of};
use crate::store::issues as rows;
use method::id::{BriefId, IssueId, ProgrammeId};
use method::policy::Actor;

impl Briefs<'_> {
    /// A file of an issue, if its words may still go there.
    ///
    /// # Errors
    /// [`BriefsError::Troubled`] says which excerpt may no longer go there and why; [`BriefsError::Differs`] if the file would
    /// not be the one that was issued, with the excerpts that changed; [`BriefsError::NotSignedOff`] if a coordinator took her yes
    /// back since; [`BriefsError::NotFound`] if no such file was issued.
    pub async fn hand_over(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        brief: BriefId,
        issue: IssueId,
        format: Format,
    ) -> Result<File, BriefsError> {
        writer(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let row = rows::by_id(&mut tx, programme, brief, issue)
            .await?
            .ok_or(BriefsError::NotFound)?;
        let kept = open(&keys, programme, row).await?;
        let expected = kept.hash(format).ok_or(BriefsError::NotFound)?;
        let remarks = past::remarks(&mut tx, &keys, programme, brief).await?;
        if remarks.is_taken_back(kept.to.class, kept.at) {
            return Err(BriefsError::NotSignedOff);
        }
        let (to, now) = (kept.to.class.into(), self.0.clock.now());
        let gathered = gather(&mut tx, &keys, programme, &kept.draft, to, now, Some(kept.printed())).await?;
        let gathered = gathered.map_err(BriefsError::Troubled)?;
        let mut changed = Vec::new();
        for one in &gathered.quoted {
            let (text, name) = (&one.text, &one.pseudonym);
            if !kept.quoted.contains(&(one.id, print_of(text, name))) {
                changed.extend(opening(&mut tx, &keys, programme, one.id).await?);
            }
        }
        drop(tx);
        let bytes = file(gathered.document, format, kept.at.date_naive()).await?;
        if hash(&bytes) != expected {
            return Err(BriefsError::Differs(changed));
        }
        Ok(File {
            bytes,
            name: kept.name(),
        })
    }
}
