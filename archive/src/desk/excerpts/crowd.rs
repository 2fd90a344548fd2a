//! The crowd in which a teller hides: what is recorded of everybody who told a story, and the figures that readers may know.

use crate::contracts::{LEDGER, POPULATION, STORY};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self, Document};
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::stories as rows;
use method::anonymise::intruder::{Attack, Quoted, attack, read};
use method::anonymise::jigsaw::{Finding, Margin, Profile, Shown, guard};
use method::anonymise::ledger::Ledger;
use method::id::{ProgrammeId, SiteId, StoryId};
use method::policy::StoryRange;
use method::story::Circumstances;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// How many stories are read at a time.
const AT_A_TIME: i64 = 1_000;

/// Everybody who told a story, as far as the guard counts, and the figures that readers may know.
pub(crate) struct Crowd {
    tellers: BTreeMap<StoryId, Profile>,
    margins: Vec<Margin>,
}

impl Crowd {
    /// Reads it. A story whose key is gone is nobody's.
    pub(crate) async fn read(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<Self, Fault> {
        let everywhere = StoryRange {
            site: None,
            recorder: None,
            by_consent: false,
        };
        let (mut tellers, mut first) = (BTreeMap::new(), Uuid::nil());
        loop {
            let batch = rows::in_range_from(tx, of, everywhere, first, AT_A_TIME).await?;
            let (Some(start), Some(last)) = (batch.first().map(|row| row.id), batch.last().map(|row| row.id)) else {
                break;
            };
            let grown = growth::between(tx, Growth::Ledger, start, last).await?;
            let mut ledgers: HashMap<Uuid, GrownRow> = grown.into_iter().map(|row| (row.story_id, row)).collect();
            let wrapped = keys.stories_between(start, last).await?;
            for row in batch {
                let Some(wrapped) = wrapped.get(&row.id) else { continue };
                let site = SiteId::new(row.site_id);
                let site_key = keys.site(of, site).await?;
                let key = keys.unwrap_story(&site_key, wrapped)?;
                let circumstances: Circumstances = keys.open(&key, STORY, row.id, 1, row.sealed)?;
                let ledger: Ledger = match ledgers.remove(&row.id) {
                    Some(row) => keys.open(&key, LEDGER, row.id, row.version, row.sealed)?,
                    None => Ledger::default(),
                };
                tellers.insert(StoryId::new(row.id), ledger.profile(site, circumstances.told_on));
            }
            let Some(next) = last.as_u128().checked_add(1) else { break };
            first = Uuid::from_u128(next);
        }
        let margins = figures(tx, keys, of).await?.map(|(.., figures)| figures).unwrap_or_default();
        Ok(Self { tellers, margins })
    }

    /// What the guard says of the teller of a story who shows so much; none if there is no such story.
    pub(crate) fn guard(&self, story: StoryId, shown: &Shown) -> Option<Finding> {
        let teller = self.tellers.get(&story)?;
        let all: Vec<Profile> = self.tellers.values().cloned().collect();
        Some(guard(teller, shown, &all, &self.margins))
    }

    /// What an intruder who knows of every teller what is recorded makes of quotations: whose, what they show if somebody has
    /// said, and their words. A quotation of nobody's story is left out.
    pub(crate) fn attack<'a>(&self, quoted: impl IntoIterator<Item = (StoryId, Option<&'a Shown>, &'a str)>) -> Attack {
        let seen = quoted.into_iter().filter_map(|(teller, shown, text)| {
            let profile = self.tellers.get(&teller)?;
            let shown = shown.map_or_else(|| read(text, profile), Shown::clone);
            Some(Quoted { teller, shown })
        });
        attack(&seen.collect::<Vec<_>>(), &self.tellers)
    }
}

/// The figures of people that readers may know, with their row's id and version; none before there were any.
pub(super) async fn figures(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<Option<(Uuid, i32, Vec<Margin>)>, Fault> {
    let found = documents::all(tx, Document::Population, of).await?;
    let Some(row) = found.into_iter().next() else {
        return Ok(None);
    };
    let key = keys.programme(of).await?;
    let (id, version) = (row.id, row.version);
    Ok(Some((id, version, keys.open(&key, POPULATION, id, version, row.sealed)?)))
}
