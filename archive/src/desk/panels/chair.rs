//! What a chair sees and does. She knows seats by their number in the room, never by the id that is a seat's right; and of an
//! open vote no more than how many have voted.

use super::ballots::{self, Proof, TokenKeys};
use super::named::named;
use super::{Kept, Panels, PanelsError, Pulse, Readable, Report, Setting, Stage, Titled, account, layer_of};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::desk::programmes::{Programmes, added};
use crate::desk::sound;
use crate::error::Fault;
use crate::keys::Keys;
use method::id::{PanelId, ProgrammeId, SeatId, StoryId};
use method::panel::{
    Attendance, CastOf, Category, Entered, Method, Panel, Picture, Reasoning, Rules, Seat, Secret, ShownRound, ShownScores,
    SmallCounts,
};
use method::policy::{Action, Actor};
use method::story::{Layer, LayerKind};

/// A seat as its chair sees it. A recusal is quiet: it does not stand here.
#[derive(Clone, PartialEq, Eq)]
pub struct LedSeat {
    /// Its number in the room, from 1, in the order in which seats were taken.
    pub number: usize,
    /// As what the person sits there.
    pub category: Category,
    /// Whether the person left the room.
    pub is_away: bool,
    /// The code that gives this seat to another telephone, while it is free.
    pub code: Option<String>,
}

/// A story as its chair sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct LedStory {
    /// The story.
    pub story: Titled,
    /// How many seats that take part have heard it.
    pub heard: usize,
    /// Whether it was discussed.
    pub is_discussed: bool,
    /// The questions raised about it.
    pub questions: Vec<String>,
}

/// A panel as its chair sees it.
pub struct Led {
    /// Its id.
    pub id: PanelId,
    /// The version to name when writing.
    pub version: i32,
    /// What it is about.
    pub setting: Setting,
    /// Where it stands.
    pub stage: Stage,
    /// The code to show, while seats are taken.
    pub code: Option<String>,
    /// Its seats.
    pub seats: Vec<LedSeat>,
    /// How many of them have somebody in the room. Recused ones are among them: the chair is not told.
    pub present: usize,
    /// Its stories.
    pub stories: Vec<LedStory>,
    /// The stories that stand in the open round of voting.
    pub candidates: Vec<StoryId>,
    /// How many have voted, while a vote is open.
    pub cast_of: Option<CastOf>,
    /// How it chooses.
    pub method: Method,
    /// The rounds that were counted, as far as they may be shown.
    pub rounds: Vec<ShownRound>,
    /// A count without telephones that waits for a second person.
    pub entered: Option<Entered>,
    /// The table of marks, as far as it may be shown, once it is counted.
    pub scores: Option<ShownScores>,
    /// Whether it shows small numbers by its own rule.
    pub shows_counts: bool,
    /// What was written after the count.
    pub reasoning: Option<Reasoning>,
    /// Whether nobody learns who voted for what.
    pub is_secret: bool,
    /// The fingerprint of the key that signs tokens, for the square and the wall.
    pub fingerprint: Option<String>,
    /// How far a secret round is, and later the box of reasons.
    pub secret: Option<Secret>,
    /// How telephones found their ballots, after a secret round.
    pub proof: Option<Proof>,
    /// Words in what was written that may lead to somebody.
    pub named: Vec<String>,
    /// What the live room compares with.
    pub pulse: Pulse,
}

/// A story that is read in a panel.
pub struct Reading {
    /// What the panel is about.
    pub setting: Setting,
    /// Where it stands.
    pub stage: Stage,
    /// The text that the panel reads.
    pub layer: Layer,
    /// What was translated from that very text and approved.
    pub translations: Vec<Layer>,
    /// What stands for it in this panel.
    pub picture: Option<Picture>,
    /// Whether this version was read aloud by the team, and can be heard.
    pub is_narrated: bool,
    /// What panels below wrote about it.
    pub reports: Vec<Report>,
    /// Whether this seat has heard it; for the chair: whether it was discussed.
    pub is_done: bool,
    /// What the live room compares with.
    pub pulse: Pulse,
}

