//! How often the words of a teller went out.

use super::issue;
use crate::desk::excerpts::teller;
use crate::desk::stories::opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::{Tx, issues as rows};
use chrono::{DateTime, Utc};
use method::anonymise::known::Teller;
use method::brief::is_recent;
use method::id::{IssueId, ProgrammeId, StoryId};
use std::collections::{BTreeMap, BTreeSet};

/// In how many briefs that went out words of a teller stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Ever.
    pub all: usize,
    /// In the last twelve months.
    pub recent: usize,
}

/// The uses of each teller of a programme; one whose words were never used is not among them.
pub(crate) async fn uses(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    now: DateTime<Utc>,
) -> Result<BTreeMap<Teller, Uses>, Fault> {
    let issues = issue::all(tx, keys, programme).await?.into_iter();
    let recent: BTreeSet<IssueId> = issues.filter(|one| is_recent(one.at, now)).map(|one| one.id).collect();
    let mut tellers: BTreeMap<StoryId, Teller> = BTreeMap::new();
    let mut quoted: BTreeSet<(IssueId, Teller)> = BTreeSet::new();
    for one in rows::uses(tx, programme).await? {
        let story = StoryId::new(one.story_id);
        let who = match tellers.get(&story) {
            Some(who) => *who,
            None => match opened::by_id(tx, keys, story).await? {
                Some(opened) => teller(tx, keys, &opened).await?,
                None => Teller::Story(story),
            },
        };
        tellers.insert(story, who);
        quoted.insert((IssueId::new(one.issue_id), who));
    }
    let mut times: BTreeMap<Teller, Uses> = BTreeMap::new();
    for (issue, teller) in quoted {
        let uses = times.entry(teller).or_default();
        uses.all += 1;
        uses.recent += usize::from(recent.contains(&issue));
    }
    Ok(times)
}
