//! Making an excerpt: the passage with what was found in it, what its maker decides, and a draft that waits for another person.

use super::log::Turn;
use super::names::{Names, Others};
use super::translated::{in_translation, translated, translations};
use super::{Excerpts, ExcerptsError, Kept};
use crate::audit::Deed;
use crate::clock::random_id;
use crate::contracts::EXCERPT;
use crate::desk::coding::{self, CodingError, Place};
use crate::desk::stories::opened::Opened;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::growth::{self, GrownRow, Growth};
use method::coding::Passage;
use method::consent::{Allowed, Purpose};
use method::excerpt::{Excerpt, Reason, Replacement, Stage};
use method::id::{CodingId, ExcerptId, LayerId, ProgrammeId, StoryId};
use method::language::Language;
use method::policy::{Action, Actor};
use method::story::Layer;

/// Where an excerpt is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The passage of a coding: in the newest layer if its words stand there, else in the layer that was coded.
    Coding(CodingId),
    /// The same words in a translation of the newest layer: its paragraphs beside the passage of a coding.
    Translation(CodingId, LayerId),
    /// A passage that was shown before.
    Place(Place),
}

/// A passage and what can be done with it. It holds words of the story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Preparation {
    /// The story.
    pub story: StoryId,
    /// Its programme.
    pub programme: ProgrammeId,
    /// The layer from which it is taken.
    pub layer: Layer,
    /// Whether that is the newest.
    pub is_newest: bool,
    /// The passage.
    pub passage: Passage,
    /// The words of which it is a translation, with their language; none where it is of the story's own.
    pub told: Option<(String, Language)>,
    /// The approved translations in which the same words can be quoted.
    pub translations: Vec<(LayerId, Language)>,
    /// What to put for whatever was found in it. Suggestions: a person decides.
    pub suggestions: Vec<Replacement>,
    /// Why each is suggested.
    pub reasons: Vec<Reason>,
    /// The name under which she is quoted: that of her other excerpts, or a proposal.
    pub pseudonym: String,
    /// Whether she allows advocacy (P5) now.
    pub advocacy: Allowed,
    /// What is to be revised: the excerpt as it stands, its version, and why it was sent back.
    pub revised: Option<(Excerpt, i32, Option<String>)>,
}

impl Preparation {
    /// The whole text of the passage's part.
    pub fn text(&self) -> &str {
        self.layer.telling.part(self.passage.part())
    }
}

/// An excerpt as its maker wants it.
pub struct Marked {
    /// The passage.
    pub place: Place,
    /// What is changed in it.
    pub replacements: Vec<Replacement>,
    /// The name under which she is quoted, without star.
    pub pseudonym: String,
}

impl From<CodingError> for ExcerptsError {
    fn from(error: CodingError) -> Self {
        match error {
            CodingError::Passage(passage) => Self::Passage(passage),
            CodingError::Fault(fault) => Self::Fault(fault),
            _ => Self::NotFound,
        }
    }
}

