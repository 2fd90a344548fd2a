//! Letting an excerpt go: the list, the excerpt beside what was said, another person's yes or no.

use super::flags::{self, MarkedDetail};
use super::log::{SeenTurn, seen};
use super::make::told_words;
use super::names::Names;
use super::still_named::still_named;
use super::translated::translated;
use super::{Excerpts, ExcerptsError, Kept};
use crate::allowed;
use crate::audit::Deed;
use crate::contracts::EXCERPT;
use crate::desk::people;
use crate::desk::stories::opened;
use crate::store::growth::{self, Growth};
use chrono::{DateTime, Utc};
use method::anonymise::IdentifierKind;
use method::anonymise::recognisable::Detail;
use method::consent::{Allowed, Purpose};
use method::excerpt::{Excerpt, Refused, Stage, WHY_LETTERS};
use method::id::{AccountId, ExcerptId, ProgrammeId, StoryId};
use method::language::Language;
use method::policy::{Action, Actor, Reach, Subject};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// An excerpt in a list.
#[derive(Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: ExcerptId,
    /// The text with its marks.
    pub text: String,
    /// The language it is in.
    pub language: Language,
    /// The name under which it is quoted.
    pub pseudonym: String,
    /// Where it stands.
    pub stage: Stage,
    /// Whether the reader made it.
    pub is_own: bool,
    /// Who made it, as colleagues call her; empty if her account is gone.
    pub made_by: String,
    /// When it was last changed.
    pub at: DateTime<Utc>,
    /// Whether its teller allows advocacy (P5) now.
    pub advocacy: Allowed,
}

/// An excerpt beside what was said. It holds words of the story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Seen {
    /// What the list says of it.
    pub listed: Listed,
    /// The version that was read.
    pub version: i32,
    /// The story.
    pub story: StoryId,
    /// The passage and what was changed in it.
    pub excerpt: Excerpt,
    /// The whole text of the passage's part, in the layer that it was taken from.
    pub source: String,
    /// The words of which the passage is a translation, with their language; none where it is of the story's own.
    pub told: Option<(String, Language)>,
    /// Whether the story's own words are still its newest.
    pub is_newest: bool,
    /// Where names of the story's register, or people of another's, still stand in the excerpt: letters of `listed.text`.
    pub still_named: Vec<(usize, usize, IdentifierKind)>,
    /// Why they may stand there, if its approver said so.
    pub named_because: String,
    /// Whether somebody has said what it shows of its teller.
    pub is_weighed: bool,
    /// Whether the reader may make excerpts of this story.
    pub may_make: bool,
    /// Who judged it, as colleagues call her.
    pub judged_by: Option<String>,
    /// Details that were marked.
    pub marked: Vec<MarkedDetail>,
    /// Details that somebody may want to mark.
    pub hints: Vec<(String, Detail)>,
    /// What was replaced at each save and why, the newest first.
    pub turns: Vec<SeenTurn>,
}

