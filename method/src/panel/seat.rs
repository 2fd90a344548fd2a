//! Who sits in a panel and over which stories: what all stages before the end share. Seats have a category and no name.

use super::{Considered, Panel, Question, Refused, Rules, Scores};
use crate::id::{PanelId, SeatId, StoryId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most seats a panel has; a conversation holds far fewer.
pub const MOST_SEATS: usize = 60;

/// As what a person sits in a panel. All that the record says of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// A survivor.
    Survivor,
    /// A peer educator.
    PeerEducator,
    /// A worker of the programme.
    Staff,
    /// Somebody of a partner organisation.
    Partner,
    /// Somebody of a donor.
    Donor,
}

impl Category {
    /// All five.
    pub const ALL: [Self; 5] = [Self::Survivor, Self::PeerEducator, Self::Staff, Self::Partner, Self::Donor];
}

/// Whether a seat takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    /// It hears and votes.
    Present,
    /// The person left the room.
    Absent,
    /// The person may know a teller and takes no part in the vote.
    Recused,
}

/// One seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub(super) id: SeatId,
    pub(super) category: Category,
    pub(super) attendance: Attendance,
    pub(super) heard: BTreeSet<StoryId>,
    /// Whether the person of a recused seat left the room; of others [`Attendance`] says so.
    #[serde(default)]
    pub(super) has_left: bool,
}

impl Seat {
    /// Its id.
    pub const fn id(&self) -> SeatId {
        self.id
    }

    /// As what the person sits there.
    pub const fn category(&self) -> Category {
        self.category
    }

    /// Whether it takes part. Not for the room: a recusal is quiet.
    pub const fn attendance(&self) -> Attendance {
        self.attendance
    }

    /// Whether its person is in the room, as everybody there sees: a recused one is as long as she has not left.
    pub const fn is_in_the_room(&self) -> bool {
        match self.attendance {
            Attendance::Present => true,
            Attendance::Absent => false,
            Attendance::Recused => !self.has_left,
        }
    }

    /// Whether it opened or heard a story.
    pub fn has_heard(&self, story: StoryId) -> bool {
        self.heard.contains(&story)
    }
}

/// The seats and stories of a panel that is not closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sitting {
    pub(super) id: PanelId,
    pub(super) rules: Rules,
    pub(super) stories: Vec<Considered>,
    pub(super) withdrawn: Vec<StoryId>,
    pub(super) seats: Vec<Seat>,
    pub(super) questions: Vec<Question>,
    /// The table of marks, once it is counted.
    #[serde(default)]
    pub(super) scores: Option<Scores>,
}

impl Sitting {
    pub(super) fn new(id: PanelId, stories: Vec<Considered>, rules: Rules) -> Result<Self, Refused> {
        if stories.is_empty() {
            return Err(Refused::NoStories);
        }
        let different: BTreeSet<_> = stories.iter().map(|one| one.story).collect();
        if different.len() < stories.len() {
            return Err(Refused::SameStoryTwice);
        }
        Ok(Self {
            id,
            rules,
            stories,
            withdrawn: Vec::new(),
            seats: Vec::new(),
            questions: Vec::new(),
            scores: None,
        })
    }

    pub(super) fn join(&mut self, id: SeatId, category: Category) -> Result<(), Refused> {
        self.check_free(id)?;
        if self.seats.len() >= MOST_SEATS {
            return Err(Refused::Full { most: MOST_SEATS });
        }
        self.seats.push(Seat {
            id,
            category,
            attendance: Attendance::Present,
            heard: BTreeSet::new(),
            has_left: false,
        });
        Ok(())
    }

    pub(super) fn reseat(&mut self, old: SeatId, new: SeatId) -> Result<(), Refused> {
        self.seat(old)?;
        self.check_free(new)?;
        self.seat_mut(old)?.id = new;
        Ok(())
    }

    /// The person of a seat leaves the room, or is back. A recused seat stays recused, and looks no different.
    pub(super) fn attend(&mut self, id: SeatId, is_there: bool) -> Result<(), Refused> {
        let seat = self.seat_mut(id)?;
        match seat.attendance {
            Attendance::Recused => seat.has_left = !is_there,
            Attendance::Present | Attendance::Absent if is_there => seat.attendance = Attendance::Present,
            Attendance::Present | Attendance::Absent => seat.attendance = Attendance::Absent,
        }
        Ok(())
    }

    /// A seat takes no part in the vote, for good.
    pub(super) fn recuse(&mut self, id: SeatId) -> Result<(), Refused> {
        let seat = self.seat_mut(id)?;
        seat.has_left = !seat.is_in_the_room();
        seat.attendance = Attendance::Recused;
        Ok(())
    }

    pub(super) fn read_aloud(&mut self, story: StoryId) {
        for seat in self.seats.iter_mut().filter(|seat| seat.attendance == Attendance::Present) {
            seat.heard.insert(story);
        }
    }

