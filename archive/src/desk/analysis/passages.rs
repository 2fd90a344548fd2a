//! The passages behind a figure: what was counted, in the tellers' words, for whoever may read the stories.

use super::group::Group;
use super::read::{self, Story};
use super::{Analysis, AnalysisError, analyst};
use crate::audit::{self, Deed, Entry};
use crate::desk::coding::{self, Given, on_newest, words_of};
use crate::desk::people;
use crate::desk::programmes::{Overview, Programmes};
use crate::desk::stories::opened;
use chrono::{DateTime, Utc};
use method::coding::Codebook;
use method::id::{CodeId, CodingId, ProgrammeId, StoryId};
use method::language::Language;
use method::policy::Actor;
use std::collections::BTreeSet;

/// How many passages stand on a page.
pub const PASSAGES_A_PAGE: usize = 50;

/// Which passages are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Those that bear this code or one below it.
    pub code: CodeId,
    /// Leaving out those that bear one below it.
    pub exactly: bool,
    /// In stories that bear this one, too; its passages are shown as well.
    pub with: Option<CodeId>,
    /// Only where the two stand on the same words.
    pub together: bool,
    /// In stories of this group.
    pub group: Option<Group>,
    /// How many are skipped.
    pub skip: usize,
}

/// A passage. It holds words of a story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct PassageFound {
    /// Its story.
    pub story: StoryId,
    /// The story's title.
    pub title: String,
    /// The language of its words.
    pub language: Language,
    /// The coding.
    pub coding: CodingId,
    /// The code.
    pub code: CodeId,
    /// The words, from the newest layer where they stand there.
    pub words: String,
    /// Whether they still stand where they were coded.
    pub is_placed: bool,
    /// What colleagues call the coder; empty if her account is gone.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A page of passages.
pub struct Passages {
    /// The programme, for the names of groups.
    pub overview: Overview,
    /// The codebook.
    pub book: Codebook,
    /// The passages, story by story.
    pub found: Vec<PassageFound>,
    /// Whether more follow.
    pub has_more: bool,
}

impl Analysis<'_> {
    /// The passages behind a figure. That they were read is noted in the audit log.
    ///
    /// # Errors
    /// [`AnalysisError::NotFound`]; also for a code that is not in the codebook.
    pub async fn passages(&self, actor: &Actor, of: ProgrammeId, asked: Asked) -> Result<Passages, AnalysisError> {
        let reader = analyst(actor, of)?;
        let (keys, now) = (self.0.keys()?, self.0.clock.now());
        let overview = Programmes(self.0).overview(actor, of).await?;
        let mut tx = self.0.content.write().await?;
        let book = coding::codebook(&mut tx, &keys, of)
            .await?
            .map(|(book, _)| book)
            .unwrap_or_default();
        if [Some(asked.code), asked.with]
            .into_iter()
            .flatten()
            .any(|code| book.get(code).is_none())
        {
            return Err(AnalysisError::NotFound);
        }
        let selection = read::selection(&mut tx, &keys, actor, of).await?;
        let names = people::names(&mut tx, &keys, of).await?;
        let mut wanted: BTreeSet<CodeId> = if asked.exactly {
            [asked.code].into()
        } else {
            book.with_all_below(asked.code)
        };
        wanted.extend(asked.with.map(|code| book.with_all_below(code)).unwrap_or_default());
        let stories = read::stories(&mut tx, &keys, actor, of, now).await?;
        let behind = stories.iter().filter(|story| {
            let borne = story.borne(&book);
            let is_there = |group: Group| Group::of(group.by(), story, &selection) == group;
            borne.contains(&asked.code)
                && asked.with.is_none_or(|code| borne.contains(&code))
                && asked.group.is_none_or(is_there)
        });
        let codings = behind.flat_map(|story| {
            let given = story
                .codings
                .iter()
                .filter(|(_, given)| given.holds() && wanted.contains(&given.code))
                .filter(|(_, given)| !asked.together || stands_with_another(&book, &asked, story, given));
            given.map(|(id, _)| (story.id, *id))
        });
        let mut page: Vec<(StoryId, CodingId)> = codings.skip(asked.skip).take(PASSAGES_A_PAGE + 1).collect();
        let has_more = page.len() > PASSAGES_A_PAGE;
        page.truncate(PASSAGES_A_PAGE);
        let mut found = Vec::new();
        for chunk in page.chunk_by(|one, other| one.0 == other.0) {
            let Some(story) = opened::by_id(&mut tx, &keys, chunk[0].0).await? else {
                continue;
            };
            let Some(newest) = story.newest() else { continue };
            let mut of_story = Vec::new();
            for (id, given) in coding::codings(&mut tx, &keys, &story).await? {
                let is_wanted = chunk.iter().any(|(_, coding)| *coding == id);
                let Some((passage, is_placed)) = on_newest(&story, given.passage).filter(|_| is_wanted) else {
                    continue;
                };
                let Some(words) = words_of(&story, passage) else { continue };
                let place = (!is_placed, passage.part(), passage.start());
                let passage = PassageFound {
                    story: story.id,
                    title: newest.telling.title.clone(),
                    language: newest.language,
                    coding: id,
                    code: given.code,
                    words: words.to_owned(),
                    is_placed,
                    by: names.get(&given.by).cloned().unwrap_or_default(),
                    at: given.at,
                };
                of_story.push((place, passage));
            }
            of_story.sort_by_key(|(place, _)| *place);
            found.extend(of_story.into_iter().map(|(_, passage)| passage));
        }
        let entry = Entry {
            at: now,
            by: Some(reader),
            deed: Deed::PassagesRead,
            about: Some(asked.code.uuid()),
        };
        audit::append(&mut tx, &keys, &entry).await?;
        tx.commit().await?;
        Ok(Passages {
            overview,
            book,
            found,
            has_more,
        })
    }
}

/// Whether a coding of one of two codes shares words with one of the other.
fn stands_with_another(book: &Codebook, asked: &Asked, story: &Story, given: &Given) -> bool {
    let both = [Some(asked.code), asked.with].into_iter().flatten();
    let branches: Vec<BTreeSet<CodeId>> = both.map(|code| book.with_all_below(code)).collect();
    let others = story
        .codings
        .iter()
        .filter(|(_, other)| other.holds() && other.passage.overlaps(&given.passage));
    let mut codes = vec![given.code];
    codes.extend(others.map(|(_, other)| other.code));
    branches.iter().all(|branch| codes.iter().any(|code| branch.contains(code)))
}
