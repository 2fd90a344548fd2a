//! What a chair sees and does. She knows seats by their number in the room, never by the id that is a seat's right; and of an
//! open vote no more than how many have voted.

use super::opening::new_code;
use super::{
    Kept, Panels, PanelsError, Readable, Report, Reseat, Setting, Stage, Titled, account, find, layer_of, prune, save,
    titled,
};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::clock::random_id;
use crate::desk::programmes::Programmes;
use crate::keys::Keys;
use crate::store::{Tx, join_codes};
use chrono::{DateTime, Utc};
use method::id::{PanelId, ProgrammeId, SeatId, StoryId};
use method::panel::{Attendance, CastOf, Category, Choice, Closing, CountedRound, Criterion, Panel, Reasoning, Refused};
use method::policy::{Action, Actor};
use method::story::Layer;

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
    /// How many of them take part now.
    pub present: usize,
    /// Its stories.
    pub stories: Vec<LedStory>,
    /// The stories that stand in the open round of voting.
    pub candidates: Vec<StoryId>,
    /// How many have voted, while a vote is open.
    pub cast_of: Option<CastOf>,
    /// The rounds that were counted.
    pub rounds: Vec<CountedRound>,
    /// What was written after the count.
    pub reasoning: Option<Reasoning>,
    /// What the live room compares with.
    pub pulse: super::Pulse,
}

/// A story that is read in a panel.
pub struct Reading {
    /// What the panel is about.
    pub setting: Setting,
    /// Where it stands.
    pub stage: Stage,
    /// The text that the panel reads.
    pub layer: Layer,
    /// What panels below wrote about it.
    pub reports: Vec<Report>,
    /// Whether this seat has heard it; for the chair: whether it was discussed.
    pub is_done: bool,
    /// What the live room compares with.
    pub pulse: super::Pulse,
}

/// A step of the chair's.
#[derive(Clone, Debug)]
pub enum Step {
    /// Seats are taken; the stories come.
    StartHearing,
    /// A story was read aloud to all.
    ReadAloud(StoryId),
    /// A story was discussed.
    Discuss(StoryId),
    /// A question was raised.
    Ask(StoryId, String),
    /// The vote opens.
    OpenVote,
    /// The vote ends.
    CloseVote(Closing),
    /// The group decides.
    Decide(Choice),
    /// The tied stand again.
    RunOff,
    /// Why a chosen story.
    GiveReason(StoryId, String),
    /// What the group looked at.
    SetCriteria(Vec<Criterion>),
    /// What somebody thinks who voted otherwise.
    RecordDissent(String),
    /// They would rather not say.
    DeclineDissent,
    /// The panel ends.
    Close,
    /// The person of a seat left the room.
    MarkAway(usize),
    /// And is back.
    MarkBack(usize),
    /// A seat's telephone died: a code gives the seat to another.
    Reseat(usize),
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
        Ok(led(&kept, version, &readable, kept.setting(&overview)))
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
        let layer = layer_of(kept, story).and_then(|layer| readable.get(&story)?.layer(layer));
        let layer = layer.ok_or(PanelsError::NotFound)?.clone();
        let overview = Programmes(self.0).parts_of(programme).await?;
        Ok(Reading {
            setting: kept.setting(&overview),
            stage: Stage::of(&kept.panel),
            layer,
            reports: self.reports(keys, programme, kept, story).await?,
            is_done,
            pulse: super::Pulse::of(&kept.panel),
        })
    }

    /// Takes a step. `read_version` is named by whoever writes words that another chair may have written meanwhile.
    ///
    /// # Errors
    /// [`PanelsError::Refused`] as `method::panel` says; [`PanelsError::Conflict`]; [`PanelsError::NotFound`].
    pub async fn take(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: PanelId,
        step: Step,
        read_version: Option<i32>,
    ) -> Result<(), PanelsError> {
        let keys = self.0.keys()?;
        let now = self.0.clock.now();
        let mut tx = self.0.content.write().await?;
        let found = find(&mut tx, &keys, programme, id).await?;
        let (mut kept, version) = found.ok_or(PanelsError::NotFound)?;
        if !allowed(actor, Action::LeadPanel, &kept.subject(programme)) {
            return Err(PanelsError::NotFound);
        }
        if read_version.is_some_and(|read| read != version) {
            return Err(PanelsError::Conflict);
        }
        let (_, has_changed) = prune(&mut tx, &keys, &mut kept, now).await?;
        let deed = match &step {
            Step::CloseVote(_) => Some(Deed::PanelVoteClosed),
            Step::Close => Some(Deed::PanelClosed),
            _ => None,
        };
        let taken = go(&mut tx, &keys, &mut kept, step, now).await;
        if taken.is_ok() || has_changed {
            save(&mut tx, &keys, programme, id, &kept, version).await?;
            if let Some(deed) = deed.filter(|_| taken.is_ok()) {
                audit::append(&mut tx, &keys, &self.entry(actor, deed, id.uuid())?).await?;
            }
            tx.commit().await?;
        }
        taken
    }

    fn entry(&self, actor: &Actor, deed: Deed, about: uuid::Uuid) -> Result<Entry, PanelsError> {
        Ok(Entry {
            at: self.0.clock.now(),
            by: Some(account(actor)?),
            deed,
            about: Some(about),
        })
    }
}

