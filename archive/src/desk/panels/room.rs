//! The room as a guest sees it: no account, no name, a seat. What gives the right is the seat's random id in its own cookie;
//! `may` is not asked, because there is nobody to ask about.

use super::ballots::{self, Booth, Proof};
use super::{Kept, Panels, PanelsError, Pulse, Readable, Reading, Setting, Stage, Titled, find, prune, save};
use crate::audit::{self, Deed, Entry};
use crate::desk::programmes::Programmes;
use crate::keys::Keys;
use crate::store::documents::{self as rows, Document};
use chrono::{DateTime, TimeDelta, Utc};
use method::id::{PanelId, ProgrammeId, SeatId, StoryId};
use method::panel::{
    Attendance, CastOf, Entered, Method, Outcome, Panel, Reason, Refused, Sheet, ShownRound, ShownScores, SmallCounts,
};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// After a panel was closed, those who sat there can read for this long what came of it.
const AFTERWARDS: TimeDelta = TimeDelta::hours(12);

/// The right to a seat: for its cookie alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Ticket {
    pub(super) panel: PanelId,
    pub(super) seat: SeatId,
    pub(super) door: Uuid,
}

impl Ticket {
    /// The text for the cookie: panel, seat, door.
    pub fn reveal(&self) -> String {
        format!("{}.{}.{}", self.panel, self.seat, self.door.as_simple())
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ticket")
    }
}

impl FromStr for Ticket {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        let mut parts = text.splitn(3, '.');
        let mut next = || parts.next().unwrap_or_default();
        Ok(Self {
            panel: next().parse()?,
            seat: next().parse()?,
            door: Uuid::parse_str(next())?,
        })
    }
}

/// A step of a seat's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// Read or heard a story to its end.
    Heard(StoryId),
    /// Casts its vote.
    Vote(StoryId),
    /// Hands its marks in.
    Rate(Sheet),
    /// Saw the count that the chair entered.
    ConfirmCount(BTreeMap<StoryId, usize>),
    /// Saw another.
    DisputeCount,
    /// Counts as many as the chair says, or not.
    AnswerCount(bool),
    /// Says with how many the tablet has been.
    ConfirmVisits(usize),
    /// Looked for its ballot in what was released.
    Look(bool),
    /// May know a teller.
    Recuse,
    /// Leaves the room.
    Leave,
    /// Is back.
    ComeBack,
}

/// A story as a seat sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct RoomStory {
    /// The story.
    pub story: Titled,
    /// Whether this seat has heard it.
    pub is_heard: bool,
    /// Whether it stands in the open round of voting.
    pub stands: bool,
}

/// A panel as a seat sees it.
pub struct Room {
    /// What it is about.
    pub setting: Setting,
    /// Where it stands.
    pub stage: Stage,
    /// How many seats were taken.
    pub seats: usize,
    /// Whether this seat takes part.
    pub attendance: Attendance,
    /// The stories in this seat's own order; in the end in that of the record.
    pub stories: Vec<RoomStory>,
    /// How many have voted, while a vote is open.
    pub cast_of: Option<CastOf>,
    /// How the panel chooses.
    pub method: Method,
    /// Whether this seat may vote, or hand its marks in, now, and what is missing.
    pub turn: Result<(), Refused>,
    /// The rounds that were counted, as far as they may be shown; none while the first is open.
    pub rounds: Vec<ShownRound>,
    /// A count without telephones that waits for a second person.
    pub entered: Option<Entered>,
    /// The table of marks, as far as it may be shown, once it is counted.
    pub scores: Option<ShownScores>,
    /// Whether it shows small numbers by its own rule.
    pub shows_counts: bool,
    /// What came of it, in the end.
    pub outcome: Option<Outcome>,
    /// Why, in the end.
    pub reasons: Vec<Reason>,
    /// Whether nobody learns who voted for what.
    pub is_secret: bool,
    /// The secret round, while one is on, and later the box of reasons.
    pub booth: Option<Booth>,
    /// What this telephone finds its ballot by, after a secret round.
    pub proof: Option<Proof>,
    /// What was written under second tokens, and may still be read.
    pub voices: Vec<String>,
    /// What the live room compares with.
    pub pulse: Pulse,
}

