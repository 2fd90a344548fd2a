//! A story's register of pseudonyms: one row a story, sealed under its key. It holds what stands for every name that was found
//! anywhere in her text, and for the teller herself, so that all excerpts of one story call a person the same.

use super::ExcerptsError;
use super::finds::Finds;
use super::people::{elsewhere_of, of_story};
use crate::clock::random_id;
use crate::contracts::REGISTER;
use crate::desk::stories::opened::Opened;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::growth::{self, GrownRow, Growth};
use archive_detect::{Found, Why};
use chrono::{DateTime, Utc};
use method::anonymise::known::{Known, Pseudonym, meant};
use method::anonymise::{IdentifierKind, Register, replaced, suggest};
use method::coding::Passage;
use method::excerpt::{Reason, Replacement, ReplacementKind, within};
use method::id::{ExcerptId, StoryId};
use method::language::{Language, Script};
use method::policy::Actor;
use method::story::{Layer, Telling, TextPart};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A story's register with its row; a row of version 0 is not written yet.
pub(super) struct Names {
    pub(super) register: Register,
    /// Whose pseudonym is settled in this story.
    here: Vec<Known>,
    /// Whose is in other stories that the reader may read.
    elsewhere: Vec<Known>,
    id: Uuid,
    version: i32,
}

