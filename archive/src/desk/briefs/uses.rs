//! How often the words of a story went out.

use super::issue;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::{Tx, issues as rows};
use chrono::{DateTime, Utc};
use method::brief::is_recent;
use method::id::{IssueId, ProgrammeId, StoryId};
use std::collections::{BTreeMap, BTreeSet};

/// In how many briefs that went out words of a story stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Ever.
    pub all: usize,
    /// In the last twelve months.
    pub recent: usize,
}

/// The uses of each story of a programme; a story that was never used is not among them.
pub(crate) async fn uses(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    now: DateTime<Utc>,
) -> Result<BTreeMap<StoryId, Uses>, Fault> {
    let issues = issue::all(tx, keys, programme).await?.into_iter();
    let recent: BTreeSet<IssueId> = issues.filter(|one| is_recent(one.at, now)).map(|one| one.id).collect();
    let mut times: BTreeMap<StoryId, Uses> = BTreeMap::new();
    let mut quoted = rows::uses(tx, programme).await?;
    quoted.dedup_by_key(|one| (one.issue_id, one.story_id));
    for one in quoted {
        let uses = times.entry(StoryId::new(one.story_id)).or_default();
        uses.all += 1;
        uses.recent += usize::from(recent.contains(&IssueId::new(one.issue_id)));
    }
    Ok(times)
}
