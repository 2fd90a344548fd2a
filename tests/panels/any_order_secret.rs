//! Plays by chance of a secret vote: the chair freezes and begins anew, telephones answer, fetch tokens, cast, cast again, die and are
//! replaced, people recuse themselves and leave, the server goes down and comes back, the box is released, ballots are looked for, in
//! any order. The same play on both engines is answered alike at every step; on the way a box never holds more than one slip a seat,
//! what it holds is what was taken, and it is there exactly as long as it takes slips.

use super::any_order::answered;
use super::secret::boxes;
use super::*;
use archive::desk::panels::{At, Led, Move, PanelsError, Stage, Step, Ticket, Trial};
use archive::desk::people::SignedIn;
use archive_envelope::{HiddenToken, STAMP_LEN, TOKEN_LEN, TokenSeal};
use chrono::TimeDelta;
use method::id::{PanelId, ProgrammeId, StoryId};
use method::panel::{Category, Choice, Closing, Method, Rules, Secret, choice_bytes};
use std::collections::BTreeMap;
use tests::{Chance, Ground};
use uuid::Uuid;

/// Acts of one play: enough to come to a release in most.
const ACTS: usize = 160;
/// How many sit there.
const SEATS: usize = 5;

/// A telephone with a seat.
struct Phone {
    ticket: Ticket,
    /// The box that its token opens, the token with its stamp, and the slip that it cast.
    stamped: Option<(Uuid, Vec<u8>)>,
    slip: Option<Vec<u8>>,
}

struct Play {
    house: House,
    chair: SignedIn,
    programme: ProgrammeId,
    panel: PanelId,
    stories: Vec<StoryId>,
    phones: Vec<Phone>,
    /// What was taken into the box that is open now: each token with its choice.
    taken: BTreeMap<Vec<u8>, Vec<u8>>,
    released: usize,
}

impl Play {
    async fn open(ground: Ground) -> Self {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        house.cast("latifa", Role::PanelChair, Some(0)).await;
        let mut stories = Vec::new();
        for title in ["Zellige-un", "Zellige-deux"] {
            stories.push(recorded(&ilham, &told(&house, title).await).await.parse().expect("a story"));
        }
        let chair = house.signed_in("latifa").await;
        let programme = chair.memberships[0].programme;
        let overview = house.overview().await;
        let at = At {
            level: overview.levels[0].id,
            site: Some(overview.sites[0].id),
        };
        let rules = Rules::new(Method::Majority, 8).and_then(Rules::secretly).expect("majority");
        let domain = overview.domains[0].domain.id;
        let panel = house.archive.panels().open(&chair.actor, programme, domain, at, rules).await;
        let mut play = Self {
            house,
            chair,
            programme,
            panel: panel.expect("a panel"),
            stories,
            phones: Vec::new(),
            taken: BTreeMap::new(),
            released: 0,
        };
        let code = play.led().await.code.expect("a code");
        for _ in 0..SEATS {
            let ticket = play.joins(code.clone()).await.expect("a seat");
            play.phones.push(Phone {
                ticket,
                stamped: None,
                slip: None,
            });
        }
        play.chairs(Step::StartHearing).await.expect("people are there");
        for story in play.stories.clone() {
            play.chairs(Step::ReadAloud(story)).await.expect("hearing");
            play.chairs(Step::Discuss(story)).await.expect("hearing");
        }
        play.chairs(Step::OpenVote).await.expect("all is discussed");
        play
    }

    async fn led(&self) -> Led {
        let desk = self.house.archive.panels();
        desk.lead(&self.chair.actor, self.programme, self.panel).await.expect("hers")
    }

    async fn chairs(&self, step: Step) -> Result<(), PanelsError> {
        let desk = self.house.archive.panels();
        desk.take(&self.chair.actor, self.programme, self.panel, step, None).await
    }

    async fn sits(&self, seat: usize, step: Move) -> Result<(), PanelsError> {
        self.house.archive.panels().act(self.phones[seat].ticket, step).await
    }

