//! Opening a panel: which stories may be put to it, and its code.

use super::ballots::TokenKeys;
use super::kept::{purpose_at, subject_at};
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
use crate::store::{IDS_AT_ONCE, Tx, join_codes, stories};
use chrono::{DateTime, Utc};
use method::consent::Purpose;
use method::id::{DomainId, LevelId, PanelId, ProgrammeId, RoundId, SiteId, StoryId};
use method::language::InThree;
use method::panel::{Considered, Panel, Rules, TextVersion, VersionHash};
use method::policy::{Action, Actor};
use method::programme::Reach;
use method::round::Round;
use method::selection::{Plan, ReadText, Station, passed};
use method::story::{Telling, anonymised};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// How often a code is drawn anew when another panel has it.
const DRAWS: usize = 50;

/// Which stories a panel of one domain would read, and how many it would not, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Those that can be put to it, each in the version that its level reads.
    pub ready: Vec<Considered>,
    /// How many have no consent to such a panel now.
    pub without_consent: usize,
    /// How many have it and were not read back to their teller and approved.
    pub not_read_back: usize,
    /// How many are before another panel of this level.
    pub elsewhere: usize,
    /// How many wait until somebody has taken out what leads to a person, where the level reads nothing else.
    pub not_anonymised: usize,
}

/// A place in a period's levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The level.
    pub level: LevelId,
    /// At which site; none: for all.
    pub site: Option<SiteId>,
}

/// Where somebody may open a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub at: At,
    /// What the level is called.
    pub level: InThree,
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
        let leads = |at: &At| allowed(actor, Action::LeadPanel, &subject_at(programme, at.site));
        let round = newest_round(&overview).cloned();
        let plan = round
            .as_ref()
            .or(overview.rounds.last())
            .and_then(|round| overview.plan(round));
        let Some(plan) = plan else { return Err(PanelsError::NotFound) };
        let led: Vec<(At, InThree)> = places(&plan, &overview).into_iter().filter(|(at, _)| leads(at)).collect();
        if led.is_empty() {
            return Err(PanelsError::NotFound);
        }
        let keys = self.0.keys()?;
        let mut assessed = BTreeMap::new();
        if let Some(round) = &round {
            let mut tx = self.0.content.read().await?;
            assessed = assess(&mut tx, &keys, programme, (round.id, &plan), self.0.clock.now()).await?;
        }
        let places = led.into_iter().map(|(at, level)| {
            let of = |domain| assessed.get(&(at, domain)).cloned().unwrap_or_default();
            let domains = overview.domains.iter().map(|one| (one.domain.id, of(one.domain.id)));
            Place {
                at,
                level,
                domains: domains.collect(),
            }
        });
        let places = places.collect();
        Ok(Prospects { overview, round, places })
    }

    /// Opens a panel over the stories of one domain, at a level of the newest period that takes panels: over what was told, or
    /// over what came up to the level. How it chooses is said now and stays.
    ///
    /// # Errors
    /// [`PanelsError::NoPeriod`]; `Refused::NoStories` where no story can be put to it; [`PanelsError::NotFound`], also for a
    /// level that is not in the period's plan, or does not sit there.
    pub async fn open(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        domain: DomainId,
        at: At,
        rules: Rules,
    ) -> Result<PanelId, PanelsError> {
        if !allowed(actor, Action::LeadPanel, &subject_at(programme, at.site)) {
            return Err(PanelsError::NotFound);
        }
        let by = account(actor)?;
        let overview = Programmes(self.0).overview(actor, programme).await?;
        overview.domain(domain).ok_or(PanelsError::NotFound)?;
        let round = newest_round(&overview).ok_or(PanelsError::NoPeriod)?;
        let plan = overview.plan(round).ok_or(PanelsError::NotFound)?;
        if !places(&plan, &overview).iter().any(|(place, _)| *place == at) {
            return Err(PanelsError::NotFound);
        }
        let At { level, site } = at;
        let round = round.id;
        let keys = self.0.keys()?;
        let key = keys.programme(programme).await?;
        let tokens = if rules.is_secret() {
            Some(TokenKeys::create().await?)
        } else {
            None
        };
        let now = self.0.clock.now();
        let id = PanelId::new(ordered_id());
        let mut tx = self.0.content.write().await?;
        let mut assessed = assess(&mut tx, &keys, programme, (round, &plan), now).await?;
        let candidates = assessed.remove(&(at, domain)).unwrap_or_default();
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
            dealt: candidates.ready.iter().map(|one| one.story).collect(),
            tokens,
            panel: Panel::gather(id, candidates.ready, rules)?,
        };
        rows::add(&mut tx, Document::Panel, programme, &sealed(&keys, &key, id, &kept)?).await?;
        // The code refers to the panel's row, so it comes second.
        kept.code = Some(new_code(&mut tx, &keys, id).await?);
        let saved = super::save(&mut tx, &keys, programme, id, &kept, 1).await?;
        let entry = Entry {
            at: now,
            by: Some(by),
            deed: Deed::PanelOpened,
            about: Some(id.uuid()),
        };
        audit::append(&mut tx, &keys, &entry).await?;
        tx.commit().await?;
        self.end_box(&keys, saved.ended).await?;
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