impl Names {
    /// The register of a story, with the people whose pseudonyms are settled.
    pub(super) async fn of(
        tx: &mut Tx,
        keys: &Keys,
        story: &Opened,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<Self, Fault> {
        let rows = growth::of_story(tx, Growth::Register, story.id).await?;
        let (register, id, version) = match rows.into_iter().next() {
            Some(row) => (
                keys.open(&story.key, REGISTER, row.id, row.version, row.sealed)?,
                row.id,
                row.version,
            ),
            // Any number does; that of the story gives the same answer until the row is written.
            None => (Register::new(story.id.uuid().as_bytes()[0].into()), random_id(), 0),
        };
        let here = of_story(tx, keys, story).await?.into_iter().map(|(_, known)| known).collect();
        let mut names = Self {
            register,
            here,
            elsewhere: elsewhere_of(tx, keys, story, actor, now).await?,
            id,
            version,
        };
        for known in names.here.clone() {
            names.settle(story.id, &known);
        }
        Ok(names)
    }

    /// Enters a person of the story; whether her pseudonym stands for each of her names then.
    pub(super) fn settle(&mut self, story: StoryId, known: &Known) -> bool {
        let besides = if known.is_teller {
            [Script::LeftToRight, Script::RightToLeft]
                .map(|script| teller_in(story, script))
                .to_vec()
        } else {
            Vec::new()
        };
        self.register.settle(known, &besides);
        let mut all = besides.iter().chain(&known.names);
        all.all(|name| self.register.get(IdentifierKind::Person, name) == Some(known.pseudonym.among(name)))
    }

    /// Learns every name of the layer, and the teller's; what is to be put for whatever was found in a passage, and for her.
    pub(super) fn learn(
        &mut self,
        story: StoryId,
        layer: &Layer,
        finds: &Finds,
        passage: Passage,
    ) -> (Vec<Replacement>, String) {
        let of_parts = self.learn_all(layer, finds).into_iter();
        let in_part = of_parts.filter(|(part, _)| *part == passage.part()).flat_map(|(_, all)| all);
        let in_passage = within(passage, in_part.collect());
        let teller = teller(story, layer.language);
        let whole = (0, teller.chars().count(), IdentifierKind::Person);
        suggest(&teller, layer.language, &[whole], &mut self.register);
        let pseudonym = self.register.get(IdentifierKind::Person, &teller).unwrap_or_default();
        (in_passage, pseudonym.to_owned())
    }

    /// Learns every name of the layer; what is to be put for whatever was found, part by part.
    fn learn_all(&mut self, layer: &Layer, finds: &Finds) -> Vec<(TextPart, Vec<Replacement>)> {
        self.register.propose(&self.elsewhere, &finds.people(layer));
        let mut all = Vec::new();
        // Twice: a full name in a later part tells whose first name stands in an earlier one.
        for _ in 0..2 {
            let each = finds.parts.iter();
            all = each
                .map(|(part, found)| (*part, self.suggest(layer.telling.part(*part), layer.language, found)))
                .collect();
        }
        all
    }

    fn suggest(&mut self, text: &str, language: Language, found: &[Found]) -> Vec<Replacement> {
        let found: Vec<_> = found.iter().map(|one| (one.start, one.end, one.kind)).collect();
        suggest(text, language, &found, &mut self.register)
    }

    /// A whole layer with everything that was found replaced.
    pub(super) fn without(&mut self, layer: &Layer, finds: &Finds) -> Telling {
        let of_parts = self.learn_all(layer, finds);
        let telling = &layer.telling;
        let part = |wanted: TextPart| {
            let found = of_parts.iter().find(|(part, _)| *part == wanted);
            replaced(telling.part(wanted), found.map_or(&[], |(_, all)| all))
        };
        Telling {
            context: part(TextPart::Context),
            description: part(TextPart::Description),
            significance: part(TextPart::Significance),
            title: replaced(&telling.title, &self.suggest(&telling.title, layer.language, &finds.title)),
        }
    }

    /// Why words of a passage are replaced.
    pub(super) fn reason(
        &self,
        finds: &Finds,
        layer: &Layer,
        part: TextPart,
        suggested: &[Replacement],
        one: &Replacement,
    ) -> Reason {
        let words: String = layer
            .telling
            .part(part)
            .chars()
            .skip(one.start)
            .take(one.end - one.start)
            .collect();
        let is_person = one.kind == ReplacementKind::Identifier(IdentifierKind::Person);
        if is_person && (meant(&words, &self.here).is_some() || meant(&words, &self.elsewhere).is_some()) {
            return Reason::Register;
        }
        let touches = |start: usize, end: usize| one.start < end && start < one.end;
        if let Some(found) = finds.of(part).find(|found| touches(found.start, found.end)) {
            return match found.why {
                Why::Pattern => Reason::Pattern,
                Why::Checksum => Reason::Checksum,
                Why::List => Reason::List,
                Why::Added => Reason::Added,
                Why::Context => Reason::Context,
                Why::Shape => Reason::Shape,
            };
        }
        if suggested.iter().any(|other| touches(other.start, other.end)) {
            Reason::Again
        } else {
            Reason::Hand
        }
    }

    /// The pseudonym that a person of the story chose herself; `words` are a name of hers, or the teller's word.
    fn chosen(&self, story: StoryId, words: &str) -> Option<&Pseudonym> {
        let is_teller = [Script::LeftToRight, Script::RightToLeft]
            .iter()
            .any(|script| teller_in(story, *script) == words);
        let known = if is_teller {
            self.here.iter().find(|one| one.is_teller)
        } else {
            meant(words, &self.here).map(|(known, _)| known)
        };
        known.filter(|one| one.is_chosen).map(|one| &one.pseudonym)
    }

    /// Enters what was decided: every name that is replaced, and the teller's. Who is called something in another excerpt of
    /// the story keeps to it.
    pub(super) fn enter(
        &mut self,
        others: &Others,
        story: StoryId,
        layer: &Layer,
        part: TextPart,
        decided: &[Replacement],
        pseudonym: &str,
    ) -> Result<(), ExcerptsError> {
        let text = layer.telling.part(part);
        let teller = teller(story, layer.language);
        let mut entered = BTreeSet::new();
        self.enter_one(
            others,
            &mut entered,
            (story, None),
            IdentifierKind::Person,
            &teller,
            pseudonym,
        )?;
        for (index, replacement) in decided.iter().enumerate() {
            let ReplacementKind::Identifier(kind) = replacement.kind else {
                continue;
            };
            let words = Passage::new(layer.id, part, text, replacement.start, replacement.end)?;
            if kind.is_name() {
                let surface = words.cut(text).unwrap_or_default();
                self.enter_one(others, &mut entered, (story, Some(index)), kind, surface, &replacement.with)?;
            }
        }
        Ok(())
    }

    fn enter_one(
        &mut self,
        others: &Others,
        entered: &mut BTreeSet<String>,
        (story, index): (StoryId, Option<usize>),
        kind: IdentifierKind,
        surface: &str,
        with: &str,
    ) -> Result<(), ExcerptsError> {
        let with = with.trim();
        // What she chose herself gives way to nobody's taste.
        if kind == IdentifierKind::Person
            && let Some(chosen) = self.chosen(story, surface)
            && !chosen.spellings().contains(&with)
        {
            let with = chosen.among(surface).to_owned();
            return Err(ExcerptsError::CalledOtherwise { index, with });
        }
        let before = self.register.get(kind, surface).map(str::to_owned);
        if before.as_deref() != Some(with) {
            // A person has one name in all excerpts of a story, and in this one too.
            if let (IdentifierKind::Person, Some(before)) = (kind, before)
                && (entered.contains(&before) || others.called(surface).is_some())
            {
                return Err(ExcerptsError::CalledOtherwise { index, with: before });
            }
            let done = self.register.insert(kind, surface, with);
            done.map_err(|why| ExcerptsError::Name { index, why })?;
        }
        entered.insert(with.to_owned());
        Ok(())
    }

    /// Writes the register.
    pub(super) async fn keep(&self, tx: &mut Tx, keys: &Keys, story: &Opened) -> Result<(), ExcerptsError> {
        let version = self.version + 1;
        let row = GrownRow {
            id: self.id,
            programme_id: story.programme.uuid(),
            story_id: story.id.uuid(),
            version,
            sealed: keys.seal(&story.key, REGISTER, self.id, version, &self.register)?,
        };
        if self.version == 0 {
            growth::add(tx, Growth::Register, &row).await?;
        } else if !growth::update(tx, Growth::Register, &row, self.version).await? {
            return Err(ExcerptsError::Conflict);
        }
        Ok(())
    }
}

/// What the other excerpts of a story call people by. A register that no other excerpt relies on may still change its mind.
pub(super) struct Others {
    before: Register,
    are_there: bool,
}

impl Others {
    /// Those of a story but for the one that is being changed.
    pub(super) async fn of(tx: &mut Tx, story: &Opened, names: &Names, but: Option<ExcerptId>) -> Result<Self, Fault> {
        let rows = growth::of_story(tx, Growth::Excerpt, story.id).await?;
        let are_there = rows.into_iter().any(|row| but.map(ExcerptId::uuid) != Some(row.id));
        let before = names.register.clone();
        Ok(Self { before, are_there })
    }

    fn called(&self, surface: &str) -> Option<&str> {
        self.are_there.then(|| self.before.get(IdentifierKind::Person, surface))?
    }
}

/// The word under which a story's teller stands in its register: her name is not known, and no text holds this word. It is
/// written in the letters of her language, so that her pseudonym is too.
fn teller(story: StoryId, language: Language) -> String {
    teller_in(story, language.script())
}

fn teller_in(story: StoryId, script: Script) -> String {
    match script {
        Script::RightToLeft => format!("راوية{story}"),
        Script::LeftToRight => format!("teller{story}"),
    }
}