/// The step itself, and what follows from it for codes. Where it is refused nothing has changed.
async fn go(tx: &mut Tx, keys: &Keys, kept: &mut Kept, step: Step, now: DateTime<Utc>) -> Result<(), PanelsError> {
    let panel = &mut kept.panel;
    match step {
        Step::StartHearing => {
            panel.start_hearing(now)?;
            if let Some(code) = kept.code.take() {
                join_codes::remove(tx, &keys.code_index(&code)).await?;
            }
        }
        Step::ReadAloud(story) => panel.read_aloud(story)?,
        Step::Discuss(story) => panel.discuss(story)?,
        Step::Ask(story, question) => panel.ask(story, &question)?,
        Step::OpenVote => panel.open_vote()?,
        Step::CloseVote(closing) => panel.close_vote(closing)?,
        Step::Decide(choice) => panel.decide(choice)?,
        Step::RunOff => panel.run_off()?,
        Step::GiveReason(story, reason) => panel.give_reason(story, &reason)?,
        Step::SetCriteria(criteria) => panel.set_criteria(criteria)?,
        Step::RecordDissent(view) => panel.record_dissent(&view)?,
        Step::DeclineDissent => panel.decline_dissent()?,
        Step::Close => {
            panel.close(now)?;
            kept.code = None;
            kept.reseats.clear();
            join_codes::remove_all(tx, kept.panel.id()).await?;
        }
        Step::MarkAway(number) => {
            let seat = seat(panel, number)?;
            quietly(panel.leave(seat))?;
        }
        Step::MarkBack(number) => {
            let seat = seat(panel, number)?;
            quietly(panel.come_back(seat))?;
        }
        Step::Reseat(number) => reseat(tx, keys, kept, number).await?,
    }
    Ok(())
}

/// The old telephone is out at once; the seat waits under an id that nobody has until the code is typed.
async fn reseat(tx: &mut Tx, keys: &Keys, kept: &mut Kept, number: usize) -> Result<(), PanelsError> {
    let old = seat(&kept.panel, number)?;
    let waiting = SeatId::new(random_id());
    kept.panel.reseat(old, waiting)?;
    if let Some(index) = kept.reseats.iter().position(|one| one.seat == old) {
        let before = kept.reseats.remove(index);
        join_codes::remove(tx, &keys.code_index(&before.code)).await?;
    }
    let code = new_code(tx, keys, kept.panel.id()).await?;
    kept.reseats.push(Reseat { code, seat: waiting });
    Ok(())
}

/// A seat that has recused itself neither comes nor goes, and its chair is not told so.
fn quietly(done: Result<(), Refused>) -> Result<(), Refused> {
    match done {
        Err(Refused::Recused) => Ok(()),
        other => other,
    }
}

fn seat(panel: &Panel, number: usize) -> Result<SeatId, Refused> {
    if panel.record().is_some() {
        return Err(Refused::Closed);
    }
    let index = number.checked_sub(1).ok_or(Refused::UnknownSeat)?;
    panel
        .seats()
        .get(index)
        .map(method::panel::Seat::id)
        .ok_or(Refused::UnknownSeat)
}

pub(super) fn is_discussed(panel: &Panel, story: StoryId) -> bool {
    match panel {
        Panel::Gathering(_) => false,
        Panel::Hearing(hearing) => hearing.has_discussed(story),
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

fn led(kept: &Kept, version: i32, readable: &Readable, setting: Setting) -> Led {
    let panel = &kept.panel;
    let seats = (1..).zip(panel.seats()).map(|(number, seat)| LedSeat {
        number,
        category: seat.category(),
        is_away: seat.attendance() == Attendance::Absent,
        code: kept
            .reseats
            .iter()
            .find(|one| one.seat == seat.id())
            .map(|one| one.code.clone()),
    });
    let take_part = || panel.seats().iter().filter(|seat| seat.attendance() == Attendance::Present);
    let stories = panel.stories().iter().map(|one| LedStory {
        story: titled(one.story, Some(one.text), readable),
        heard: take_part().filter(|seat| seat.has_heard(one.story)).count(),
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
        present: take_part().count(),
        stories: stories.collect(),
        candidates: panel.candidates().unwrap_or_default().to_vec(),
        cast_of: panel.cast_of(),
        rounds: panel.rounds().to_vec(),
        reasoning: match panel {
            Panel::Reasoning(reasoning) => Some(reasoning.clone()),
            _ => None,
        },
        pulse: super::Pulse::of(panel),
    }
}