/// Where the panels of a plan sit, level by level: at each site, or once for all; with what the level is called.
fn places(plan: &Plan, overview: &Overview) -> Vec<(At, InThree)> {
    let at_each = plan.stations().iter().flat_map(|station| {
        let sites: Vec<Option<SiteId>> = match station.reach {
            Reach::Site => overview.sites.iter().map(|site| Some(site.id)).collect(),
            Reach::Programme => vec![None],
        };
        let level = station.id;
        sites.into_iter().map(move |site| (At { level, site }, station.label.clone()))
    });
    at_each.collect()
}

/// The stories of a period by where and in which domain a panel would read them. One pass over its stories.
async fn assess(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    (round, plan): (RoundId, &Plan),
    now: DateTime<Utc>,
) -> Result<BTreeMap<(At, DomainId), Candidates>, PanelsError> {
    let (mut busy, mut sent_up) = (BTreeSet::new(), BTreeMap::<(At, DomainId), BTreeSet<StoryId>>::new());
    for (kept, _) in all(tx, keys, programme).await? {
        match kept.panel.record() {
            _ if kept.round != round => {}
            None => busy.extend(kept.put().iter().map(|one| (kept.level, one.story))),
            Some(record) => {
                for (station, what) in plan.above(kept.level) {
                    let site = kept.site.filter(|_| station.reach == Reach::Site);
                    let at = At { level: station.id, site };
                    sent_up.entry((at, kept.domain)).or_default().extend(passed(what, record));
                }
            }
        }
    }
    let mut stories = Readable::new();
    for some in stories::of_round(tx, programme, round).await?.chunks(IDS_AT_ONCE) {
        stories.extend(opened::of_rows(tx, keys, some.to_vec()).await?);
    }
    let mut assessed = BTreeMap::<_, Candidates>::new();
    let mut put = |station: &Station, at: At, domain: DomainId, story: &Opened| {
        let is_busy = busy.contains(&(at.level, story.id));
        let place = assessed.entry((at, domain)).or_default();
        sort_in(place, story, (station.text, purpose_at(at.site)), is_busy, now);
    };
    for station in plan.stations().iter().filter(|station| station.passes.is_empty()) {
        for story in stories.values() {
            let site = Some(story.site).filter(|_| station.reach == Reach::Site);
            let at = At { level: station.id, site };
            put(station, at, story.circumstances.domain, story);
        }
    }
    for ((at, domain), up) in sent_up {
        let Some(station) = plan.station(at.level) else { continue };
        for story in up.iter().filter_map(|story| stories.get(story)) {
            put(station, at, domain, story);
        }
    }
    Ok(assessed)
}

fn sort_in(place: &mut Candidates, story: &Opened, (text, purpose): (ReadText, Purpose), is_busy: bool, now: DateTime<Utc>) {
    let read = match text {
        ReadText::Newest => story.newest(),
        ReadText::AsTold => story.told(),
        ReadText::Anonymised => anonymised(&story.layers),
    };
    if !story.consent.allows(purpose, now).is_yes() {
        place.without_consent += 1;
    } else if !story.read_backs.iter().any(|one| one.approved) {
        place.not_read_back += 1;
    } else if is_busy {
        place.elsewhere += 1;
    } else if let Some(read) = read {
        let text = TextVersion {
            layer: read.id,
            hash: version_of(&read.telling),
        };
        place.ready.push(Considered { story: story.id, text });
    } else {
        place.not_anonymised += 1;
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
