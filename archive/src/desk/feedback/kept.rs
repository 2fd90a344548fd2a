//! What came of telling, as its rows hold it: a group's under the programme's key, a teller's under her story's, to end with it.

use crate::clock::random_id;
use crate::contracts::{GROUP_FEEDBACK, TELLER_FEEDBACK};
use crate::desk::stories::opened::Opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self, Document};
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::programmes::SealedRow;
use method::feedback::{Source, To, ToldBack};
use method::id::{PanelId, ProgrammeId, StoryId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(Serialize, Deserialize)]
struct OfGroup {
    panel: PanelId,
    source: Source,
    told: ToldBack,
}

#[derive(Serialize, Deserialize)]
struct OfTeller {
    panel: PanelId,
    told: ToldBack,
}

/// What came of one thing owed, and its row.
pub(super) struct Answer {
    pub(super) id: Uuid,
    pub(super) version: i32,
    pub(super) told: ToldBack,
}

/// Everything that was written down in a programme, by panel and by whom it was owed to.
pub(super) struct Answers(BTreeMap<(PanelId, To), Answer>);

impl Answers {
    /// Reads them; a teller's only where her story is among `stories`.
    pub(super) async fn read(
        tx: &mut Tx,
        keys: &Keys,
        of: ProgrammeId,
        stories: &BTreeMap<StoryId, Opened>,
    ) -> Result<Self, Fault> {
        let mut all = BTreeMap::new();
        let key = keys.programme(of).await?;
        for row in documents::all(tx, Document::GroupFeedback, of).await? {
            let (id, version) = (row.id, row.version);
            let OfGroup { panel, source, told } = keys.open(&key, GROUP_FEEDBACK, id, version, row.sealed)?;
            all.insert((panel, To::Source(source)), Answer { id, version, told });
        }
        for row in growth::of_programme(tx, Growth::Feedback, of).await? {
            let Some(story) = stories.get(&StoryId::new(row.story_id)) else {
                continue;
            };
            let (id, version) = (row.id, row.version);
            let OfTeller { panel, told } = keys.open(&story.key, TELLER_FEEDBACK, id, version, row.sealed)?;
            all.insert((panel, To::Teller(story.id)), Answer { id, version, told });
        }
        Ok(Self(all))
    }

    /// What came of one thing owed.
    pub(super) fn take(&mut self, panel: PanelId, to: To) -> Option<Answer> {
        self.0.remove(&(panel, to))
    }
}

/// Where an answer is written: over a row at its version, or in a new one.
pub(super) type Over = Option<(Uuid, i32)>;

/// Writes down what came of it; whether the row was still at its version.
pub(super) async fn write(
    tx: &mut Tx,
    keys: &Keys,
    of: ProgrammeId,
    (panel, to): (PanelId, To),
    stories: &BTreeMap<StoryId, Opened>,
    told: ToldBack,
    over: Over,
) -> Result<bool, Fault> {
    let (id, read) = over.unwrap_or_else(|| (random_id(), 0));
    let version = read + 1;
    match to {
        To::Source(source) => {
            let key = keys.programme(of).await?;
            let sealed = keys.seal(&key, GROUP_FEEDBACK, id, version, &OfGroup { panel, source, told })?;
            let row = SealedRow { id, version, sealed };
            if read > 0 {
                return Ok(documents::update(tx, Document::GroupFeedback, of, &row, read).await?);
            }
            documents::add(tx, Document::GroupFeedback, of, &row).await?;
        }
        To::Teller(story) => {
            let Some(story) = stories.get(&story) else {
                return Ok(false);
            };
            let row = GrownRow {
                id,
                programme_id: of.uuid(),
                story_id: story.id.uuid(),
                version,
                sealed: keys.seal(&story.key, TELLER_FEEDBACK, id, version, &OfTeller { panel, told })?,
            };
            if read > 0 {
                return Ok(growth::update(tx, Growth::Feedback, &row, read).await?);
            }
            growth::add(tx, Growth::Feedback, &row).await?;
        }
    }
    Ok(true)
}
