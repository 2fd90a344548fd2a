//! The motivated intruder on a brief: odds, and nothing that stands in it.

use super::issue::last_quoted;
use super::kept::by_id;
use super::seen::{Seen, seen};
use super::{Briefs, BriefsError, writer};
use crate::desk::excerpts::Crowd;
use method::anonymise::intruder::Attack;
use method::brief::{Reference, parse};
use method::id::{BriefId, ExcerptId, ProgrammeId};
use method::policy::Actor;

impl Briefs<'_> {
    /// How often a colleague who reads a brief would guess right who speaks in it: as it went out last, or else as it was last
    /// saved. A quotation whose story was withdrawn since is left out.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`].
    pub async fn attack(&self, actor: &Actor, programme: ProgrammeId, id: BriefId) -> Result<Attack, BriefsError> {
        writer(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let (kept, _) = by_id(&mut tx, &keys, programme, id).await?.ok_or(BriefsError::NotFound)?;
        let quoted: Vec<(ExcerptId, Option<String>)> =
            if let Some(quoted) = last_quoted(&mut tx, &keys, programme, id).await? {
                quoted.into_iter().map(|(id, print)| (id, Some(print))).collect()
            } else {
                let references = parse(&kept.draft.body).unwrap_or_default().references();
                let excerpts = references.into_iter().filter_map(|one| match one {
                    Reference::Excerpt(id) => Some((id, None)),
                    Reference::Figure(_) | Reference::Image(_) => None,
                });
                excerpts.collect()
            };
        let mut all = Vec::new();
        for (id, print) in quoted {
            all.extend(seen(&mut tx, &keys, programme, id, print.as_deref()).await?);
        }
        let crowd = Crowd::read(&mut tx, &keys, programme).await?;
        Ok(crowd.attack(all.iter().map(Seen::weighed)))
    }
}
