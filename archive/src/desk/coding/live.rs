//! News for whoever has a story's coding page open: that it is another by now, and nothing of what stands on it.

use super::{Coding, CodingError, Given, codebook, codings, memos, sight};
use crate::Archive;
use crate::desk::rhythm::Rhythm;
use crate::desk::stories::opened::Opened;
use crate::store::{change_log, programmes};
use method::coding::Sight;
use method::id::{CodingId, MemoId, StoryId};
use method::policy::Actor;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// How many bytes of a hash stand for a page.
const KEY_BYTES: usize = 8;

/// What a coding page depends on, as a number that tells nothing: when it differs, the page is another.
pub(super) fn key(
    book_version: i32,
    story: &Opened,
    sight: Sight,
    given: &[(CodingId, Given)],
    noted: &[(MemoId, memos::Noted)],
) -> String {
    let mut hash = Sha256::new();
    hash.update(book_version.to_be_bytes());
    hash.update(story.newest().map(|layer| layer.id.uuid()).unwrap_or_default());
    for (id, given) in given.iter().filter(|(_, given)| sight.shows(given.by)) {
        hash.update(id.uuid());
        hash.update(given.code.uuid());
    }
    for (id, _) in noted {
        hash.update(id.uuid());
    }
    let mut key = String::with_capacity(2 * KEY_BYTES);
    for byte in hash.finalize().iter().take(KEY_BYTES) {
        let _ = write!(key, "{byte:02x}");
    }
    key
}

/// A stream of news of a story's codings.
pub struct CodingNews {
    archive: Archive,
    actor: Actor,
    story: StoryId,
    /// The newest change of any story, and the versions of the programmes, when the page was last looked at.
    seen: Option<(i64, Vec<i32>)>,
    told: String,
    rhythm: Rhythm,
}

impl CodingNews {
    /// News for somebody who may code the story now.
    ///
    /// # Errors
    /// [`CodingError::NotFound`].
    pub async fn of(archive: Archive, actor: Actor, story: StoryId) -> Result<Self, CodingError> {
        let mut news = Self {
            archive,
            actor,
            story,
            seen: None,
            told: String::new(),
            rhythm: Rhythm::begin(),
        };
        news.look().await?;
        news.seen = None;
        Ok(news)
    }

    /// The number of the page as it is now: at once the first time, afterwards when it is another. None when the stream ends:
    /// after a while, when she may code the story no more, when the stories are locked, when the house stops.
    pub async fn next(&mut self) -> Option<String> {
        loop {
            self.rhythm.beat(&self.archive.house).await?;
            let key = self.look().await.ok()?;
            if let Some(key) = key.filter(|key| *key != self.told) {
                self.told.clone_from(&key);
                return Some(key);
            }
        }
    }

    /// The number of the page; none if nothing was changed since it was looked at.
    async fn look(&mut self) -> Result<Option<String>, CodingError> {
        let keys = self.archive.house.keys()?;
        let mut tx = self.archive.house.content.read().await?;
        let versions = programmes::programmes(&mut tx).await?.into_iter().map(|row| row.version);
        let now = (change_log::newest(&mut tx).await?, versions.collect());
        if self.seen.as_ref() == Some(&now) {
            return Ok(None);
        }
        let desk = Coding(&self.archive.house);
        let (story, _) = desk.story_of(&mut tx, &keys, &self.actor, self.story).await?;
        let sight = sight(&mut tx, &keys, &self.actor, story.programme).await?;
        let given = codings(&mut tx, &keys, &story).await?;
        let noted = memos::noted(&mut tx, &keys, &story, sight).await?;
        let version = codebook(&mut tx, &keys, story.programme)
            .await?
            .map_or(0, |(_, version)| version);
        let key = key(version, &story, sight, &given, &noted);
        self.seen = Some(now);
        Ok(Some(key))
    }
}