impl Panels<'_> {
    /// The room of a seat; after the end, what came of it.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`] for a ticket that is worth nothing, or no more.
    pub async fn room(&self, ticket: Ticket) -> Result<Room, PanelsError> {
        let keys = self.0.keys()?;
        let programme = self.programme(ticket).await?;
        let (kept, _, readable) = self.current(&keys, programme, ticket.panel).await?;
        let attendance = seated(&kept, ticket, self.0.clock.now())?;
        let panel = &kept.panel;
        let seat = panel.seats().iter().find(|seat| seat.id() == ticket.seat);
        let story = |id: StoryId, text| RoomStory {
            story: kept.titled(id, text, &readable),
            is_heard: seat.is_some_and(|seat| seat.has_heard(id)),
            stands: panel.candidates().is_some_and(|all| all.contains(&id)),
        };
        let put = kept.put();
        let text_of = |id| put.iter().find(|one| one.story == id).map(|one| one.text);
        let stories = match panel.record() {
            Some(record) => record.stories.iter().map(|one| story(one.story, one.text)).collect(),
            None => panel
                .order_for(ticket.seat)
                .into_iter()
                .map(|id| story(id, text_of(id)))
                .collect(),
        };
        let overview = Programmes(self.0).parts_of(programme).await?;
        Ok(Room {
            setting: kept.setting(&overview),
            stage: Stage::of(panel),
            seats: panel.seats().len(),
            attendance,
            stories,
            cast_of: panel.cast_of(),
            method: method_of(panel),
            turn: match panel {
                Panel::Rating(_) => panel.may_rate(ticket.seat),
                _ => panel.may_vote(ticket.seat),
            },
            rounds: panel.shown_rounds(),
            entered: panel.entered().cloned(),
            scores: panel.shown_scores(),
            shows_counts: panel.small_counts() == SmallCounts::Shown,
            outcome: panel.record().map(|record| record.outcome.clone()),
            reasons: panel.record().map(|record| record.reasons.clone()).unwrap_or_default(),
            is_secret: panel.rules().is_some_and(method::panel::Rules::is_secret),
            booth: ballots::booth(&kept, ticket.seat),
            proof: ballots::proof(panel, ticket.seat),
            voices: voices(panel),
            pulse: self.pulse(&keys, panel).await?,
        })
    }

    /// A story for a seat, once hearing has begun and while the panel is open, in the version that was put to it.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`]; `Refused::NotHearing` before hearing; `Refused::Absent`, `Refused::Recused`.
    pub async fn hear(&self, ticket: Ticket, story: StoryId) -> Result<Reading, PanelsError> {
        let keys = self.0.keys()?;
        let (programme, kept, readable) = self.hearing(&keys, ticket).await?;
        let seat = kept.panel.seats().iter().find(|seat| seat.id() == ticket.seat);
        let is_heard = seat.is_some_and(|seat| seat.has_heard(story));
        self.reading(&keys, programme, &kept, &readable, story, is_heard).await
    }

    /// The panel of a seat that may hear its stories now.
    pub(super) async fn hearing(&self, keys: &Keys, ticket: Ticket) -> Result<(ProgrammeId, Kept, Readable), PanelsError> {
        let programme = self.programme(ticket).await?;
        let (kept, _, readable) = self.current(keys, programme, ticket.panel).await?;
        match seated(&kept, ticket, self.0.clock.now())? {
            Attendance::Present => {}
            Attendance::Absent => return Err(Refused::Absent.into()),
            Attendance::Recused => return Err(Refused::Recused.into()),
        }
        if Stage::of(&kept.panel) == Stage::Gathering {
            return Err(Refused::NotHearing.into());
        }
        Ok((programme, kept, readable))
    }

    /// Takes a seat's step. Seats that act at once take turns: nobody is told to try again. No entry in any log says that
    /// somebody voted, nor who confirmed a count.
    ///
    /// # Errors
    /// [`PanelsError::Refused`] as `method::panel` says; [`PanelsError::NotFound`].
    pub async fn act(&self, ticket: Ticket, step: Move) -> Result<(), PanelsError> {
        let keys = self.0.keys()?;
        let programme = self.programme(ticket).await?;
        let now = self.0.clock.now();
        let mut tx = self.0.content.write().await?;
        let found = find(&mut tx, &keys, programme, ticket.panel).await?;
        let (mut kept, version) = found.ok_or(PanelsError::NotFound)?;
        seated(&kept, ticket, now)?;
        let (_, has_changed) = prune(&mut tx, &keys, &mut kept, now).await?;
        let counts = matches!(step, Move::ConfirmCount(_) | Move::ConfirmVisits(_));
        let is_step = counts || matches!(step, Move::DisputeCount | Move::AnswerCount(_));
        let panel = &mut kept.panel;
        let taken = match step {
            Move::Heard(story) => panel.hear(ticket.seat, story),
            Move::Vote(story) => panel.vote(ticket.seat, story),
            Move::Rate(sheet) => panel.rate(ticket.seat, sheet),
            Move::ConfirmCount(seen) => panel.confirm_count(&seen),
            Move::DisputeCount => panel.discard_count(),
            Move::AnswerCount(is_right) => panel.answer_count(ticket.seat, is_right),
            Move::ConfirmVisits(said) => panel.confirm_visits(said),
            Move::Look(is_there) => panel.look(ticket.seat, is_there),
            Move::Recuse => panel.recuse(ticket.seat),
            Move::Leave => panel.leave(ticket.seat),
            Move::ComeBack => panel.come_back(ticket.seat),
        };
        if taken.is_ok() || has_changed {
            let saved = save(&mut tx, &keys, programme, ticket.panel, &kept, version).await?;
            if counts && taken.is_ok() {
                audit::append(&mut tx, &keys, &counted(ticket.panel, now)).await?;
            }
            tx.commit().await?;
            if is_step {
                self.0.steps.tell(ticket.panel);
            }
            self.end_box(&keys, saved.ended).await?;
        }
        Ok(taken?)
    }

    pub(super) async fn programme(&self, ticket: Ticket) -> Result<ProgrammeId, PanelsError> {
        let mut tx = self.0.content.read().await?;
        let found = rows::programme_of(&mut tx, Document::Panel, ticket.panel.uuid()).await?;
        found.ok_or(PanelsError::NotFound)
    }

    /// The row of a ticket's panel, for the live room.
    pub(super) async fn held(&self, keys: &Keys, ticket: Ticket) -> Result<(Kept, i32), PanelsError> {
        let programme = self.programme(ticket).await?;
        let mut tx = self.0.content.read().await?;
        let found = find(&mut tx, keys, programme, ticket.panel).await?;
        let (kept, version) = found.ok_or(PanelsError::NotFound)?;
        seated(&kept, ticket, self.0.clock.now())?;
        Ok((kept, version))
    }
}

