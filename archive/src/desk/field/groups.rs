//! A group that came together where there was no network: a tablet writes it down, and the stories that were told in it come after it or
//! came before.

use super::drafts::{MadeBy, opened};
use super::{Field, FieldError};
use crate::desk::gatherings::{Gatherings, GatheringsError};
use crate::desk::people;
use crate::keys::Keys;
use crate::store::field as rows;
use method::gathering::Gathering;
use method::id::{AccountId, GatheringId};
use method::recording::Sheet;

impl Field<'_> {
    /// Opens the group that a tablet wrote down, then makes stories of the drafts that waited for it; whether it was opened. What is no
    /// group, or not this worker's to open, is not.
    pub(super) async fn gathered(
        &self,
        keys: &Keys,
        made_by: &MadeBy,
        id: GatheringId,
        sheet: Sheet,
    ) -> Result<bool, FieldError> {
        let Ok(gathering) = Gathering::read(&sheet.with("site", made_by.site.to_string())) else {
            return Ok(false);
        };
        let mut tx = self.0.content.read().await?;
        let worker = people::actor(&mut tx, made_by.recorder).await?;
        drop(tx);
        match Gatherings(self.0).open(&worker, made_by.programme, id, gathering).await {
            Ok(()) => {}
            Err(GatheringsError::Fault(fault)) => return Err(fault.into()),
            Err(_) => return Ok(false),
        }
        let mut tx = self.0.content.read().await?;
        let drafts = rows::drafts(&mut tx, made_by.programme).await?;
        drop(tx);
        for row in drafts.into_iter().filter(|row| row.site_id == made_by.site.uuid()) {
            let recorder = AccountId::new(row.recorder_id);
            let Some(draft) = opened(keys, row).await? else { continue };
            if draft.draft.sheet().get("gathering").trim().parse().ok() == Some(id) {
                self.become_story_by_itself(recorder, draft).await?;
            }
        }
        Ok(true)
    }
}
