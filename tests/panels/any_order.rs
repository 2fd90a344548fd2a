//! One play after the other by chance: seats, readings, votes, votes again, telephones that die, the server that goes down and comes
//! back, counts, further rounds and the end, in any order. The same play on both engines is answered alike at every step and ends in the same
//! counts; on the way one seat never has two votes, and what was counted never changes.

use super::*;
use archive::desk::panels::{At, Led, Move, PanelsError, Stage, Step, Ticket, Trial};
use archive::desk::people::SignedIn;
use method::id::{PanelId, ProgrammeId, StoryId};
use method::panel::{Category, Choice, Closing, Means, Method, Rules, Shown};
use std::collections::BTreeMap;
use tests::{Chance, Ground};

/// Acts of one play: enough to come through all stages more than once in some, and to be stuck in others.
const ACTS: usize = 140;
/// Seats at most; a vote of so many may show its counts by its panel's own rule.
const SEATS: usize = 6;

/// A panel in play.
struct Play {
    house: House,
    chair: SignedIn,
    second: SignedIn,
    programme: ProgrammeId,
    panel: PanelId,
    code: String,
    stories: Vec<StoryId>,
    tickets: Vec<Ticket>,
}

impl Play {
    async fn open(ground: Ground) -> Self {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        house.cast("latifa", Role::PanelChair, Some(0)).await;
        house.cast("zineb", Role::NationalCoordinator, None).await;
        let mut stories = Vec::new();
        for title in ["Zellige-un", "Zellige-deux"] {
            stories.push(recorded(&ilham, &told(&house, title).await).await.parse().expect("a story"));
        }
        let (chair, second) = (house.signed_in("latifa").await, house.signed_in("zineb").await);
        let programme = chair.memberships[0].programme;
        let overview = house.overview().await;
        let at = At {
            level: overview.levels[0].id,
            site: Some(overview.sites[0].id),
        };
        let rules = Rules::new(Method::Iterative { most_rounds: 3 }, 8)
            .and_then(Rules::showing_small_counts)
            .expect("open");
        let desk = house.archive.panels();
        let panel = desk
            .open(&chair.actor, programme, overview.domains[0].domain.id, at, rules)
            .await
            .expect("a panel");
        let code = desk
            .lead(&chair.actor, programme, panel)
            .await
            .expect("hers")
            .code
            .expect("a code");
        Self {
            house,
            chair,
            second,
            programme,
            panel,
            code,
            stories,
            tickets: Vec::new(),
        }
    }

    async fn led(&self) -> Led {
        self.house
            .archive
            .panels()
            .lead(&self.chair.actor, self.programme, self.panel)
            .await
            .expect("hers")
    }

    async fn chairs(&self, step: Step) -> Result<(), PanelsError> {
        self.house
            .archive
            .panels()
            .take(&self.chair.actor, self.programme, self.panel, step, None)
            .await
    }

    async fn sits(&self, seat: usize, step: Move) -> Result<(), PanelsError> {
        match self.tickets.get(seat % self.tickets.len().max(1)) {
            Some(ticket) => self.house.archive.panels().act(*ticket, step).await,
            None => Err(PanelsError::NotFound),
        }
    }

    async fn joins(&mut self, code: String) -> Result<Ticket, PanelsError> {
        let trial = Trial {
            code,
            category: Some(Category::Survivor),
            address: None,
        };
        self.house.archive.panels().join(trial).await
    }

    /// A telephone dies; its seat goes on with another.
    async fn dies(&mut self, seat: usize) -> Result<(), PanelsError> {
        self.chairs(Step::Reseat(seat + 1)).await?;
        let waits = self.led().await.seats.into_iter().find(|one| one.number == seat + 1);
        let code = waits.and_then(|one| one.code).ok_or(PanelsError::NotFound)?;
        self.tickets[seat] = self.joins(code).await?;
        Ok(())
    }

    async fn restarts(self) -> Self {
        let house = self.house.restarted().await;
        house
            .archive
            .custody()
            .unseal(tests::PASSPHRASE)
            .await
            .expect("the passphrase");
        Self { house, ..self }
    }

    /// A count of hands that the chair enters and a coordinator confirms.
    async fn hands(&self, votes: [usize; 2]) -> Result<(), PanelsError> {
        let count: BTreeMap<_, _> = self.stories.iter().copied().zip(votes).collect();
        self.chairs(Step::EnterCount(Means::Hands, count.clone())).await?;
        let desk = self.house.archive.panels();
        desk.take(
            &self.second.actor,
            self.programme,
            self.panel,
            Step::ConfirmCount(count),
            None,
        )
        .await
    }

