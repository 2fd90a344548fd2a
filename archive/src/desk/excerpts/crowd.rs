//! The crowd in which a teller hides: what is recorded of everybody who told a story, and the figures that readers may know.

use crate::contracts::{LEDGER, PERSON, POPULATION, STORY};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::documents::{self, Document};
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::stories as rows;
use method::anonymise::intruder::{Attack, Quoted, attack, known};
use method::anonymise::jigsaw::{Finding, Margin, Profile, Shown, Woman, guard, joined};
use method::anonymise::known::{Known, Teller};
use method::anonymise::ledger::Ledger;
use method::id::{ProgrammeId, SiteId, StoryId};
use method::policy::StoryRange;
use method::story::Circumstances;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// How many stories are read at a time.
const AT_A_TIME: i64 = 1_000;

/// Everybody who told a story, as far as the guard counts, and the figures that readers may know. A woman who agreed to be one in
/// all her stories counts once, with all that is recorded beside any of them.
pub(crate) struct Crowd {
    stories: BTreeMap<StoryId, (Teller, Profile)>,
    tellers: BTreeMap<Teller, Woman>,
    margins: Vec<Margin>,
}

/// A quotation, as far as the guard weighs it.
pub(crate) struct Weighed<'a> {
    /// The story that it is from.
    pub(crate) story: StoryId,
    /// What it shows of its teller, if somebody has said.
    pub(crate) shown: Option<&'a Shown>,
    /// Its words.
    pub(crate) text: &'a str,
}

impl Crowd {
    /// Reads it. A story whose key is gone is nobody's.
    pub(crate) async fn read(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<Self, Fault> {
        let everywhere = StoryRange {
            site: None,
            recorder: None,
            by_consent: false,
        };
        let mut stories = BTreeMap::new();
        let mut tellers: BTreeMap<Teller, Woman> = BTreeMap::new();
        let mut first = Uuid::nil();
        loop {
            let batch = rows::in_range_from(tx, of, everywhere, first, AT_A_TIME).await?;
            let (Some(start), Some(last)) = (batch.first().map(|row| row.id), batch.last().map(|row| row.id)) else {
                break;
            };
            let grown = growth::between(tx, Growth::Ledger, start, last).await?;
            let mut ledgers: HashMap<Uuid, GrownRow> = grown.into_iter().map(|row| (row.story_id, row)).collect();
            let mut people: HashMap<Uuid, Vec<GrownRow>> = HashMap::new();
            for row in growth::between(tx, Growth::Person, start, last).await? {
                people.entry(row.story_id).or_default().push(row);
            }
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
                let people = people.remove(&row.id).unwrap_or_default().into_iter();
                let people = people.map(|row| keys.open(&key, PERSON, row.id, row.version, row.sealed));
                let people: Vec<Known> = people.collect::<Result<_, Fault>>()?;
                let story = StoryId::new(row.id);
                let teller = Teller::of(story, &people);
                let profile = ledger.profile(site, circumstances.told_on);
                tellers.entry(teller).or_default().also(&profile);
                stories.insert(story, (teller, profile));
            }
            let Some(next) = last.as_u128().checked_add(1) else { break };
            first = Uuid::from_u128(next);
        }
        let margins = figures(tx, keys, of).await?.map(|(.., figures)| figures).unwrap_or_default();
        Ok(Self {
            stories,
            tellers,
            margins,
        })
    }

    /// Who told a story; none if there is no such story.
    pub(crate) fn teller(&self, story: StoryId) -> Option<Teller> {
        self.stories.get(&story).map(|(teller, _)| *teller)
    }

    /// What the guard says of one teller of whom texts of her stories show so much together; none where they show nothing.
    pub(crate) fn guard<'a>(&self, texts: impl IntoIterator<Item = (StoryId, &'a Shown)>) -> Option<Finding> {
        let told = texts.into_iter().filter_map(|(story, shown)| {
            let (_, profile) = self.stories.get(&story)?;
            Some((profile, shown))
        });
        let (teller, shown) = joined(told);
        let all: Vec<Woman> = self.tellers.values().cloned().collect();
        (!shown.is_empty()).then(|| guard(&teller, &shown, &all, &self.margins))
    }

    /// What an intruder who knows of every teller what is recorded makes of quotations. One of nobody's story is left out.
    pub(crate) fn attack<'a>(&self, quoted: impl IntoIterator<Item = Weighed<'a>>) -> Attack {
        let seen = quoted.into_iter().filter_map(|one| {
            let (teller, profile) = self.stories.get(&one.story)?;
            let shown = known(one.text, one.shown, self.tellers.get(teller)?);
            Some(Quoted {
                teller: *teller,
                told: profile.clone(),
                shown: shown.cloned(),
            })
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
