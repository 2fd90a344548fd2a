//! News of a panel for those who sit in it: where it stands and counters, found by looking at its row in a rhythm
//! ([`crate::desk::rhythm`]), so that it works on any node. On the node where a step was taken that step is told at once
//! ([`Steps`]); counters go by the rhythm alone, several votes together. Nothing of one seat, and of an open vote only how many
//! have voted.

use super::{Panels, PanelsError, Stage, Ticket, find};
use crate::desk::rhythm::Rhythm;
use crate::error::Fault;
use crate::keys::Keys;
use crate::{Archive, allowed};
use chrono::{DateTime, TimeDelta, Utc};
use method::id::{BoxId, PanelId, ProgrammeId};
use method::panel::{Panel, Secret};
use method::policy::{Action, Actor};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

/// Steps that wait for a listener who is busy; past them it looks by itself.
const UNHEARD: usize = 64;

/// Tells listeners on this node that a panel went a step further.
pub(crate) struct Steps(broadcast::Sender<PanelId>);

impl Default for Steps {
    fn default() -> Self {
        Self(broadcast::Sender::new(UNHEARD))
    }
}

impl Steps {
    /// A step of this panel is written.
    pub(super) fn tell(&self, panel: PanelId) {
        // Nobody listening is no failure.
        let _ = self.0.send(panel);
    }
}

/// Waits for a step of a panel.
async fn step_of(steps: &mut broadcast::Receiver<PanelId>, panel: PanelId) {
    loop {
        match steps.recv().await {
            Ok(other) if other != panel => {}
            Ok(_) | Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// How many slips lie in a box is told anew no sooner than after this, whoever asks and however often: a count that followed each
/// ballot at once would tell whose telephone had just sent one.
const PATIENCE: TimeDelta = TimeDelta::seconds(3);

/// How many slips each open box was last said to hold on this node, and when.
#[derive(Default)]
pub(crate) struct ToldSlips(Mutex<HashMap<BoxId, (DateTime<Utc>, usize)>>);

impl ToldSlips {
    /// What was told so short a time ago that it is told again.
    pub(super) fn recent(&self, id: BoxId, now: DateTime<Utc>) -> Option<usize> {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, slips) = told.get(&id)?;
        (now < *at + PATIENCE).then_some(*slips)
    }

    /// So many are told now.
    pub(super) fn tell(&self, id: BoxId, now: DateTime<Utc>, slips: usize) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.insert(id, (now, slips));
    }

    /// The box is gone.
    pub(super) fn forget(&self, id: BoxId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

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
    /// How far a secret round is, or a box of reasons.
    pub secret: Option<&'static str>,
    /// Votes in the open round, or sheets of marks handed in; in a secret round answers, then tokens, then slips in the box.
    pub cast: usize,
    /// Seats that have done so or still may.
    pub of: usize,
}

impl Pulse {
    /// With so many slips in an open box.
    fn of(panel: &Panel, in_box: usize) -> Self {
        let cast_of = panel.cast_of();
        let secret = match panel {
            Panel::Voting(voting) => voting.secret(),
            Panel::Reasoning(reasoning) => reasoning.told().and_then(method::panel::Told::reasons),
            _ => None,
        };
        let progress = secret.map(Secret::progress);
        let done = progress.map_or(0, |one| one.done);
        Self {
            stage: Stage::of(panel),
            rounds: panel.rounds_held(),
            is_entered: panel.entered().is_some(),
            stories: panel.stories().len(),
            seats: panel.seats().len(),
            secret: secret.map(Secret::name),
            cast: cast_of.map_or(done, |one| one.cast) + in_box,
            of: cast_of.map_or(progress.map_or(0, |one| one.of), |one| one.of),
        }
    }

    /// What a page depends on: when it differs, another page is due. `stage.rounds.stories`, with a `+` while an entered count
    /// waits, and the step of a secret round.
    pub fn key(&self) -> String {
        let waits = if self.is_entered { "+" } else { "" };
        let step = self.secret.map(|step| format!(".{step}")).unwrap_or_default();
        format!("{}.{}.{}{waits}{step}", self.stage.name(), self.rounds, self.stories)
    }
}

/// On the wire: `key seats cast of`, such as `voting.0.3 5 2 5`; the island `Room` reads it.
impl fmt::Display for Pulse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.key(), self.seats, self.cast, self.of)
    }
}

