//! From rows to what the index takes: many stories in a handful of statements, opened with their keys.

use super::schema::{Entry, Older};
use crate::contracts::{CODING, DECISION, LAYER, STORY};
use crate::desk::coding::Given;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::stories::{self as rows, Appended, AppendedRow, StoryRow};
use crate::store::{Db, Tx};
use archive_vault::{DataKey, WrappedKey};
use chrono::{DateTime, NaiveDate, Utc};
use method::consent::{Allowed, Consent, Purpose};
use method::id::{AccountId, CodeId, ProgrammeId, RoundId, SiteId, StoryId};
use method::story::{Circumstances, Layer, TextPart, current};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// How many stories are read at once, at most [`IDS_AT_ONCE`](crate::store::IDS_AT_ONCE): short reads, so that a withdrawal need not wait.
const AT_ONCE: i64 = 200;

/// What was read of some stories.
#[derive(Default)]
pub(super) struct Read {
    pub(super) entries: Vec<Entry>,
    /// Those whose row or key did not open.
    pub(super) unreadable: Vec<StoryId>,
    /// The last of them; none behind the last of all.
    pub(super) last: Option<Uuid>,
}

/// Sealed rows of some stories, with their keys.
struct Sealed {
    keys: Arc<Keys>,
    stories: Vec<StoryRow>,
    wrapped: HashMap<Uuid, WrappedKey>,
    sites: HashMap<Uuid, Arc<DataKey>>,
    layers: BTreeMap<Uuid, Vec<AppendedRow>>,
    decisions: BTreeMap<Uuid, Vec<AppendedRow>>,
    codings: BTreeMap<Uuid, Vec<GrownRow>>,
}

/// Reads the next stories from an id on.
pub(super) async fn from_id(content: &Db, keys: &Arc<Keys>, first: Uuid) -> Result<Read, Fault> {
    let mut tx = content.read().await?;
    let stories = rows::from_id(&mut tx, first, AT_ONCE).await?;
    read(tx, keys, stories).await
}

/// Reads some stories, at most [`IDS_AT_ONCE`](crate::store::IDS_AT_ONCE); what is gone is not among them.
pub(super) async fn by_ids(content: &Db, keys: &Arc<Keys>, ids: &[StoryId]) -> Result<Read, Fault> {
    let mut tx = content.read().await?;
    let stories = rows::by_ids(&mut tx, ids).await?;
    read(tx, keys, stories).await
}

async fn read(mut tx: Tx, keys: &Arc<Keys>, stories: Vec<StoryRow>) -> Result<Read, Fault> {
    let ids: Vec<StoryId> = stories.iter().map(|row| StoryId::new(row.id)).collect();
    let Some(last) = ids.last().map(|id| id.uuid()) else {
        return Ok(Read::default());
    };
    let layers = rows::appended_to(&mut tx, Appended::Layer, &ids).await?;
    let decisions = rows::appended_to(&mut tx, Appended::Decision, &ids).await?;
    let codings = growth::of_stories(&mut tx, Growth::Coding, &ids).await?;
    drop(tx);
    let sealed = Sealed {
        keys: Arc::clone(keys),
        wrapped: keys.wrapped_stories(&ids).await?,
        sites: sites_of(keys, &stories).await?,
        stories,
        layers: rows::by_story(layers, |row| row.story_id),
        decisions: rows::by_story(decisions, |row| row.story_id),
        codings: rows::by_story(codings, |row| row.story_id),
    };
    let opening = tokio::task::spawn_blocking(move || sealed.open());
    Ok(Read {
        last: Some(last),
        ..opening.await.map_err(|_| Fault::Stopped)?
    })
}

/// The code of each coding of some stories that counts, sorted; at most [`IDS_AT_ONCE`](crate::store::IDS_AT_ONCE) of them. What is
/// gone or does not open is not among them.
pub(super) async fn coded(content: &Db, keys: &Keys, ids: &[StoryId]) -> Result<Vec<(StoryId, Vec<CodeId>)>, Fault> {
    let mut tx = content.read().await?;
    let stories = rows::by_ids(&mut tx, ids).await?;
    let mut codings = rows::by_story(growth::of_stories(&mut tx, Growth::Coding, ids).await?, |row| row.story_id);
    drop(tx);
    let wrapped = keys.wrapped_stories(ids).await?;
    let sites = sites_of(keys, &stories).await?;
    let opened = stories.into_iter().filter_map(|row| {
        let key = keys.unwrap_story(sites.get(&row.site_id)?, wrapped.get(&row.id)?).ok()?;
        let codings = codings.remove(&row.id).unwrap_or_default();
        Some((StoryId::new(row.id), counted(keys, &key, codings).ok()?))
    });
    Ok(opened.collect())
}

