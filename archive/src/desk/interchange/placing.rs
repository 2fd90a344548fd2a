//! Where passages of a file stand in our stories: by their place in an excerpt that we handed over, else by their words, and by
//! what stands beside these where they stand more than once. What has no certain place is listed, and left.

use super::into::Imported;
use super::taken::{Passage as Told, Taken, Text};
use super::{InterchangeError, Orphan};
use crate::allowed;
use crate::audit::{self, Deed};
use crate::contracts::EXCERPT;
use crate::desk::analysis;
use crate::desk::coding::{self, CODINGS_OF_A_STORY, Given, codings, on_newest};
use crate::desk::excerpts::Kept;
use crate::desk::stories::opened::{self, Opened};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::growth::{self, Growth};
use crate::store::{Tx, change_log};
use method::coding::{Passage, meant, places};
use method::id::{AccountId, CodeId, ProgrammeId, StoryId};
use method::policy::{Action, Actor};
use method::story::TextPart;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The fewest letters of a passage that is looked for by its words alone.
const FEWEST_LETTERS: usize = 3;
/// By how many of its passages the story of a text is looked for.
const TRIES: usize = 5;

/// Who places what is told, where.
pub(super) struct Placing<'a> {
    pub(super) actor: &'a Actor,
    pub(super) of: ProgrammeId,
    pub(super) by: AccountId,
    pub(super) keys: &'a Keys,
    pub(super) now: chrono::DateTime<chrono::Utc>,
}

/// An excerpt of ours, as it is quoted, with its story. It holds words: no `Debug`.
struct Quoted {
    story: StoryId,
    kept: Kept,
    letters: Vec<char>,
}

/// What is looked at for texts that do not say what they are, once it is needed.
#[derive(Default)]
struct LookedAt {
    stories: Option<Vec<Opened>>,
    excerpts: Option<Vec<Quoted>>,
}

impl Placing<'_> {
    /// Looks for every passage, text by text, and gives those that have a certain place.
    pub(super) async fn place(
        &self,
        tx: &mut Tx,
        taken: &Taken,
        known: &BTreeMap<Uuid, CodeId>,
        imported: &mut Imported,
    ) -> Result<(), InterchangeError> {
        let names: BTreeMap<Uuid, &str> = taken.codes.iter().map(|code| (code.id, code.name.as_str())).collect();
        let mut texts: BTreeMap<usize, Vec<&Told>> = BTreeMap::new();
        for passage in &taken.passages {
            texts.entry(passage.text).or_default().push(passage);
        }
        let mut looked_at = LookedAt::default();
        for (text, told) in texts {
            let Some(text) = taken.texts.get(text) else { continue };
            let mut orphans = |told: &[&Told]| {
                let orphan = |one: &&Told| Orphan {
                    source: text.name.clone(),
                    words: one.words.clone(),
                    code: names.get(&one.code).copied().unwrap_or_default().to_owned(),
                };
                imported.orphans.extend(told.iter().map(orphan));
            };
            let without_place;
            if let Some((story, kept)) = self.excerpt(tx, &mut looked_at, text).await? {
                let place = |one: &&Told| in_excerpt(&story, &kept, text, one);
                let found = told.iter().map(|one| (*one, place(one))).collect();
                without_place = self
                    .give(tx, &story, found, known, &mut imported.given, &mut imported.already)
                    .await?;
            } else {
                let stories = match looked_at.stories.take() {
                    Some(stories) => stories,
                    None => self.stories(tx).await?,
                };
                without_place = match story_of(&stories, &told) {
                    Some(story) => {
                        let found = told.iter().map(|one| (*one, in_story(story, text, one))).collect();
                        self.give(tx, story, found, known, &mut imported.given, &mut imported.already)
                            .await?
                    }
                    None => told,
                };
                looked_at.stories = Some(stories);
            }
            orphans(&without_place);
        }
        Ok(())
    }

    /// The excerpt of ours that a text is, with its story, if this person may code it: by its id, or where another program gave
    /// it a new one, by its letters.
    async fn excerpt(&self, tx: &mut Tx, looked_at: &mut LookedAt, text: &Text) -> Result<Option<(Opened, Kept)>, Fault> {
        let row = growth::by_id(tx, Growth::Excerpt, text.id).await?;
        if let Some(row) = row.filter(|row| row.programme_id == self.of.uuid()) {
            let story = opened::by_id(tx, self.keys, StoryId::new(row.story_id)).await?;
            let Some(story) = story.filter(|story| self.may_code(story)) else {
                return Ok(None);
            };
            let kept = self.keys.open(&story.key, EXCERPT, row.id, row.version, row.sealed)?;
            return Ok(Some((story, kept)));
        }
        if text.letters.is_empty() {
            return Ok(None);
        }
        if looked_at.excerpts.is_none() {
            looked_at.excerpts = Some(self.excerpts(tx).await?);
        }
        let same = |one: &&Quoted| without_end(&one.letters) == without_end(&text.letters);
        let mut found = looked_at.excerpts.iter().flatten().filter(same);
        let (Some(quoted), None) = (found.next(), found.next()) else {
            return Ok(None);
        };
        let story = opened::by_id(tx, self.keys, quoted.story).await?;
        Ok(story.map(|story| (story, quoted.kept.clone())))
    }

    async fn excerpts(&self, tx: &mut Tx) -> Result<Vec<Quoted>, Fault> {
        let mut all = Vec::new();
        let mut story: Option<Opened> = None;
        let mut rows = growth::of_programme(tx, Growth::Excerpt, self.of).await?;
        rows.sort_by_key(|row| (row.story_id, row.id));
        for row in rows {
            let id = StoryId::new(row.story_id);
            if story.as_ref().is_none_or(|story| story.id != id) {
                story = opened::by_id(tx, self.keys, id).await?;
            }
            let Some(story) = story.as_ref().filter(|story| self.may_code(story)) else {
                continue;
            };
            let kept: Kept = self.keys.open(&story.key, EXCERPT, row.id, row.version, row.sealed)?;
            let quoted = quoted(story, &kept);
            all.extend(quoted.map(|letters| Quoted {
                story: id,
                kept,
                letters,
            }));
        }
        Ok(all)
    }

    async fn stories(&self, tx: &mut Tx) -> Result<Vec<Opened>, Fault> {
        let mut stories = Vec::new();
        for id in analysis::readable(tx, self.keys, self.actor, self.of, self.now).await? {
            stories.extend(opened::by_id(tx, self.keys, id).await?.filter(|story| self.may_code(story)));
        }
        Ok(stories)
    }

    fn may_code(&self, story: &Opened) -> bool {
        allowed(self.actor, Action::CodeStory, &story.subject()) && story.is_readable_by(self.actor, self.now)
    }

    /// Gives codes to passages of one story, and answers with those that have no place in it.
    async fn give<'t>(
        &self,
        tx: &mut Tx,
        story: &Opened,
        found: Vec<(&'t Told, Option<Passage>)>,
        known: &BTreeMap<Uuid, CodeId>,
        new: &mut usize,
        already: &mut usize,
    ) -> Result<Vec<&'t Told>, InterchangeError> {
        let there = codings(tx, self.keys, story).await?;
        let mut there: Vec<Given> = there.into_iter().map(|(_, given)| given).collect();
        let (mut without_place, before) = (Vec::new(), *new);
        for (told, place) in found {
            let place = place.filter(|_| there.len() < CODINGS_OF_A_STORY);
            let (Some(passage), Some(code)) = (place, known.get(&told.code)) else {
                without_place.push(told);
                continue;
            };
            let is_same = |given: &Given| (given.passage, given.code, given.by) == (passage, *code, self.by);
            if there.iter().any(is_same) {
                *already += 1;
                continue;
            }
            let given = Given {
                passage,
                code: *code,
                by: self.by,
                at: self.now,
                settled: None,
                batch: None,
                taken: None,
            };
            growth::add(tx, Growth::Coding, &coding::grown(self.keys, story, &given)?).await?;
            there.push(given);
            *new += 1;
        }
        if *new > before {
            let entry = audit::Entry {
                at: self.now,
                by: Some(self.by),
                deed: Deed::CodeGiven,
                about: Some(story.id.uuid()),
            };
            audit::append(tx, self.keys, &entry).await?;
            change_log::recoded(tx, story.id).await?;
        }
        Ok(without_place)
    }
}

