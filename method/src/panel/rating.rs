//! Handing marks in, sealed: nobody sees a mark, a mean or an order before all are counted. In scoring this comes after the
//! discussion and decides; in pre-scoring it comes before, and lays a table on the meeting's desk (p.32).

use super::scores::{Sheet, Sheets};
use super::seat::Sitting;
use super::{Closing, Hearing, Method, Panel, Reasoning, Refused, Scale};
use crate::id::{SeatId, StoryId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A panel whose seats hand marks in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    pub(super) sitting: Sitting,
    pub(super) started: DateTime<Utc>,
    pub(super) sheets: Sheets,
}

impl Rating {
    pub(super) fn new(sitting: Sitting, started: DateTime<Utc>) -> Self {
        Self {
            sitting,
            started,
            sheets: Sheets::default(),
        }
    }

    /// How many are present and have handed nothing in; nobody waits for marks of nothing.
    pub(super) fn waiting(&self) -> usize {
        if self.sitting.stories.is_empty() {
            return 0;
        }
        self.sitting.present().filter(|seat| !self.sheets.has(seat.id)).count()
    }

    fn scale(&self) -> Result<&Scale, Refused> {
        self.sitting.rules.method().scale().ok_or(Refused::NotThisMethod)
    }

    /// What follows when the sheets are counted.
    pub(super) fn counted(&self, closing: Closing) -> Result<Panel, Refused> {
        let (sheets, missing) = (self.sheets.len(), self.waiting());
        if missing > 0 && sheets == 0 {
            return Err(Refused::NoBallots);
        }
        if missing > 0 && closing == Closing::AllVoted {
            return Err(Refused::StillVoting { waiting: missing });
        }
        if missing > sheets {
            return Err(Refused::TooFewSheets { missing });
        }
        let mut sitting = self.sitting.clone();
        let stories: Vec<_> = sitting.story_ids().collect();
        sitting.scores = Some(self.sheets.count(&stories, self.scale()?, missing));
        Ok(match sitting.rules.method() {
            Method::PreScoring(_) => Panel::Hearing(Hearing::new(sitting, self.started)),
            _ => Panel::Reasoning(Reasoning::new(sitting, self.started, Vec::new())),
        })
    }
}

impl Panel {
    /// Whether a seat may hand its marks in now, and what is missing.
    ///
    /// # Errors
    /// [`Refused::NotRating`], [`Refused::UnknownSeat`], [`Refused::Absent`], [`Refused::Recused`],
    /// [`Refused::AlreadyVoted`], [`Refused::NoStories`] once all were withdrawn, [`Refused::NotYetHeard`].
    pub fn may_rate(&self, seat: SeatId) -> Result<(), Refused> {
        let Self::Rating(rating) = self else {
            return Err(Refused::NotRating);
        };
        let heard = &rating.sitting.here(seat)?.heard;
        if rating.sheets.has(seat) {
            return Err(Refused::AlreadyVoted);
        }
        if rating.sitting.stories.is_empty() {
            return Err(Refused::NoStories);
        }
        let stories: Vec<_> = rating.sitting.story_ids().filter(|story| !heard.contains(story)).collect();
        if stories.is_empty() {
            Ok(())
        } else {
            Err(Refused::NotYetHeard { stories })
        }
    }

    /// Hands a seat's marks in, for every story.
    ///
    /// # Errors
    /// As [`Panel::may_rate`]; [`Refused::SheetIncomplete`], [`Refused::StoryNotInPanel`], [`Refused::MarkOutOfBounds`].
    pub fn rate(&mut self, seat: SeatId, sheet: Sheet) -> Result<(), Refused> {
        self.may_rate(seat)?;
        let Self::Rating(rating) = self else {
            return Err(Refused::NotRating);
        };
        let stories: Vec<StoryId> = rating.sitting.story_ids().collect();
        let scale = rating.scale()?.clone();
        rating.sheets.put(seat, sheet, &stories, &scale)
    }
}
