//! News of a panel for those who sit in it: where it stands and counters, found by looking at its row in a rhythm
//! ([`crate::desk::rhythm`]), so that it works on any node. Nothing of one seat, and of an open vote only how many have voted.

use super::{Panels, PanelsError, Stage, Ticket, find};
use crate::desk::rhythm::Rhythm;
use crate::{Archive, allowed};
use method::id::{PanelId, ProgrammeId};
use method::panel::Panel;
use method::policy::{Action, Actor};
use std::fmt;

/// All that a stream tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pulse {
    /// Where the panel stands.
    pub stage: Stage,
    /// Rounds of voting that were counted.
    pub rounds: usize,
    /// Whether a count waits for a second person.
    pub is_entered: bool,
    /// Stories still before it.
    pub stories: usize,
    /// Seats taken.
    pub seats: usize,
    /// Votes in the open round, or sheets of marks handed in.
    pub cast: usize,
    /// Seats that have done so or still may.
    pub of: usize,
}

impl Pulse {
    pub(super) fn of(panel: &Panel) -> Self {
        let cast_of = panel.cast_of();
        Self {
            stage: Stage::of(panel),
            rounds: panel.rounds_held(),
            is_entered: panel.entered().is_some(),
            stories: panel.stories().len(),
            seats: panel.seats().len(),
            cast: cast_of.map_or(0, |one| one.cast),
            of: cast_of.map_or(0, |one| one.of),
        }
    }

    /// What a page depends on: when it differs, another page is due. `stage.rounds.stories`, with a `+` while an entered count
    /// waits.
    pub fn key(&self) -> String {
        let waits = if self.is_entered { "+" } else { "" };
        format!("{}.{}.{}{waits}", self.stage.name(), self.rounds, self.stories)
    }
}

/// On the wire: `key seats cast of`, such as `voting.0.3 5 2 5`; the island `Room` reads it.
impl fmt::Display for Pulse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.key(), self.seats, self.cast, self.of)
    }
}

/// Who listens.
enum Listener {
    Seat(Ticket),
    Chair(Actor, ProgrammeId, PanelId),
}

/// A stream of news.
pub struct Live {
    archive: Archive,
    listener: Listener,
    version: i32,
    told: Option<Pulse>,
    rhythm: Rhythm,
}

impl Live {
    /// News for a seat.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`].
    pub async fn of_seat(archive: Archive, ticket: Ticket) -> Result<Self, PanelsError> {
        Self::new(archive, Listener::Seat(ticket)).await
    }

    /// News for a chair.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`].
    pub async fn of_chair(archive: Archive, actor: Actor, programme: ProgrammeId, id: PanelId) -> Result<Self, PanelsError> {
        Self::new(archive, Listener::Chair(actor, programme, id)).await
    }

    async fn new(archive: Archive, listener: Listener) -> Result<Self, PanelsError> {
        let mut live = Self {
            archive,
            listener,
            version: 0,
            told: None,
            rhythm: Rhythm::begin(),
        };
        live.look().await?;
        live.version = 0;
        Ok(live)
    }

    /// The next news: at once the first time, afterwards when something differs. None when the stream ends: after a while,
    /// when the seat is given to another telephone, when the stories are locked, when the house stops.
    pub async fn next(&mut self) -> Option<Pulse> {
        loop {
            self.rhythm.beat(&self.archive.house).await?;
            let pulse = self.look().await.ok()?;
            if let Some(pulse) = pulse.filter(|pulse| self.told.as_ref() != Some(pulse)) {
                self.told = Some(pulse);
                return Some(pulse);
            }
        }
    }

    /// Where the panel stands; none if its row is the one that was seen.
    async fn look(&mut self) -> Result<Option<Pulse>, PanelsError> {
        let keys = self.archive.house.keys()?;
        let desk = Panels(&self.archive.house);
        let (kept, version) = match &self.listener {
            Listener::Seat(ticket) => desk.held(&keys, *ticket).await?,
            Listener::Chair(actor, programme, id) => {
                let mut tx = self.archive.house.content.read().await?;
                let found = find(&mut tx, &keys, *programme, *id).await?;
                let (kept, version) = found.ok_or(PanelsError::NotFound)?;
                if !allowed(actor, Action::LeadPanel, &kept.subject(*programme)) {
                    return Err(PanelsError::NotFound);
                }
                (kept, version)
            }
        };
        if version == self.version {
            return Ok(None);
        }
        self.version = version;
        Ok(Some(Pulse::of(&kept.panel)))
    }
}
