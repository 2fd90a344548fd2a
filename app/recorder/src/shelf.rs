//! What the browser keeps: sealed bytes, ids and numbers. Whatever is written here stays readable on the disk after it was deleted,
//! so no word of a story, no title and no sound ever comes here.

use crate::page::{Done, Problem, problem};
use archive_envelope::{Posted, bundle, unbundle};
use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, TransactionMode};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

const NAME: &str = "notes";
/// Drawers by their tag, as JSON: a slot, and a kit sealed under it.
pub(crate) const DRAWERS: &str = "drawers";
/// Recordings by their id, as JSON: numbers.
pub(crate) const RECORDINGS: &str = "recordings";
/// Letters by their place: a state, and the letter as a file of one.
const LETTERS: &str = "letters";

/// Where a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Here, to be sent.
    Here,
    /// There too, and not yet opened there.
    Waits,
    /// Refused there. It stays here, and goes into the file with all others.
    Refused(Refusal),
}

/// Why a letter was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// As it is: it will not be taken from here.
    Letter,
    /// Its tablet was cut off.
    CutOff,
    /// Nothing there has to do with it.
    NotFound,
    /// There is no room for it now.
    NoRoom,
    /// It is a story there already, which is withdrawn on its page.
    IsStory,
}

impl Refusal {
    /// What a status says, where it says of one letter that it is refused, and not that nobody answers.
    pub(crate) fn of(status: u16) -> Option<Self> {
        match status {
            401 | 409 | 413 | 422 => Some(Self::Letter),
            404 => Some(Self::NotFound),
            410 => Some(Self::CutOff),
            423 => Some(Self::IsStory),
            507 => Some(Self::NoRoom),
            _ => None,
        }
    }

    /// The sentence that says so.
    pub(crate) fn sentence(self) -> &'static str {
        match self {
            Self::Letter => "refused",
            Self::CutOff => "cut-off",
            Self::NotFound => "not-found",
            Self::NoRoom => "no-room",
            Self::IsStory => "is-story",
        }
    }
}

impl Standing {
    const ALL: [Self; 7] = [
        Self::Here,
        Self::Waits,
        Self::Refused(Refusal::Letter),
        Self::Refused(Refusal::CutOff),
        Self::Refused(Refusal::NotFound),
        Self::Refused(Refusal::NoRoom),
        Self::Refused(Refusal::IsStory),
    ];

    fn byte(self) -> u8 {
        match self {
            Self::Here => 0,
            Self::Waits => 1,
            Self::Refused(Refusal::Letter) => 2,
            Self::Refused(Refusal::CutOff) => 3,
            Self::Refused(Refusal::NotFound) => 4,
            Self::Refused(Refusal::NoRoom) => 5,
            Self::Refused(Refusal::IsStory) => 6,
        }
    }
}

/// The shelf.
#[derive(Clone)]
pub(crate) struct Shelf(std::rc::Rc<Database>);

impl Shelf {
    /// Opens it; makes it if there is none.
    pub(crate) async fn open() -> Done<Self> {
        let factory = Factory::new().map_err(told)?;
        let mut opening = factory.open(NAME, Some(1)).map_err(told)?;
        opening.on_upgrade_needed(|event| {
            if let Ok(database) = event.database() {
                for store in [DRAWERS, RECORDINGS, LETTERS] {
                    let _ = database.create_object_store(store, ObjectStoreParams::new());
                }
            }
        });
        Ok(Self(std::rc::Rc::new(opening.await.map_err(told)?)))
    }

    /// The texts of a store, with their keys.
    pub(crate) async fn texts(&self, store: &str) -> Done<Vec<(String, String)>> {
        let reading = self.0.transaction(&[store], TransactionMode::ReadOnly).map_err(told)?;
        let kept = reading.object_store(store).map_err(told)?;
        let keys = kept.get_all_keys(None, None).map_err(told)?.await.map_err(told)?;
        let values = kept.get_all(None, None).map_err(told)?.await.map_err(told)?;
        let pairs = keys.into_iter().zip(values);
        Ok(pairs
            .filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?)))
            .collect())
    }

    /// Writes a text.
    pub(crate) async fn put_text(&self, store: &str, key: &str, text: &str) -> Done {
        self.put(store, key, &JsValue::from_str(text)).await
    }

    /// Takes something away.
    pub(crate) async fn remove(&self, store: &str, key: &str) -> Done {
        let writing = self.0.transaction(&[store], TransactionMode::ReadWrite).map_err(told)?;
        let kept = writing.object_store(store).map_err(told)?;
        kept.delete(JsValue::from_str(key)).map_err(told)?.await.map_err(told)?;
        writing.commit().map_err(told)?.await.map_err(told)?;
        Ok(())
    }

    /// Writes a letter at its place.
    pub(crate) async fn put_letter(&self, posted: &Posted, standing: Standing) -> Done {
        let mut bytes = vec![standing.byte()];
        bytes.extend_from_slice(&bundle(std::slice::from_ref(posted)));
        self.put(LETTERS, &key(posted), &Uint8Array::from(bytes.as_slice())).await
    }

    /// The keys of the letters of a recording, or of all.
    pub(crate) async fn letters(&self, of: Option<uuid::Uuid>) -> Done<Vec<String>> {
        let reading = self.0.transaction(&[LETTERS], TransactionMode::ReadOnly).map_err(told)?;
        let kept = reading.object_store(LETTERS).map_err(told)?;
        let keys = kept.get_all_keys(None, None).map_err(told)?.await.map_err(told)?;
        let prefix = of.map(|recording| recording.as_simple().to_string()).unwrap_or_default();
        let keys = keys.into_iter().filter_map(|key| key.as_string());
        Ok(keys.filter(|key| key.starts_with(&prefix)).collect())
    }

    /// A letter.
    pub(crate) async fn letter(&self, key: &str) -> Done<Option<(Posted, Standing)>> {
        let reading = self.0.transaction(&[LETTERS], TransactionMode::ReadOnly).map_err(told)?;
        let kept = reading.object_store(LETTERS).map_err(told)?;
        let found = kept.get(JsValue::from_str(key)).map_err(told)?.await.map_err(told)?;
        let Some(value) = found else { return Ok(None) };
        let bytes = Uint8Array::new(&value).to_vec();
        let (state, file) = bytes.split_first().ok_or_else(|| problem("a letter without bytes"))?;
        let standing = Standing::ALL.into_iter().find(|one| one.byte() == *state);
        let posted = unbundle(file).map_err(|error| problem(&error.to_string()))?.pop();
        Ok(posted.zip(standing))
    }

    /// Takes a letter away.
    pub(crate) async fn remove_letter(&self, key: &str) -> Done {
        self.remove(LETTERS, key).await
    }

    async fn put(&self, store: &str, key: &str, value: &JsValue) -> Done {
        let writing = self.0.transaction(&[store], TransactionMode::ReadWrite).map_err(told)?;
        let kept = writing.object_store(store).map_err(told)?;
        kept.put(value, Some(&JsValue::from_str(key)))
            .map_err(told)?
            .await
            .map_err(told)?;
        writing.commit().map_err(told)?.await.map_err(told)?;
        Ok(())
    }
}

/// The key of a letter: its recording first, so that those of one stand together, in order.
pub(crate) fn key(posted: &Posted) -> String {
    let place = posted.place;
    format!(
        "{}/{}/{:010}",
        place.recording.as_simple(),
        place.part.as_simple(),
        place.number
    )
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` hands over")]
fn told(error: Error) -> Problem {
    problem(&error.to_string())
}
