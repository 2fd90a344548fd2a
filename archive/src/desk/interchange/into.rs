//! Taking codes and codings from a file. Codes are known by their id, then by their name; passages are looked for in the stories
//! that the person may code, and are given in her name: a file proves nobody's. What has no certain place is listed, and left.

use super::taken::{self, FILE_BYTES, MOST_PASSAGES, NotTaken, Passage as Told, Taken};
use super::{Interchange, InterchangeError, account, out, taguette};
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
use method::coding::{Code, CodeWords, Codebook, Colour, Passage, Refused, locate};
use method::id::{AccountId, CodeId, ProgrammeId, StoryId};
use method::language::{InThree, PageLanguage};
use method::policy::{Action, Actor};
use method::story::TextPart;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The fewest letters of a passage that is looked for by its words.
const FEWEST_LETTERS: usize = 3;
/// By how many of its passages the story of a text is looked for.
const TRIES: usize = 5;
/// The most letters of a code's name.
const NAME_LETTERS: usize = 200;

/// A passage without a certain place. It may hold words of a story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Orphan {
    /// What its text is called in the file.
    pub source: String,
    /// The words.
    pub words: String,
    /// The code, as the file calls it.
    pub code: String,
}

/// What was taken from a file, or would be.
pub struct Imported {
    /// The names of the codes that are new.
    pub new_codes: Vec<String>,
    /// How many were there.
    pub known_codes: usize,
    /// How many passages were given a code.
    pub given: usize,
    /// How many had been given it before by the same person.
    pub already: usize,
    /// Those without a certain place.
    pub orphans: Vec<Orphan>,
    /// How many codings of the file point to nothing in it.
    pub broken: usize,
    /// Whether nothing was kept.
    pub is_trial: bool,
}

impl Interchange<'_> {
    /// Takes codes and codings from a REFI-QDA codebook or project, or from a project, codebook or table of Taguette; with `is_trial` nothing is kept.
    ///
    /// # Errors
    /// [`InterchangeError::File`], [`InterchangeError::Codebook`], [`InterchangeError::NotFound`] for whoever does not keep the
    /// codebook.
    pub async fn take_in(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        file: Vec<u8>,
        language: PageLanguage,
        is_trial: bool,
    ) -> Result<Imported, InterchangeError> {
        let by = account(actor, Action::KeepCodebook, of)?;
        account(actor, Action::Analyse, of)?;
        let (keys, now) = (self.0.keys()?, self.0.clock.now());
        let taken = read(file).await?;
        let mut tx = self.0.content.write().await?;
        let mut book = coding::kept_or_template(&mut tx, &keys, of, by, now).await?;
        let before = book.codes.clone();
        let had = before.codes().len();
        let known = merged(&mut book.codes, &taken, language)?;
        let mut imported = Imported {
            new_codes: book.codes.codes()[had..]
                .iter()
                .map(|code| code.label(language).to_owned())
                .collect(),
            known_codes: taken.codes.len().saturating_sub(book.codes.codes().len() - had),
            given: 0,
            already: 0,
            orphans: Vec::new(),
            broken: taken.broken,
            is_trial,
        };
        if !imported.new_codes.is_empty() && !coding::keep_book(&mut tx, &keys, of, (by, now), &book, &before, None).await? {
            return Err(InterchangeError::Conflict);
        }
        let placing = Placing {
            actor,
            of,
            by,
            keys: &keys,
            now,
        };
        placing.place(&mut tx, &taken, &known, &mut imported).await?;
        if is_trial {
            return Ok(imported);
        }
        self.note(&mut tx, &keys, by, Deed::CodingsTakenIn, of).await?;
        tx.commit().await?;
        Ok(imported)
    }
}

/// What a file holds, whatever program wrote it.
async fn read(file: Vec<u8>) -> Result<Taken, InterchangeError> {
    if !file.starts_with(b"SQLite format 3\0") {
        let read = tokio::task::spawn_blocking(move || taken::read(&file));
        return Ok(read.await.map_err(|_| Fault::Stopped)??);
    }
    if file.len() > FILE_BYTES {
        return Err(NotTaken::TooLarge.into());
    }
    let at_most = i64::try_from(MOST_PASSAGES).unwrap_or(i64::MAX).saturating_add(1);
    // Whatever the engine finds wrong with a file that somebody sent is the file's fault.
    let rows = crate::store::taguette::read(file, at_most).await.ok().flatten();
    let (tags, highlights) = rows.ok_or(NotTaken::Unknown)?;
    Ok(taken::with_codes(taguette::project(tags, highlights)?)?)
}

