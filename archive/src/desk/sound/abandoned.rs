//! The sound of drafts that nobody goes on with: destroyed once nothing was added for as many days as a programme keeps sound
//! ([`method::sound::keeping_of_draft`]). The words stay, for whoever completes the draft.

use super::Sounds;
use super::destroying::{KeptSound, days};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::contracts::DRAFT;
use crate::desk::field::{OpenedDraft, opened_draft};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::field as drafts;
use crate::store::sound as rows;
use chrono::NaiveDate;
use method::id::{ProgrammeId, SiteId, StoryId};
use method::policy::{Action, Actor};
use method::sound::{Keeping, keeping_of_draft};
use uuid::Uuid;

/// A draft of the field; none if it is a story by now.
pub(super) async fn draft(tx: &mut Tx, keys: &Keys, id: Uuid) -> Result<Option<OpenedDraft>, Fault> {
    match drafts::draft(tx, id).await? {
        Some(row) => opened_draft(keys, row).await,
        None => Ok(None),
    }
}

/// The sound of a draft in a list, for whoever tends it.
pub(super) fn kept(
    draft: &OpenedDraft,
    actor: &Actor,
    programme: ProgrammeId,
    days: u16,
    today: NaiveDate,
) -> Option<KeptSound> {
    let is_hers = draft.row.programme_id == programme.uuid() && allowed(actor, Action::TendStory, &draft.subject());
    is_hers.then(|| KeptSound {
        story: StoryId::new(draft.row.id),
        is_draft: true,
        site: SiteId::new(draft.row.site_id),
        title: draft.draft.sheet().get("title"),
        keeping: keeping_of_draft(draft.draft.last_touched().unwrap_or(today), days, today),
    })
}

impl Sounds<'_> {
    /// Whether the days of a draft's sound were over, and it is destroyed. A draft from before the day was kept begins with today.
    pub(super) async fn destroy_if_abandoned(&self, keys: &Keys, id: StoryId) -> Result<bool, Fault> {
        let mut tx = self.0.content.write().await?;
        let Some(draft) = draft(&mut tx, keys, id.uuid()).await? else {
            return Ok(false);
        };
        let today = self.0.clock.now().date_naive();
        let Some(touched) = draft.draft.last_touched() else {
            let version = draft.row.version + 1;
            let sealed = keys.seal(&draft.key, DRAFT, draft.row.id, version, &draft.draft.touched(today))?;
            drafts::replace_draft(&mut tx, draft.row.id, version, &sealed).await?;
            tx.commit().await?;
            return Ok(false);
        };
        let days = days(&mut tx, keys, ProgrammeId::new(draft.row.programme_id)).await?;
        let is_over = keeping_of_draft(touched, days, today) == Keeping::Over;
        if !is_over && keys.sound(&draft.key, id).await?.is_some() {
            return Ok(false);
        }
        keys.destroy_sound(id).await?;
        rows::remove(&mut tx, id).await?;
        let entry = Entry {
            at: self.0.clock.now(),
            by: None,
            deed: Deed::SoundDestroyed,
            about: Some(id.uuid()),
        };
        audit::append(&mut tx, keys, &entry).await?;
        tx.commit().await?;
        Ok(true)
    }
}
