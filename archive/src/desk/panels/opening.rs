//! Opening a panel: which stories may be put to it, and its code.

use super::{Kept, Panels, PanelsError, Readable, account, all};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::clock::{ordered_id, random_digits, random_id};
use crate::contracts::PANEL;
use crate::desk::programmes::{Overview, Programmes};
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::documents::{self as rows, Document};
use crate::store::programmes::SealedRow;
use crate::store::{Tx, join_codes, stories};
use chrono::{DateTime, Utc};
use method::consent::Purpose;
use method::id::{DomainId, PanelId, ProgrammeId, RoundId, SiteId, StoryId};
use method::panel::{Considered, Outcome, Panel, Rules, TextVersion, VersionHash};
use method::policy::{Action, Actor, Subject};
use method::programme::Reach;
use method::round::Round;
use method::story::Telling;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// How often a code is drawn anew when another panel has it.
const DRAWS: usize = 50;

/// Which stories a panel of one domain would read, and how many it would not, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Those that can be put to it, each in its newest version.
    pub ready: Vec<Considered>,
    /// How many have no consent to such a panel now.
    pub without_consent: usize,
    /// How many have it and were not read back to their teller and approved.
    pub not_read_back: usize,
    /// How many are before another panel of this level.
    pub elsewhere: usize,
}

/// Where somebody may open a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// At which site; none: for all.
    pub site: Option<SiteId>,
    /// The stories of each domain, in the order of the domains.
    pub domains: Vec<(DomainId, Candidates)>,
}

/// What can be opened now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospects {
    /// The programme's parts.
    pub overview: Overview,
    /// The reporting period; none takes panels where there is none.
    pub round: Option<Round>,
    /// Where this person may open one; never empty.
    pub places: Vec<Place>,
}

impl Panels<'_> {
    /// What somebody may open now, with how many stories would be read. No title: she may not read them all.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`] for whoever leads no panel.
    pub async fn prospects(&self, actor: &Actor, programme: ProgrammeId) -> Result<Prospects, PanelsError> {
        let overview = Programmes(self.0).overview(actor, programme).await?;
        let sites = overview.sites.iter().map(|site| site.id);
        let led = sites
            .filter(|site| allowed(actor, Action::LeadPanel, &Subject::Site(programme, *site)))
            .map(Some);
        let whole = allowed(actor, Action::LeadPanel, &Subject::Programme(programme)).then_some(None);
        let led: Vec<Option<SiteId>> = led.chain(whole).collect();
        if led.is_empty() {
            return Err(PanelsError::NotFound);
        }
        let round = newest_round(&overview).cloned();
        let keys = self.0.keys()?;
        let mut assessed = BTreeMap::new();
        if let Some(round) = &round {
            let mut tx = self.0.content.read().await?;
            assessed = assess(&mut tx, &keys, programme, round.id, self.0.clock.now()).await?;
        }
        let places = led.into_iter().map(|site| {
            let of = |domain| assessed.get(&(site, domain)).cloned().unwrap_or_default();
            let domains = overview.domains.iter().map(|one| (one.domain.id, of(one.domain.id)));
            Place {
                site,
                domains: domains.collect(),
            }
        });
        let places = places.collect();
        Ok(Prospects { overview, round, places })
    }

    /// Opens a panel over the stories of one domain: at a site, or, where there is none, over what the panels of all sites
    /// have chosen. How it chooses is said now and stays.
    ///
    /// # Errors
    /// [`PanelsError::NoPeriod`]; `Refused::NoStories` where no story can be put to it; [`PanelsError::NotFound`].
    pub async fn open(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        domain: DomainId,
        site: Option<SiteId>,
        rules: Rules,
    ) -> Result<PanelId, PanelsError> {
        let subject = site.map_or(Subject::Programme(programme), |site| Subject::Site(programme, site));
        if !allowed(actor, Action::LeadPanel, &subject) {
            return Err(PanelsError::NotFound);
        }
        let by = account(actor)?;
        let overview = Programmes(self.0).overview(actor, programme).await?;
        overview.domain(domain).ok_or(PanelsError::NotFound)?;
        if let Some(site) = site {
            overview.site(site).ok_or(PanelsError::NotFound)?;
        }
        let reach = if site.is_some() { Reach::Site } else { Reach::Programme };
        let level = overview.levels.iter().find(|level| level.reach == reach);
        let level = level.ok_or(PanelsError::NotFound)?.id;
        let round = newest_round(&overview).ok_or(PanelsError::NoPeriod)?.id;
        let keys = self.0.keys()?;
        let key = keys.programme(programme).await?;
        let now = self.0.clock.now();
        let id = PanelId::new(ordered_id());
        let mut tx = self.0.content.write().await?;
        let mut assessed = assess(&mut tx, &keys, programme, round, now).await?;
        let candidates = assessed.remove(&(site, domain)).unwrap_or_default();
        let mut kept = Kept {
            domain,
            site,
            level,
            round,
            opened: now,
            code: None,
            reseats: Vec::new(),
            door: random_id(),
            entered_by: None,
            panel: Panel::gather(id, candidates.ready, rules)?,
        };
        rows::add(&mut tx, Document::Panel, programme, &sealed(&keys, &key, id, &kept)?).await?;
        // The code refers to the panel's row, so it comes second.
        kept.code = Some(new_code(&mut tx, &keys, id).await?);
        super::save(&mut tx, &keys, programme, id, &kept, 1).await?;
        let entry = Entry {
            at: now,
            by: Some(by),
            deed: Deed::PanelOpened,
            about: Some(id.uuid()),
        };
        audit::append(&mut tx, &keys, &entry).await?;
        tx.commit().await?;
        Ok(id)
    }
}