/// Adds the codes that are not there, and says which of ours each of the file's is.
fn merged(book: &mut Codebook, taken: &Taken, language: PageLanguage) -> Result<BTreeMap<Uuid, CodeId>, InterchangeError> {
    let mut known: BTreeMap<Uuid, CodeId> = BTreeMap::new();
    for code in &taken.codes {
        let parent = code.parent.and_then(|parent| known.get(&parent)).copied();
        let id = match find(book, code.id, &code.name, parent) {
            Some(id) => id,
            None => add(book, code, parent, language)?,
        };
        known.insert(code.id, id);
    }
    Ok(known)
}

/// A code of ours: by its id, by its name under the same one, or by its name if no other is called so.
fn find(book: &Codebook, id: Uuid, name: &str, parent: Option<CodeId>) -> Option<CodeId> {
    if let Some(code) = book.get(CodeId::new(id)) {
        return Some(code.id);
    }
    let name = name.trim().to_lowercase();
    let called = |code: &&Code| {
        let labels = [&code.words.labels.fr, &code.words.labels.ar, &code.words.labels.en];
        labels
            .iter()
            .any(|label| !name.is_empty() && label.trim().to_lowercase() == name)
    };
    let all: Vec<&Code> = book.codes().iter().filter(called).collect();
    match all.iter().find(|code| code.parent == parent) {
        Some(code) => Some(code.id),
        None if all.len() == 1 => all.first().map(|code| code.id),
        None => None,
    }
}

/// Adds a code below another, or as near to it as the depth of a codebook allows.
fn add(book: &mut Codebook, told: &taken::Code, parent: Option<CodeId>, language: PageLanguage) -> Result<CodeId, Refused> {
    let name: String = told
        .name
        .trim()
        .chars()
        .filter(|letter| !letter.is_control())
        .take(NAME_LETTERS)
        .collect();
    let name = if name.is_empty() { "—".to_owned() } else { name };
    let colour = out::COLOURS
        .iter()
        .zip(1..)
        .find(|(colour, _)| colour.eq_ignore_ascii_case(&told.colour))
        .map(|(_, number)| number);
    let inherited = parent.and_then(|parent| book.get(parent)).map(|code| code.words.colour);
    let colour = colour.and_then(|number| Colour::try_from(number).ok()).or(inherited);
    let colour = colour.or_else(|| Colour::try_from(8).ok()).ok_or(Refused::Unknown)?;
    let words = CodeWords {
        definition: in_one(language, told.description.trim().to_owned()),
        ..CodeWords::named(in_one(language, name), colour)
    };
    let mut code = Code::new(CodeId::new(told.id), words, parent);
    loop {
        match book.add(code.clone()) {
            Err(Refused::TooDeep) => code.parent = code.parent.and_then(|parent| book.get(parent)?.parent),
            done => return done.map(|()| code.id),
        }
    }
}

fn in_one(language: PageLanguage, words: String) -> InThree {
    let mut three = InThree::default();
    *match language {
        PageLanguage::French => &mut three.fr,
        PageLanguage::Arabic => &mut three.ar,
        PageLanguage::English => &mut three.en,
    } = words;
    three
}

struct Placing<'a> {
    actor: &'a Actor,
    of: ProgrammeId,
    by: AccountId,
    keys: &'a Keys,
    now: chrono::DateTime<chrono::Utc>,
}