/// A count that a seat confirmed: the log tells that it was counted, and of no seat.
fn counted(panel: PanelId, now: DateTime<Utc>) -> Entry {
    Entry {
        at: now,
        by: None,
        deed: Deed::PanelVoteClosed,
        about: Some(panel.uuid()),
    }
}

/// What was written under second tokens, as far as it may be read.
pub(super) fn voices(panel: &Panel) -> Vec<String> {
    let voices = match panel {
        Panel::Reasoning(reasoning) => reasoning.voices(),
        Panel::Closed(record) => &record.voices,
        _ => &[],
    };
    voices.iter().filter_map(|one| one.text()).map(str::to_owned).collect()
}

pub(super) fn method_of(panel: &Panel) -> Method {
    match panel.record() {
        Some(record) => record.method.clone(),
        None => panel.rules().map_or(Method::Majority, |rules| rules.method().clone()),
    }
}

/// Whether a ticket gives a seat, and how it takes part. Of a closed panel there is no seat: its door is asked.
pub(super) fn seated(kept: &Kept, ticket: Ticket, now: DateTime<Utc>) -> Result<Attendance, PanelsError> {
    if let Some(record) = kept.panel.record() {
        let is_open = kept.door == ticket.door && now < record.closed + AFTERWARDS;
        return is_open.then_some(Attendance::Present).ok_or(PanelsError::NotFound);
    }
    let seat = kept.panel.seats().iter().find(|seat| seat.id() == ticket.seat);
    seat.map(method::panel::Seat::attendance).ok_or(PanelsError::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::random_id;

    #[test]
    fn a_ticket_survives_its_cookie_and_prints_nothing() {
        let ticket = Ticket {
            panel: PanelId::new(random_id()),
            seat: SeatId::new(random_id()),
            door: random_id(),
        };
        assert!(ticket.reveal().parse() == Ok(ticket));
        assert_eq!(format!("{ticket:?}"), "Ticket");
        for wrong in ["", "a.b.c", ".."] {
            assert!(wrong.parse::<Ticket>().is_err(), "{wrong}");
        }
    }
}
