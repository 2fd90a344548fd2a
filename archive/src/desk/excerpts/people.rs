//! The register of pseudonyms: who stands behind the pseudonyms of a story. Each person of a story is one row, sealed under the
//! story's key, so that her name goes with the story; what joins her stories is an id, where she agreed to one pseudonym in all.

use super::names::Names;
use super::{Excerpts, ExcerptsError, Kept};
use crate::allowed;
use crate::audit::Deed;
use crate::clock::random_id;
use crate::contracts::{EXCERPT, PERSON};
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::growth::{self, GrownRow, Growth};
use chrono::{DateTime, Utc};
use method::anonymise::NotAPseudonym;
use method::anonymise::known::{Known, Pseudonym, Teller};
use method::id::{ExcerptId, PersonId, ProgrammeId, StoryId};
use method::policy::{Action, Actor};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;
use uuid::Uuid;

/// The most people of one story.
pub const MOST_PEOPLE: usize = 40;

/// Who stands behind the pseudonyms of a story. It holds real names: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct People {
    /// The people of the story, its teller first.
    pub here: Vec<Known>,
    /// Who agreed in another story that the reader may read to bear one pseudonym in all.
    pub elsewhere: Vec<(PersonId, Pseudonym)>,
    /// Excerpts of the story that still call its teller otherwise.
    pub otherwise: Vec<ExcerptId>,
}

/// What somebody writes into the register. It holds real names: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Entered {
    /// Who she is in another story; none if she is in none.
    pub same: Option<PersonId>,
    /// What she is really called.
    pub names: Vec<String>,
    /// The spelling of her pseudonym in Latin letters; both may be empty if `same` says who she is.
    pub latin: String,
    /// In Arabic letters.
    pub arabic: String,
    /// Whether she chose it herself.
    pub is_chosen: bool,
    /// Whether she agrees that it stands in all her stories.
    pub is_everywhere: bool,
    /// Whether she told the story.
    pub is_teller: bool,
}

