//! The passages behind a figure: what was counted, in the tellers' words, for whoever may read the stories.

use super::group::{Group, Selection};
use super::wanted::{Asked, Wanted};
use super::{Analysis, AnalysisError, analyst, read};
use crate::audit::{self, Deed, Entry};
use crate::desk::coding::{self, on_newest, words_of};
use crate::desk::people;
use crate::desk::programmes::{Overview, Programmes};
use crate::desk::search::Search;
use crate::desk::stories::opened;
use chrono::{DateTime, Utc};
use method::coding::Codebook;
use method::id::{CodeId, CodingId, ProgrammeId, StoryId};
use method::language::Language;
use method::policy::Actor;

/// How many passages stand on a page.
pub const PASSAGES_A_PAGE: usize = 50;

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
        let mut tx = self.0.content.read().await?;
        let book = coding::codebook(&mut tx, &keys, of)
            .await?
            .map(|(book, _)| book)
            .unwrap_or_default();
        if asked.codes().any(|code| book.get(code).is_none()) {
            return Err(AnalysisError::NotFound);
        }
        let selection = read::selection(&mut tx, &keys, actor, of).await?;
        let names = people::names(&mut tx, &keys, of, actor.account()).await?;
        let below = |code| book.with_all_below(code);
        let first = if asked.exactly {
            [asked.code].into()
        } else {
            below(asked.code)
        };
        let wanted = Wanted {
            sets: [Some(first), asked.with.map(below)].into_iter().flatten().collect(),
            together: asked.together,
            acted: asked.acted(),
            book: &book,
        };
        let sight = coding::sight(&mut tx, &keys, actor, of).await?;
        // The index has a connection of its own.
        drop(tx);
        let groups = [asked.group, asked.within].into_iter().flatten();
        let narrowed = groups.map(|group| group.narrowing(&selection)).collect();
        // The index knows neither who gave a code nor to which words.
        let indexed = if asked.together || asked.onto.is_some() || sight.is_narrowed() {
            None
        } else {
            Search(self.0).coded(actor, of, narrowed, wanted.sets.clone()).await?
        };
        let mut tx = self.0.content.read().await?;
        let behind = if let Some(behind) = indexed {
            behind
        } else {
            let stories = read::stories(&mut tx, &keys, actor, of, now).await?;
            counted(&stories, &asked, &selection, &wanted)
        };
        let (page, has_more) = page(&behind, asked.skip);
        let ids: Vec<StoryId> = page.iter().map(|part| part.story).collect();
        let stories = opened::by_ids(&mut tx, &keys, &ids).await?;
        let mut given = coding::codings_of(&mut tx, &keys, stories.values()).await?;
        drop(tx);
        let mut found = Vec::new();
        for part in page {
            let Some(story) = stories.get(&part.story) else { continue };
            // Asked once more: the index is a moment old.
            if !story.is_readable_by(actor, now) {
                continue;
            }
            let Some(newest) = story.newest() else { continue };
            let mut of_story = Vec::new();
            let mut codings = given.remove(&story.id).unwrap_or_default();
            codings.retain(|(_, given)| sight.shows(given.by));
            let wanted = wanted.of(&codings).into_iter();
            for (id, given) in wanted.skip(part.skip).take(part.take) {
                let Some((passage, is_placed)) = on_newest(story, given.passage) else {
                    continue;
                };
                let Some(words) = words_of(story, passage) else { continue };
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
        let mut tx = self.0.content.write().await?;
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

/// A story's share of a page.
struct Part {
    story: StoryId,
    skip: usize,
    take: usize,
}

/// Which passages stand on a page, and whether more follow: of stories in order, each with so many.
fn page(behind: &[(StoryId, usize)], skip: usize) -> (Vec<Part>, bool) {
    let (mut skip, mut left, mut parts) = (skip, PASSAGES_A_PAGE, Vec::new());
    for (story, count) in behind.iter().copied() {
        if left == 0 {
            return (parts, true);
        }
        let take = count.saturating_sub(skip).min(left);
        if take > 0 {
            parts.push(Part { story, skip, take });
        }
        if count > skip + take {
            return (parts, true);
        }
        (skip, left) = (skip.saturating_sub(count), left - take);
    }
    (parts, false)
}

/// How many passages each story has that are asked for, where the index does not tell.
fn counted(stories: &[read::Story], asked: &Asked, selection: &Selection, wanted: &Wanted<'_>) -> Vec<(StoryId, usize)> {
    let behind = stories.iter().filter_map(|story| {
        let mut groups = [asked.group, asked.within].into_iter().flatten();
        let is_there = groups.all(|group| Group::of(group.by(), story, selection) == group);
        let holding = || story.codings.iter().filter(|(_, given)| given.holds());
        let bears_each = wanted
            .sets
            .iter()
            .all(|set| holding().any(|(_, given)| set.contains(&given.code)));
        (is_there && bears_each).then(|| (story.id, wanted.of(&story.codings).len()))
    });
    behind.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_page_takes_parts_of_stories_in_their_order() {
        let behind: Vec<_> = [2, 0, 52, 1]
            .into_iter()
            .enumerate()
            .map(|(at, count)| (StoryId::new(Uuid::from_u128(at as u128)), count))
            .collect();
        let shown = |skip| {
            let (parts, has_more) = page(&behind, skip);
            let parts: Vec<_> = parts
                .iter()
                .map(|part| (part.story.uuid().as_u128(), part.skip, part.take))
                .collect();
            (parts, has_more)
        };
        assert_eq!(shown(0), (vec![(0, 0, 2), (2, 0, 48)], true));
        assert_eq!(shown(50), (vec![(2, 48, 4), (3, 0, 1)], false));
        assert_eq!(shown(1), (vec![(0, 1, 1), (2, 0, 49)], true));
        assert_eq!(shown(5), (vec![(2, 3, 49), (3, 0, 1)], false));
        assert_eq!(shown(4), (vec![(2, 2, 50)], true));
        assert_eq!(shown(55), (vec![], false));
        assert_eq!(shown(usize::MAX), (vec![], false));
    }
}