impl Placing<'_> {
    /// Looks for every passage, text by text, and gives those that have a certain place.
    async fn place(
        &self,
        tx: &mut Tx,
        taken: &Taken,
        known: &BTreeMap<Uuid, CodeId>,
        imported: &mut Imported,
    ) -> Result<(), InterchangeError> {
        let names: BTreeMap<Uuid, &str> = taken.codes.iter().map(|code| (code.id, code.name.as_str())).collect();
        let mut sources: BTreeMap<Uuid, Vec<&Told>> = BTreeMap::new();
        for passage in &taken.passages {
            sources.entry(passage.source).or_default().push(passage);
        }
        let mut stories: Option<Vec<Opened>> = None;
        for (source, told) in sources {
            let ours = self.excerpt(tx, source).await?;
            let mut places = Vec::new();
            if let Some((story, kept)) = &ours {
                places.extend(told.iter().map(|one| (*one, in_excerpt(story, kept, one))));
                self.give(tx, story, places, known, &names, imported).await?;
                continue;
            }
            if stories.is_none() {
                stories = Some(self.stories(tx).await?);
            }
            match story_of(stories.as_deref().unwrap_or_default(), &told) {
                Some(story) => {
                    places.extend(told.iter().map(|one| (*one, in_story(story, &one.words))));
                    self.give(tx, story, places, known, &names, imported).await?;
                }
                None => imported.orphans.extend(told.iter().map(|one| orphan(one, &names))),
            }
        }
        Ok(())
    }

    /// The excerpt of ours that a text is, with its story, if this person may code it.
    async fn excerpt(&self, tx: &mut Tx, source: Uuid) -> Result<Option<(Opened, Kept)>, Fault> {
        let row = growth::by_id(tx, Growth::Excerpt, source).await?;
        let Some(row) = row.filter(|row| row.programme_id == self.of.uuid()) else {
            return Ok(None);
        };
        let story = opened::by_id(tx, self.keys, StoryId::new(row.story_id)).await?;
        let Some(story) = story.filter(|story| self.may_code(story)) else {
            return Ok(None);
        };
        let kept = self.keys.open(&story.key, EXCERPT, row.id, row.version, row.sealed)?;
        Ok(Some((story, kept)))
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

    /// Gives codes to passages of one story; what has no place in it is an orphan.
    async fn give(
        &self,
        tx: &mut Tx,
        story: &Opened,
        places: Vec<(&Told, Option<Passage>)>,
        known: &BTreeMap<Uuid, CodeId>,
        names: &BTreeMap<Uuid, &str>,
        imported: &mut Imported,
    ) -> Result<(), InterchangeError> {
        let mut there: Vec<Given> = codings(tx, self.keys, story)
            .await?
            .into_iter()
            .map(|(_, given)| given)
            .collect();
        let mut has_changed = false;
        for (told, place) in places {
            let place = place.filter(|_| there.len() < CODINGS_OF_A_STORY);
            let (Some(passage), Some(code)) = (place, known.get(&told.code)) else {
                imported.orphans.push(orphan(told, names));
                continue;
            };
            if there
                .iter()
                .any(|given| (given.passage, given.code, given.by) == (passage, *code, self.by))
            {
                imported.already += 1;
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
            imported.given += 1;
            has_changed = true;
        }
        if has_changed {
            let entry = audit::Entry {
                at: self.now,
                by: Some(self.by),
                deed: Deed::CodeGiven,
                about: Some(story.id.uuid()),
            };
            audit::append(tx, self.keys, &entry).await?;
            change_log::changed(tx, story.id).await?;
        }
        Ok(())
    }
}

fn orphan(told: &Told, names: &BTreeMap<Uuid, &str>) -> Orphan {
    Orphan {
        source: told.source_name.clone(),
        words: told.words.clone(),
        code: names.get(&told.code).copied().unwrap_or_default().to_owned(),
    }
}

/// Where letters of one of our excerpts stand in the story's newest text; by their words, where the file's text is not the
/// excerpt's any more.
fn in_excerpt(story: &Opened, kept: &Kept, told: &Told) -> Option<Passage> {
    let anchor = kept.excerpt.passage();
    let text = story.layer(anchor.layer())?.telling.part(anchor.part());
    let quoted: String = kept
        .excerpt
        .render(text)?
        .chars()
        .skip(told.letters.start)
        .take(told.letters.len())
        .collect();
    if quoted != told.words {
        return in_story(story, &told.words);
    }
    let letters = kept.excerpt.meant(&told.letters)?;
    let passage = Passage::new(anchor.layer(), anchor.part(), text, letters.start, letters.end).ok()?;
    on_newest(story, passage).and_then(|(passage, is_kept)| is_kept.then_some(passage))
}

/// The one place at which words stand in a story's newest text.
fn in_story(story: &Opened, words: &str) -> Option<Passage> {
    let newest = story.newest()?;
    if words.chars().filter(|letter| letter.is_alphanumeric()).count() < FEWEST_LETTERS {
        return None;
    }
    let parts = [TextPart::Context, TextPart::Description, TextPart::Significance];
    let mut places = parts
        .into_iter()
        .flat_map(|part| locate(newest.id, part, newest.telling.part(part), words));
    places.next().filter(|_| places.next().is_none())
}

/// The one story that a text is: the only one in which the longest of its passages stand.
fn story_of<'a>(stories: &'a [Opened], told: &[&Told]) -> Option<&'a Opened> {
    let mut longest: Vec<&str> = told.iter().map(|one| one.words.as_str()).collect();
    longest.sort_by_key(|words| std::cmp::Reverse(words.chars().count()));
    longest.dedup();
    let has = |story: &&Opened, words: &str| {
        let parts = [TextPart::Context, TextPart::Description, TextPart::Significance];
        let newest = story.newest();
        newest.is_some_and(|newest| {
            parts
                .iter()
                .any(|part| !locate(newest.id, *part, newest.telling.part(*part), words).is_empty())
        })
    };
    longest.into_iter().take(TRIES).find_map(|words| {
        let mut found = stories.iter().filter(|story| has(story, words));
        found.next().filter(|_| found.next().is_none())
    })
}