fn sealed(keys: &Keys, key: &archive_vault::DataKey, id: PanelId, kept: &Kept) -> Result<SealedRow, Fault> {
    Ok(SealedRow {
        id: id.uuid(),
        version: 1,
        sealed: keys.seal(key, PANEL, id.uuid(), 1, kept)?,
    })
}

/// Draws a code that no panel has and keeps its hash.
pub(super) async fn new_code(tx: &mut Tx, keys: &Keys, panel: PanelId) -> Result<String, PanelsError> {
    for code in std::iter::repeat_with(|| random_digits(6)).take(DRAWS) {
        if join_codes::add(tx, &keys.code_index(&code), panel).await? {
            return Ok(code);
        }
    }
    // A million codes and fifty draws: so many open panels are no clinic's.
    Err(PanelsError::Conflict)
}

/// The newest period that takes panels.
fn newest_round(overview: &Overview) -> Option<&Round> {
    overview.rounds.iter().rev().find(|round| round.stage.takes_panels())
}

/// The stories of a period by where and in which domain a panel would read them. One pass over its stories.
async fn assess(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    round: RoundId,
    now: DateTime<Utc>,
) -> Result<BTreeMap<(Option<SiteId>, DomainId), Candidates>, PanelsError> {
    let (mut busy, mut sent_up) = (BTreeSet::new(), BTreeSet::new());
    for (kept, _) in all(tx, keys, programme).await? {
        match kept.panel.record() {
            _ if kept.round != round => {}
            None => busy.extend(kept.put().iter().map(|one| (kept.site.is_some(), one.story))),
            Some(record) if kept.site.is_some() => sent_up.extend(chosen(&record.outcome, kept.domain)),
            Some(_) => {}
        }
    }
    let mut stories = Readable::new();
    for row in stories::of_round(tx, programme, round).await? {
        if let Some(story) = opened::open(tx, keys, row).await? {
            stories.insert(story.id, story);
        }
    }
    let mut assessed = BTreeMap::<_, Candidates>::new();
    for story in stories.values() {
        let place = assessed.entry((Some(story.site), story.circumstances.domain)).or_default();
        sort_in(place, story, Purpose::SitePanel, busy.contains(&(true, story.id)), now);
    }
    for (story, domain) in sent_up {
        if let Some(story) = stories.get(&story) {
            let place = assessed.entry((None, domain)).or_default();
            sort_in(place, story, Purpose::NationalPanel, busy.contains(&(false, story.id)), now);
        }
    }
    Ok(assessed)
}

fn chosen(outcome: &Outcome, domain: DomainId) -> impl Iterator<Item = (StoryId, DomainId)> {
    outcome.stories().into_iter().map(move |story| (story, domain))
}

fn sort_in(place: &mut Candidates, story: &Opened, purpose: Purpose, is_busy: bool, now: DateTime<Utc>) {
    let Some(newest) = story.newest() else { return };
    if !story.consent.allows(purpose, now).is_yes() {
        place.without_consent += 1;
    } else if !story.read_backs.iter().any(|one| one.approved) {
        place.not_read_back += 1;
    } else if is_busy {
        place.elsewhere += 1;
    } else {
        let text = TextVersion {
            layer: newest.id,
            hash: version_of(&newest.telling),
        };
        place.ready.push(Considered { story: story.id, text });
    }
}

/// The hash of a text:
///
/// ```text
/// SHA-256("hikaya-telling-1" ‖ for title, context, description, significance: length in bytes (8, big-endian) ‖ UTF-8)
/// ```
pub(super) fn version_of(telling: &Telling) -> VersionHash {
    let mut hash = Sha256::new();
    hash.update(b"hikaya-telling-1");
    for part in [&telling.title, &telling.context, &telling.description, &telling.significance] {
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        hash.update(length.to_be_bytes());
        hash.update(part.as_bytes());
    }
    VersionHash(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn telling(title: &str, context: &str) -> Telling {
        Telling {
            title: title.into(),
            context: context.into(),
            description: "c".into(),
            significance: "d".into(),
        }
    }

    #[test]
    fn a_text_moved_between_its_parts_is_another_version() {
        assert_ne!(version_of(&telling("ab", "")), version_of(&telling("a", "b")));
        assert_eq!(version_of(&telling("a", "b")), version_of(&telling("a", "b")));
    }

    /// `printf 'hikaya-telling-1\0\0\0\0\0\0\0\1a\0\0\0\0\0\0\0\1b\0\0\0\0\0\0\0\1c\0\0\0\0\0\0\0\1d' | sha256sum`
    #[test]
    fn the_hash_is_the_documented_one() {
        assert_eq!(version_of(&telling("a", "b")).to_string(), GOLDEN);
    }

    const GOLDEN: &str = "5ecad976c69f00c9aa6940f86af16e10e8b161595808a3e1aa5ae74c726094c4";
}