impl Excerpts<'_> {
    /// Who stands behind the pseudonyms of a story. Reading is noted in the audit log.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`] for whoever keeps no pseudonyms, those who write briefs among them.
    pub async fn people(&self, actor: &Actor, story: StoryId) -> Result<People, ExcerptsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, reader) = self.story_for(&mut tx, &keys, actor, Action::KeepPseudonyms, story).await?;
        self.note(&mut tx, &keys, reader, Deed::StoryRead, story.id.uuid()).await?;
        let mut here: Vec<Known> = of_story(&mut tx, &keys, &story)
            .await?
            .into_iter()
            .map(|(_, one)| one)
            .collect();
        here.sort_by_key(|one| (!one.is_teller, one.pseudonym.spellings().map(str::to_owned)));
        let mut elsewhere = BTreeMap::new();
        for one in elsewhere_of(&mut tx, &keys, &story, actor, self.0.clock.now()).await? {
            elsewhere.insert(one.person, one.pseudonym);
        }
        elsewhere.retain(|person, _| here.iter().all(|one| one.person != *person));
        let teller = here.iter().find(|one| one.is_teller);
        let mut otherwise = Vec::new();
        for row in growth::of_story(&mut tx, Growth::Excerpt, story.id).await? {
            let kept: Kept = keys.open(&story.key, EXCERPT, row.id, row.version, row.sealed)?;
            if teller.is_some_and(|one| !one.pseudonym.spellings().contains(&kept.pseudonym.as_str())) {
                otherwise.push(ExcerptId::new(row.id));
            }
        }
        tx.commit().await?;
        Ok(People {
            here,
            elsewhere: elsewhere.into_iter().collect(),
            otherwise,
        })
    }

    /// Enters a person of a story. Who told it is one person: she takes the place of whom it said before. Another pseudonym for
    /// somebody who is in several stories stands in all of them from now on.
    ///
    /// # Errors
    /// [`ExcerptsError::Name`] if the pseudonym cannot stand for her, or stands for somebody else; [`ExcerptsError::TooManyPeople`].
    pub async fn enter_person(&self, actor: &Actor, story: StoryId, entered: Entered) -> Result<(), ExcerptsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, by) = self.story_for(&mut tx, &keys, actor, Action::KeepPseudonyms, story).await?;
        let refused = |why| ExcerptsError::Name { index: None, why };
        let elsewhere = elsewhere_of(&mut tx, &keys, &story, actor, self.0.clock.now()).await?;
        let same = match entered.same {
            Some(person) => Some(
                elsewhere
                    .iter()
                    .find(|one| one.person == person)
                    .ok_or(ExcerptsError::NotFound)?,
            ),
            None => None,
        };
        let is_blank = entered.latin.trim().is_empty() && entered.arabic.trim().is_empty();
        let pseudonym = match same {
            Some(same) if is_blank => same.pseudonym.clone(),
            _ => Pseudonym::new(&entered.latin, &entered.arabic).map_err(refused)?,
        };
        let known = Known {
            person: same.map_or_else(|| PersonId::new(random_id()), |same| same.person),
            names: entered.names,
            pseudonym,
            is_chosen: entered.is_chosen || same.is_some_and(|same| is_blank && same.is_chosen),
            is_everywhere: entered.is_everywhere || same.is_some(),
            is_teller: entered.is_teller,
        };
        let known = known.checked().map_err(refused)?;
        let rows = all(&mut tx, &keys, story.programme).await?;
        if rows
            .iter()
            .any(|(_, _, one)| one.person != known.person && one.pseudonym.is_same(&known.pseudonym))
        {
            return Err(refused(NotAPseudonym::Taken));
        }
        let here = rows.iter().filter(|(at, ..)| at.id == story.id);
        let (replaced, kept): (Vec<_>, Vec<_>) =
            here.partition(|(_, _, one)| one.person == known.person || (one.is_teller && known.is_teller));
        if kept.len() >= MOST_PEOPLE {
            return Err(ExcerptsError::TooManyPeople);
        }
        let mut names = Names::of(&mut tx, &keys, &story, actor, self.0.clock.now()).await?;
        if !names.settle(story.id, &known) {
            return Err(refused(NotAPseudonym::Taken));
        }
        for (_, row, _) in replaced {
            growth::remove(&mut tx, Growth::Person, row.id, row.version).await?;
        }
        let id = random_id();
        let row = sealed(&keys, &story, id, 1, &known)?;
        growth::add(&mut tx, Growth::Person, &row).await?;
        let others = rows
            .iter()
            .filter(|(at, _, one)| at.id != story.id && one.person == known.person);
        let others: Vec<_> = others.filter(|(_, _, one)| one.pseudonym != known.pseudonym).collect();
        // What she may not read she neither changes nor hears of: not even that a name stands there.
        let is_hers = |at: &Opened| {
            allowed(actor, Action::KeepPseudonyms, &at.subject()) && at.is_readable_by(actor, self.0.clock.now())
        };
        if others.iter().any(|(at, ..)| !is_hers(at)) {
            return Err(refused(NotAPseudonym::Taken));
        }
        for (at, row, one) in others {
            let changed = Known {
                pseudonym: known.pseudonym.clone(),
                is_chosen: known.is_chosen,
                ..one.clone()
            };
            // Her names in that story stand there too: what says one of them stands for her in neither.
            let changed = changed.checked().map_err(refused)?;
            let next = sealed(&keys, at, row.id, row.version + 1, &changed)?;
            if !growth::update(&mut tx, Growth::Person, &next, row.version).await? {
                return Err(ExcerptsError::Conflict);
            }
        }
        self.note(&mut tx, &keys, by, Deed::PseudonymKept, story.id.uuid()).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a person out of the register of a story. What was made with her pseudonym stays as it is.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`].
    pub async fn forget_person(&self, actor: &Actor, story: StoryId, person: PersonId) -> Result<(), ExcerptsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, by) = self.story_for(&mut tx, &keys, actor, Action::KeepPseudonyms, story).await?;
        let found = of_story(&mut tx, &keys, &story).await?;
        let found = found.into_iter().find(|(_, one)| one.person == person);
        let (row, _) = found.ok_or(ExcerptsError::NotFound)?;
        growth::remove(&mut tx, Growth::Person, row.id, row.version).await?;
        self.note(&mut tx, &keys, by, Deed::PseudonymKept, story.id.uuid()).await?;
        Ok(tx.commit().await?)
    }
}

/// The people of a story, with their rows.
pub(super) async fn of_story(tx: &mut Tx, keys: &Keys, story: &Opened) -> Result<Vec<(GrownRow, Known)>, Fault> {
    let rows = growth::of_story(tx, Growth::Person, story.id).await?;
    rows.into_iter().map(|row| open(keys, story, row)).collect()
}

/// Who told a story.
pub(crate) async fn teller(tx: &mut Tx, keys: &Keys, story: &Opened) -> Result<Teller, Fault> {
    let people = of_story(tx, keys, story).await?;
    Ok(Teller::of(story.id, people.iter().map(|(_, one)| one)))
}

/// The people of other stories that somebody may read, who agreed to bear one pseudonym in all.
pub(super) async fn elsewhere_of(
    tx: &mut Tx,
    keys: &Keys,
    story: &Opened,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Vec<Known>, Fault> {
    let rows = all(tx, keys, story.programme).await?;
    let hers = rows
        .into_iter()
        .filter(|(at, _, one)| at.id != story.id && one.is_everywhere && at.is_readable_by(actor, now));
    Ok(hers.map(|(_, _, one)| one).collect())
}

/// Every person of a programme, with her row and her story. A story whose key is gone has nobody.
async fn all(tx: &mut Tx, keys: &Keys, of: ProgrammeId) -> Result<Vec<(Arc<Opened>, GrownRow, Known)>, Fault> {
    let mut stories: BTreeMap<Uuid, Option<Arc<Opened>>> = BTreeMap::new();
    let mut found = Vec::new();
    for row in growth::of_programme(tx, Growth::Person, of).await? {
        let story = match stories.entry(row.story_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let story = opened::by_id(tx, keys, StoryId::new(row.story_id)).await?;
                unknown.insert(story.map(Arc::new))
            }
        };
        let Some(story) = story else { continue };
        let (row, known) = open(keys, story, row)?;
        found.push((Arc::clone(story), row, known));
    }
    Ok(found)
}

fn open(keys: &Keys, story: &Opened, mut row: GrownRow) -> Result<(GrownRow, Known), Fault> {
    let known = keys.open(&story.key, PERSON, row.id, row.version, std::mem::take(&mut row.sealed))?;
    Ok((row, known))
}

fn sealed(keys: &Keys, story: &Opened, id: Uuid, version: i32, known: &Known) -> Result<GrownRow, Fault> {
    Ok(GrownRow {
        id,
        programme_id: story.programme.uuid(),
        story_id: story.id.uuid(),
        version,
        sealed: keys.seal(&story.key, PERSON, id, version, known)?,
    })
}