/// An excerpt as it is quoted, letter by letter.
fn quoted(story: &Opened, kept: &Kept) -> Option<Vec<char>> {
    let anchor = kept.excerpt.passage();
    let text = story.layer(anchor.layer())?.telling.part(anchor.part());
    Some(kept.excerpt.render(text)?.chars().collect())
}

/// Letters without the space at their end, which programs add and take.
fn without_end(letters: &[char]) -> &[char] {
    let end = letters
        .iter()
        .rposition(|letter| !letter.is_whitespace())
        .map_or(0, |last| last + 1);
    &letters[..end]
}

/// Where letters of one of our excerpts stand in the story's newest text; by their words, where the file's text is not the
/// excerpt's any more.
fn in_excerpt(story: &Opened, kept: &Kept, text: &Text, told: &Told) -> Option<Passage> {
    let quoted = quoted(story, kept)?;
    let words = quoted.get(told.letters.clone()).unwrap_or_default();
    if words.is_empty() || !words.iter().copied().eq(told.words.chars()) {
        return in_story(story, text, told);
    }
    let anchor = kept.excerpt.passage();
    let whole = story.layer(anchor.layer())?.telling.part(anchor.part());
    let letters = kept.excerpt.meant(&told.letters)?;
    let passage = Passage::new(anchor.layer(), anchor.part(), whole, letters.start, letters.end).ok()?;
    on_newest(story, passage).and_then(|(passage, is_kept)| is_kept.then_some(passage))
}

/// The one place of a passage in a story's newest text.
fn in_story(story: &Opened, text: &Text, told: &Told) -> Option<Passage> {
    let found = everywhere(story, &told.words);
    let is_short = told.words.chars().filter(|letter| letter.is_alphanumeric()).count() < FEWEST_LETTERS;
    match found[..] {
        [(place, _)] if !is_short => Some(place),
        _ if told.letters.is_empty() => None,
        _ => meant(&found, &text.letters, &told.letters),
    }
}

/// The places of words in a story's newest text.
fn everywhere<'a>(story: &'a Opened, words: &str) -> Vec<(Passage, &'a str)> {
    let Some(newest) = story.newest() else {
        return Vec::new();
    };
    let parts = [TextPart::Context, TextPart::Description, TextPart::Significance];
    places(newest.id, &parts.map(|part| (part, newest.telling.part(part))), words)
}

/// The one story that a text is: the only one in which the longest of its passages stand.
fn story_of<'a>(stories: &'a [Opened], told: &[&Told]) -> Option<&'a Opened> {
    let mut longest: Vec<&str> = told.iter().map(|one| one.words.as_str()).collect();
    longest.sort_by_key(|words| std::cmp::Reverse(words.chars().count()));
    longest.dedup();
    longest.into_iter().take(TRIES).find_map(|words| {
        let mut found = stories.iter().filter(|story| !everywhere(story, words).is_empty());
        found.next().filter(|_| found.next().is_none())
    })
}