    /// Takes a withdrawn story out; `false` if it was out already.
    pub(super) fn without(&mut self, story: StoryId) -> Result<bool, Refused> {
        if self.withdrawn.contains(&story) {
            return Ok(false);
        }
        self.check(story)?;
        self.stories.retain(|one| one.story != story);
        self.questions.retain(|question| question.about != story);
        for seat in &mut self.seats {
            seat.heard.remove(&story);
        }
        if let Some(scores) = &mut self.scores {
            scores.without(story);
        }
        self.withdrawn.push(story);
        Ok(true)
    }

    pub(super) fn check(&self, story: StoryId) -> Result<(), Refused> {
        let is_there = self.stories.iter().any(|one| one.story == story);
        is_there.then_some(()).ok_or(Refused::StoryNotInPanel)
    }

    fn check_free(&self, id: SeatId) -> Result<(), Refused> {
        self.seat(id).map_or(Ok(()), |_| Err(Refused::SeatTaken))
    }

    pub(super) fn seat(&self, id: SeatId) -> Result<&Seat, Refused> {
        self.seats.iter().find(|seat| seat.id == id).ok_or(Refused::UnknownSeat)
    }

    pub(super) fn seat_mut(&mut self, id: SeatId) -> Result<&mut Seat, Refused> {
        self.seats.iter_mut().find(|seat| seat.id == id).ok_or(Refused::UnknownSeat)
    }

    /// The seat, if it takes part.
    pub(super) fn here(&self, id: SeatId) -> Result<&Seat, Refused> {
        let seat = self.seat(id)?;
        match seat.attendance {
            Attendance::Present => Ok(seat),
            Attendance::Absent => Err(Refused::Absent),
            Attendance::Recused => Err(Refused::Recused),
        }
    }

    pub(super) fn present(&self) -> impl Iterator<Item = &Seat> {
        self.seats.iter().filter(|seat| seat.attendance == Attendance::Present)
    }

    /// Everybody in the room: those who are present and those who recused themselves.
    pub(super) fn in_the_room(&self) -> impl Iterator<Item = &Seat> {
        self.seats.iter().filter(|seat| seat.is_in_the_room())
    }

    pub(super) fn story_ids(&self) -> impl Iterator<Item = StoryId> {
        self.stories.iter().map(|one| one.story)
    }
}

impl Panel {
    /// The stories still before the panel, in the order in which they were put to it; none when closed.
    pub fn stories(&self) -> &[Considered] {
        self.sitting().map_or(&[], |sitting| &sitting.stories)
    }

    /// What the panel was opened with; `None` when closed.
    pub fn rules(&self) -> Option<&Rules> {
        self.sitting().ok().map(|sitting| &sitting.rules)
    }

    /// The table of marks, once it is counted; when closed it stands in the record.
    pub fn scores(&self) -> Option<&Scores> {
        self.sitting().ok()?.scores.as_ref()
    }

    /// The seats in the order in which they were taken; none when closed.
    pub fn seats(&self) -> &[Seat] {
        self.sitting().map_or(&[], |sitting| &sitting.seats)
    }

    /// The stories in the order in which one seat sees them, so that no story is first for everybody: sorted by a mix of the
    /// seat's and the story's id (FNV-1a over both, then the 64-bit finaliser of `MurmurHash3`). The same on every call, and a
    /// withdrawn story changes nothing in the order of the others. Fairness, not secrecy.
    pub fn order_for(&self, seat: SeatId) -> Vec<StoryId> {
        let mut stories: Vec<_> = self.stories().iter().map(|one| one.story).collect();
        stories.sort_by_key(|story| (mix(seat, *story), *story));
        stories
    }

    pub(super) fn sitting(&self) -> Result<&Sitting, Refused> {
        match self {
            Self::Gathering(gathering) => Ok(&gathering.sitting),
            Self::Hearing(hearing) => Ok(&hearing.sitting),
            Self::Rating(rating) => Ok(&rating.sitting),
            Self::Voting(voting) => Ok(&voting.sitting),
            Self::Reasoning(reasoning) => Ok(&reasoning.sitting),
            Self::Closed(_) => Err(Refused::Closed),
        }
    }

    pub(super) fn sitting_mut(&mut self) -> Result<&mut Sitting, Refused> {
        match self {
            Self::Gathering(gathering) => Ok(&mut gathering.sitting),
            Self::Hearing(hearing) => Ok(&mut hearing.sitting),
            Self::Rating(rating) => Ok(&mut rating.sitting),
            Self::Voting(voting) => Ok(&mut voting.sitting),
            Self::Reasoning(reasoning) => Ok(&mut reasoning.sitting),
            Self::Closed(_) => Err(Refused::Closed),
        }
    }

    /// The sitting while stories can be opened: hearing, marking, and voting for those who catch up.
    pub(super) fn listening(&mut self) -> Result<&mut Sitting, Refused> {
        match self {
            Self::Hearing(hearing) => Ok(&mut hearing.sitting),
            Self::Rating(rating) => Ok(&mut rating.sitting),
            Self::Voting(voting) => Ok(&mut voting.sitting),
            Self::Gathering(_) | Self::Reasoning(_) | Self::Closed(_) => Err(Refused::NotHearing),
        }
    }
}

fn mix(seat: SeatId, story: StoryId) -> u64 {
    let bytes = seat.uuid().into_bytes().into_iter().chain(story.uuid().into_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}