impl Excerpts<'_> {
    /// A passage with what was found in it. Nothing is written but that the story was read.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`]; [`ExcerptsError::Passage`].
    pub async fn prepare(&self, actor: &Actor, story: StoryId, source: Source) -> Result<Preparation, ExcerptsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, maker) = self.story_for(&mut tx, &keys, actor, Action::MakeExcerpt, story).await?;
        let passage = passage(&mut tx, &keys, &story, source).await?;
        let names = Names::of(&mut tx, &keys, &story, actor, self.0.clock.now()).await?;
        self.note(&mut tx, &keys, maker, Deed::StoryRead, story.id.uuid()).await?;
        tx.commit().await?;
        self.prepared(&story, passage, names).await
    }

    /// An excerpt that its maker changes, with what was found in its passage.
    ///
    /// # Errors
    /// [`ExcerptsError::NotFound`]; [`ExcerptsError::Stage`] if it is another's, or approved.
    pub async fn prepare_revision(&self, actor: &Actor, id: ExcerptId) -> Result<Preparation, ExcerptsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (kept, version, story, maker) = self.excerpt_for(&mut tx, &keys, actor, Action::MakeExcerpt, id).await?;
        kept.stage.clone().revise(maker)?;
        let names = Names::of(&mut tx, &keys, &story, actor, self.0.clock.now()).await?;
        self.note(&mut tx, &keys, maker, Deed::StoryRead, story.id.uuid()).await?;
        tx.commit().await?;
        let mut prepared = self.prepared(&story, kept.excerpt.passage(), names).await?;
        let why = match kept.stage {
            Stage::SentBack { why, .. } => Some(why),
            Stage::Draft { .. } | Stage::Approved { .. } => None,
        };
        prepared.pseudonym = kept.pseudonym;
        prepared.revised = Some((kept.excerpt, version, why));
        Ok(prepared)
    }

    /// Keeps a new excerpt as a draft, with its story's register. It waits for another person.
    ///
    /// # Errors
    /// [`ExcerptsError::Passage`], [`ExcerptsError::Marks`], [`ExcerptsError::Name`], [`ExcerptsError::CalledOtherwise`].
    pub async fn make(&self, actor: &Actor, story: StoryId, marked: Marked) -> Result<ExcerptId, ExcerptsError> {
        // The layer is never rewritten: what is found in it now holds in the transaction below.
        let prepared = self.prepare(actor, story, Source::Place(marked.place)).await?;
        let finds = self.search(prepared.programme, &prepared.layer).await?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (story, maker) = self.story_for(&mut tx, &keys, actor, Action::MakeExcerpt, story).await?;
        let excerpt = Excerpt::new(prepared.passage, prepared.text(), marked.replacements)?;
        let mut names = Names::of(&mut tx, &keys, &story, actor, self.0.clock.now()).await?;
        let others = Others::of(&mut tx, &story, &names, None).await?;
        names.learn(story.id, &prepared.layer, &finds, prepared.passage);
        let (part, decided) = (prepared.passage.part(), excerpt.replacements());
        names.enter(&others, story.id, &prepared.layer, part, decided, &marked.pseudonym)?;
        names.keep(&mut tx, &keys, &story).await?;
        let at = self.0.clock.now();
        let reason = |one: &Replacement| names.reason(&finds, &prepared.layer, part, &prepared.suggestions, one);
        let kept = Kept {
            log: vec![Turn::new(maker, at, &excerpt, reason)],
            excerpt,
            stage: Stage::draft(maker),
            pseudonym: marked.pseudonym.trim().to_owned(),
            at,
            shown: None,
            before: Vec::new(),
            named_because: String::new(),
            flags: Vec::new(),
        };
        let id = random_id();
        let row = GrownRow {
            id,
            programme_id: story.programme.uuid(),
            story_id: story.id.uuid(),
            version: 1,
            sealed: keys.seal(&story.key, EXCERPT, id, 1, &kept)?,
        };
        growth::add(&mut tx, Growth::Excerpt, &row).await?;
        self.note(&mut tx, &keys, maker, Deed::ExcerptMade, id).await?;
        tx.commit().await?;
        Ok(ExcerptId::new(id))
    }

    /// Changes an excerpt; its passage stays. It waits for another person once more.
    ///
    /// # Errors
    /// As [`Excerpts::make`]; [`ExcerptsError::Stage`]; [`ExcerptsError::Conflict`] if `read_version` is no longer the newest.
    pub async fn revise(
        &self,
        actor: &Actor,
        id: ExcerptId,
        replacements: Vec<Replacement>,
        pseudonym: &str,
        read_version: i32,
    ) -> Result<(), ExcerptsError> {
        // The layer is never rewritten: what is found in it now holds in the transaction below.
        let prepared = self.prepare_revision(actor, id).await?;
        let finds = self.search(prepared.programme, &prepared.layer).await?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let (mut kept, version, story, maker) = self.excerpt_for(&mut tx, &keys, actor, Action::MakeExcerpt, id).await?;
        if version != read_version {
            return Err(ExcerptsError::Conflict);
        }
        let stage = kept.stage.clone().revise(maker)?;
        let passage = kept.excerpt.passage();
        let layer = story.layer(passage.layer()).ok_or(ExcerptsError::NotFound)?;
        let excerpt = Excerpt::new(passage, layer.telling.part(passage.part()), replacements)?;
        let mut names = Names::of(&mut tx, &keys, &story, actor, self.0.clock.now()).await?;
        let others = Others::of(&mut tx, &story, &names, Some(id)).await?;
        let decided = excerpt.replacements();
        names.enter(&others, story.id, layer, passage.part(), decided, pseudonym)?;
        names.keep(&mut tx, &keys, &story).await?;
        let at = self.0.clock.now();
        let reason = |one: &Replacement| names.reason(&finds, layer, passage.part(), &prepared.suggestions, one);
        let turn = Turn::new(maker, at, &excerpt, reason);
        turn.after(&mut kept.log);
        let kept = Kept {
            excerpt,
            stage,
            pseudonym: pseudonym.trim().to_owned(),
            at,
            // Other words may show something else.
            shown: None,
            before: kept.before,
            named_because: String::new(),
            flags: kept.flags,
            log: kept.log,
        };
        self.keep(&mut tx, &keys, &story, id, &kept, version).await?;
        self.note(&mut tx, &keys, maker, Deed::ExcerptMade, id.uuid()).await?;
        Ok(tx.commit().await?)
    }

    async fn prepared(&self, story: &Opened, passage: Passage, mut names: Names) -> Result<Preparation, ExcerptsError> {
        let layer = story.layer(passage.layer()).ok_or(ExcerptsError::NotFound)?.clone();
        let finds = self.search(story.programme, &layer).await?;
        let (suggestions, pseudonym) = names.learn(story.id, &layer, &finds, passage);
        let reasons = suggestions
            .iter()
            .map(|one| names.reason(&finds, &layer, passage.part(), &suggestions, one));
        let told = translated(story, passage);
        let own = told.unwrap_or(passage);
        let translations = translations(story, passage.layer());
        Ok(Preparation {
            reasons: reasons.collect(),
            story: story.id,
            programme: story.programme,
            is_newest: story.newest().is_some_and(|newest| newest.id == own.layer()),
            told: told.and_then(|told| told_words(story, told)),
            translations: translations.iter().map(|one| (one.id, one.language)).collect(),
            layer,
            passage,
            suggestions,
            pseudonym,
            advocacy: story.consent.allows(Purpose::AdvocacyBrief, self.0.clock.now()),
            revised: None,
        })
    }
}

/// The passage that a source means.
async fn passage(tx: &mut Tx, keys: &Keys, story: &Opened, source: Source) -> Result<Passage, ExcerptsError> {
    let (coding, layer) = match source {
        Source::Coding(coding) => (coding, None),
        Source::Translation(coding, layer) => (coding, Some(layer)),
        Source::Place(place) => return Ok(coding::marked(story, place)?),
    };
    let given = coding::codings(tx, keys, story).await?;
    let given = given.into_iter().find(|(id, _)| *id == coding);
    let (_, given) = given.ok_or(ExcerptsError::NotFound)?;
    let (passage, _) = coding::on_newest(story, given.passage).ok_or(ExcerptsError::NotFound)?;
    match layer {
        None => Ok(passage),
        Some(layer) => in_translation(story, passage, layer).ok_or(ExcerptsError::NotFound),
    }
}

/// The words of a passage, with their language.
pub(super) fn told_words(story: &Opened, passage: Passage) -> Option<(String, Language)> {
    let words = coding::words_of(story, passage)?;
    Some((words.to_owned(), story.layer(passage.layer())?.language))
}
