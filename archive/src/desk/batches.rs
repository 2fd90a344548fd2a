//! The stories of a programme, a thousand at a time, for what has to look into each of them.

use crate::contracts::{PERSON, REGISTER};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::growth::{self, Growth};
use crate::store::stories as rows;
use archive_vault::DataKey;
use method::anonymise::Register;
use method::anonymise::known::Known;
use method::id::{ProgrammeId, SiteId};
use method::policy::StoryRange;
use std::collections::HashMap;
use uuid::Uuid;

/// How many stories are read at a time.
const AT_A_TIME: i64 = 1_000;

/// Some stories of a programme, in the order of their ids, with the keys of those that still have one.
pub(crate) struct Batch {
    /// The id of the first.
    pub(crate) start: Uuid,
    /// The id of the last.
    pub(crate) last: Uuid,
    /// By the stories' ids.
    pub(crate) keys: HashMap<Uuid, DataKey>,
}

impl Batch {
    /// Those from an id on; none where there are no more.
    pub(crate) async fn read(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, first: Uuid) -> Result<Option<Self>, Fault> {
        let everywhere = StoryRange {
            site: None,
            recorder: None,
            by_consent: false,
        };
        let batch = rows::in_range_from(tx, programme, everywhere, first, AT_A_TIME).await?;
        let (Some(start), Some(last)) = (batch.first().map(|row| row.id), batch.last().map(|row| row.id)) else {
            return Ok(None);
        };
        let wrapped = keys.stories_between(start, last).await?;
        let mut open = HashMap::new();
        for row in batch {
            if let Some(wrapped) = wrapped.get(&row.id) {
                let site = keys.site(programme, SiteId::new(row.site_id)).await?;
                open.insert(row.id, keys.unwrap_story(&site, wrapped)?);
            }
        }
        Ok(Some(Self { start, last, keys: open }))
    }

    /// The id from which the next are read; none after the very last.
    pub(crate) fn next(&self) -> Option<Uuid> {
        self.last.as_u128().checked_add(1).map(Uuid::from_u128)
    }

    /// The registers of these stories, and one of everybody whose pseudonym is settled in them.
    pub(crate) async fn registers(&self, tx: &mut Tx, keys: &Keys) -> Result<Vec<Register>, Fault> {
        let mut all = Vec::new();
        for row in growth::between(tx, Growth::Register, self.start, self.last).await? {
            if let Some(key) = self.keys.get(&row.story_id) {
                all.push(keys.open(key, REGISTER, row.id, row.version, row.sealed)?);
            }
        }
        let mut settled = Register::new(0);
        for row in growth::between(tx, Growth::Person, self.start, self.last).await? {
            if let Some(key) = self.keys.get(&row.story_id) {
                let known: Known = keys.open(key, PERSON, row.id, row.version, row.sealed)?;
                settled.settle(&known, &[]);
            }
        }
        all.push(settled);
        Ok(all)
    }
}