impl Excerpts<'_> {
    /// The excerpts whose stories somebody may read and judge, newest first. Drafts are shown with their marks, never what
    /// stands behind them.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`] for whoever judges none.
    pub async fn list(&self, actor: &Actor, programme: ProgrammeId) -> Result<Vec<Listed>, ExcerptsError> {
        let Actor::Account { id: reader, memberships } = actor else {
            return Err(ExcerptsError::NotFound);
        };
        let at_her_sites = memberships.iter().any(|one| match one.reach {
            Reach::Everywhere => allowed(actor, Action::JudgeExcerpt, &Subject::Programme(programme)),
            Reach::Site(site) => allowed(actor, Action::JudgeExcerpt, &Subject::Site(programme, site)),
        });
        if !at_her_sites {
            return Err(ExcerptsError::NotFound);
        }
        let keys = self.0.keys()?;
        let now = self.0.clock.now();
        let mut tx = self.0.content.read().await?;
        let names = people::names(&mut tx, &keys, programme, actor.account()).await?;
        let mut stories = BTreeMap::new();
        let mut found = Vec::new();
        for row in growth::of_programme(&mut tx, Growth::Excerpt, programme).await? {
            let story = match stories.entry(row.story_id) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => {
                    let story = opened::by_id(&mut tx, &keys, StoryId::new(row.story_id)).await?;
                    let story = story.filter(|story| allowed(actor, Action::JudgeExcerpt, &story.subject()));
                    unknown.insert(story.filter(|story| story.is_readable_by(actor, now)))
                }
            };
            let Some(story) = story else { continue };
            let kept: Kept = keys.open(&story.key, EXCERPT, row.id, row.version, row.sealed)?;
            found.extend(listed(ExcerptId::new(row.id), story, &kept, *reader, &names, now));
        }
        found.sort_by_key(|one| std::cmp::Reverse(one.at));
        Ok(found)
    }

    /// An excerpt beside what was said. Reading is noted in the audit log.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`].
    pub async fn read(&self, actor: &Actor, id: ExcerptId) -> Result<Seen, ExcerptsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (kept, version, story, reader) = self.excerpt_for(&mut tx, &keys, actor, Action::JudgeExcerpt, id).await?;
        let people = people::names(&mut tx, &keys, story.programme, actor.account()).await?;
        let names = Names::of(&mut tx, &keys, &story, actor, self.0.clock.now()).await?;
        let passage = kept.excerpt.passage();
        let layer = story.layer(passage.layer()).ok_or(ExcerptsError::NotFound)?;
        let listed = listed(id, &story, &kept, reader, &people, self.0.clock.now()).ok_or(ExcerptsError::NotFound)?;
        let words = (listed.text.as_str(), layer.language);
        let still_named = still_named(&mut tx, &keys, &story, &names, words).await?;
        self.note(&mut tx, &keys, reader, Deed::StoryRead, story.id.uuid()).await?;
        tx.commit().await?;
        let judge = match kept.stage {
            Stage::Approved { by, .. } | Stage::SentBack { by, .. } => Some(by),
            Stage::Draft { .. } => None,
        };
        let source = layer.telling.part(passage.part());
        let told = translated(&story, passage);
        Ok(Seen {
            version,
            story: story.id,
            marked: flags::marked(&kept, source, reader, &people),
            hints: flags::hinted(&kept, source),
            turns: seen(&kept.log, source, &people),
            source: source.to_owned(),
            is_newest: story
                .newest()
                .is_some_and(|newest| newest.id == told.unwrap_or(passage).layer()),
            told: told.and_then(|told| told_words(&story, told)),
            still_named,
            named_because: kept.named_because,
            is_weighed: kept.shown.is_some(),
            may_make: allowed(actor, Action::MakeExcerpt, &story.subject()),
            judged_by: judge.map(|by| people.get(&by).cloned().unwrap_or_default()),
            excerpt: kept.excerpt,
            listed,
        })
    }

    /// Another person than its maker finds that an excerpt may be quoted. If words still stand in it that are a name in its story's
    /// register, or a person's in another's, she says why they may: that they are another word, or somebody else's name.
    ///
    /// # Errors
    /// [`ExcerptsError::Stage`], also if she does not say why; [`ExcerptsError::Conflict`] if `read_version` is no longer the newest:
    /// what was read is not what stands there.
    pub async fn approve(
        &self,
        actor: &Actor,
        id: ExcerptId,
        read_version: i32,
        named_because: &str,
    ) -> Result<(), ExcerptsError> {
        let because = named_because.trim();
        if because.chars().count() > WHY_LETTERS {
            return Err(Refused::ReasonTooLong.into());
        }
        let step = (Deed::ExcerptApproved, because);
        self.judge(actor, id, read_version, step, Stage::approve).await
    }

    /// An excerpt may not be quoted as it is; an approved one is called back.
    ///
    /// # Errors
    /// As [`Excerpts::approve`].
    pub async fn send_back(&self, actor: &Actor, id: ExcerptId, read_version: i32, why: &str) -> Result<(), ExcerptsError> {
        let step = (Deed::ExcerptSentBack, "");
        self.judge(actor, id, read_version, step, |stage, by| stage.send_back(by, why))
            .await
    }

    async fn judge(
        &self,
        actor: &Actor,
        id: ExcerptId,
        read_version: i32,
        (deed, named_because): (Deed, &str),
        step: impl FnOnce(Stage, AccountId) -> Result<Stage, Refused>,
    ) -> Result<(), ExcerptsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (kept, version, story, judge) = self.excerpt_for(&mut tx, &keys, actor, Action::JudgeExcerpt, id).await?;
        let stage = step(kept.stage.clone(), judge)?;
        if version != read_version {
            return Err(ExcerptsError::Conflict);
        }
        if stage.is_approved() && kept.flags.iter().any(|flag| flag.is_open_in(&kept.excerpt)) {
            return Err(Refused::Flagged.into());
        }
        let passage = kept.excerpt.passage();
        let layer = story.layer(passage.layer()).ok_or(ExcerptsError::NotFound)?;
        let text = kept.excerpt.render(layer.telling.part(passage.part()));
        let text = text.ok_or(ExcerptsError::NotFound)?;
        let mut kept = kept;
        if kept.stage.is_approved() {
            kept.remember(&text);
        }
        let mut because = String::new();
        if stage.is_approved() {
            let names = Names::of(&mut tx, &keys, &story, actor, self.0.clock.now()).await?;
            let words = (text.as_str(), layer.language);
            if !still_named(&mut tx, &keys, &story, &names, words).await?.is_empty() {
                if named_because.is_empty() {
                    return Err(Refused::StillNamed.into());
                }
                named_because.clone_into(&mut because);
            }
        }
        let kept = Kept {
            stage,
            named_because: because,
            at: self.0.clock.now(),
            ..kept
        };
        self.keep(&mut tx, &keys, &story, id, &kept, version).await?;
        self.note(&mut tx, &keys, judge, deed, id.uuid()).await?;
        Ok(tx.commit().await?)
    }
}

/// An excerpt as a list shows it; none if its layer is not the story's.
fn listed(
    id: ExcerptId,
    story: &opened::Opened,
    kept: &Kept,
    reader: AccountId,
    names: &BTreeMap<AccountId, String>,
    now: DateTime<Utc>,
) -> Option<Listed> {
    let passage = kept.excerpt.passage();
    let layer = story.layer(passage.layer())?;
    let maker = kept.stage.made_by();
    Some(Listed {
        id,
        text: kept.excerpt.render(layer.telling.part(passage.part()))?,
        language: layer.language,
        pseudonym: kept.pseudonym.clone(),
        stage: kept.stage.clone(),
        is_own: maker == reader,
        made_by: names.get(&maker).cloned().unwrap_or_default(),
        at: kept.at,
        advocacy: story.consent.allows(Purpose::AdvocacyBrief, now),
    })
}