    async fn joins(&self, code: String) -> Result<Ticket, PanelsError> {
        let trial = Trial {
            code,
            category: Some(Category::Survivor),
            address: None,
        };
        self.house.archive.panels().join(trial).await
    }

    /// A telephone dies; its seat goes on with another, which knows no token.
    async fn dies(&mut self, seat: usize) -> Result<(), PanelsError> {
        self.chairs(Step::Reseat(seat + 1)).await?;
        let waits = self.led().await.seats.into_iter().find(|one| one.number == seat + 1);
        let code = waits.and_then(|one| one.code).ok_or(PanelsError::NotFound)?;
        self.phones[seat] = Phone {
            ticket: self.joins(code).await?,
            stamped: None,
            slip: None,
        };
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

    /// Fetches a token for the box that the room names now.
    async fn fetches(&mut self, seat: usize) -> Result<(), PanelsError> {
        let desk = self.house.archive.panels();
        let ticket = self.phones[seat].ticket;
        let booth = desk.room(ticket).await?.booth.ok_or(PanelsError::NotFound)?;
        let to = booth.secret.roll().ok_or(PanelsError::NotFound)?.id().uuid();
        if self.phones[seat].stamped.as_ref().is_some_and(|one| one.0 == to) {
            return Ok(());
        }
        let public = TokenSeal::from_bytes(&booth.key).expect("a key");
        let hidden: HiddenToken = public.hide(to).expect("a token");
        let signature = desk.token(ticket, hidden.blinded().to_vec()).await?;
        let stamp = public.stamp(to, &hidden, &signature).expect("genuine");
        self.phones[seat].stamped = Some((to, [hidden.token().as_slice(), &stamp].concat()));
        self.phones[seat].slip = None;
        Ok(())
    }

    /// Casts a choice, or the slip that it cast before; what the box takes is noted.
    async fn casts(&mut self, seat: usize, choice: Option<StoryId>, again: bool) -> Result<(), PanelsError> {
        let phone = &self.phones[seat];
        let (_, stamped) = phone.stamped.clone().ok_or(PanelsError::NotFound)?;
        let slip = match &phone.slip {
            Some(slip) if again => slip.clone(),
            _ => [stamped, choice_bytes(choice).to_vec()].concat(),
        };
        self.house.archive.panels().cast(self.panel, &slip).await?;
        let said = slip[TOKEN_LEN + STAMP_LEN..].to_vec();
        let before = self.taken.insert(slip[..TOKEN_LEN].to_vec(), said.clone());
        assert!(before.is_none_or(|before| before == said), "a token was taken twice");
        self.phones[seat].slip = Some(slip);
        Ok(())
    }

    /// A released box holds what was taken, and leads as that does.
    async fn was_released(&mut self, is_counted: bool) {
        let led = self.led().await;
        if is_counted {
            let proof = led.proof.expect("counted");
            assert_eq!(proof.digests.len(), self.taken.len());
            let of = |story: &StoryId| {
                self.taken
                    .values()
                    .filter(|said| **said == choice_bytes(Some(*story)))
                    .count()
            };
            let most = self.stories.iter().map(of).max().unwrap_or(0);
            let ahead = self.stories.iter().filter(|story| most > 0 && of(story) == most).copied();
            let mut ahead: Vec<_> = ahead.collect();
            let mut leaders = led.reasoning.expect("counted").leaders();
            ahead.sort_unstable();
            leaders.sort_unstable();
            assert_eq!(leaders, ahead);
            self.released += 1;
        }
    }

    /// One act by chance, and how it was answered.
    async fn acts(mut self, chance: &mut Chance) -> (Self, String) {
        let (act, any, story) = (chance.below(40), chance.below(SEATS), chance.below(3));
        // Half of the time whoever has not done it yet: chance alone would hardly ever come to a count.
        let helps = chance.below(2) == 0;
        let to = self
            .led()
            .await
            .secret
            .as_ref()
            .and_then(Secret::roll)
            .map(|roll| roll.id().uuid());
        let lacks_token = |phone: &Phone| phone.stamped.as_ref().map(|one| one.0) != to;
        let waiting = match act {
            10..=19 => self.phones.iter().position(lacks_token),
            20..=29 => self.phones.iter().position(|phone| phone.slip.is_none()),
            _ => None,
        };
        let seat = waiting.filter(|_| helps).unwrap_or(any);
        let choice = self.stories.get(story).copied();
        self.house.archive.set_clock(self.house.archive.now() + TimeDelta::seconds(4));
        let done = match act {
            0 | 1 => {
                let present = self.led().await.present;
                let said = present.saturating_sub(usize::from(chance.below(6) == 0));
                let done = self.chairs(Step::Freeze(said)).await;
                if done.is_ok() {
                    self.taken.clear();
                }
                done
            }
            2..=9 => self.sits(seat, Move::AnswerCount(chance.below(8) > 0)).await,
            10..=19 => self.fetches(seat).await,
            20..=29 => self.casts(seat, choice, false).await,
            30 => self.casts(seat, choice, true).await,
            31 => self.sits(seat, Move::Recuse).await,
            32 => self.sits(seat, Move::Leave).await,
            33 => self.sits(seat, Move::ComeBack).await,
            34 if chance.below(3) == 0 => self.dies(seat).await,
            35 => {
                self = self.restarts().await;
                Ok(())
            }
            36 if chance.below(5) == 0 => self.chairs(Step::BeginRoundAgain).await,
            38 if chance.below(6) > 0 => Err(PanelsError::NotFound),
            37 | 38 => {
                let closing = if act == 37 { Closing::AllVoted } else { Closing::ByChair };
                let was = self.led().await.stage;
                let done = self.chairs(Step::Release(closing)).await;
                if done.is_ok() {
                    let is_counted = self.led().await.stage == Stage::Reasoning;
                    assert!(is_counted || self.taken.len() < SEATS, "all had voted");
                    assert!(was == Stage::Voting);
                    self.was_released(is_counted).await;
                    self.taken.clear();
                }
                done
            }
            39 => self.sits(seat, Move::Look(chance.below(3) > 0)).await,
            _ => match chance.below(3) {
                0 => self.chairs(Step::VoteAgain).await,
                1 => self.chairs(Step::RunOff).await,
                _ => self.chairs(Step::Decide(Choice::NoStory(WHY.into()))).await,
            },
        };
        let led = self.led().await;
        let is_casting = led.stage == Stage::Voting && matches!(led.secret, Some(Secret::Casting(_)));
        assert_eq!(
            boxes(&self.house).await,
            (i64::from(is_casting), i64::from(is_casting)),
            "act {act}"
        );
        if is_casting {
            let of = led.secret.as_ref().and_then(Secret::roll).map_or(0, method::panel::Roll::len);
            assert!(self.taken.len() <= of, "one ballot a seat");
            assert_eq!(led.pulse.cast, self.taken.len(), "what was taken lies there: act {act}");
        }
        let step = led.secret.as_ref().map(Secret::name);
        (
            self,
            format!("{act} {} {:?} {step:?} {}", answered(done), led.stage, led.rounds.len()),
        )
    }
}

async fn played(ground: Ground, seed: u64) -> (Vec<String>, usize) {
    let mut chance = Chance::from(seed);
    let mut play = Play::open(ground).await;
    let mut told = Vec::new();
    for _ in 0..ACTS {
        let (next, said) = play.acts(&mut chance).await;
        play = next;
        told.push(said);
    }
    (told, play.released)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_secret_play_ends_alike_on_both_engines() {
    let mut released = 0;
    for seed in 1..=3 {
        let (one, other) = tokio::join!(played(Ground::Sqlite, seed), played(Ground::Postgres, seed));
        for (number, (one, other)) in one.0.iter().zip(&other.0).enumerate() {
            assert_eq!(one, other, "play {seed}, act {number}");
        }
        released += one.1;
    }
    assert!(released > 1, "some plays come to a count: {released}");
}