impl Panels<'_> {
    /// Where a panel stands now, with what lies in its open box.
    pub(super) async fn pulse(&self, keys: &Keys, panel: &Panel) -> Result<Pulse, Fault> {
        Ok(Pulse::of(panel, self.in_box(keys, panel).await?))
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
    panel: PanelId,
    steps: broadcast::Receiver<PanelId>,
    version: i32,
    seen: Option<Pulse>,
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
        let panel = match &listener {
            Listener::Seat(ticket) => ticket.panel,
            Listener::Chair(.., id) => *id,
        };
        let steps = archive.house.steps.0.subscribe();
        let mut live = Self {
            archive,
            listener,
            panel,
            steps,
            version: 0,
            seen: None,
            told: None,
            rhythm: Rhythm::begin(),
        };
        live.look().await?;
        Ok(live)
    }

    /// The next news: at once the first time and after a step, otherwise when a counter differs. None when the stream ends:
    /// after a while, when the seat is given to another telephone, when the stories are locked, when the house stops.
    pub async fn next(&mut self) -> Option<Pulse> {
        loop {
            let is_due = self.wait().await?;
            self.look().await.ok()?;
            let goes_further = self.told.map(|pulse| pulse.key()) != self.seen.map(|pulse| pulse.key());
            if goes_further || (is_due && self.told != self.seen) {
                self.told = self.seen;
                return self.told;
            }
        }
    }

    /// Whether it is time to look; or else a step was taken before that. None when the stream ends.
    async fn wait(&mut self) -> Option<bool> {
        let Self {
            archive,
            panel,
            steps,
            told,
            rhythm,
            ..
        } = self;
        // Slips are told of at half the pace, several together.
        let beats = match told {
            Some(pulse) if pulse.secret == Some("casting") => 2,
            _ => 1,
        };
        let due = async {
            for _ in 0..beats {
                rhythm.beat(&archive.house).await?;
            }
            Some(true)
        };
        tokio::select! {
            due = due => due,
            () = step_of(steps, *panel) => Some(false),
        }
    }

    /// Where the panel stands, into `seen`.
    async fn look(&mut self) -> Result<(), PanelsError> {
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
        // An open box changes without its panel's row.
        if version != self.version || kept.panel.open_box().is_some() {
            self.version = version;
            self.seen = Some(desk.pulse(&keys, &kept.panel).await?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{PATIENCE, Steps, ToldSlips, UNHEARD, step_of};
    use chrono::DateTime;
    use method::id::{BoxId, PanelId};
    use std::time::Duration;
    use tokio::time::timeout;
    use uuid::Uuid;

    #[test]
    fn a_count_stands_still_for_a_while() {
        let (told, id) = (ToldSlips::default(), BoxId::new(Uuid::from_u128(1)));
        let at = DateTime::UNIX_EPOCH;
        assert_eq!(told.recent(id, at), None);
        told.tell(id, at, 2);
        assert_eq!(told.recent(id, at), Some(2));
        assert_eq!(told.recent(BoxId::new(Uuid::from_u128(2)), at), None, "another box");
        assert_eq!(told.recent(id, at + PATIENCE), None);
        told.forget(id);
        assert_eq!(told.recent(id, at), None);
    }

    #[tokio::test]
    async fn a_step_wakes_those_of_its_panel_and_whoever_missed_some() {
        let [mine, other] = [1, 2].map(|number| PanelId::new(Uuid::from_u128(number)));
        let steps = Steps::default();
        let mut heard = steps.0.subscribe();
        let mut woken = async |step: PanelId, times: usize| {
            for _ in 0..times {
                steps.tell(step);
            }
            timeout(Duration::ZERO, step_of(&mut heard, mine)).await.is_ok()
        };
        assert!(!woken(other, 1).await, "another panel's step is none of ours");
        assert!(woken(mine, 1).await);
        assert!(!woken(mine, 0).await, "one step wakes once");
        assert!(woken(other, UNHEARD + 1).await, "what was missed may have been ours");
    }
}