    /// The counted rounds, stories by their place.
    fn counts(&self, led: &Led) -> Vec<String> {
        let place = |story: &StoryId| self.stories.iter().position(|one| one == story);
        let mut told = Vec::new();
        for round in &led.rounds {
            let Shown::Counts(ranked) = &round.result else {
                panic!("its rule shows counts")
            };
            let mut votes: Vec<_> = ranked.iter().map(|(story, votes)| (place(story), *votes)).collect();
            votes.sort_unstable();
            told.push(format!("{votes:?} {:?} {:?}", round.abstained, round.closing));
        }
        told
    }

    /// One act by chance, and how it was answered. A vote that is taken is one more in the box, and nothing else is.
    async fn acts(mut self, chance: &mut Chance) -> (Self, String) {
        let before = self.led().await;
        let (act, seat, story) = (chance.below(28), chance.below(SEATS), chance.below(2));
        let about = self.stories[story];
        let done = match act {
            0..=2 if self.tickets.len() < SEATS => match self.joins(self.code.clone()).await {
                Ok(ticket) => {
                    self.tickets.push(ticket);
                    Ok(())
                }
                Err(error) => Err(error),
            },
            0..=2 => Err(PanelsError::NotFound),
            3 => self.chairs(Step::StartHearing).await,
            4 => self.chairs(Step::ReadAloud(about)).await,
            5 => self.sits(seat, Move::Heard(about)).await,
            6 | 7 => self.chairs(Step::Discuss(about)).await,
            8 | 9 => self.chairs(Step::OpenVote).await,
            10..=14 => self.sits(seat, Move::Vote(about)).await,
            15 => self.sits(seat, Move::Leave).await,
            16 => self.sits(seat, Move::ComeBack).await,
            17 if seat < self.tickets.len() => self.dies(seat).await,
            18 => {
                self = self.restarts().await;
                Ok(())
            }
            19 => self.chairs(Step::CloseVote(Closing::ByChair)).await,
            20 => self.chairs(Step::CloseVote(Closing::AllVoted)).await,
            21 => self.hands([story + 1, 1]).await,
            22 => self.chairs(Step::VoteAgain).await,
            23 => self.chairs(Step::RunOff).await,
            24 => self.chairs(Step::Decide(Choice::One(about))).await,
            25 => self.chairs(Step::GiveReason(about, WHY.into())).await,
            26 => self.chairs(Step::DeclineDissent).await,
            _ if before.rounds.len() < 2 => Err(PanelsError::NotFound),
            _ => self.chairs(Step::Close).await,
        };
        let after = self.led().await;
        let (counted, now) = (self.counts(&before), self.counts(&after));
        assert!(
            now.starts_with(&counted),
            "what was counted never changes: {counted:?}, {now:?}"
        );
        // A closed panel has no seats; nothing opens it again.
        if after.stage == Stage::Closed {
            assert!(before.stage != Stage::Closed || done.is_err() || act == 18, "act {act}");
        } else {
            assert!(before.stage != Stage::Closed, "act {act}");
            assert!(after.seats.len() == self.tickets.len() && after.present <= after.seats.len());
        }
        if let (Some(was), Some(is)) = (before.cast_of, after.cast_of) {
            let is_vote = (10..=14).contains(&act) && done.is_ok();
            if before.rounds.len() == after.rounds.len() {
                assert_eq!(is.cast, was.cast + usize::from(is_vote), "act {act}");
            }
            assert!(is.cast <= is.of, "one vote a seat");
        }
        (self, format!("{act} {} {now:?}", answered(done)))
    }
}

/// How something was answered, without the ids that differ from house to house.
pub fn answered(done: Result<(), PanelsError>) -> String {
    let said = done.map_or_else(|error| format!("{error:?}"), |()| "done".to_owned());
    said.split([' ', '{']).next().unwrap_or_default().to_owned()
}

async fn played(ground: Ground, seed: u64) -> Vec<String> {
    let mut chance = Chance::from(seed);
    let mut play = Play::open(ground).await;
    let mut told = Vec::new();
    for _ in 0..ACTS {
        let (next, said) = play.acts(&mut chance).await;
        play = next;
        told.push(said);
    }
    told
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_play_ends_alike_on_both_engines() {
    let mut rounds = 0;
    for seed in 1..=5 {
        let (one, other) = tokio::join!(played(Ground::Sqlite, seed), played(Ground::Postgres, seed));
        for (number, (one, other)) in one.iter().zip(&other).enumerate() {
            assert_eq!(one, other, "play {seed}, act {number}");
        }
        rounds += usize::from(one.last().is_some_and(|last| !last.ends_with("[]")));
    }
    assert!(rounds > 2, "most plays come to a count: {rounds}");
}
