//! The room as a guest sees it: no account, no name, a seat. What gives the right is the seat's random id in its own cookie;
//! `may` is not asked, because there is nobody to ask about.

use super::{Kept, Panels, PanelsError, Pulse, Reading, Setting, Stage, Titled, find, prune, save};
use crate::audit::{self, Deed, Entry};
use crate::desk::programmes::Programmes;
use crate::keys::Keys;
use crate::store::documents::{self as rows, Document};
use chrono::{DateTime, TimeDelta, Utc};
use method::id::{PanelId, ProgrammeId, SeatId, StoryId};
use method::panel::{
    Attendance, CastOf, Entered, Method, Outcome, Panel, Reason, Refused, Scores, Sheet, ShownRound, ShownScores,
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
    /// What came of it, in the end.
    pub outcome: Option<Outcome>,
    /// Why, in the end.
    pub reasons: Vec<Reason>,
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
            scores: panel.scores().or_else(|| panel.record()?.scores.as_ref()).map(Scores::shown),
            outcome: panel.record().map(|record| record.outcome.clone()),
            reasons: panel.record().map(|record| record.reasons.clone()).unwrap_or_default(),
            pulse: Pulse::of(panel),
        })
    }

    /// A story for a seat, once hearing has begun and while the panel is open, in the version that was put to it.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`]; `Refused::NotHearing` before hearing; `Refused::Absent`, `Refused::Recused`.
    pub async fn hear(&self, ticket: Ticket, story: StoryId) -> Result<Reading, PanelsError> {
        let keys = self.0.keys()?;
        let programme = self.programme(ticket).await?;
        let (kept, _, readable) = self.current(&keys, programme, ticket.panel).await?;
        match seated(&kept, ticket, self.0.clock.now())? {
            Attendance::Present => {}
            Attendance::Absent => return Err(Refused::Absent.into()),
            Attendance::Recused => return Err(Refused::Recused.into()),
        }
        if Stage::of(&kept.panel) == Stage::Gathering {
            return Err(Refused::NotHearing.into());
        }
        let seat = kept.panel.seats().iter().find(|seat| seat.id() == ticket.seat);
        let is_heard = seat.is_some_and(|seat| seat.has_heard(story));
        self.reading(&keys, programme, &kept, &readable, story, is_heard).await
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
        let counts = matches!(step, Move::ConfirmCount(_));
        let panel = &mut kept.panel;
        let taken = match step {
            Move::Heard(story) => panel.hear(ticket.seat, story),
            Move::Vote(story) => panel.vote(ticket.seat, story),
            Move::Rate(sheet) => panel.rate(ticket.seat, sheet),
            Move::ConfirmCount(seen) => panel.confirm_count(&seen),
            Move::DisputeCount => panel.discard_count(),
            Move::Recuse => panel.recuse(ticket.seat),
            Move::Leave => panel.leave(ticket.seat),
            Move::ComeBack => panel.come_back(ticket.seat),
        };
        if taken.is_ok() || has_changed {
            save(&mut tx, &keys, programme, ticket.panel, &kept, version).await?;
            if counts && taken.is_ok() {
                audit::append(&mut tx, &keys, &counted(ticket.panel, now)).await?;
            }
            tx.commit().await?;
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

pub(super) fn method_of(panel: &Panel) -> Method {
    match panel.record() {
        Some(record) => record.method.clone(),
        None => panel.rules().map_or(Method::Majority, |rules| rules.method().clone()),
    }
}

/// Whether a ticket gives a seat, and how it takes part. Of a closed panel there is no seat: its door is asked.
fn seated(kept: &Kept, ticket: Ticket, now: DateTime<Utc>) -> Result<Attendance, PanelsError> {
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
