//! A story on the coder's desk: its newest text, its codings in it, and those that lost their place.

use super::memos::{Memo, on_codes};
use super::{Coding, CodingError, Given, ever_given, kept, live, noted, on_newest, recent, sight, words_of};
use crate::allowed;
use crate::audit::Deed;
use crate::desk::people;
use crate::desk::stories::opened::Opened;
use crate::store::own::Owner;
use chrono::{DateTime, Utc};
use method::coding::{Codebook, Passage};
use method::id::{AccountId, CodeId, CodingId, StoryId};
use method::policy::{Action, Actor, Subject};
use method::story::Layer;
use std::collections::{BTreeMap, BTreeSet};

/// A coding as a page shows it. It holds words of the story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its id.
    pub id: CodingId,
    /// Where it stands: in the newest layer, or for an orphan in the layer that was marked.
    pub passage: Passage,
    /// The words.
    pub words: String,
    /// Which code.
    pub code: CodeId,
    /// What colleagues call the coder; empty if her account is gone.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A coding that was taken away. It holds words of the story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct TakenAway {
    /// As it was given, in the layer that was marked.
    pub mark: Mark,
    /// What colleagues call who took it away; empty if her account is gone.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A story on the coder's desk.
#[derive(Clone, PartialEq, Eq)]
pub struct CodedStory {
    /// Its id.
    pub id: StoryId,
    /// The newest layer: what is coded.
    pub layer: Layer,
    /// The programme's codebook.
    pub book: Codebook,
    /// The codings, in the order of the text.
    pub marks: Vec<Mark>,
    /// Codings of older layers whose words stand nowhere in the newest, or more than once: a person has to decide.
    pub orphans: Vec<Mark>,
    /// What was taken away, the latest first.
    pub taken: Vec<TakenAway>,
    /// Codes that the reader used of late, the latest first.
    pub recent: Vec<CodeId>,
    /// Memos on the story, oldest first. Here stand also those on codings that were taken away since.
    pub memos: Vec<Memo>,
    /// Memos on its codings, each oldest first.
    pub coding_memos: BTreeMap<CodingId, Vec<Memo>>,
    /// Memos on the codes that it bears.
    pub code_memos: BTreeMap<CodeId, Vec<Memo>>,
    /// Whether the reader may make codes.
    pub may_keep: bool,
    /// Whether she sees her own codings alone.
    pub is_blind: bool,
    /// What the page depends on, as [`super::CodingNews`] tells it.
    pub key: String,
}

impl Coding<'_> {
    /// A story with its codings, for whoever codes it. Reading is noted in the audit log; a programme without a codebook gets
    /// the default one.
    ///
    /// # Errors
    /// [`CodingError::NotFound`].
    pub async fn open(&self, actor: &Actor, id: StoryId) -> Result<CodedStory, CodingError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, reader) = self.story_of(&mut tx, &keys, actor, id).await?;
        let book = kept::kept_or_template(&mut tx, &keys, story.programme, reader, self.0.clock.now()).await?;
        let names = people::names(&mut tx, &keys, story.programme, actor.account()).await?;
        let layer = story.newest().ok_or(CodingError::NotFound)?.clone();
        let (mut marks, mut orphans) = (Vec::new(), Vec::new());
        let (of, sight) = (story.programme, sight(&mut tx, &keys, actor, story.programme).await?);
        let all = ever_given(&mut tx, &keys, &story).await?;
        let (given, gone): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, given)| given.stands());
        let noted = noted(&mut tx, &keys, &story, sight).await?;
        let key = live::key(book.version, &story, sight, &given, &noted);
        for (coding, given) in given.into_iter().filter(|(_, given)| sight.shows(given.by)) {
            let Some((passage, is_kept)) = on_newest(&story, given.passage) else {
                continue;
            };
            let Some(words) = words_of(&story, passage) else { continue };
            let mark = mark(coding, &given, (passage, words), &names);
            if is_kept { &mut marks } else { &mut orphans }.push(mark);
        }
        let order = |mark: &Mark| {
            let passage = mark.passage;
            (passage.part(), passage.start(), passage.end(), mark.at, mark.id)
        };
        marks.sort_by_key(order);
        orphans.sort_by_key(order);
        let shown: BTreeSet<CodingId> = marks.iter().chain(&orphans).map(|mark| mark.id).collect();
        let (mut memos, mut coding_memos) = (Vec::new(), BTreeMap::<_, Vec<Memo>>::new());
        for (id, noted) in noted {
            let memo = Memo {
                id,
                by: names.get(&noted.by).cloned().unwrap_or_default(),
                at: noted.at,
                is_own: noted.by == reader,
                text: noted.text,
            };
            match noted.about.filter(|about| shown.contains(about)) {
                Some(about) => coding_memos.entry(about).or_default().push(memo),
                None => memos.push(memo),
            }
        }
        let mut code_memos = on_codes(&mut tx, &keys, of, reader).await?;
        code_memos.retain(|code, _| marks.iter().chain(&orphans).any(|mark| mark.code == *code));
        let owner = Owner {
            programme: story.programme,
            account: reader,
        };
        let recent = recent::codes(&mut tx, &keys, owner, &book.codes).await?;
        self.note(&mut tx, &keys, reader, Deed::StoryRead, id).await?;
        tx.commit().await?;
        let gone = gone.iter().filter(|(_, given)| sight.shows(given.by));
        let mut taken: Vec<TakenAway> = gone
            .filter_map(|(coding, given)| taken_away(&story, *coding, given, &names))
            .collect();
        taken.sort_by_key(|one| std::cmp::Reverse((one.at, one.mark.id)));
        Ok(CodedStory {
            id,
            layer,
            book: book.codes,
            marks,
            orphans,
            taken,
            recent,
            memos,
            coding_memos,
            code_memos,
            may_keep: allowed(actor, Action::KeepCodebook, &Subject::Programme(of)),
            is_blind: sight.is_narrowed(),
            key,
        })
    }
}

pub(super) fn mark(
    id: CodingId,
    given: &Given,
    (passage, words): (Passage, &str),
    names: &BTreeMap<AccountId, String>,
) -> Mark {
    Mark {
        id,
        passage,
        words: words.to_owned(),
        code: given.code,
        by: names.get(&given.by).cloned().unwrap_or_default(),
        at: given.at,
    }
}

/// A coding that was taken away, with the words that were marked; none if it stands.
fn taken_away(story: &Opened, id: CodingId, given: &Given, names: &BTreeMap<AccountId, String>) -> Option<TakenAway> {
    let taken = given.taken?;
    let words = words_of(story, given.passage)?;
    Some(TakenAway {
        mark: mark(id, given, (given.passage, words), names),
        by: names.get(&taken.by).cloned().unwrap_or_default(),
        at: taken.at,
    })
}