/// The code of each coding of a story that counts, sorted.
fn counted(keys: &Keys, key: &DataKey, codings: Vec<GrownRow>) -> Result<Vec<CodeId>, Fault> {
    let column = keys.column(key, CODING);
    let given = codings.into_iter().map(|row| column.open(row.id, row.version, row.sealed));
    let given = given.collect::<Result<Vec<Given>, Fault>>()?;
    let mut coded: Vec<CodeId> = given.iter().filter(|given| given.holds()).map(|given| given.code).collect();
    coded.sort_unstable();
    Ok(coded)
}

/// The keys of the sites at which some stories were told. Without its key the stories of a site do not open; the others do.
async fn sites_of(keys: &Keys, stories: &[StoryRow]) -> Result<HashMap<Uuid, Arc<DataKey>>, Fault> {
    let mut sites = HashMap::new();
    let told_at: BTreeSet<(Uuid, Uuid)> = stories.iter().map(|row| (row.programme_id, row.site_id)).collect();
    for (programme, site) in told_at {
        match keys.site(ProgrammeId::new(programme), SiteId::new(site)).await {
            Ok(key) => {
                sites.insert(site, key);
            }
            Err(Fault::KeyMissing | Fault::Vault(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(sites)
}

impl Sealed {
    fn open(mut self) -> Read {
        let mut read = Read::default();
        for story in std::mem::take(&mut self.stories) {
            let id = StoryId::new(story.id);
            match self.entry(story) {
                Ok(Some(entry)) => read.entries.push(entry),
                Ok(None) | Err(_) => read.unreadable.push(id),
            }
        }
        read
    }

    /// A story opened; none if its key was destroyed.
    fn entry(&mut self, row: StoryRow) -> Result<Option<Entry>, Fault> {
        let (Some(wrapped), Some(site)) = (self.wrapped.get(&row.id), self.sites.get(&row.site_id)) else {
            return Ok(None);
        };
        let key = self.keys.unwrap_story(site, wrapped)?;
        let circumstances: Circumstances = self.keys.open(&key, STORY, row.id, 1, row.sealed)?;
        let layers = self.layers.remove(&row.id).unwrap_or_default();
        let layers = layers
            .into_iter()
            .map(|row| self.keys.open(&key, LAYER, row.id, 0, row.sealed));
        let layers: Vec<Layer> = layers.collect::<Result<_, _>>()?;
        let Some(layer) = current(&layers) else {
            return Ok(None);
        };
        let decisions = self.decisions.remove(&row.id).unwrap_or_default();
        let decisions = decisions
            .into_iter()
            .map(|row| self.keys.open(&key, DECISION, row.id, 0, row.sealed));
        let consent = Consent::new(decisions.collect::<Result<_, _>>()?);
        let codings = self.codings.remove(&row.id).unwrap_or_default();
        let coded = counted(&self.keys, &key, codings)?;
        Ok(Some(Entry {
            id: StoryId::new(row.id),
            programme: ProgrammeId::new(row.programme_id),
            site: SiteId::new(row.site_id),
            recorder: AccountId::new(row.recorder_id),
            round: RoundId::new(row.round_id),
            domain: circumstances.domain,
            coded,
            told_on: circumstances.told_on,
            direction: circumstances.direction,
            consent_until: learning_until(&consent),
            language: layer.language,
            title: layer.telling.title.clone(),
            texts: texts(layer, &circumstances).map(str::to_owned).collect(),
            older: older(&layers).into_iter().map(Older::from).collect(),
        }))
    }
}

/// The texts of a story that are searched beside its title, in the order in which a passage is looked for.
pub(crate) fn texts<'a>(layer: &'a Layer, circumstances: &'a Circumstances) -> impl Iterator<Item = &'a str> {
    let parts = [TextPart::Description, TextPart::Significance, TextPart::Context];
    let told = parts.into_iter().map(|part| layer.telling.part(part));
    told.chain(circumstances.changes.iter().map(String::as_str))
        .chain(std::iter::once(circumstances.happened.as_str()))
}

/// What the other layers hold and no newer one does, the newest of them first after the story's text, each text once: whoever
/// reads a story reads all its layers on its page, and what stands in a newer one is found there.
pub(crate) fn older(layers: &[Layer]) -> Vec<(&Layer, Vec<&str>)> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    let first = current(layers);
    let others = layers
        .iter()
        .rev()
        .filter(|layer| Some(layer.id) != first.map(|first| first.id));
    for layer in first.into_iter().chain(others) {
        let telling = &layer.telling;
        let own = [&telling.title, &telling.description, &telling.significance, &telling.context];
        let new = own.into_iter().map(String::as_str);
        let new: Vec<&str> = new.filter(|text| seen.insert((layer.language.tag(), *text))).collect();
        all.push((layer, new));
    }
    all.into_iter().skip(1).filter(|(_, new)| !new.is_empty()).collect()
}

impl From<(&Layer, Vec<&str>)> for Older {
    fn from((layer, texts): (&Layer, Vec<&str>)) -> Self {
        Self {
            language: layer.language,
            texts: texts.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// The last day on which the care team may learn from a story. Asked before all days, the consent names that day whatever day
/// it is.
fn learning_until(consent: &Consent) -> Option<NaiveDate> {
    match consent.allows(Purpose::CareTeam, DateTime::<Utc>::MIN_UTC) {
        Allowed::Yes { until } | Allowed::Expired { on: until } => Some(until),
        Allowed::NotGranted | Allowed::Withdrawn | Allowed::OtherReaders | Allowed::Held { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::id::LayerId;
    use method::language::Language;
    use method::story::{LayerKind, Telling};

    fn layer(number: u128, language: Language, texts: [&str; 4]) -> Layer {
        let [title, context, description, significance] = texts.map(str::to_owned);
        Layer {
            id: LayerId::new(Uuid::from_u128(number)),
            kind: LayerKind::Edited,
            language,
            author: AccountId::new(Uuid::nil()),
            at: DateTime::<Utc>::MIN_UTC,
            reason: String::new(),
            telling: Telling {
                title,
                context,
                description,
                significance,
            },
        }
    }

    #[test]
    fn each_text_of_an_older_layer_stands_once_and_only_where_no_newer_one_holds_it() {
        let layers = [
            layer(1, Language::French, ["titre", "avant", "un", "sens"]),
            layer(2, Language::French, ["titre", "avant", "deux", "sens"]),
            layer(3, Language::French, ["titre", "avant", "un", "sens"]),
            layer(4, Language::French, ["autre", "avant", "trois", "sens"]),
        ];
        let held = |layers: &[Layer]| -> Vec<(u128, Vec<String>)> {
            let all = older(layers).into_iter();
            all.map(|(layer, texts)| (layer.id.uuid().as_u128(), texts.into_iter().map(str::to_owned).collect()))
                .collect()
        };
        let words = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(held(&layers), [(3, words(&["titre", "un"])), (2, words(&["deux"]))]);
        assert!(held(&layers[..1]).is_empty() && held(&[]).is_empty());
        // The same letters in another language are other words.
        let translated = [
            layer(1, Language::English, ["Zineb", "a", "b", "c"]),
            layer(2, Language::French, ["Zineb", "a", "b", "c"]),
        ];
        assert_eq!(held(&translated), [(1, words(&["Zineb", "b", "c", "a"]))]);
        // A translation stands beside the story's text, however late it came.
        let mut beside = layer(3, Language::Arabic, ["Zineb", "d", "e", "f"]);
        let (of, approved_by) = (LayerId::new(Uuid::from_u128(2)), AccountId::new(Uuid::nil()));
        beside.kind = LayerKind::Translation { of, approved_by };
        let [first, second] = translated;
        let held = held(&[first, second, beside]);
        assert_eq!(held.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [3, 1]);
    }
}