impl Panels<'_> {
    /// A panel for its chair.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`].
    pub async fn lead(&self, actor: &Actor, programme: ProgrammeId, id: PanelId) -> Result<Led, PanelsError> {
        let keys = self.0.keys()?;
        let (kept, version, readable) = self.current(&keys, programme, id).await?;
        if !allowed(actor, Action::LeadPanel, &kept.subject(programme)) {
            return Err(PanelsError::NotFound);
        }
        let overview = Programmes(self.0).parts_of(programme).await?;
        let pulse = self.pulse(&keys, &kept.panel).await?;
        let led = led(&kept, version, &readable, (kept.setting(&overview), pulse));
        let mut tx = self.0.content.read().await?;
        let added = added(&mut tx, &keys, programme).await?;
        drop(tx);
        let named = tokio::task::spawn_blocking(move || named(&kept.panel, &added)).await;
        Ok(Led {
            named: named.map_err(|_| Fault::Stopped)?,
            ..led
        })
    }

    /// A story of an open panel for its chair: by the consent to such a panel, whatever else its teller allows. Reading is
    /// noted in the audit log.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`].
    pub async fn read(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: PanelId,
        story: StoryId,
    ) -> Result<(Reading, Vec<String>), PanelsError> {
        let keys = self.0.keys()?;
        let (kept, _, readable) = self.current(&keys, programme, id).await?;
        if !allowed(actor, Action::LeadPanel, &kept.subject(programme)) {
            return Err(PanelsError::NotFound);
        }
        let is_discussed = is_discussed(&kept.panel, story);
        let reading = self.reading(&keys, programme, &kept, &readable, story, is_discussed).await?;
        let mut tx = self.0.content.write().await?;
        let entry = self.entry(actor, Deed::StoryRead, story.uuid())?;
        audit::append(&mut tx, &keys, &entry).await?;
        tx.commit().await?;
        Ok((reading, questions(&kept.panel, story)))
    }

    pub(super) async fn reading(
        &self,
        keys: &Keys,
        programme: ProgrammeId,
        kept: &Kept,
        readable: &Readable,
        story: StoryId,
        is_done: bool,
    ) -> Result<Reading, PanelsError> {
        if kept.panel.record().is_some() {
            return Err(PanelsError::NotFound);
        }
        let opened = readable.get(&story).ok_or(PanelsError::NotFound)?;
        let layer = layer_of(kept, story).and_then(|layer| opened.layer(layer));
        let layer = layer.ok_or(PanelsError::NotFound)?.clone();
        let is_of_it = |one: &&Layer| matches!(one.kind, LayerKind::Translation { of, .. } if of == layer.id);
        let translations = opened.layers.iter().filter(is_of_it).cloned().collect();
        let mut tx = self.0.content.read().await?;
        let is_narrated = sound::is_narrated(&mut tx, layer.id).await?;
        drop(tx);
        let overview = Programmes(self.0).parts_of(programme).await?;
        Ok(Reading {
            setting: kept.setting(&overview),
            stage: Stage::of(&kept.panel),
            layer,
            translations,
            picture: kept.picture(story),
            is_narrated,
            reports: self.reports(keys, programme, kept, story).await?,
            is_done,
            pulse: self.pulse(keys, &kept.panel).await?,
        })
    }

    pub(super) fn entry(&self, actor: &Actor, deed: Deed, about: uuid::Uuid) -> Result<Entry, PanelsError> {
        Ok(Entry {
            at: self.0.clock.now(),
            by: Some(account(actor)?),
            deed,
            about: Some(about),
        })
    }
}

fn is_discussed(panel: &Panel, story: StoryId) -> bool {
    match panel {
        Panel::Gathering(_) => false,
        Panel::Hearing(hearing) => hearing.has_discussed(story),
        // Marks that are handed in before the meeting come before the discussion.
        Panel::Rating(_) => !matches!(panel.rules().map(Rules::method), Some(Method::PreScoring(_))),
        Panel::Voting(_) | Panel::Reasoning(_) | Panel::Closed(_) => true,
    }
}

fn questions(panel: &Panel, story: StoryId) -> Vec<String> {
    let about = panel.questions().iter().filter(|question| question.about == story);
    about
        .filter_map(|question| question.words.text())
        .map(str::to_owned)
        .collect()
}

/// How far a secret round is, or the box of reasons after it.
const fn secret(panel: &Panel) -> Option<&Secret> {
    match panel {
        Panel::Voting(voting) => voting.secret(),
        Panel::Reasoning(reasoning) => match reasoning.told() {
            Some(told) => told.reasons(),
            None => None,
        },
        _ => None,
    }
}

fn led(kept: &Kept, version: i32, readable: &Readable, (setting, pulse): (Setting, Pulse)) -> Led {
    let panel = &kept.panel;
    let seats = (1..).zip(panel.seats()).map(|(number, seat)| LedSeat {
        number,
        category: seat.category(),
        is_away: !seat.is_in_the_room(),
        code: kept
            .reseats
            .iter()
            .find(|one| one.seat == seat.id())
            .map(|one| one.code.clone()),
    });
    let here = || panel.seats().iter().filter(|seat| seat.is_in_the_room());
    // Nobody waits for a recused seat to hear a story, and no number tells that nobody does.
    let has_heard = |seat: &Seat, story| seat.has_heard(story) || seat.attendance() == Attendance::Recused;
    let stories = panel.stories().iter().map(|one| LedStory {
        story: kept.titled(one.story, Some(one.text), readable),
        heard: here().filter(|seat| has_heard(seat, one.story)).count(),
        is_discussed: is_discussed(panel, one.story),
        questions: questions(panel, one.story),
    });
    Led {
        id: panel.id(),
        version,
        setting,
        stage: Stage::of(panel),
        code: kept.code.clone(),
        seats: seats.collect(),
        present: here().count(),
        stories: stories.collect(),
        candidates: panel.candidates().unwrap_or_default().to_vec(),
        cast_of: panel.cast_of(),
        method: super::room::method_of(panel),
        rounds: panel.shown_rounds(),
        entered: panel.entered().cloned(),
        scores: panel.shown_scores(),
        shows_counts: panel.small_counts() == SmallCounts::Shown,
        reasoning: match panel {
            Panel::Reasoning(reasoning) => Some(reasoning.clone()),
            _ => None,
        },
        is_secret: panel.rules().is_some_and(Rules::is_secret),
        fingerprint: kept.tokens.as_ref().map(TokenKeys::fingerprint),
        secret: secret(panel).cloned(),
        proof: ballots::proof(panel, SeatId::new(uuid::Uuid::nil())),
        named: Vec::new(),
        pulse,
    }
}
